/** Emoji by Slack's names. A shortcode that is not here stays text, as in Slack. */

/** ^ after a name: it comes in five skin tones. */
const GROUPS = {
  frequent: `white_check_mark ✅ eyes 👀 raised_hands^ 🙌 +1^ 👍 -1^ 👎 tada 🎉 pray^ 🙏 heart ❤️ joy 😂
    thinking_face 🤔 ok_hand^ 👌 rocket 🚀`,
  scores: `zero 0️⃣ one 1️⃣ two 2️⃣ three 3️⃣ four 4️⃣ five 5️⃣ star ⭐ 100 💯 x ❌ question ❓ exclamation ❗ warning ⚠️`,
  faces: `grinning 😀 smiley 😃 smile 😄 grin 😁 laughing 😆 sweat_smile 😅 rolling_on_the_floor_laughing 🤣
    slightly_smiling_face 🙂 upside_down_face 🙃 wink 😉 blush 😊 innocent 😇 heart_eyes 😍 star-struck 🤩
    kissing_heart 😘 yum 😋 stuck_out_tongue 😛 hugging_face 🤗 face_with_monocle 🧐 nerd_face 🤓 sunglasses 😎
    partying_face 🥳 smirk 😏 unamused 😒 face_with_rolling_eyes 🙄 grimacing 😬 relieved 😌 pensive 😔 sleepy 😪
    sleeping 😴 dizzy_face 😵 exploding_head 🤯 confused 😕 worried 😟 slightly_frowning_face 🙁 open_mouth 😮
    flushed 😳 pleading_face 🥺 cry 😢 sob 😭 scream 😱 weary 😩 triumph 😤 rage 😡 skull 💀 robot_face 🤖
    wave^ 👋 raised_hand^ ✋ v^ ✌️ crossed_fingers^ 🤞 point_left^ 👈 point_right^ 👉 point_up_2^ 👆
    point_down^ 👇 fist^ ✊ clap^ 👏 open_hands^ 👐 handshake 🤝 muscle^ 💪 writing_hand^ ✍️ bow^ 🙇 shrug^ 🤷
    facepalm^ 🤦 raising_hand^ 🙋 ok_woman^ 🙆 no_good^ 🙅 bust_in_silhouette 👤 busts_in_silhouette 👥 brain 🧠 ear^ 👂`,
  things: `hourglass ⌛ hourglass_flowing_sand ⏳ stopwatch ⏱️ alarm_clock ⏰ calendar 📅 date 📅 bar_chart 📊
    chart_with_upwards_trend 📈 chart_with_downwards_trend 📉 clipboard 📋 memo 📝 pencil2 ✏️ pushpin 📌 paperclip 📎
    link 🔗 mag 🔍 lock 🔒 unlock 🔓 key 🔑 bulb 💡 gear ⚙️ wrench 🔧 hammer 🔨 hammer_and_wrench 🛠️ test_tube 🧪
    microscope 🔬 package 📦 file_folder 📁 open_file_folder 📂 page_facing_up 📄 books 📚 book 📖 newspaper 📰
    email 📧 inbox_tray 📥 outbox_tray 📤 speech_balloon 💬 thought_balloon 💭 bell 🔔 loudspeaker 📢 mega 📣
    computer 💻 floppy_disk 💾 battery 🔋 electric_plug 🔌 satellite 🛰️ moneybag 💰 dart 🎯 trophy 🏆 medal 🏅
    first_place_medal 🥇 second_place_medal 🥈 third_place_medal 🥉 crown 👑 gift 🎁 balloon 🎈 confetti_ball 🎊
    seedling 🌱 herb 🌿 cherry_blossom 🌸 sunny ☀️ cloud ☁️ snowflake ❄️ fire 🔥 zap ⚡ rainbow 🌈 coffee ☕ tea 🍵
    pizza 🍕 cake 🍰 dog 🐶 cat 🐱 turtle 🐢 rabbit 🐰 owl 🦉 snail 🐌 bug 🐛 balance_scale ⚖️ knife 🔪 crossed_swords ⚔️`,
  symbols: `heavy_check_mark ✔️ ballot_box_with_check ☑️ no_entry ⛔ no_entry_sign 🚫 stop_sign 🛑 octagonal_sign 🛑
    red_circle 🔴 large_orange_circle 🟠 large_yellow_circle 🟡 large_green_circle 🟢 large_blue_circle 🔵
    white_circle ⚪ black_circle ⚫ large_blue_square 🟦 large_green_square 🟩 red_square 🟥 arrow_right ➡️
    arrow_left ⬅️ arrow_up ⬆️ arrow_down ⬇️ arrows_counterclockwise 🔄 repeat 🔁 rewind ⏪ fast_forward ⏩
    arrow_forward ▶️ double_vertical_bar ⏸️ black_square_for_stop ⏹️ new 🆕 ok 🆗 sos 🆘 information_source ℹ️
    heavy_plus_sign ➕ heavy_minus_sign ➖ infinity ♾️ sparkles ✨ boom 💥 broken_heart 💔 blue_heart 💙
    green_heart 💚 yellow_heart 💛 purple_heart 💜 orange_heart 🧡 black_heart 🖤 white_heart 🤍 six 6️⃣ seven 7️⃣
    eight 8️⃣ nine 9️⃣ keycap_ten 🔟 jp 🇯🇵 us 🇺🇸 beginner 🔰 a 🅰️ b 🅱️`,
};

const ALIASES = {
  thumbsup: "+1",
  thumbsdown: "-1",
  thinking: "thinking_face",
  robot: "robot_face",
  scales: "balance_scale",
  red_heart: "heart",
  slight_smile: "slightly_smiling_face",
  pencil: "memo",
};

const TONES = ["", "", "\u{1F3FB}", "\u{1F3FC}", "\u{1F3FD}", "\u{1F3FE}", "\u{1F3FF}"];

function parse(group) {
  const words = group.split(/\s+/);
  const pairs = [];
  for (let at = 0; at + 1 < words.length; at += 2) {
    pairs.push({ name: words[at].replace("^", ""), char: words[at + 1], toned: words[at].endsWith("^") });
  }
  return pairs;
}

export const EMOJI_GROUPS = Object.fromEntries(
  Object.entries(GROUPS).map(([name, group]) => [name, parse(group)]),
);

const BY_NAME = new Map(
  Object.values(EMOJI_GROUPS)
    .flat()
    .map((emoji) => [emoji.name, emoji]),
);

/** "+1::skin-tone-3" → "👍🏼"; null when the name is unknown. */
export function emojiChar(shortcode) {
  const [name, tone] = shortcode.split("::");
  const emoji = BY_NAME.get(ALIASES[name] ?? name);
  if (!emoji) return null;
  const strength = Number(tone?.replace("skin-tone-", "") ?? 1);
  if (!emoji.toned || !TONES[strength]) return emoji.char;
  return emoji.char.replace("\uFE0F", "") + TONES[strength];
}

export function withTone(emoji, tone) {
  return emoji.toned && tone > 1 ? `${emoji.name}::skin-tone-${tone}` : emoji.name;
}

export function searchEmoji(query, limit = 60) {
  const wanted = query.toLowerCase().replaceAll(":", "");
  const found = [...BY_NAME.values()].filter((emoji) => emoji.name.includes(wanted));
  found.sort((left, right) => left.name.indexOf(wanted) - right.name.indexOf(wanted));
  return found.slice(0, limit);
}

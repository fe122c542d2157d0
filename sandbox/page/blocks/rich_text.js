/** rich_text: Slack's own structured text. */
import { h } from "../dom.js";
import { broadcast, channel, emoji, emojiFromUnicode, link, person } from "../text/links.js";
import { emojiChar } from "../text/emoji.js";
import { slackDate } from "../time.js";

const STYLES = [
  ["code", "code"],
  ["bold", "strong"],
  ["italic", "em"],
  ["strike", "s"],
  ["underline", "u"],
];

function styled(node, style) {
  return STYLES.reduce((inner, [name, tag]) => (style?.[name] ? h(tag, {}, inner) : inner), node);
}

const INLINE = {
  text: (part) => part.text,
  link: (part) => link(part.url, part.text || part.url),
  user: (part) => person(part.user_id),
  channel: (part) => channel(part.channel_id),
  usergroup: () => h("span", { class: "mention" }, "@group"),
  broadcast: (part) => broadcast(part.range),
  emoji: (part) => (!emojiChar(part.name) && part.unicode ? emojiFromUnicode(part.unicode, part.name) : emoji(part.skin_tone ? `${part.name}::skin-tone-${part.skin_tone}` : part.name)),
  date: (part) => h("time", {}, slackDate(part.timestamp, part.format ?? "{date_pretty}")),
  color: (part) => h("code", {}, part.value),
  team: (part) => part.team_id,
};

export function richInline(parts) {
  return (parts ?? []).map((part) => styled(INLINE[part.type]?.(part) ?? part.text ?? "", part.style));
}

function list(element) {
  const ordered = element.style === "ordered";
  const items = element.elements.map((item) => h("li", {}, richInline(item.elements)));
  return h(ordered ? "ol" : "ul", { class: `indent-${Math.min(element.indent ?? 0, 6)}`, start: ordered ? (element.offset ?? 0) + 1 : null }, items);
}

const ELEMENTS = {
  rich_text_section: (element) => h("div", { class: "run" }, richInline(element.elements)),
  rich_text_list: list,
  rich_text_preformatted: (element) => h("pre", { tabindex: "0" }, h("code", {}, element.elements.map((part) => part.text ?? part.url ?? ""))),
  rich_text_quote: (element) => h("blockquote", {}, richInline(element.elements)),
};

export function richText(block) {
  return h("div", { class: "prose rich" }, (block.elements ?? []).map((element) => ELEMENTS[element.type]?.(element) ?? null));
}

/** The emoji picker: search, groups, skin tones, arrow keys. */
import { h, isComposing, replace } from "./dom.js";
import { closePopover, openPopover } from "./menu.js";
import { EMOJI_GROUPS, emojiChar, searchEmoji, withTone } from "./text/emoji.js";
import { t } from "./words.js";

const TONE = "togi.sandbox.tone";
const COLUMNS = 9;

function tone() {
  return Number(localStorage.getItem(TONE) ?? 1);
}

function grid(emojis, choose) {
  return h(
    "div",
    { class: "emoji-grid" },
    emojis.map((emoji) => {
      const name = withTone(emoji, tone());
      return h("button", { type: "button", class: "emoji-cell", title: `:${name}:`, "aria-label": name, dataset: { emoji: name }, onclick: () => choose(name) }, emojiChar(name));
    }),
  );
}

function groups(choose) {
  return Object.entries(EMOJI_GROUPS).map(([name, emojis]) => [h("p", { class: "menu-title" }, t(name)), grid(emojis, choose)]);
}

function tones(redraw) {
  return h(
    "div",
    { class: "tones", role: "radiogroup", "aria-label": t("skinTone") },
    [1, 2, 3, 4, 5, 6].map((level) =>
      h(
        "button",
        {
          type: "button",
          role: "radio",
          class: "tone",
          "aria-checked": String(level === tone()),
          "aria-label": `${t("skinTone")} ${level}`,
          onclick: () => {
            localStorage.setItem(TONE, String(level));
            redraw();
          },
        },
        emojiChar(level > 1 ? `raised_hand::skin-tone-${level}` : "raised_hand"),
      ),
    ),
  );
}

/** Arrow keys move over the cells; from the search field, down enters them. */
function walk(event, node) {
  const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: COLUMNS, ArrowUp: -COLUMNS }[event.key];
  const cells = [...node.querySelectorAll(".emoji-cell")];
  const at = cells.indexOf(document.activeElement);
  if (!step || (at < 0 && event.key !== "ArrowDown")) return;
  event.preventDefault();
  const next = at < 0 ? cells[0] : cells[at + step];
  (next ?? (step < 0 ? node.querySelector("input") : cells.at(-1)))?.focus();
}

export function openEmojiPicker(anchor, onChoose) {
  const choose = (name) => {
    closePopover({ refocus: true });
    onChoose(name);
  };
  const body = h("div", { class: "picker-body" });
  const foot = h("div", { class: "picker-foot" });
  const search = h("input", {
    type: "search",
    class: "picker-search",
    placeholder: t("searchEmoji"),
    "aria-label": t("searchEmoji"),
    oninput: () => draw(),
    onkeydown: (event) => {
      if (event.key !== "Enter" || isComposing(event)) return;
      event.preventDefault();
      body.querySelector(".emoji-cell")?.click();
    },
  });
  const draw = () => {
    const query = search.value.trim();
    const found = query ? searchEmoji(query) : null;
    replace(body, found ? (found.length ? grid(found, choose) : h("p", { class: "menu-title" }, t("nothingFound"))) : groups(choose));
    replace(foot, tones(draw));
  };
  const node = h("div", { class: "picker", role: "dialog", "aria-label": t("emoji"), onkeydown: (event) => walk(event, node) }, search, body, foot);
  draw();
  if (openPopover(anchor, node)) search.focus();
}

/** The small buttons over the composer that put mrkdwn around what is selected. */
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./words.js";

function wrap(field, mark) {
  const { selectionStart: from, selectionEnd: to, value } = field;
  field.setRangeText(`${mark}${value.slice(from, to)}${mark}`, from, to, "end");
  const caret = to + mark.length * (from === to ? 1 : 2);
  field.setSelectionRange(caret, caret);
}

function prefix(field, mark) {
  const { selectionStart, selectionEnd, value } = field;
  const from = value.lastIndexOf("\n", selectionStart - 1) + 1;
  const lines = value.slice(from, selectionEnd).split("\n");
  field.setRangeText(lines.map((line) => mark + line).join("\n"), from, selectionEnd, "end");
}

const TOOLS = [
  ["bold", "bold", (field) => wrap(field, "*"), "b"],
  ["italic", "italic", (field) => wrap(field, "_"), "i"],
  ["strike", "strike", (field) => wrap(field, "~")],
  null,
  ["list", "list", (field) => prefix(field, "• ")],
  ["quote", "quote", (field) => prefix(field, "> ")],
  ["code", "code", (field) => wrap(field, field.value.slice(field.selectionStart, field.selectionEnd).includes("\n") ? "```" : "`")],
];

const shortcuts = new WeakSet();

/** Ctrl or Cmd with a tool's letter does what its button does. */
function listen(field, changed) {
  if (shortcuts.has(field)) return;
  shortcuts.add(field);
  field.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
    const tool = TOOLS.find((entry) => entry?.[3] === event.key.toLowerCase());
    if (!tool) return;
    event.preventDefault();
    tool[2](field);
    changed();
  });
}

export function formatBar(field, changed) {
  listen(field, changed);
  const buttons = TOOLS.map((tool) => {
    if (!tool) return h("span", { class: "format-gap" });
    const [name, word, run] = tool;
    const act = () => {
      field.focus();
      run(field);
      changed();
    };
    return h("button", { type: "button", class: "plain-button", tabindex: "-1", title: t(word), "aria-label": t(word), onclick: act }, icon(name, 16));
  });
  return h("div", { class: "format-bar" }, buttons);
}

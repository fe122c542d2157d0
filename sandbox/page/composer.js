/** Where people write. Enter sends, Shift+Enter breaks the line, and an input method is never cut off. */
import { Attachments } from "./attachments.js";
import { commandHint, Completion } from "./completion.js";
import { h, isComposing, replace } from "./dom.js";
import { formatBar } from "./format.js";
import { icon } from "./icons.js";
import { openEmojiPicker } from "./picker.js";
import { send } from "./sending.js";
import { t } from "./words.js";

const drafts = new Map();

export class Composer {
  /** where() → {channel, thread}; label() → the placeholder. */
  constructor({ where, label, commands }) {
    this.where = where;
    this.label = label;
    this.field = h("textarea", { class: "composer-field", rows: "1", role: "combobox", spellcheck: "true", "aria-expanded": "false", "aria-haspopup": "listbox" });
    this.completion = new Completion(this.field, { commands });
    this.attachments = new Attachments(() => this.refresh());
    this.hint = h("div", { class: "hint-slot" });
    this.chooser = h("input", { type: "file", multiple: true, class: "unseen", tabindex: "-1", "aria-hidden": "true", onchange: () => this.chosen() });
    this.box = h("form", { class: "composer-box", onsubmit: (event) => this.submit(event) });
    this.node = h("div", { class: "composer" }, this.completion.node, this.hint, this.box);
    this.listen();
    this.draw();
  }

  listen() {
    this.field.addEventListener("input", () => this.changed());
    this.field.addEventListener("click", () => this.completion.refresh());
    this.field.addEventListener("keydown", (event) => this.key(event));
    this.field.addEventListener("compositionend", () => this.changed());
    this.field.addEventListener("paste", (event) => {
      const { files } = event.clipboardData ?? {};
      if (!files?.length) return;
      event.preventDefault();
      this.attachments.add(files);
    });
  }

  draw() {
    const tool = (name, label, run) => h("button", { type: "button", class: "plain-button", title: label, "aria-label": label, onclick: run }, icon(name));
    this.sendButton = h("button", { type: "submit", class: "send-button", title: t("send"), "aria-label": t("send"), disabled: true }, icon("send", 16));
    replace(
      this.box,
      formatBar(this.field, () => this.changed()),
      this.field,
      this.attachments.node,
      h(
        "div",
        { class: "composer-foot" },
        h("button", { type: "button", class: "plain-button attach-button", title: t("attach"), "aria-label": t("attach"), onclick: () => this.chooser.click() }, icon("plus")),
        tool("smile", t("emoji"), (event) => openEmojiPicker(event.currentTarget, (name) => this.insert(`:${name}: `))),
        tool("at", t("mention"), () => this.insert("@")),
        h("span", { class: "newline-hint" }, t("newline")),
        this.sendButton,
      ),
      this.chooser,
    );
    this.refresh();
  }

  /** The place or the language changed: take up the draft that was left there. */
  arrive() {
    this.draw();
    const label = this.label();
    this.field.placeholder = label;
    this.field.setAttribute("aria-label", label);
    this.field.value = drafts.get(this.draftKey()) ?? "";
    this.attachments.clear();
    this.changed();
    this.completion.close();
  }

  draftKey() {
    const { as, channel, thread } = this.where();
    return `${as}/${channel}/${thread ?? ""}`;
  }

  chosen() {
    this.attachments.add([...this.chooser.files]);
    this.chooser.value = "";
    this.field.focus();
  }

  insert(text) {
    this.field.focus();
    const { selectionStart: at, value } = this.field;
    const gap = text === "@" && at > 0 && !/\s/.test(value[at - 1]) ? " " : "";
    this.field.setRangeText(gap + text, at, this.field.selectionEnd, "end");
    this.changed();
  }

  fill(text) {
    this.field.value = text;
    this.field.focus();
    this.field.setSelectionRange(text.length, text.length);
    this.changed();
  }

  changed() {
    drafts.set(this.draftKey(), this.field.value);
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight, innerHeight * 0.4)}px`;
    this.completion.refresh();
    replace(this.hint, this.completion.open ? null : commandHint(this.field.value));
    this.refresh();
  }

  refresh() {
    if (!this.sendButton) return;
    const empty = !this.field.value.trim() && !this.attachments.items.length;
    this.sendButton.disabled = empty || this.attachments.waiting;
  }

  key(event) {
    if (isComposing(event)) return;
    if (this.completion.key(event)) return;
    if (event.key !== "Enter" || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (!this.sendButton.disabled) this.box.requestSubmit();
  }

  async submit(event) {
    event.preventDefault();
    const text = this.field.value;
    const { items } = this.attachments;
    if (this.attachments.waiting || (!text.trim() && !items.length)) return;
    const place = this.where();
    const key = this.draftKey();
    this.field.value = "";
    this.attachments.clear();
    this.changed();
    const sent = await send({ ...place, text, files: items.map((item) => item.file.id) });
    if (sent || this.draftKey() !== key || this.field.value) return;
    this.fill(text);
    this.attachments.restore(items);
  }
}

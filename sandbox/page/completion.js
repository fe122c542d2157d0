/** What the composer offers while one types: commands after /, people after @, emoji after : */
import { avatar } from "./avatar.js";
import { freshId, h, replace } from "./dom.js";
import { icon } from "./icons.js";
import { botName, currentChannel, store } from "./store.js";
import { searchEmoji } from "./text/emoji.js";
import { t } from "./words.js";

const OWN_COMMANDS = [{ command: "/invite", description: "", usage_hint: "@togi", own: true }];

export function knownCommands() {
  return currentChannel()?.is_im ? store.commands : [...store.commands, ...OWN_COMMANDS];
}

function commandChoices(query) {
  return knownCommands()
    .filter(({ command }) => command.startsWith(query))
    .map((entry) => ({
      insert: `${entry.command} `,
      exact: entry.command === query,
      lead: entry.own ? icon("plus") : avatar(store.bot.user_id, "small"),
      title: entry.command,
      hint: entry.usage_hint,
      note: entry.description,
    }));
}

function personChoices(query) {
  const people = [{ id: store.bot.user_id, handle: botName(), note: t("app") }].concat(
    [...store.members.values()]
      .filter((member) => member.id !== store.bot.user_id)
      .map((member) => ({ id: member.id, handle: member.name, note: member.real_name, mine: member.id === store.me.id })),
  );
  const wanted = query.toLowerCase();
  return people
    .filter(({ handle, note }) => handle.toLowerCase().startsWith(wanted) || (note ?? "").toLowerCase().split(" ").some((part) => part.startsWith(wanted)))
    .map(({ id, handle, note, mine }) => ({
      insert: `@${handle} `,
      lead: avatar(id, "small"),
      title: `@${handle}`,
      note: mine ? `${note} (${t("you")})` : note,
    }));
}

function emojiChoices(query) {
  return searchEmoji(query, 8).map(({ name, char }) => ({
    insert: `:${name}: `,
    lead: h("span", { class: "emoji" }, char),
    title: `:${name}:`,
  }));
}

/** The choices for the word at the caret: {from, label, items}; null when nothing is being named. */
function choicesAt(text, caret, { commands }) {
  const before = text.slice(0, caret);
  if (commands && /^\/\S*$/.test(before)) return { from: 0, label: t("commandCompletions"), items: commandChoices(before) };
  const person = /(?:^|[\s(（、。「])@([\w.\-\p{L}]*)$/u.exec(before);
  if (person) return { from: caret - person[1].length - 1, label: t("people"), items: personChoices(person[1]) };
  const emoji = /(?:^|\s):([a-z0-9_+-]{2,})$/.exec(before);
  if (emoji) return { from: caret - emoji[1].length - 1, label: t("emoji"), items: emojiChoices(emoji[1]) };
  return null;
}

export class Completion {
  constructor(field, { commands }) {
    this.field = field;
    this.commands = commands;
    this.items = [];
    this.at = 0;
    this.id = freshId("completion");
    this.node = h("div", { class: "completion", role: "listbox", id: this.id, hidden: true });
    field.setAttribute("aria-controls", this.id);
    field.setAttribute("aria-autocomplete", "list");
    field.addEventListener("blur", () => setTimeout(() => this.close(), 150));
  }

  get open() {
    return !this.node.hidden;
  }

  close() {
    this.node.hidden = true;
    this.field.removeAttribute("aria-activedescendant");
    this.field.setAttribute("aria-expanded", "false");
  }

  refresh() {
    const { selectionStart: caret, selectionEnd: end, value } = this.field;
    const found = caret === end ? choicesAt(value, caret, { commands: this.commands }) : null;
    if (!found?.items.length) return this.close();
    this.found = found;
    this.items = found.items;
    this.at = 0;
    this.draw();
  }

  draw() {
    const rows = this.items.map((item, index) =>
      h(
        "div",
        {
          class: `completion-row${index === this.at ? " active" : ""}`,
          role: "option",
          id: `${this.id}-${index}`,
          "aria-selected": String(index === this.at),
          onpointerdown: (event) => {
            event.preventDefault();
            this.take(index);
          },
        },
        item.lead,
        h("span", { class: "completion-title" }, item.title),
        item.hint ? h("span", { class: "completion-hint" }, item.hint) : null,
        item.note ? h("span", { class: "completion-note" }, item.note) : null,
      ),
    );
    this.node.hidden = false;
    this.node.setAttribute("aria-label", this.found.label);
    replace(this.node, h("p", { class: "menu-title" }, this.found.label), rows);
    this.field.setAttribute("aria-expanded", "true");
    this.field.setAttribute("aria-activedescendant", `${this.id}-${this.at}`);
    rows[this.at]?.scrollIntoView({ block: "nearest" });
  }

  take(index = this.at) {
    const item = this.items[index];
    const { value, selectionStart: caret } = this.field;
    const after = value.slice(caret).replace(/^ /, "");
    this.field.setRangeText(item.insert, this.found.from, value.length - value.slice(caret).length + (value[caret] === " " ? 1 : 0), "end");
    this.field.value = this.field.value.slice(0, this.field.selectionStart) + after;
    const end = this.found.from + item.insert.length;
    this.field.setSelectionRange(end, end);
    this.close();
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /** True when the key was the list's, and not the composer's. */
  key(event) {
    if (!this.open) return false;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const step = event.key === "ArrowDown" ? 1 : -1;
      this.at = (this.at + step + this.items.length) % this.items.length;
      this.draw();
    } else if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && this.items[this.at].exact) {
      this.close();
      return false; // the command stands there in full: Enter runs it
    } else if (event.key === "Enter" || event.key === "Tab") this.take();
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }
}

/** The hint above the composer while a command's words are being typed. */
export function commandHint(text) {
  const match = /^(\/\S+)\s/.exec(text);
  const known = match && store.commands.find(({ command }) => command === match[1]);
  if (!known) return null;
  return h(
    "div",
    { class: "command-hint" },
    avatar(store.bot.user_id, "tiny"),
    h("strong", {}, known.command),
    h("span", { class: "completion-hint" }, known.usage_hint ?? ""),
    h("span", { class: "completion-note" }, known.description ?? ""),
  );
}


/** Every kind of select: a button that opens a list with a search field. */
import { freshId, h, isComposing, replace } from "../dom.js";
import { icon } from "../icons.js";
import { closePopover, openPopover } from "../menu.js";
import { botName, store } from "../store.js";
import { t } from "../words.js";

function people() {
  const members = [...store.members.values()].map((member) => ({ value: member.id, text: { text: member.real_name } }));
  return [...members.filter((member) => member.value !== store.bot.user_id), { value: store.bot.user_id, text: { text: botName() } }];
}

function channels() {
  return [...store.channels.values()].map((channel) => ({ value: channel.id, text: { text: channel.is_im ? botName() : `#${channel.name}` } }));
}

/** kind → [field of the value, its options, option → what the value holds] */
const KINDS = {
  static_select: ["selected_option", null, (option) => option],
  external_select: ["selected_option", null, (option) => option],
  users_select: ["selected_user", people, (option) => option.value],
  conversations_select: ["selected_conversation", channels, (option) => option.value],
  channels_select: ["selected_channel", channels, (option) => option.value],
};

function groupsOf(element, from) {
  if (from) return [{ options: from() }];
  return element.option_groups ?? [{ options: element.options ?? [] }];
}

class Select {
  constructor(element, place, fill) {
    this.many = element.type.startsWith("multi_");
    const [field, from, hold] = KINDS[element.type.replace("multi_", "")];
    Object.assign(this, { element, place, fill, hold });
    this.name = this.many ? `${field}s` : field;
    this.groups = groupsOf(element, from);
    this.listId = freshId("list");
    const held = place.form.get(place.blockId, element)[this.name];
    const values = (this.many ? (held ?? []) : [held]).filter(Boolean).map((one) => one.value ?? one);
    this.chosen = this.all().filter((option) => values.includes(option.value));
    this.button = h("button", { type: "button", class: "select", id: place.input?.id ?? null, role: "combobox", "aria-haspopup": "listbox", "aria-expanded": "false", "aria-labelledby": place.input ? `${place.input.labelId} ${place.input.id}` : null, "aria-describedby": place.input?.describedBy ?? null, onclick: () => this.open() });
    this.button.addEventListener("keydown", (event) => ["ArrowDown", "ArrowUp"].includes(event.key) && (event.preventDefault(), this.open()));
    this.drawButton();
  }

  all() {
    return this.groups.flatMap((group) => group.options);
  }

  drawButton() {
    const empty = this.element.placeholder?.text ?? t(this.many ? "chooseSeveral" : "choose");
    const words = this.chosen.length
      ? this.chosen.map((option) => h("span", { class: this.many ? "chip" : "select-value" }, option.text.text))
      : h("span", { class: "select-empty" }, empty);
    replace(this.button, h("span", { class: "select-words" }, words), icon("down", 16));
  }

  open() {
    this.at = Math.max(0, this.all().indexOf(this.chosen[0]));
    this.field = h("input", { type: "search", class: "picker-search", placeholder: t("search"), "aria-label": t("search"), role: "combobox", "aria-controls": this.listId, "aria-expanded": "true", oninput: () => this.search(), onkeydown: (event) => this.key(event) });
    this.list = h("div", { class: "select-list", role: "listbox", id: this.listId, "aria-multiselectable": String(this.many) });
    const node = h("div", { class: "select-pop" }, this.field, this.list);
    this.draw();
    if (!openPopover(this.button, node)) return;
    node.style.minWidth = `${this.button.offsetWidth}px`;
    this.field.focus();
    this.scroll();
  }

  search() {
    this.at = 0;
    this.draw();
  }

  found(options) {
    const wanted = this.field.value.trim().toLowerCase();
    return options.filter((option) => option.text.text.toLowerCase().includes(wanted));
  }

  draw() {
    this.shown = [];
    const groups = this.groups.map((group) => {
      const rows = this.found(group.options).map((option) => {
        const index = this.shown.push(option) - 1;
        const isChosen = this.chosen.includes(option);
        return h(
          "div",
          { class: `completion-row${index === this.at ? " active" : ""}`, role: "option", id: `${this.listId}-${index}`, "aria-selected": String(isChosen), dataset: { value: option.value }, onclick: () => this.take(option) },
          h("span", { class: "menu-words" }, h("span", {}, option.text.text), option.description ? h("span", { class: "menu-note" }, option.description.text) : null),
          isChosen ? icon("check", 16) : null,
        );
      });
      return [group.label && rows.length ? h("p", { class: "menu-title" }, group.label.text) : null, rows];
    });
    replace(this.list, this.shown.length ? groups : h("p", { class: "menu-title" }, t("nothingFound")));
    this.field.setAttribute("aria-activedescendant", `${this.listId}-${this.at}`);
  }

  scroll() {
    this.list.querySelector(".active")?.scrollIntoView({ block: "nearest" });
  }

  key(event) {
    if (isComposing(event)) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && this.shown.length) {
      event.preventDefault();
      this.at = (this.at + step + this.shown.length) % this.shown.length;
      this.draw();
      this.scroll();
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (this.shown[this.at]) this.take(this.shown[this.at]);
    } else if (event.key === "Tab") closePopover({ refocus: true });
  }

  take(option) {
    if (this.many) {
      const has = this.chosen.includes(option);
      if (!has && this.chosen.length >= (this.element.max_selected_items ?? Infinity)) return;
      this.chosen = has ? this.chosen.filter((one) => one !== option) : [...this.chosen, option];
      this.draw();
    } else {
      this.chosen = [option];
      closePopover({ refocus: true });
    }
    this.drawButton();
    const held = this.chosen.map(this.hold);
    this.fill({ [this.name]: this.many ? held : held[0] });
  }
}

export function select(element, place, fill) {
  return new Select(element, place, fill).button;
}

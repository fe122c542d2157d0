/** Ctrl or Cmd + K: type a few letters, Enter, be there. */
import { avatar } from "./avatar.js";
import { h, isComposing, replace } from "./dom.js";
import { icon } from "./icons.js";
import { go } from "./session.js";
import { botName, store } from "./store.js";
import { t } from "./words.js";

function places(query) {
  const wanted = query.trim().toLowerCase().replace(/^[#@]/, "");
  return [...store.channels.values()]
    .map((channel) => ({ channel, name: channel.is_im ? botName() : channel.name }))
    .filter(({ name }) => name.toLowerCase().includes(wanted))
    .sort((left, right) => left.name.toLowerCase().indexOf(wanted) - right.name.toLowerCase().indexOf(wanted));
}

export function openSwitcher() {
  if (document.querySelector(".switcher")) return;
  const dialog = h("dialog", { class: "switcher", "aria-label": t("jumpTo") });
  let found = [];
  let at = 0;
  const list = h("div", { class: "switcher-list", role: "listbox", id: "switcher-list" });
  const field = h("input", { type: "search", class: "switcher-field", placeholder: t("jumpHint"), "aria-label": t("jumpHint"), role: "combobox", "aria-controls": "switcher-list", "aria-expanded": "true" });
  const choose = (place) => {
    dialog.close();
    if (place) go({ channel: place.channel.id });
  };
  const draw = () => {
    const rows = found.map((place, index) =>
      h(
        "div",
        { class: `completion-row${index === at ? " active" : ""}`, role: "option", "aria-selected": String(index === at), onclick: () => choose(place) },
        place.channel.is_im ? avatar(store.bot.user_id, "tiny") : icon(place.channel.is_private ? "lock" : "hash", 16),
        h("span", { class: "completion-title" }, place.name),
      ),
    );
    replace(list, rows.length ? rows : h("p", { class: "menu-title" }, t("nothingFound")));
  };
  const search = () => {
    found = places(field.value);
    at = 0;
    draw();
  };
  field.addEventListener("input", search);
  field.addEventListener("keydown", (event) => {
    if (isComposing(event)) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && found.length) {
      event.preventDefault();
      at = (at + step + found.length) % found.length;
      draw();
    } else if (event.key === "Enter") {
      event.preventDefault(); // or the key would go on into the composer
      choose(found[at]);
    }
  });
  dialog.append(field, list);
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  document.getElementById("floating").append(dialog);
  search();
  dialog.showModal();
  field.focus();
}

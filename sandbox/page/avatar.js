/** Who somebody is at a glance: a colour and a letter; the app has its own mark. */
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { store } from "./store.js";

function letters(name) {
  return [...(name ?? "?").trim()][0]?.toUpperCase() ?? "?";
}

export function avatar(id, size = "large") {
  if (id === store.bot?.user_id) return h("span", { class: `avatar avatar-${size} avatar-app`, "aria-hidden": "true" }, "研");
  if (id === "slackbot") {
    return h("span", { class: `avatar avatar-${size} avatar-slackbot`, "aria-hidden": "true" }, icon("info", size === "large" ? 22 : 14));
  }
  const member = store.members.get(id);
  const node = h("span", { class: `avatar avatar-${size}`, "aria-hidden": "true" }, letters(member?.real_name ?? member?.name));
  const color = String(member?.color ?? "616061").replace(/^#?/, "#");
  if (/^#[0-9a-f]{3,8}$/i.test(color)) node.style.backgroundColor = color;
  return node;
}

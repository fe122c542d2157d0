/** Tells at the top what is missing: the app that has not connected yet, or the sandbox itself. */
import { h, replace } from "./dom.js";
import { icon } from "./icons.js";
import { botName, on, store } from "./store.js";
import { t } from "./words.js";

export function banner() {
  const node = h("div", { class: "banner", role: "status", hidden: true });
  const draw = () => {
    if (!store.me) return;
    node.hidden = store.connected && store.linked;
    node.classList.toggle("banner-lost", !store.linked);
    const words = store.linked
      ? [h("span", { class: "spinner" }), h("strong", {}, t("starting")), h("span", {}, t("startingHint", { name: botName() }))]
      : [icon("warning"), h("strong", {}, t("unlinked"))];
    replace(node, node.hidden ? null : words);
  };
  on("connection", draw);
  on("session", draw);
  return node;
}

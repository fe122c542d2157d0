/** A small card for the first visit: what to try first. Once dismissed it stays away. */
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { botName, currentChannel, on, store, tell } from "./store.js";
import { t } from "./words.js";

const KEY = "togi.sandbox.hint";

function dismiss() {
  localStorage.setItem(KEY, "seen");
  tell("hint");
}

/** Whoever has done what the card proposes needs it no longer. */
on("tried", dismiss);

export function newcomerHint(composer) {
  if (localStorage.getItem(KEY) || !currentChannel() || currentChannel().is_im) return null;
  const command = store.commands[0]?.command ?? "/ft";
  const steps = [t("hintFile", { app: botName() }), t("hintCommand", { command, app: botName() }), t("hintMembers")];
  return h(
    "section",
    { class: "newcomer", "aria-label": t("hintTitle") },
    h("h2", {}, t("hintTitle")),
    h("ol", {}, steps.map((step) => h("li", {}, step))),
    h(
      "div",
      { class: "newcomer-buttons" },
      h("button", { type: "button", class: "button", onclick: () => composer.chooser.click() }, t("hintTryFile")),
      h("button", { type: "button", class: "button", onclick: () => composer.fill(command) }, t("hintTryCommand", { command })),
      h("button", { type: "button", class: "button button-primary", onclick: dismiss }, t("dismiss")),
    ),
    h("button", { type: "button", class: "plain-button newcomer-close", "aria-label": t("dismiss"), onclick: dismiss }, icon("close", 16)),
  );
}

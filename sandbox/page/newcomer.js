/** A small card for the first visit: what to try first, where nobody has begun. Dismissed, it stays away. */
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { isFromApp } from "./session.js";
import { botName, currentChannel, on, store, tell } from "./store.js";
import { channelMessages, isRead } from "./timeline.js";
import { t } from "./words.js";

const KEY = "togi.sandbox.hint";

function dismiss() {
  localStorage.setItem(KEY, "seen");
  tell("hint");
}

/** Whoever has done what the card proposes needs it no longer. */
on("tried", dismiss);

/** In one's own conversation with the app, or where it is at work, there is something else to read. */
function helpsIn(channel) {
  if (!channel || channel.is_im || !isRead(channel.id)) return false;
  const answers = (message) => isFromApp(message) || message.reply_users?.includes(store.bot.user_id);
  return !channelMessages(channel.id).some(answers);
}

export function newcomerHint(composer) {
  if (localStorage.getItem(KEY) || !helpsIn(currentChannel())) return null;
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

/** "togi is thinking…" with its Stop button. */
import * as api from "./api.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { botName, statusKey, store, tell } from "./store.js";
import { t } from "./words.js";

async function stop(event, channel, thread) {
  const button = event.currentTarget;
  button.disabled = true;
  button.lastChild.textContent = t("stopping");
  try {
    await api.stopWork(store.me.id, channel, thread);
  } catch (error) {
    button.disabled = false;
    button.lastChild.textContent = t("stop");
    tell("problem", t("actionFailed", { error: error.message }));
  }
}

export function statusLine(channel, thread) {
  const status = store.statuses.get(statusKey(channel, thread));
  if (!status) return null;
  const [first] = status.loading;
  return h(
    "div",
    { class: "status-bar", role: "status" },
    h("span", { class: "pulse" }),
    h("span", { class: "status-words" }, t("isDoing", { name: botName(), status: status.status }), first ? h("span", { class: "status-more" }, ` ${first}`) : null),
    h("button", { type: "button", class: "stop-button", onclick: (event) => stop(event, channel, thread) }, icon("stop", 14), h("span", {}, t("stop"))),
  );
}

/** "togi is thinking…", with a Stop button while the app's session says that it works. */
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
  const key = statusKey(channel, thread);
  const status = store.statuses.get(key);
  const isWorking = store.working.has(key);
  if (!status && !isWorking) return null;
  const first = status?.loading[0];
  const words = status ? t("isDoing", { name: botName(), status: status.status }) : t("isWriting", { name: botName() });
  return h(
    "div",
    { class: "status-bar", role: "status" },
    h("span", { class: "pulse" }),
    h("span", { class: "status-words" }, words, first ? h("span", { class: "status-more" }, ` ${first}`) : null),
    isWorking ? h("button", { type: "button", class: "stop-button", onclick: (event) => stop(event, channel, thread) }, icon("stop", 14), h("span", {}, t("stop"))) : null,
  );
}

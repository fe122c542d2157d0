/** Emoji under a message: who, how many, and mine to give or take back. */
import * as api from "./api.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { openEmojiPicker } from "./picker.js";
import { personName, store, tell } from "./store.js";
import { emojiChar } from "./text/emoji.js";
import { t } from "./words.js";

export async function toggleReaction(channel, message, name) {
  const mine = message.reactions?.find((reaction) => reaction.name === name)?.users?.includes(store.me.id);
  try {
    await api.react({ as: store.me.id, channel, ts: message.ts, name, remove: Boolean(mine) });
  } catch (error) {
    tell("problem", t("actionFailed", { error: error.message }));
  }
}

function pill(reaction, message, channel) {
  const mine = reaction.users.includes(store.me.id);
  const names = reaction.users.map(personName).join(", ");
  const title = t("reacted", { names, emoji: `:${reaction.name}:` });
  return h(
    "button",
    {
      type: "button",
      class: `reaction${mine ? " mine" : ""}`,
      "aria-pressed": String(mine),
      "aria-label": title,
      title: mine ? `${title}\n${t("removeReaction")}` : title,
      dataset: { reaction: reaction.name },
      onclick: () => toggleReaction(channel, message, reaction.name),
    },
    h("span", { class: "emoji" }, emojiChar(reaction.name) ?? `:${reaction.name}:`),
    h("span", { class: "reaction-count" }, String(reaction.count ?? reaction.users.length)),
  );
}

export function reactionRow(message, channel) {
  const given = (message.reactions ?? []).filter((reaction) => reaction.users?.length);
  if (!given.length) return null;
  const add = h(
    "button",
    {
      type: "button",
      class: "reaction reaction-add",
      "aria-label": t("addReaction"),
      onclick: (event) => openEmojiPicker(event.currentTarget, (name) => toggleReaction(channel, message, name)),
    },
    icon("react", 16),
  );
  return h("div", { class: "reactions" }, given.map((reaction) => pill(reaction, message, channel)), add);
}

/** The bar that hovers over one message: quick emoji, reply, shortcuts. One bar a list, moved about. */
import * as api from "./api.js";
import { h, replace } from "./dom.js";
import { icon } from "./icons.js";
import { openMenu, popoverOpen } from "./menu.js";
import { openEmojiPicker } from "./picker.js";
import { toggleReaction } from "./reactions.js";
import { openThread } from "./session.js";
import { store, tell } from "./store.js";
import { emojiChar } from "./text/emoji.js";
import { t } from "./words.js";

const QUICK = ["white_check_mark", "eyes", "+1"];

function button(label, content, run, data) {
  return h("button", { type: "button", class: "tool", title: label, "aria-label": label, dataset: data, onclick: run }, content);
}

async function runShortcut(shortcut, channel, message) {
  try {
    await api.runShortcut({ as: store.me.id, callback_id: shortcut.callback_id, channel, message_ts: message.ts });
  } catch (error) {
    tell("problem", t("actionFailed", { error: error.message }));
  }
}

async function copyText(message) {
  await navigator.clipboard?.writeText(message.text ?? "");
  tell("said", t("copied"));
}

function openMore(anchor, channel, message) {
  const shortcuts = store.shortcuts.filter((shortcut) => shortcut.type === "message");
  openMenu(
    anchor,
    [
      ...shortcuts.map((shortcut) => ({
        label: shortcut.name,
        note: shortcut.description,
        data: { shortcut: shortcut.callback_id },
        run: () => runShortcut(shortcut, channel, message),
      })),
      { label: t("copyText"), run: () => copyText(message) },
    ],
    { title: t("messageActions") },
  );
}

function tools(view, channel) {
  const { message, context } = view;
  const quick = QUICK.map((name) =>
    button(t("reactWith", { name: `:${name}:` }), h("span", { class: "emoji" }, emojiChar(name)), () => toggleReaction(channel, view.message, name), { quick: name }),
  );
  const add = button(t("addReaction"), icon("react"), (event) => openEmojiPicker(event.currentTarget, (name) => toggleReaction(channel, view.message, name)), { tool: "react" });
  const reply = context.inThread
    ? null
    : button(t("replyInThread"), icon("reply"), () => openThread(channel, message.thread_ts ?? message.ts), { tool: "reply" });
  const more = button(t("moreActions"), icon("more"), (event) => openMore(event.currentTarget, channel, view.message), { tool: "more" });
  return [quick, add, reply, more];
}

export function attachToolbar(list) {
  const bar = h("div", { class: "toolbar", role: "toolbar", "aria-label": t("messageActions") });
  let shownFor = null;
  const show = (target) => {
    const node = target.closest?.(".message");
    if (!node || bar.contains(target) || (popoverOpen() && bar.isConnected)) return;
    const view = list.views.get(node.dataset.ts);
    if (!view || view.message.is_ephemeral) return hide();
    if (shownFor === node && bar.isConnected) return;
    shownFor = node;
    bar.setAttribute("aria-label", t("messageActions"));
    replace(bar, tools(view, view.context.channel));
    node.append(bar);
  };
  const hide = () => {
    if (popoverOpen()) return;
    shownFor = null;
    bar.remove();
  };
  list.inner.addEventListener("mouseover", (event) => show(event.target));
  list.inner.addEventListener("focusin", (event) => show(event.target));
  list.inner.addEventListener("click", (event) => matchMedia("(hover: none)").matches && show(event.target));
  list.scroller.addEventListener("mouseleave", hide);
}

/** The right side: one thread, what the app is doing in it, and a composer for replies. */
import { acceptDrops } from "./attachments.js";
import { Composer } from "./composer.js";
import { h, replace } from "./dom.js";
import { icon } from "./icons.js";
import { MessageList } from "./message_list.js";
import { closeThread } from "./session.js";
import { statusLine } from "./status.js";
import { botName, currentChannel, on, store } from "./store.js";
import { threadMessages } from "./timeline.js";
import { t } from "./words.js";

export function threadPane() {
  const list = new MessageList({ inThread: true });
  const composer = new Composer({
    where: () => ({ as: store.me?.id, channel: store.place.channel, thread: store.place.thread }),
    label: () => t("reply"),
    commands: false,
  });
  const header = h("header", { class: "pane-head" });
  const conversation = h("div", { class: "conversation" }, list.node, composer.node);
  const node = h("aside", { class: "pane thread-pane", hidden: true }, header, conversation);
  acceptDrops(conversation, () => t("dropHere", { name: t("thread") }), (files) => composer.attachments.add(files));
  let shown = null;

  const drawHead = () => {
    const channel = currentChannel();
    node.setAttribute("aria-label", t("thread"));
    replace(
      header,
      h(
        "div",
        { class: "head-line" },
        h("h2", { class: "head-name" }, t("thread")),
        h("span", { class: "topic" }, channel?.is_im ? botName() : `#${channel?.name ?? ""}`),
        h("button", { type: "button", class: "plain-button head-close", "aria-label": t("close"), onclick: closeThread }, icon("close")),
      ),
    );
  };
  const drawList = () => {
    const { channel, thread } = store.place;
    if (!thread) return;
    list.scroller.setAttribute("aria-label", t("thread"));
    list.show(channel, threadMessages(channel, thread));
    replace(list.bottom, statusLine(channel, thread));
    if (list.pinned) list.jump();
  };
  on("place", ({ quiet }) => {
    const { channel, thread } = store.place;
    node.hidden = !thread;
    document.body.classList.toggle("thread-open", Boolean(thread));
    const wanted = thread ? `${store.me.id}/${channel}/${thread}` : null;
    if (wanted && wanted !== shown) {
      list.clear();
      drawHead();
      composer.arrive();
      if (!quiet) composer.field.focus();
    }
    shown = wanted;
    drawList();
  });
  on("session", () => {
    list.clear();
    shown = null;
  });
  on("messages", ({ channel }) => channel === store.place.channel && drawList());
  on("sent", ({ thread }) => thread && list.toBottom());
  on("status", ({ channel, thread }) => channel === store.place.channel && thread === store.place.thread && drawList());
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || document.querySelector("dialog[open]")) return;
    closeThread();
  });
  return node;
}

/** The middle: a channel's head, its messages or the app's home, and the composer. */
import { acceptDrops } from "./attachments.js";
import { banner } from "./banner.js";
import { Composer } from "./composer.js";
import { h, replace } from "./dom.js";
import { HomeTab } from "./home.js";
import { icon } from "./icons.js";
import { MessageList } from "./message_list.js";
import { newcomerHint } from "./newcomer.js";
import { promptRow } from "./prompts.js";
import { go } from "./session.js";
import { botName, channelName, currentChannel, on, store } from "./store.js";
import { channelMessages } from "./timeline.js";
import { t } from "./words.js";

const AGES_MS = 30_000; // how long ago a last reply was

function tab(name, label) {
  const here = store.place.tab === name;
  return h(
    "button",
    { type: "button", role: "tab", class: `tab${here ? " here" : ""}`, "aria-selected": String(here), dataset: { tab: name }, onclick: () => go({ channel: store.place.channel, tab: name }) },
    label,
  );
}

function head(channel) {
  const menu = h("button", { type: "button", class: "plain-button only-narrow", "aria-label": t("openMenu"), onclick: () => document.body.classList.add("sidebar-open") }, icon("menu"));
  const mark = channel.is_im ? null : icon(channel.is_private ? "lock" : "hash", 18);
  const here = channel.bot_is_member && !channel.is_im ? h("span", { class: "app-here" }, h("span", { class: `presence${store.connected ? " online" : ""}` }), t("appHere", { name: botName() })) : null;
  const topic = channel.topic ? h("span", { class: "topic" }, channel.topic) : null;
  return [
    h("div", { class: "head-line" }, menu, h("h1", { class: "head-name" }, mark, channelName(channel)), topic, here),
    channel.is_im ? h("div", { class: "tabs", role: "tablist" }, tab("home", t("home")), tab("messages", t("messages"))) : null,
  ];
}

function beginning(channel) {
  const direct = channel.is_im;
  const name = direct ? botName() : `#${channel.name}`;
  return h(
    "div",
    { class: "beginning" },
    h("h2", {}, t(direct ? "dmStart" : "channelStart", { name })),
    h("p", {}, t(direct ? "dmStartHint" : "channelStartHint", { app: botName() })),
    direct || channel.bot_is_member ? null : h("p", { class: "soft-note" }, t("appNotHere", { name: botName() })),
  );
}

export function mainPane() {
  const list = new MessageList({ inThread: false });
  const composer = new Composer({
    where: () => ({ as: store.me?.id, channel: store.place.channel, thread: null }),
    label: () => t("messageTo", { name: currentChannel()?.is_im ? botName() : `#${currentChannel()?.name}` }),
    commands: true,
  });
  const home = new HomeTab();
  const header = h("header", { class: "pane-head" });
  const extras = h("div", { class: "above-composer" });
  const conversation = h("div", { class: "conversation" }, list.node, extras, composer.node);
  const node = h("main", { class: "pane main-pane" }, header, banner(), conversation, home.node);
  const target = () => (currentChannel()?.is_im ? botName() : `#${currentChannel()?.name}`);
  acceptDrops(conversation, () => t("dropHere", { name: target() }), (files) => composer.attachments.add(files));

  const drawHead = () => {
    const channel = currentChannel();
    if (channel) replace(header, head(channel));
  };
  const drawList = () => {
    const channel = currentChannel();
    if (!channel) return;
    replace(list.top, beginning(channel));
    list.scroller.setAttribute("aria-label", t("messages"));
    list.show(channel.id, channelMessages(channel.id));
  };
  const drawExtras = () => replace(extras, newcomerHint(composer), promptRow(composer));
  on("place", ({ arrived }) => {
    const atHome = store.place.tab === "home";
    conversation.hidden = atHome;
    home.node.hidden = !atHome;
    drawHead();
    if (arrived) {
      list.clear();
      composer.arrive();
    }
    drawList();
    drawExtras();
    if (arrived && !atHome && innerWidth > 700) composer.field.focus();
  });
  on("session", () => {
    list.clear();
    store.place = { channel: null, thread: null, tab: "messages" };
  });
  on("messages", ({ channel }) => channel === store.place.channel && (drawList(), drawExtras()));
  on("status", ({ channel }) => channel === store.place.channel && drawList());
  for (const topic of ["channels", "connection"]) on(topic, drawHead);
  on("prompts", drawExtras);
  on("hint", drawExtras);
  on("sent", ({ thread }) => thread || list.toBottom());
  setInterval(drawList, AGES_MS);
  return node;
}

/** One message on the page. An update replaces only what changed, so nothing flickers or folds up. */
import { avatar } from "./avatar.js";
import { messageBlocks } from "./blocks/surface.js";
import { h, replace } from "./dom.js";
import { fileCards } from "./files.js";
import { icon } from "./icons.js";
import { reactionRow } from "./reactions.js";
import { isFromApp, openThread } from "./session.js";
import { botName, personName, statusKey, store } from "./store.js";
import { clock, fullTime, shortClock, since } from "./time.js";
import { mrkdwn } from "./text/mrkdwn.js";
import { t } from "./words.js";

export function authorId(message) {
  if (message.is_notice) return "slackbot";
  return isFromApp(message) ? store.bot.user_id : message.user;
}

function authorName(message) {
  if (message.is_notice) return t("botNotice");
  if (message.username) return message.username;
  return isFromApp(message) ? botName() : personName(message.user);
}

function head(message) {
  const badge = message.is_notice || isFromApp(message) ? h("span", { class: "app-badge" }, t("app")) : null;
  return h(
    "div",
    { class: "message-head" },
    h("span", { class: "author" }, authorName(message)),
    badge,
    h("time", { class: "stamp", title: fullTime(message.ts) }, clock(message.ts)),
  );
}

function gutter(message, grouped) {
  if (!grouped) return avatar(authorId(message));
  return h("time", { class: "gutter-time", title: fullTime(message.ts) }, shortClock(message.ts));
}

function attachments(message) {
  return (message.attachments ?? []).map((attachment) => {
    const node = h("div", { class: "attachment" }, attachment.text || attachment.fallback ? mrkdwn(attachment.text ?? attachment.fallback) : null);
    if (/^#?[0-9a-f]{6}$/i.test(attachment.color ?? "")) node.style.borderColor = attachment.color.replace(/^#?/, "#");
    return node;
  });
}

/** What people type is shown from its text: there their marks and emoji names still stand. */
function blocksOf(message) {
  return isFromApp(message) ? (message.blocks ?? []) : [];
}

function textPart(message) {
  const node = mrkdwn(message.text);
  if (message.edited) node.append(h("span", { class: "edited", title: fullTime(message.edited.ts) }, ` ${t("edited")}`));
  return node;
}

function threadRow(message, channel) {
  const status = store.statuses.get(statusKey(channel, message.ts));
  const count = message.reply_count ?? 0;
  if (!count && !status) return null;
  const people = (message.reply_users ?? []).slice(0, 5).map((id) => avatar(id, "tiny"));
  const words = count
    ? [
        h("span", { class: "reply-count" }, count === 1 ? t("oneReply") : t("replies", { count })),
        h("span", { class: "reply-last" }, message.latest_reply ? t("lastReply", { ago: since(message.latest_reply) }) : ""),
        h("span", { class: "reply-view" }, t("viewThread")),
      ]
    : [];
  const doing = status ? h("span", { class: "status-line" }, h("span", { class: "pulse" }), t("isDoing", { name: botName(), status: status.status })) : null;
  return h(
    "button",
    { type: "button", class: "thread-row", onclick: () => openThread(channel, message.ts) },
    people,
    words,
    doing,
    icon("right", 14),
  );
}

/** Parts of a message that are drawn, and redrawn, on their own. */
const PARTS = {
  head: (message, { grouped }) => (grouped ? null : head(message)),
  text: (message) => (blocksOf(message).length || !message.text ? null : textPart(message)),
  attachments: (message) => attachments(message),
  files: (message) => fileCards(message.files ?? []),
  reactions: (message, { channel }) => reactionRow(message, channel),
  thread: (message, { channel, inThread }) => (inThread ? null : threadRow(message, channel)),
};

function signature(part, message, context) {
  const status = store.statuses.get(statusKey(context.channel, message.ts));
  const facts = {
    head: [context.grouped, message.username, store.me.locale],
    text: [message.text, message.edited, blocksOf(message).length > 0],
    attachments: message.attachments,
    files: message.files,
    reactions: [message.reactions, store.me.id],
    thread: [message.reply_count, message.latest_reply && since(message.latest_reply), status?.status, context.inThread],
  };
  return JSON.stringify(facts[part] ?? null);
}

export class MessageView {
  constructor(message, context) {
    this.signatures = {};
    this.parts = {};
    this.gutter = h("div", { class: "gutter" });
    this.private = h("p", { class: "only-you" }, icon("eye", 14), t("onlyYou"));
    this.blocks = messageBlocks();
    this.edited = h("span", { class: "edited", hidden: true });
    for (const part of Object.keys(PARTS)) this.parts[part] = h("div", { class: `part part-${part}` });
    const { head: top, text, ...rest } = this.parts;
    this.body = h("div", { class: "message-body" }, top, text, this.blocks.node, this.edited, Object.values(rest));
    this.node = h("article", { class: "message", tabindex: "-1", dataset: { ts: message.ts } }, this.private, this.gutter, this.body);
    this.update(message, context);
  }

  update(message, context) {
    this.message = message;
    this.context = context;
    this.node.classList.toggle("grouped", context.grouped);
    this.node.classList.toggle("ephemeral", Boolean(message.is_ephemeral));
    this.node.classList.toggle("streaming", message.streaming_state === "in_progress");
    this.node.setAttribute("aria-label", `${authorName(message)}, ${clock(message.ts)}`);
    this.private.hidden = !message.is_ephemeral;
    if (this.grouped !== context.grouped) replace(this.gutter, gutter(message, context.grouped));
    this.grouped = context.grouped;
    for (const [part, draw] of Object.entries(PARTS)) {
      const now = signature(part, message, context);
      if (this.signatures[part] === now) continue;
      this.signatures[part] = now;
      replace(this.parts[part], draw(message, context));
    }
    this.blocks.update(message, blocksOf(message), context);
    this.edited.hidden = !(message.edited && blocksOf(message).length);
    this.edited.textContent = t("edited");
  }
}

/** Messages as the acting member may see them: fetched once per place, then kept current by events. */
import { readMessages, readThread } from "./api.js";
import { store, tell } from "./store.js";

const roots = new Map(); // channel → Map(ts → message)
const threads = new Map(); // "channel:ts" → Map(ts → message)

const key = (channel, thread) => `${channel}:${thread}`;
const byTime = (left, right) => (left.ts < right.ts ? -1 : left.ts > right.ts ? 1 : 0);

export function forget() {
  roots.clear();
  threads.clear();
}

export function isReply(message) {
  return Boolean(message.thread_ts) && message.thread_ts !== message.ts;
}

function shownInChannel(message) {
  return !isReply(message) || message.subtype === "thread_broadcast";
}

export function channelMessages(channel) {
  return [...(roots.get(channel)?.values() ?? [])].sort(byTime);
}

export function threadMessages(channel, thread) {
  return [...(threads.get(key(channel, thread))?.values() ?? [])].sort(byTime);
}

/** What Slackbot said to us alone lives in the page only; a reload forgets it, as in Slack. */
function keepNotices(old, fresh) {
  for (const message of old?.values() ?? []) {
    if (message.is_notice) fresh.set(message.ts, message);
  }
  return fresh;
}

export async function loadChannel(channel) {
  const { messages } = await readMessages(store.me.id, channel);
  const shown = new Map(messages.filter(shownInChannel).map((message) => [message.ts, message]));
  roots.set(channel, keepNotices(roots.get(channel), shown));
  tell("messages", { channel });
}

export async function loadThread(channel, thread) {
  const { messages } = await readThread(store.me.id, channel, thread);
  const shown = new Map(messages.map((message) => [message.ts, message]));
  const root = roots.get(channel)?.get(thread);
  if (root && !shown.has(thread)) shown.set(thread, root);
  threads.set(key(channel, thread), keepNotices(threads.get(key(channel, thread)), shown));
  tell("messages", { channel, thread });
}

function put(channel, message) {
  if (shownInChannel(message)) roots.get(channel)?.set(message.ts, message);
  threads.get(key(channel, message.thread_ts ?? message.ts))?.set(message.ts, message);
}

export function remove(channel, ts) {
  roots.get(channel)?.delete(ts);
  for (const [name, messages] of threads) {
    if (name.startsWith(`${channel}:`)) messages.delete(ts);
  }
  tell("messages", { channel });
}

export function receive(channel, message) {
  put(channel, message);
  tell("messages", { channel, thread: message.thread_ts ?? message.ts });
}

export function receiveReactions(channel, ts, reactions) {
  for (const places of [roots.get(channel), ...threads.values()]) {
    const message = places?.get(ts);
    if (message) places.set(ts, { ...message, reactions });
  }
  tell("messages", { channel });
}

let noticeCount = 0;

/** Slack's own word to one person, in the place where it happened. */
export function addNotice(channel, text, thread) {
  noticeCount += 1;
  const now = (Date.now() / 1000).toFixed(3);
  const notice = {
    ts: `${now}${String(noticeCount % 1000).padStart(3, "0")}`,
    text,
    is_notice: true,
    is_ephemeral: true,
    ...(thread ? { thread_ts: thread } : {}),
  };
  receive(channel, notice);
}

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

/** Whether what was said there is known by now. */
export function isRead(channel) {
  return roots.has(channel);
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

const underWay = new Set(); // per read on its way: what has happened since it was asked for

function happened(change) {
  change();
  for (const since of underWay) since.push(change);
}

/** An answer may be older than an event that overtook it, so those events are applied once more. */
async function reading(answer, take) {
  const since = [];
  underWay.add(since);
  try {
    take((await answer).messages);
  } finally {
    underWay.delete(since);
  }
  for (const change of since) change();
}

export async function loadChannel(channel) {
  await reading(readMessages(store.me.id, channel), (messages) => {
    const shown = new Map(messages.filter(shownInChannel).map((message) => [message.ts, message]));
    roots.set(channel, keepNotices(roots.get(channel), shown));
  });
  tell("messages", { channel });
}

export async function loadThread(channel, thread) {
  const name = key(channel, thread);
  await reading(readThread(store.me.id, channel, thread), (messages) => {
    const shown = new Map(messages.map((message) => [message.ts, message]));
    threads.set(name, keepNotices(threads.get(name), shown));
  });
  tell("messages", { channel, thread });
}

function put(channel, message) {
  if (shownInChannel(message)) roots.get(channel)?.set(message.ts, message);
  threads.get(key(channel, message.thread_ts ?? message.ts))?.set(message.ts, message);
}

/** The channel itself and its threads, as far as they were opened. */
function placesOf(channel) {
  const opened = [...threads].filter(([name]) => name.startsWith(`${channel}:`));
  return [roots.get(channel), ...opened.map(([, messages]) => messages)].filter(Boolean);
}

export function remove(channel, ts) {
  happened(() => {
    for (const messages of placesOf(channel)) messages.delete(ts);
  });
  tell("messages", { channel });
}

export function receive(channel, message) {
  happened(() => put(channel, message));
  tell("messages", { channel, thread: message.thread_ts ?? message.ts });
}

export function receiveReactions(channel, ts, reactions) {
  happened(() => {
    for (const messages of placesOf(channel)) {
      const message = messages.get(ts);
      if (message) messages.set(ts, { ...message, reactions });
    }
  });
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

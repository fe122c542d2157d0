/** One person's sitting: who acts, where they look, and what arrives for them. */
import * as api from "./api.js";
import { announce } from "./dom.js";
import { appChannel, botName, currentChannel, on, personName, statusKey, store, takeState, tell } from "./store.js";
import * as timeline from "./timeline.js";
import { t } from "./words.js";

const ME = "togi.sandbox.member";
let hangUp = () => {};

function memberFromAddress() {
  const whoReadsThis = navigator.language.startsWith("ja") ? "U0AIKO" : "U0BEN";
  return new URLSearchParams(location.search).get("as") ?? localStorage.getItem(ME) ?? whoReadsThis;
}

function placeFromAddress() {
  const [channel, thread] = location.hash.slice(1).split("/");
  return { channel: channel || null, thread: thread || null };
}

/** The address says who looks at what, so that it can be kept, shared, and gone back to. */
function writeAddress() {
  const { channel, thread } = store.place;
  const address = `?as=${store.me.id}#${thread ? `${channel}/${thread}` : channel}`;
  if (location.search + location.hash === address) return;
  const first = !document.body.dataset.ready;
  history[first ? "replaceState" : "pushState"](null, "", address);
}

function readAddress() {
  const id = memberFromAddress();
  return id === store.me.id ? go(placeFromAddress()) : actAs(id);
}

export async function start() {
  on("go", go);
  addEventListener("popstate", readAddress);
  await actAs(memberFromAddress());
}

/** Everything on the page belongs to the acting member, so all of it is read anew. */
export async function actAs(id) {
  const { tab } = store.place;
  const wasWithApp = Boolean(currentChannel()?.is_im);
  hangUp();
  timeline.forget();
  store.statuses.clear();
  store.working.clear();
  store.prompts.clear();
  tell("view", { view: null });
  let state;
  try {
    state = await api.readState(id);
  } catch (error) {
    if (id === "U0AIKO") throw error;
    return actAs("U0AIKO");
  }
  takeState(state);
  localStorage.setItem(ME, store.me.id);
  document.documentElement.lang = store.me.locale;
  hangUp = api.listen(store.me.id, { onEvent: receive, onLink: linked });
  tell("session");
  for (const key of state.working ?? []) store.working.add(key);
  if (state.prompts) store.prompts.set(appChannel()?.id, state.prompts);
  if (state.view) tell("view", { view: state.view, view_stack: state.view_stack });
  const wanted = placeFromAddress();
  const known = store.channels.get(wanted.channel);
  const withApp = known ? known.is_im : wasWithApp; // everybody has their own conversation with it
  const place = withApp ? { channel: appChannel()?.id, thread: null, tab } : wanted;
  const fallback = store.channels.get("C0GENERAL") ?? [...store.channels.values()][0];
  return go(store.channels.has(place.channel) ? place : { channel: fallback.id });
}

export async function go({ channel, thread = null, tab, quiet = false }) {
  const known = store.channels.get(channel);
  if (!known) return;
  const arrived = store.place.channel !== channel;
  const shown = known.is_im ? (tab ?? (arrived ? "messages" : store.place.tab)) : "messages";
  const tabChanged = known.is_im && (arrived || shown !== store.place.tab);
  store.place = { channel, thread, tab: shown };
  known.unread = 0;
  writeAddress();
  tell("place", { arrived, quiet });
  if (arrived || timeline.channelMessages(channel).length === 0) await safely(timeline.loadChannel(channel));
  if (thread) await safely(timeline.loadThread(channel, thread));
  if (tabChanged) await safely(visitApp(shown));
}

let homesSeen = 0;

async function visitApp(tab) {
  if (tab === "home") {
    const seen = homesSeen;
    const { view } = await api.readHome(store.me.id);
    if (seen === homesSeen) tell("home", view); // else a newer one came while this was on its way
  }
  await api.openTab(store.me.id, tab);
}

/** quiet: the thread opens by itself, and leaves the focus where somebody may be typing. */
export function openThread(channel, thread, { quiet = false } = {}) {
  return go({ channel, thread, tab: store.place.tab, quiet });
}

export function closeThread() {
  if (store.place.thread) go({ ...store.place, thread: null });
}

async function safely(promise) {
  try {
    await promise;
  } catch (error) {
    tell("problem", t("actionFailed", { error: error.message }));
  }
}

async function rereadState() {
  takeState(await api.readState(store.me.id));
  tell("channels");
  tell("connection");
}

/** After the line was cut, what was missed is read again. */
async function linked(there) {
  const back = there && !store.linked;
  store.linked = there;
  tell("connection");
  if (!back) return;
  await safely(
    (async () => {
      await rereadState();
      const { channel, thread } = store.place;
      await timeline.loadChannel(channel);
      if (thread) await timeline.loadThread(channel, thread);
    })(),
  );
}

const HANDLERS = {
  message: ({ channel, message }) => arrive(channel, message),
  ephemeral: ({ channel, message }) => arrive(channel, { ...message, is_ephemeral: true }),
  message_changed: ({ channel, message }) => timeline.receive(channel, message),
  message_deleted: ({ channel, ts }) => timeline.remove(channel, ts),
  reactions: ({ channel, ts, reactions }) => timeline.receiveReactions(channel, ts, reactions),
  view: (event) => tell("view", event),
  home: ({ view }) => {
    homesSeen += 1;
    tell("home", view);
  },
  status: setStatus,
  session: setSession,
  prompts: ({ channel, prompts }) => {
    store.prompts.set(channel, prompts);
    tell("prompts");
  },
  channel: () => safely(rereadState()),
  connected: ({ connected }) => {
    store.connected = connected;
    tell("connection");
  },
  notice: ({ channel, text, thread_ts }) => {
    timeline.addNotice(channel ?? store.place.channel, text, thread_ts);
    announce(text);
  },
};

function receive(event) {
  HANDLERS[event.type]?.(event);
}

function setStatus({ channel, thread_ts, status, loading_messages }) {
  const key = statusKey(channel, thread_ts);
  if (status) store.statuses.set(key, { channel, thread: thread_ts, status, loading: loading_messages ?? [] });
  else store.statuses.delete(key);
  if (status) showWork(channel, thread_ts);
  tell("status", { channel, thread: thread_ts });
}

function setSession({ channel, thread_ts, status }) {
  const key = statusKey(channel, thread_ts);
  if (status === "processing") store.working.add(key);
  else store.working.delete(key);
  tell("status", { channel, thread: thread_ts });
}

export function isFromApp(message) {
  return Boolean(message.bot_id) || message.user === store.bot?.user_id;
}

function arrive(channel, message) {
  timeline.receive(channel, message);
  const mine = message.user === store.me.id;
  const looking = store.place.channel === channel && !document.hidden;
  if (!looking && !mine && !timeline.isReply(message)) {
    const known = store.channels.get(channel);
    if (known) known.unread = (known.unread ?? 0) + 1;
    tell("channels");
  }
  if (mine && store.prompts.delete(channel)) tell("prompts");
  if (looking) keepRead(channel);
  if (mine || store.place.channel !== channel) return;
  const name = isFromApp(message) ? botName() : personName(message.user);
  announce(t("from", { name, text: message.text ?? "" }));
  if (isFromApp(message)) showWork(channel, message.thread_ts);
}

let reading;
/** What arrives before one's eyes counts as read, and reading is what tells the sandbox so. */
function keepRead(channel) {
  clearTimeout(reading);
  reading = setTimeout(() => store.place.channel === channel && safely(timeline.loadChannel(channel)), 800);
}

/** In the app's own conversation its work on my question opens by itself: nobody hunts for the answer. */
function showWork(channel, thread) {
  const { place } = store;
  if (!thread || place.thread || place.channel !== channel || place.tab !== "messages") return;
  if (!currentChannel()?.is_im || innerWidth < 900) return;
  const last = timeline.channelMessages(channel).findLast((message) => message.user === store.me.id);
  if (last?.ts === thread) openThread(channel, thread, { quiet: true });
}

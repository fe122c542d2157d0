/** What the page knows about the workspace right now, and who wants to hear when it changes. */

export const store = {
  me: null,
  team: null,
  bot: null,
  members: new Map(),
  channels: new Map(),
  commands: [],
  shortcuts: [],
  suggested: [],
  prompts: new Map(), // channel → prompts that the app set
  statuses: new Map(), // "channel:thread_ts" → what the app says it is doing
  working: new Set(), // "channel:thread_ts" where the app's session can be stopped
  connected: false, // is the app there
  linked: true, // is the sandbox itself there
  place: { channel: null, thread: null, tab: "messages" },
};

const listeners = new Map();

export function on(topic, listener) {
  if (!listeners.has(topic)) listeners.set(topic, new Set());
  listeners.get(topic).add(listener);
  return () => listeners.get(topic).delete(listener);
}

export function tell(topic, detail) {
  for (const listener of listeners.get(topic) ?? []) listener(detail);
}

export function takeState(state) {
  store.me = state.members.find((member) => member.id === (state.me?.id ?? state.me));
  store.team = state.team;
  store.bot = state.bot;
  store.members = new Map(state.members.map((member) => [member.id, member]));
  const named = [...state.channels].sort((left, right) => left.name.localeCompare(right.name));
  store.channels = new Map(named.map((channel) => [channel.id, channel]));
  store.commands = state.commands ?? [];
  store.shortcuts = state.shortcuts ?? [];
  store.suggested = state.suggested_prompts ?? [];
  store.connected = Boolean(state.connected);
}

export function currentChannel() {
  return store.channels.get(store.place.channel) ?? null;
}

export function appChannel() {
  return [...store.channels.values()].find((channel) => channel.is_im) ?? null;
}

export function statusKey(channel, thread) {
  return `${channel}:${thread}`;
}

/** The app's own name as people read it. */
export function botName() {
  return store.bot?.name ?? "togi";
}

export function personName(id) {
  if (id === store.bot?.user_id) return botName();
  const member = store.members.get(id);
  return member?.real_name || member?.name || id;
}

export function channelName(channel) {
  return channel?.is_im ? botName() : (channel?.name ?? "");
}

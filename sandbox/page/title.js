/** The window's title: where we are, and how much waits elsewhere. */
import { channelName, currentChannel, on, store } from "./store.js";

function write() {
  const channel = currentChannel();
  if (!channel) return;
  const others = [...store.channels.values()].filter((other) => other.id !== channel.id);
  const unread = others.reduce((sum, other) => sum + (other.unread ?? 0), 0);
  const place = `${channel.is_im ? "" : "#"}${channelName(channel)}`;
  document.title = `${unread ? `(${unread}) ` : ""}${place} · ${store.team?.name ?? "Togi"}`;
}

export function keepTitle() {
  for (const topic of ["place", "channels", "session"]) on(topic, write);
}

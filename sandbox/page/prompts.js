/** Suggested prompts over the composer of the app's own conversation, until something was said. */
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { currentChannel, store } from "./store.js";
import { channelMessages } from "./timeline.js";
import { t } from "./words.js";

export function promptRow(composer) {
  const channel = currentChannel();
  if (!channel?.is_im || store.place.tab !== "messages") return null;
  const given = store.prompts.get(channel.id);
  const fallback = channelMessages(channel.id).length ? [] : store.suggested;
  const prompts = (Array.isArray(given) ? given : given?.prompts) ?? fallback;
  if (!prompts?.length) return null;
  return h(
    "div",
    { class: "prompts", role: "group", "aria-label": t("suggested") },
    prompts.slice(0, 4).map(({ title, message }) => h("button", { type: "button", class: "prompt", onclick: () => composer.fill(message) }, icon("spark", 14), h("span", {}, title))),
  );
}

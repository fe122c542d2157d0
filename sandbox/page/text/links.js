/** Links, mentions and emoji as nodes. Only http, https and mailto ever become something to click. */
import { h } from "../dom.js";
import { botName, personName, store, tell } from "../store.js";
import { slackDate } from "../time.js";
import { emojiChar } from "./emoji.js";

const SAFE = new Set(["http:", "https:", "mailto:"]);

export function unescape(text) {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

export function safeAddress(address) {
  try {
    const url = new URL(address);
    return SAFE.has(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

/** A link, or its plain text where the address is not one that we follow. */
export function link(address, ...label) {
  const href = safeAddress(address);
  const shown = label.length ? label : [address];
  if (!href) return h("span", {}, shown);
  return h("a", { href, target: "_blank", rel: "noopener noreferrer nofollow", class: "link" }, shown);
}

export function person(id) {
  const mine = id === store.me?.id;
  const name = id === store.bot?.user_id ? botName() : personName(id);
  return h("span", { class: `mention${mine ? " mention-me" : ""}`, "data-user": id }, `@${name}`);
}

export function channel(id, label) {
  const known = store.channels.get(id);
  const name = known?.name ?? label ?? id;
  if (!known) return h("span", { class: "mention" }, `#${name}`);
  const go = () => tell("go", { channel: id });
  return h("button", { type: "button", class: "mention mention-channel", onclick: go }, `#${name}`);
}

export function broadcast(range) {
  return h("span", { class: "mention mention-me" }, `@${range}`);
}

export function emoji(shortcode) {
  const char = emojiChar(shortcode);
  if (!char) return document.createTextNode(`:${shortcode}:`);
  return h("span", { class: "emoji", role: "img", "aria-label": `:${shortcode}:`, title: `:${shortcode}:` }, char);
}

export function emojiFromUnicode(unicode, name) {
  const points = unicode.split("-").map((point) => Number.parseInt(point, 16));
  return h("span", { class: "emoji", role: "img", "aria-label": `:${name}:` }, String.fromCodePoint(...points));
}

/** What stands between < and > in Slack's text; anything else is shown as it was typed. */
export function reference(token) {
  const [target, ...rest] = token.split("|");
  const label = rest.length ? unescape(rest.join("|")) : null;
  if (/^@[UWB]\w*$/.test(target)) return person(target.slice(1));
  if (/^#[CG]\w*$/.test(target)) return channel(target.slice(1), label);
  if (/^!(here|channel|everyone)$/.test(target)) return broadcast(target.slice(1));
  if (target.startsWith("!subteam^")) return h("span", { class: "mention" }, label ?? "@group");
  if (target.startsWith("!date^")) {
    const [, seconds, template] = target.split("^");
    if (/^\d+$/.test(seconds) && template) {
      return h("time", { title: label ?? "" }, slackDate(seconds, unescape(template)));
    }
  }
  const address = unescape(target);
  if (safeAddress(address)) return link(address, label ?? address.replace(/^mailto:/, ""));
  return document.createTextNode(unescape(`<${token}>`));
}

const BARE_LINK = /https?:\/\/[^\s<>|"'`、。）」』]+[^\s<>|"'`、。）」』.,;:!?)\]]/g;

/** Plain text with its bare addresses made into links. */
export function withLinks(text) {
  const nodes = [];
  let from = 0;
  for (const match of text.matchAll(BARE_LINK)) {
    nodes.push(text.slice(from, match.index), link(match[0]));
    from = match.index + match[0].length;
  }
  nodes.push(text.slice(from));
  return nodes.filter((node) => node !== "");
}

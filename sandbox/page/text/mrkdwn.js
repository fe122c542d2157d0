/** Slack's own mrkdwn as nodes: what people type, and what sections hold. */
import { h } from "../dom.js";
import { emoji, reference, unescape, withLinks } from "./links.js";
import { emojiChar } from "./emoji.js";

const STYLES = { "*": "strong", _: "em", "~": "s" };
const SHORTCODE = /^:([a-z0-9_+'-]+(?:::skin-tone-[2-6])?):/;
const WORD = /[\p{L}\p{N}]/u;

/** A mark opens only at a word's edge, which is why it needs a space before it in Japanese too. */
function closing(text, at) {
  const mark = text[at];
  if (WORD.test(text[at - 1] ?? " ") || !text[at + 1] || /[\s]/.test(text[at + 1])) return -1;
  if (text[at + 1] === mark) return -1;
  for (let end = at + 2; end < text.length; end += 1) {
    if (text[end] === "\n") return -1;
    if (text[end] !== mark || /\s/.test(text[end - 1])) continue;
    if (!WORD.test(text[end + 1] ?? " ")) return end;
  }
  return -1;
}

/** The node that starts at this place, and where the text goes on; null where nothing starts. */
function special(text, at) {
  const char = text[at];
  if (char === "<") {
    const end = text.indexOf(">", at);
    if (end > at) return [reference(text.slice(at + 1, end)), end + 1];
  } else if (char === "`") {
    const end = text.indexOf("`", at + 1);
    const inner = text.slice(at + 1, end);
    if (end > at + 1 && !inner.includes("\n")) return [h("code", {}, unescape(inner)), end + 1];
  } else if (char in STYLES) {
    const end = closing(text, at);
    if (end > 0) return [h(STYLES[char], {}, inline(text.slice(at + 1, end))), end + 1];
  } else if (char === ":") {
    const match = SHORTCODE.exec(text.slice(at, at + 60));
    if (match && emojiChar(match[1])) return [emoji(match[1]), at + match[0].length];
  }
  return null;
}

export function inline(text) {
  const nodes = [];
  let plain = "";
  let at = 0;
  const flush = () => {
    if (plain) nodes.push(...withLinks(unescape(plain)));
    plain = "";
  };
  while (at < text.length) {
    const found = special(text, at);
    if (found) {
      flush();
      nodes.push(found[0]);
      at = found[1];
    } else {
      plain += text[at];
      at += 1;
    }
  }
  flush();
  return nodes;
}

function lines(text) {
  const nodes = [];
  let quoted = [];
  let plain = [];
  const flushPlain = () => {
    if (plain.length) nodes.push(h("span", { class: "run" }, inline(plain.join("\n"))));
    plain = [];
  };
  const flushQuote = () => {
    if (quoted.length) nodes.push(h("blockquote", {}, inline(quoted.join("\n"))));
    quoted = [];
  };
  for (const line of text.split("\n")) {
    const quote = /^(?:&gt;|>)\s?(.*)$/.exec(line);
    if (quote) {
      flushPlain();
      quoted.push(quote[1]);
    } else {
      flushQuote();
      plain.push(line);
    }
  }
  flushPlain();
  flushQuote();
  return nodes;
}

/** A whole mrkdwn text: fences, quotes, then what stands in a line. */
export function mrkdwn(text) {
  const parts = (text ?? "").split("```");
  const nodes = parts.flatMap((part, index) => {
    const fenced = index % 2 === 1 && index < parts.length - 1;
    if (fenced) return [h("pre", { tabindex: "0" }, h("code", {}, unescape(part.replace(/^\n|\n$/g, ""))))];
    const open = index % 2 === 1 ? "```" : "";
    const trimmed = part.replace(index > 0 && !open ? /^\n/ : /^$/, "").replace(index + 1 < parts.length ? /\n$/ : /^$/, "");
    return open + trimmed ? lines(open + trimmed) : [];
  });
  return h("div", { class: "prose mrkdwn" }, nodes);
}

/** plain_text: only emoji names are read. */
export function plain(text, { emoji: wanted = true } = {}) {
  if (!wanted) return [text];
  return (text ?? "").split(/(:[a-z0-9_+'-]+(?:::skin-tone-[2-6])?:)/).map((piece, index) => {
    const name = index % 2 === 1 ? piece.slice(1, -1) : null;
    return name && emojiChar(name) ? emoji(name) : piece;
  });
}

/** A text object of Block Kit. */
export function textObject(object, { inlineOnly = false } = {}) {
  if (!object) return null;
  if (typeof object === "string") return h("span", {}, object);
  if (object.type === "plain_text") return h("span", { class: "plain" }, plain(object.text, object));
  return inlineOnly ? h("span", {}, inline(object.text ?? "")) : mrkdwn(object.text);
}

/** Common Markdown as nodes: what models write, shown in `markdown` blocks. Never HTML. */
import { h } from "../dom.js";
import { wide } from "../blocks/wide.js";
import { emoji, link, unescape, withLinks } from "./links.js";
import { emojiChar } from "./emoji.js";

const FENCE = /^ {0,3}(`{3,}|~{3,})\s*([\w+-]*)/;
const HEADING = /^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$/;
const RULE = /^ {0,3}([-*_])(?:\s*\1){2,}\s*$/;
const ITEM = /^(\s*)([-*+]|\d{1,9}[.)])\s+(.*)$/;
const TABLE_RULE = /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/;

const INLINE = [
  [/^\\([\\`*_{}[\]()#+\-.!|>~<&:])/, (match) => match[1]],
  [/^(`+)([^`]|[^`][\s\S]*?[^`])\1(?!`)/, (match) => h("code", {}, unescape(match[2].replace(/^ (.*) $/, "$1")))],
  [/^!\[([^\]]*)\]\(((?:[^\s()]|\([^\s()]*\))+)[^)]*\)/, (match) => link(unescape(match[2]), match[1] || match[2])],
  [/^\[((?:[^[\]]|\[[^\]]*\])+)\]\(<?((?:[^\s()<>]|\([^\s()]*\))*)>?(?:\s+["'][^)]*["'])?\)/, (match) => link(unescape(match[2]), inline(match[1]))],
  [/^<(https?:\/\/[^\s>|]+|mailto:[^\s>|]+)(?:\|([^>]*))?>/, (match) => link(unescape(match[1]), match[2] ?? match[1])],
  [/^(\*\*\*)(?=\S)([\s\S]*?\S)\1/, (match) => h("strong", {}, h("em", {}, inline(match[2])))],
  [/^(\*\*)(?=\S)([\s\S]*?\S\*?)\1(?!\*)/, (match) => h("strong", {}, inline(match[2]))],
  [/^(__)(?=\S)([\s\S]*?\S)\1(?!\w)/, (match) => h("strong", {}, inline(match[2])), /\w/],
  [/^\*(?=[^\s*])([\s\S]*?[^\s*])\*(?!\*)/, (match) => h("em", {}, inline(match[1]))],
  [/^_(?=[^\s_])([\s\S]*?[^\s_])_(?!\w)/, (match) => h("em", {}, inline(match[1])), /\w/],
  [/^~~(?=\S)([\s\S]*?\S)~~/, (match) => h("s", {}, inline(match[1]))],
  [/^ {2,}\n|^\\\n/, () => h("br")],
  [/^:([a-z0-9_+'-]+(?:::skin-tone-[2-6])?):/, (match) => (emojiChar(match[1]) ? emoji(match[1]) : match[0])],
];

const STARTERS = /[\\`!*_~<[: ]/;

/** The first rule that matches here; `notAfter` keeps snake_case words whole. */
function special(text, at) {
  if (!STARTERS.test(text[at])) return null;
  const rest = text.slice(at);
  for (const [pattern, make, notAfter] of INLINE) {
    if (notAfter?.test(text[at - 1] ?? "")) continue;
    const match = pattern.exec(rest);
    if (match) return [make(match), at + match[0].length];
  }
  return null;
}

export function inline(text) {
  const nodes = [];
  let plain = "";
  let at = 0;
  const flush = () => {
    nodes.push(...withLinks(unescape(plain)));
    plain = "";
  };
  while (at < text.length) {
    const found = special(text, at);
    if (found && typeof found[0] === "string") plain += found[0];
    else if (found) {
      flush();
      nodes.push(found[0]);
    } else plain += text[at];
    at = found ? found[1] : at + 1;
  }
  flush();
  return nodes;
}

function cells(row) {
  const inner = row.trim().replace(/^\||\|$/g, "");
  return inner.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll("\\|", "|"));
}

function table(lines) {
  const [head, rule, ...body] = lines.map(cells);
  const align = rule.map((cell) => (/^:-+:$/.test(cell) ? "center" : cell.endsWith(":") ? "right" : "left"));
  const row = (tag, values) =>
    h("tr", {}, head.map((_, at) => h(tag, { class: `align-${align[at] ?? "left"}` }, inline(values[at] ?? ""))));
  return wide(h("table", { class: "grid" }, h("thead", {}, row("th", head)), h("tbody", {}, body.map((values) => row("td", values)))));
}

/** One list with everything indented under its items. */
function list(lines) {
  const first = ITEM.exec(lines[0]);
  const ordered = /\d/.test(first[2]);
  const indent = first[1].length;
  const items = [];
  for (const line of lines) {
    const match = ITEM.exec(line);
    if (match && match[1].length <= indent + 1) items.push([match[3]]);
    else items.at(-1).push(line.replace(new RegExp(`^\\s{0,${indent + (ordered ? 3 : 2)}}`), ""));
  }
  const tight = !lines.some((line) => !line.trim());
  const entries = items.map(([head, ...rest]) => {
    const task = /^\[([ xX])\]\s+(.*)$/.exec(head);
    const box = task && h("input", { type: "checkbox", disabled: true, checked: task[1] !== " ", "aria-label": task[2] });
    return h("li", { class: task ? "todo" : null }, box, blocks([task ? task[2] : head, ...rest], { tight }));
  });
  return h(ordered ? "ol" : "ul", ordered ? { start: Number.parseInt(first[2], 10) } : {}, entries);
}

/** How many lines from here belong to the list. */
function listEnd(lines, from) {
  const { 1: indent, 2: mark } = ITEM.exec(lines[from]);
  let at = from + 1;
  for (; at < lines.length; at += 1) {
    const line = lines[at];
    const match = ITEM.exec(line);
    if (match && match[1].length <= indent.length + 1 && /\d/.test(match[2]) !== /\d/.test(mark)) break;
    if (match && match[1].length >= indent.length) continue;
    if (/^\s{2,}\S/.test(line)) continue;
    if (!line.trim() && (ITEM.test(lines[at + 1] ?? "") || /^\s{2,}\S/.test(lines[at + 1] ?? ""))) continue;
    if (!line.trim() || startsBlock(lines, at) || !lines[at - 1].trim()) break;
  }
  return at;
}

function startsBlock(lines, at) {
  const line = lines[at];
  const isTable = line.includes("|") && TABLE_RULE.test(lines[at + 1] ?? "") && (lines[at + 1] ?? "").includes("-");
  return FENCE.test(line) || HEADING.test(line) || RULE.test(line) || ITEM.test(line) || /^ {0,3}(>|&gt;)/.test(line) || isTable;
}

/** The block that starts at this line, and the line after it. */
function block(lines, at) {
  const line = lines[at];
  const fence = FENCE.exec(line);
  const until = (test, from = at + 1) => {
    let end = from;
    while (end < lines.length && !test(lines[end], end)) end += 1;
    return end;
  };
  if (fence) {
    const end = until((next) => next.trim().startsWith(fence[1]) && !next.trim().replaceAll(fence[1][0], ""));
    const code = unescape(lines.slice(at + 1, end).join("\n"));
    return [h("pre", { tabindex: "0", "data-language": fence[2] || null }, h("code", {}, code)), end + 1];
  }
  const heading = HEADING.exec(line);
  if (heading) return [h(`h${Math.min(6, heading[1].length + 2)}`, { class: `heading-${heading[1].length}` }, inline(heading[2])), at + 1];
  if (RULE.test(line)) return [h("hr"), at + 1];
  if (ITEM.test(line)) {
    const end = listEnd(lines, at);
    return [list(lines.slice(at, end)), end];
  }
  if (/^ {0,3}(>|&gt;)/.test(line)) {
    const end = until((next) => !/^ {0,3}(>|&gt;)/.test(next));
    return [h("blockquote", {}, blocks(lines.slice(at, end).map((next) => next.replace(/^ {0,3}(>|&gt;) ?/, "")))), end];
  }
  const end = startsBlock(lines, at) ? until((next) => !next.includes("|")) : until((next, n) => !next.trim() || startsBlock(lines, n));
  if (startsBlock(lines, at)) return [table(lines.slice(at, end)), end];
  const text = lines.slice(at, end).join("\n");
  return [h("p", {}, inline(text)), end];
}

function blocks(lines, { tight = false } = {}) {
  const nodes = [];
  let at = 0;
  while (at < lines.length) {
    if (!lines[at].trim()) at += 1;
    else {
      const [node, next] = block(lines, at);
      nodes.push(tight && node.tagName === "P" ? [...node.childNodes] : node);
      at = next;
    }
  }
  return nodes;
}

export function markdown(text) {
  return h("div", { class: "prose markdown" }, blocks((text ?? "").replaceAll("\r\n", "\n").split("\n")));
}

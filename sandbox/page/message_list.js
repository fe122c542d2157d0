/** A running list of messages: grouped by author, divided by day, at the bottom when it was there. */
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { authorId, MessageView } from "./message.js";
import { attachToolbar } from "./toolbar.js";
import { dayKey, dayLabel, moment } from "./time.js";
import { t } from "./words.js";

const SAME_BREATH = 5 * 60;
const AT_REST_MS = 1000; // after the last scroll, the floating day goes back to its line

function belongsTo(previous, message) {
  if (!previous || previous.is_ephemeral || message.is_ephemeral) return false;
  if (previous.username !== message.username || authorId(previous) !== authorId(message)) return false;
  return Number(message.ts) - Number(previous.ts) < SAME_BREATH;
}

export class MessageList {
  constructor({ inThread }) {
    this.inThread = inThread;
    this.views = new Map();
    this.dividers = new Map();
    this.pinned = true;
    this.scrolledTo = 0;
    this.top = h("div", { class: "list-top" });
    this.inner = h("div", { class: "list-inner" });
    this.bottom = h("div", { class: "list-bottom" });
    this.scroller = h("div", { class: "list-scroll", tabindex: "-1", role: "feed" }, this.top, this.inner, this.bottom);
    this.pill = h("button", { type: "button", class: "new-pill", hidden: true, onclick: () => this.toBottom() }, icon("down", 14), t("newMessages"));
    this.node = h("div", { class: inThread ? "list list-thread" : "list" }, this.scroller, this.pill);
    this.scroller.addEventListener("scroll", () => this.noticeScroll(), { passive: true });
    this.scroller.addEventListener("keydown", (event) => this.walk(event));
    new ResizeObserver(() => this.pinned && this.jump()).observe(this.inner);
    new ResizeObserver(() => this.pinned && this.jump()).observe(this.scroller);
    attachToolbar(this);
  }

  noticeScroll() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    const atBottom = scrollHeight - scrollTop - clientHeight < 40;
    const wentUp = scrollTop < this.scrolledTo; // else a picture that has loaded pushed the bottom away
    this.scrolledTo = scrollTop;
    this.pinned = atBottom || (this.pinned && !wentUp);
    if (this.pinned) this.pill.hidden = true;
    else this.floatDays();
  }

  /** While somebody scrolls, the day floats above what they pass; at rest it covers nothing. */
  floatDays() {
    this.scroller.classList.add("scrolling");
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.scroller.classList.remove("scrolling"), AT_REST_MS);
  }

  jump() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.scrolledTo = this.scroller.scrollTop;
  }

  toBottom() {
    this.pinned = true;
    this.pill.hidden = true;
    this.jump();
  }

  clear() {
    this.views.clear();
    this.dividers.clear();
    this.inner.replaceChildren();
    this.scrolledTo = 0;
    this.pinned = true;
    this.pill.hidden = true;
    this.last = undefined;
  }

  show(channel, messages) {
    const wanted = [];
    let previous = null;
    const replies = messages.slice(1).filter((message) => !message.is_ephemeral).length;
    for (const message of messages) {
      const day = dayKey(moment(message.ts));
      const newDay = !previous || day !== dayKey(moment(previous.ts));
      if (newDay && !this.inThread) wanted.push(this.divider(day, message.ts));
      const grouped = !newDay && !(this.inThread && messages[0] === previous) && belongsTo(previous, message);
      wanted.push(this.view(message, { channel, grouped, inThread: this.inThread }));
      if (this.inThread && !previous && replies) wanted.push(this.replyCount(replies));
      previous = message;
    }
    this.arrange(wanted);
    this.mark(messages);
    if (this.pinned) this.jump();
  }

  divider(day, ts) {
    if (!this.dividers.has(day)) this.dividers.set(day, h("div", { class: "day" }, h("hr", {}), h("h2", {})));
    const node = this.dividers.get(day);
    node.lastChild.textContent = dayLabel(ts);
    return node;
  }

  replyCount(count) {
    this.replies ??= h("div", { class: "reply-rule", role: "separator" }, h("span", {}), h("hr", {}));
    this.replies.firstChild.textContent = count === 1 ? t("oneReply") : t("replies", { count });
    return this.replies;
  }

  view(message, context) {
    const known = this.views.get(message.ts);
    if (known) known.update(message, context);
    else this.views.set(message.ts, new MessageView(message, context));
    return this.views.get(message.ts).node;
  }

  /** Puts the nodes in order, touching only those that stand elsewhere. */
  arrange(wanted) {
    const keep = new Set(wanted);
    for (const node of [...this.inner.children]) if (!keep.has(node)) node.remove();
    for (const [ts, view] of this.views) if (!keep.has(view.node)) this.views.delete(ts);
    for (const [day, node] of this.dividers) if (!keep.has(node)) this.dividers.delete(day);
    wanted.forEach((node, at) => {
      if (this.inner.children[at] !== node) this.inner.insertBefore(node, this.inner.children[at] ?? null);
    });
  }

  mark(messages) {
    const last = messages.at(-1)?.ts;
    if (this.last !== undefined && last > this.last && !this.pinned) this.pill.hidden = false;
    this.pill.lastChild.textContent = t("newMessages");
    this.last = last ?? "";
    const nodes = [...this.inner.querySelectorAll(".message")];
    if (this.inner.contains(document.activeElement)) return;
    for (const node of nodes) node.tabIndex = node === nodes.at(-1) ? 0 : -1;
  }

  /** Up and down walk from message to message; Tab then enters the one that has the focus. */
  walk(event) {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const here = document.activeElement;
    if (!step || !here?.classList.contains("message")) return;
    const nodes = [...this.inner.querySelectorAll(".message")];
    const next = nodes[nodes.indexOf(here) + step];
    if (!next) return;
    event.preventDefault();
    here.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  }
}

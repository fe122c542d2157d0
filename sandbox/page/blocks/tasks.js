/** task_card and plan: what the app is about, step by step. */
import { h } from "../dom.js";
import { icon } from "../icons.js";
import { link } from "../text/links.js";
import { richText } from "./rich_text.js";

const MARKS = { complete: "check", error: "warning" };

function mark(status) {
  if (status === "in_progress") return h("span", { class: "spinner", role: "img", "aria-label": status });
  if (MARKS[status]) return icon(MARKS[status], 16);
  return h("span", { class: "task-open" });
}

function sources(task) {
  if (!task.sources?.length) return null;
  return h("div", { class: "task-sources" }, task.sources.map((source) => link(source.url ?? "", source.text ?? source.url ?? "")));
}

export function taskCard(task) {
  return h(
    "div",
    { class: `task task-${task.status}` },
    h("span", { class: "task-mark" }, mark(task.status)),
    h("div", { class: "task-words" }, h("strong", {}, task.title ?? ""), task.details ? richText(task.details) : null, task.output ? richText(task.output) : null, sources(task)),
  );
}

export function plan(block) {
  const title = typeof block.title === "string" ? block.title : (block.title?.text ?? "");
  return h("div", {}, h("strong", { class: "plan-title" }, title), (block.tasks ?? []).map(taskCard));
}

/** A short word at the bottom that goes away by itself. */
import { h } from "./dom.js";
import { on } from "./store.js";

function say(text, kind) {
  const node = h("div", { class: `toast toast-${kind}`, popover: "manual", role: kind === "problem" ? "alert" : "status" }, text);
  document.getElementById("floating").append(node);
  node.showPopover(); // above an open dialog too
  setTimeout(() => node.remove(), kind === "problem" ? 8000 : 2500);
}

export function listenForToasts() {
  on("problem", (text) => say(text, "problem"));
  on("said", (text) => say(text, "said"));
}

/** Puts the page together. */
import { h } from "./dom.js";
import { mainPane } from "./main_pane.js";
import { listenForModals } from "./modal.js";
import { start } from "./session.js";
import { sidebar } from "./sidebar.js";
import { openSwitcher } from "./switcher.js";
import { applyTheme } from "./theme.js";
import { threadPane } from "./thread_pane.js";
import { keepTitle } from "./title.js";
import { listenForToasts } from "./toast.js";

applyTheme();
const curtain = h("button", { type: "button", class: "curtain", tabindex: "-1", "aria-hidden": "true", onclick: () => document.body.classList.remove("sidebar-open") });
document.getElementById("app").append(sidebar(), curtain, mainPane(), threadPane());
listenForToasts();
keepTitle();
listenForModals();
addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
    event.preventDefault();
    openSwitcher();
  }
});
addEventListener("dragover", (event) => event.preventDefault());
addEventListener("drop", (event) => event.preventDefault());
await start();
document.body.dataset.ready = "true";

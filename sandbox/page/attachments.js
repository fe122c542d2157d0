/** Files on their way into a message: uploaded at once, shown with progress, sent with the text. */
import { upload } from "./api.js";
import { h } from "./dom.js";
import { fileKind, fileSize } from "./files.js";
import { icon } from "./icons.js";
import { store, tell } from "./store.js";
import { t } from "./words.js";

export class Attachments {
  constructor(onChange) {
    this.onChange = onChange;
    this.items = [];
    this.node = h("div", { class: "attached", hidden: true });
  }

  get waiting() {
    return this.items.some((item) => !item.file);
  }

  get ids() {
    return this.items.map((item) => item.file.id);
  }

  add(files) {
    for (const file of files) this.start(file);
  }

  start(file) {
    const item = { file: null };
    const bar = h("span", { class: "progress-bar" });
    const words = h("span", { class: "attached-note" }, t("uploading", { percent: "0%" }));
    item.node = h(
      "div",
      { class: "attached-file", dataset: { name: file.name } },
      h("span", { class: `file-mark small kind-${fileKind(file.name).toLowerCase()}` }, icon("file", 18)),
      h("span", { class: "file-words" }, h("strong", {}, file.name), words),
      h("button", { type: "button", class: "attached-remove", "aria-label": t("removeFile", { name: file.name }), onclick: () => this.drop(item) }, icon("close", 12)),
      h("span", { class: "progress" }, bar),
    );
    const { done, cancel } = upload(store.me.id, file, (share) => {
      bar.style.width = `${share * 100}%`;
      words.textContent = t("uploading", { percent: `${Math.round(share * 100)}%` });
    });
    item.cancel = cancel;
    this.items.push(item);
    this.changed();
    done.then(
      (uploaded) => {
        item.file = uploaded;
        item.node.classList.add("done");
        words.textContent = `${fileKind(file.name)} · ${fileSize(file.size)}`;
        this.changed();
      },
      (error) => {
        this.forget(item);
        if (error.message !== "cancelled") tell("problem", t("uploadFailed", { name: file.name, error: error.message }));
      },
    );
  }

  drop(item) {
    item.cancel();
    this.forget(item);
  }

  forget(item) {
    this.items = this.items.filter((other) => other !== item);
    this.changed();
  }

  clear() {
    this.items = [];
    this.changed();
  }

  restore(items) {
    this.items = items;
    this.changed();
  }

  changed() {
    this.node.replaceChildren(...this.items.map((item) => item.node));
    this.node.hidden = !this.items.length;
    this.onChange();
  }
}

/** Files dropped anywhere on this element are attached; the veil says where they would go. */
export function acceptDrops(zone, label, take) {
  const words = h("p", {});
  const veil = h("div", { class: "drop-veil", hidden: true }, icon("upload", 40), words);
  zone.append(veil);
  const carriesFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  let depth = 0;
  zone.addEventListener("dragenter", (event) => {
    if (!carriesFiles(event)) return;
    depth += 1;
    words.textContent = label();
    veil.hidden = false;
  });
  zone.addEventListener("dragover", (event) => carriesFiles(event) && event.preventDefault());
  zone.addEventListener("dragleave", (event) => {
    if (!carriesFiles(event)) return;
    depth = Math.max(0, depth - 1);
    veil.hidden = depth === 0;
  });
  zone.addEventListener("drop", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    depth = 0;
    veil.hidden = true;
    take(event.dataTransfer.files);
  });
}

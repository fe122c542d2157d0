/** file_input: choose or drop, uploaded at once; the view carries the files that arrived. */
import { upload } from "../api.js";
import { h } from "../dom.js";
import { fileKind, fileSize } from "../files.js";
import { icon } from "../icons.js";
import { store } from "../store.js";
import { t } from "../words.js";

const LARGEST = 10 * 1024 * 1024;

function objection(file, element, count) {
  const types = element.filetypes;
  if (count >= (element.max_files ?? 10)) return t("tooManyFiles", { limit: element.max_files ?? 10 });
  if (file.size > LARGEST) return t("tooLargeFile", { name: file.name });
  if (types?.length && !types.includes(fileKind(file.name).toLowerCase())) return t("wrongFileType", { name: file.name, types: types.join(", ") });
  return null;
}

export function fileInput(element, place, fill) {
  let items = (place.form.get(place.blockId, element).files ?? []).map((file) => ({ name: file.name, size: file.size, file }));
  const list = h("div", { class: "file-input-list" });
  const chooser = h("input", { type: "file", class: "unseen", tabindex: "-1", "aria-hidden": "true", multiple: (element.max_files ?? 10) > 1, accept: element.filetypes?.map((type) => `.${type}`).join(",") ?? null, onchange: () => take(chooser.files) });
  const button = h("button", { type: "button", class: "button", id: place.input?.id ?? null, "aria-describedby": place.input?.describedBy ?? null, onclick: () => chooser.click() }, icon("upload", 16), t("chooseFile"));
  const zone = h("div", { class: "file-input" }, h("div", { class: "file-input-zone" }, button, h("span", { class: "soft" }, t("orDrop"))), list, chooser);

  const changed = () => {
    list.replaceChildren(...items.map(row));
    place.busy?.(items.some((item) => !item.file));
    fill({ files: items.filter((item) => item.file).map((item) => item.file) });
  };
  const drop = (item) => {
    item.cancel?.();
    items = items.filter((other) => other !== item);
    changed();
  };
  const row = (item) =>
    h(
      "div",
      { class: "attached-file in-form" },
      h("span", { class: `file-mark small kind-${fileKind(item.name).toLowerCase()}` }, icon("file", 18)),
      h("span", { class: "file-words" }, h("strong", {}, item.name), h("span", {}, item.file ? `${fileKind(item.name)} · ${fileSize(item.size ?? 0)}` : t("uploading", { percent: `${item.percent}%` }))),
      h("button", { type: "button", class: "attached-remove", "aria-label": t("removeFile", { name: item.name }), onclick: () => drop(item) }, icon("close", 12)),
    );
  const begin = (file) => {
    const item = { name: file.name, size: file.size, percent: 0 };
    const { done, cancel } = upload(store.me.id, file, (share) => {
      item.percent = Math.round(share * 100);
      list.replaceChildren(...items.map(row));
    });
    item.cancel = cancel;
    items.push(item);
    done.then(
      (uploaded) => {
        item.file = uploaded;
        changed();
      },
      (error) => {
        drop(item);
        if (error.message !== "cancelled") place.complain?.(t("uploadFailed", { name: file.name, error: error.message }));
      },
    );
  };
  function take(files) {
    for (const file of [...files]) {
      const refusal = objection(file, element, items.length);
      if (refusal) place.complain?.(refusal);
      else begin(file);
    }
    chooser.value = "";
    changedUnlessEmpty();
  }
  const changedUnlessEmpty = () => items.length && changed();

  zone.addEventListener("dragover", (event) => {
    event.preventDefault();
    zone.classList.add("over");
  });
  zone.addEventListener("dragleave", () => zone.classList.remove("over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    event.stopPropagation();
    zone.classList.remove("over");
    take(event.dataTransfer.files);
  });
  list.replaceChildren(...items.map(row));
  return zone;
}

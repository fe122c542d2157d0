/** Files under a message: pictures as pictures, the rest as cards to download. */
import { fileAddress } from "./api.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./words.js";

export function fileSize(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 ** 2) return `${(bytes / 1024).toFixed(bytes < 10_240 ? 1 : 0)} KB`;
  return `${(bytes / 1024 ** 2).toFixed(1)} MB`;
}

export function fileKind(name) {
  const dot = name.lastIndexOf(".");
  return dot > 0 ? name.slice(dot + 1).toUpperCase() : "FILE";
}

function picture(file) {
  const address = fileAddress(file.id, file.name);
  const alt = file.alt_txt || file.title || file.name;
  return h(
    "figure",
    { class: "picture" },
    h("figcaption", {}, file.title || file.name),
    h("a", { href: address, target: "_blank", rel: "noopener" }, h("img", { src: address, alt, loading: "lazy" })),
  );
}

function card(file) {
  const name = file.name || file.title || file.id;
  const kind = fileKind(name);
  return h(
    "a",
    {
      class: "file-card",
      href: fileAddress(file.id, name),
      download: name,
      "aria-label": t("download", { name }),
      dataset: { file: file.id },
    },
    h("span", { class: `file-mark kind-${kind.toLowerCase()}` }, icon("file", 22)),
    h("span", { class: "file-words" }, h("strong", {}, name), h("span", {}, [kind, file.size ? fileSize(file.size) : null].filter(Boolean).join(" · "))),
    icon("download"),
  );
}

export function fileCards(files) {
  if (!files.length) return null;
  const shown = files.filter((file) => file.mode !== "tombstone");
  return h("div", { class: "files" }, shown.map((file) => (/^image\//.test(file.mimetype ?? "") ? picture(file) : card(file))));
}

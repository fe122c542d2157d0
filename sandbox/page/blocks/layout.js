/** Blocks that show: section, header, context, divider, image, markdown, container, alert, file. */
import { fileAddress } from "../api.js";
import { freshId, h } from "../dom.js";
import { icon } from "../icons.js";
import { markdown } from "../text/markdown.js";
import { plain, textObject } from "../text/mrkdwn.js";
import { t } from "../words.js";
import { richText } from "./rich_text.js";
import { renderElement } from "./elements.js";

const LONG = 900;

/** A long text folds, unless the reader unfolded it before. */
function foldable(node, text, { unfolded, key, surface }) {
  const lines = (text ?? "").split("\n").length;
  if (surface !== "message" || ((text ?? "").length < LONG && lines < 18)) return node;
  const words = h("span", {});
  const button = h("button", { type: "button", class: "fold-button" }, words);
  const box = h("div", { class: "foldable" }, node, button);
  const draw = () => {
    const open = unfolded.has(key);
    box.classList.toggle("folded", !open);
    button.setAttribute("aria-expanded", String(open));
    words.textContent = t(open ? "showLess" : "showMore");
  };
  button.addEventListener("click", () => {
    if (!unfolded.delete(key)) unfolded.add(key);
    draw();
  });
  draw();
  return box;
}

export function section(block, place) {
  const fields = block.fields?.length ? h("div", { class: "fields" }, block.fields.map((field) => h("div", { class: "field" }, textObject(field)))) : null;
  const text = block.text ? foldable(textObject(block.text), block.expand ? "" : block.text.text, place) : null;
  const accessory = block.accessory ? h("div", { class: "accessory" }, renderElement(block.accessory, place)) : null;
  return h("div", {}, h("div", { class: "section-words" }, text, fields), accessory);
}

export function header(block) {
  return h("h3", {}, plain(block.text?.text, block.text));
}

export function divider() {
  return h("hr", {});
}

export function context(block) {
  return h("div", {}, (block.elements ?? []).map((element) => (element.type === "image" ? smallImage(element) : textObject(element))));
}

/** The sandbox's own files are read through the door for people, others where they lie. */
export function imageAddress({ image_url: url, slack_file: file }) {
  const address = file?.url ?? url ?? "";
  const id = file?.id ?? (sameHost(address) ? /\/(F[A-Z0-9]+)(?:\/|$|-)/.exec(address)?.[1] ?? /-(F[A-Z0-9]+)\//.exec(address)?.[1] : null);
  if (!id) return /^https?:/.test(address) ? address : "";
  return fileAddress(id, address.split("/").at(-1)?.split("?")[0] || "image");
}

function sameHost(address) {
  try {
    return new URL(address, location.href).host === location.host;
  } catch {
    return false;
  }
}

export function smallImage(element) {
  return h("img", { class: "small-image", src: imageAddress(element), alt: element.alt_text ?? "" });
}

export function image(block) {
  const failed = h("p", { class: "image-failed", hidden: true }, icon("image"), t("imageFailed", { alt: block.alt_text ?? "" }));
  const title = block.title ? h("figcaption", {}, plain(block.title.text, block.title)) : null;
  const address = imageAddress(block);
  const picture = h("img", { src: address, alt: block.alt_text ?? "", title: block.alt_text ?? null });
  const frame = h("a", { href: address, target: "_blank", rel: "noopener", class: "image-frame" }, picture);
  picture.addEventListener("error", () => {
    frame.hidden = true;
    failed.hidden = false;
  });
  return h("figure", {}, title, frame, failed);
}

/** A model's answer is shown whole: it may still be growing. */
export function markdownBlock(block) {
  return h("div", {}, markdown(block.text));
}

export function alert(block) {
  const level = ["info", "warning", "error", "success"].includes(block.level) ? block.level : "default";
  const mark = { warning: "warning", error: "warning", success: "check" }[level] ?? "info";
  return h("div", { class: `alert-${level}`, role: level === "error" ? "alert" : "note" }, icon(mark), textObject(block.text));
}

export function container(block, place, renderBlock) {
  const title = block.rich_text_title ? richText(block.rich_text_title) : h("strong", {}, plain(block.title?.text ?? block.title));
  const subtitle = block.subtitle ? h("div", { class: "container-subtitle" }, textObject(block.subtitle)) : null;
  const mark = block.icon ? smallImage(block.icon) : null;
  const children = (block.child_blocks ?? []).map((child, index) =>
    renderBlock(child, { ...place, key: `${place.key}/${index}`, blockId: child.block_id ?? `${place.blockId}-${index}` }),
  );
  const body = h("div", { class: "container-body", id: freshId("container") }, children);
  const head = h("div", { class: "container-head" }, mark, h("div", { class: "container-title" }, title, subtitle));
  const node = h("section", { class: block.has_header_divider ? "with-rule" : "" }, head, body);
  if (block.is_collapsible) head.append(collapser(block, body, place));
  return node;
}

function collapser(block, body, { unfolded, key }) {
  const name = `container:${key}`;
  const flips = () => unfolded.has(name);
  const button = h("button", { type: "button", class: "plain-button", "aria-controls": body.id, "aria-label": t("showMore") }, icon("down"));
  const draw = () => {
    body.hidden = Boolean(block.default_collapsed) !== flips();
    button.setAttribute("aria-expanded", String(!body.hidden));
  };
  button.addEventListener("click", () => {
    if (!unfolded.delete(name)) unfolded.add(name);
    draw();
  });
  draw();
  return button;
}

export function file(block) {
  return h("div", { class: "soft-note" }, icon("file"), block.external_id ?? "file");
}

/** card and carousel. */
import { h } from "../dom.js";
import { textObject } from "../text/mrkdwn.js";
import { renderElement } from "./elements.js";
import { imageAddress, smallImage } from "./layout.js";

export function card(block, place) {
  const hero = block.hero_image ? h("img", { class: "card-hero", src: imageAddress(block.hero_image), alt: block.hero_image.alt_text ?? "" }) : null;
  const words = [
    block.title ? h("strong", { class: "card-title" }, textObject(block.title, { inlineOnly: true })) : null,
    block.subtitle ? h("div", { class: "card-subtitle" }, textObject(block.subtitle, { inlineOnly: true })) : null,
  ];
  const buttons = block.actions?.length ? h("div", { class: "action-row" }, block.actions.map((element) => renderElement(element, place))) : null;
  return h("article", { class: "card" }, hero, h("div", { class: "card-head" }, block.icon ? smallImage(block.icon) : null, h("div", {}, words)), block.body ? textObject(block.body) : null, buttons);
}

export function carousel(block, place) {
  return h("div", { class: "carousel", tabindex: "0" }, (block.elements ?? []).map((element) => card(element, place)));
}

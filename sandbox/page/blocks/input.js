/** An input block: label, element, hint, and the place where its error appears. */
import { freshId, h, replace } from "../dom.js";
import { icon } from "../icons.js";
import { plain } from "../text/mrkdwn.js";
import { t } from "../words.js";
import { renderElement } from "./elements.js";

const LABELLED_BY_GROUP = new Set(["radio_buttons", "checkboxes", "file_input"]);

export function inputBlock(block, place) {
  const id = freshId("field");
  const labelId = `${id}-label`;
  const error = h("p", { class: "field-error", id: `${id}-error`, role: "alert", hidden: true });
  const hint = block.hint ? h("p", { class: "field-hint", id: `${id}-hint` }, plain(block.hint.text, block.hint)) : null;
  const node = h("div", { class: "input-block" });
  const complain = (words) => {
    error.hidden = !words;
    node.classList.toggle("wrong", Boolean(words));
    replace(error, words ? [icon("warning", 16), h("span", {}, words)] : null);
  };
  const inside = {
    ...place,
    input: { id, labelId, dispatch: Boolean(block.dispatch_action), describedBy: `${hint ? `${id}-hint ` : ""}${id}-error` },
    complain,
    cleared: () => complain(null),
    busy: (busy) => node.classList.toggle("uploading", busy),
  };
  const label = h(LABELLED_BY_GROUP.has(block.element?.type) ? "div" : "label", { class: "field-label", id: labelId, for: LABELLED_BY_GROUP.has(block.element?.type) ? null : id }, plain(block.label?.text, block.label), block.optional ? h("span", { class: "soft" }, ` ${t("optional")}`) : null);
  node.append(label, renderElement(block.element, inside), hint ?? "", error);
  place.form.field(place.blockId, complain);
  return node;
}

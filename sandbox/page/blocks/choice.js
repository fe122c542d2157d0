/** radio_buttons and checkboxes. */
import { freshId, h } from "../dom.js";
import { textObject } from "../text/mrkdwn.js";

function rows(element, place, type, checked, changed) {
  const name = freshId("choice");
  return element.options.map((option) => {
    const box = h("input", { type, name, value: option.value, checked: checked(option), onchange: changed });
    const note = option.description ? h("span", { class: "choice-note" }, textObject(option.description, { inlineOnly: true })) : null;
    return h("label", { class: "choice" }, box, h("span", { class: "choice-words" }, textObject(option.text, { inlineOnly: true }), note));
  });
}

function group(element, place, role, children) {
  return h("div", { class: "choices", role, id: place.input?.id ?? null, tabindex: "-1", "aria-labelledby": place.input?.labelId ?? null }, children);
}

export function radioButtons(element, place, fill) {
  const chosen = place.form.get(place.blockId, element).selected_option?.value;
  const changed = (event) => fill({ selected_option: element.options.find((option) => option.value === event.target.value) });
  return group(element, place, "radiogroup", rows(element, place, "radio", (option) => option.value === chosen, changed));
}

export function checkboxes(element, place, fill) {
  const chosen = new Set((place.form.get(place.blockId, element).selected_options ?? []).map((option) => option.value));
  const changed = (event) => {
    if (event.target.checked) chosen.add(event.target.value);
    else chosen.delete(event.target.value);
    return fill({ selected_options: element.options.filter((option) => chosen.has(option.value)) });
  };
  return group(element, place, "group", rows(element, place, "checkbox", (option) => chosen.has(option.value), changed));
}

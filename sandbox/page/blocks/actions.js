/** actions and context_actions: rows of things to press. */
import { h } from "../dom.js";
import { icon, slackIcon } from "../icons.js";
import { store } from "../store.js";
import { confirmed } from "./confirm.js";
import { pressed, renderElement } from "./elements.js";

function seen(element) {
  return !element.visible_to_user_ids || element.visible_to_user_ids.includes(store.me.id);
}

export function actions(block, place) {
  return h("div", { class: "action-row" }, (block.elements ?? []).filter(seen).map((element) => renderElement(element, place)));
}

/** 👍 and 👎. What I pressed is marked until the app draws the message anew. */
function feedback(element, place) {
  const press = (event, choice) => {
    const row = event.currentTarget.parentElement;
    for (const other of row.children) other.setAttribute("aria-pressed", String(other === event.currentTarget));
    return pressed(event.currentTarget, element, place, { value: choice.value });
  };
  const button = (choice, name, side) => {
    const label = choice.accessibility_label ?? choice.text?.text ?? side;
    return h(
      "button",
      { type: "button", class: "icon-button", "aria-pressed": "false", "aria-label": label, title: choice.text?.text ?? label, dataset: { feedback: side, value: choice.value }, onclick: (event) => press(event, choice) },
      icon(name),
    );
  };
  return h(
    "span",
    { class: "feedback", role: "group", dataset: { actionId: element.action_id } },
    element.positive_button ? button(element.positive_button, "thumbUp", "positive") : null,
    element.negative_button ? button(element.negative_button, "thumbDown", "negative") : null,
  );
}

function iconButton(element, place) {
  const label = element.accessibility_label ?? element.text?.text ?? element.icon;
  const run = async (event) => {
    const button = event.currentTarget;
    if (await confirmed(element.confirm)) pressed(button, element, place, element.value === undefined ? {} : { value: element.value });
  };
  return h("button", { type: "button", class: "icon-button", "aria-label": label, title: element.text?.text ?? label, dataset: { actionId: element.action_id }, onclick: run }, slackIcon(element.icon));
}

const SMALL = { feedback_buttons: feedback, icon_button: iconButton };

export function contextActions(block, place) {
  return h("div", { class: "context-action-row" }, (block.elements ?? []).filter(seen).map((element) => SMALL[element.type]?.(element, place) ?? renderElement(element, place)));
}

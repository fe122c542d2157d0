/** Things inside blocks that can be pressed or filled in. */
import { h } from "../dom.js";
import { icon } from "../icons.js";
import { openMenu } from "../menu.js";
import { safeAddress } from "../text/links.js";
import { plain } from "../text/mrkdwn.js";
import { t } from "../words.js";
import { checkboxes, radioButtons } from "./choice.js";
import { confirmed } from "./confirm.js";
import { fileInput } from "./file_input.js";
import { smallImage } from "./layout.js";
import { select } from "./select.js";
import { textInput, timeInput } from "./text_input.js";

/** Tells the app, and shows on the button that it is being told. */
export async function pressed(button, element, place, value) {
  button.classList.add("busy");
  await place.act({ type: element.type, action_id: element.action_id, block_id: place.blockId, ...value });
  button.classList.remove("busy");
}

function button(element, place) {
  const style = { primary: "button-primary", danger: "button-danger" }[element.style] ?? "";
  const run = async (event) => {
    const node = event.currentTarget;
    if (!(await confirmed(element.confirm))) return;
    const address = element.url && safeAddress(element.url);
    if (address) open(address, "_blank", "noopener,noreferrer");
    await pressed(node, element, place, element.value === undefined ? {} : { value: element.value });
  };
  return h(
    "button",
    { type: "button", class: `button ${style}`, "aria-label": element.accessibility_label ?? null, dataset: { actionId: element.action_id }, onclick: run },
    plain(element.text?.text, element.text),
  );
}

function overflow(element, place) {
  const choose = async (anchor, option) => {
    if (!(await confirmed(element.confirm))) return;
    const address = option.url && safeAddress(option.url);
    if (address) open(address, "_blank", "noopener,noreferrer");
    await pressed(anchor, element, place, { selected_option: option });
  };
  const show = (event) => {
    const anchor = event.currentTarget;
    openMenu(anchor, element.options.map((option) => ({ label: option.text.text, note: option.description?.text, data: { value: option.value }, run: () => choose(anchor, option) })));
  };
  return h("button", { type: "button", class: "button overflow", "aria-label": t("moreActions"), "aria-haspopup": "menu", dataset: { actionId: element.action_id }, onclick: show }, icon("more"));
}

const ELEMENTS = {
  button,
  overflow,
  image: smallImage,
  workflow_button: button,
  plain_text_input: textInput,
  rich_text_input: textInput,
  email_text_input: textInput,
  url_text_input: textInput,
  number_input: textInput,
  datepicker: timeInput,
  timepicker: timeInput,
  datetimepicker: timeInput,
  radio_buttons: radioButtons,
  checkboxes,
  file_input: fileInput,
  static_select: select,
  multi_static_select: select,
  external_select: select,
  multi_external_select: select,
  users_select: select,
  multi_users_select: select,
  conversations_select: select,
  multi_conversations_select: select,
  channels_select: select,
  multi_channels_select: select,
};

/**
 * A filled-in value goes to the form; outside an input block, and where dispatch_action is set, to the app too.
 * place.input: {dispatch: bool, id: the field's id, describedBy} inside an input block.
 */
function filler(element, place) {
  return async (value, { final = true } = {}) => {
    const whole = place.form.set(place.blockId, element, value);
    place.cleared?.();
    if (!final || (place.input && !place.input.dispatch)) return;
    if (await confirmed(element.confirm)) {
      await place.act({ ...whole, action_id: element.action_id, block_id: place.blockId });
    }
  };
}

export function renderElement(element, place) {
  const draw = Object.hasOwn(ELEMENTS, element?.type) ? ELEMENTS[element.type] : null;
  if (!draw) return h("span", { class: "block-unknown" }, t("unknownBlock", { type: String(element?.type) }));
  const node = draw(element, place, filler(element, place));
  if (element.action_id) node.dataset.actionId = element.action_id;
  return node;
}

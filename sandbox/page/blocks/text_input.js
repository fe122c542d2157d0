/** One line, many lines, numbers, addresses, dates and times. */
import { h, isComposing } from "../dom.js";

function dispatchesOn(element, trigger) {
  const triggers = element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  return triggers.includes(trigger);
}

const TYPES = { email_text_input: "email", url_text_input: "url" };

function asText(value) {
  if (typeof value === "string") return value;
  return (value?.elements ?? []).flatMap((section) => section.elements ?? []).map((part) => part.text ?? "").join("");
}

function asRichText(text) {
  return { type: "rich_text", elements: [{ type: "rich_text_section", elements: [{ type: "text", text }] }] };
}

export function textInput(element, place, fill) {
  const rich = element.type === "rich_text_input";
  const old = place.form.get(place.blockId, element);
  const many = element.multiline || rich;
  const value = (text) => (rich ? { rich_text_value: text ? asRichText(text) : null } : { value: text || null });
  const field = h(many ? "textarea" : "input", {
    class: "text-input",
    id: place.input?.id ?? null,
    type: many ? null : (TYPES[element.type] ?? "text"),
    rows: many ? "4" : null,
    inputmode: element.type === "number_input" ? (element.is_decimal_allowed ? "decimal" : "numeric") : null,
    placeholder: element.placeholder?.text ?? null,
    maxlength: element.max_length ?? null,
    autofocus: element.focus_on_load || null,
    "aria-describedby": place.input?.describedBy ?? null,
    value: asText(rich ? old.rich_text_value : old.value) ?? "",
    oninput: () => fill(value(field.value), { final: Boolean(place.input?.dispatch) && dispatchesOn(element, "on_character_entered") }),
    onkeydown: (event) => {
      if (event.key !== "Enter" || many || isComposing(event) || !dispatchesOn(element, "on_enter_pressed")) return;
      if (!place.input?.dispatch && place.input) return;
      event.preventDefault();
      fill(value(field.value));
    },
  });
  return field;
}

const CLOCKS = {
  datepicker: { type: "date", name: "selected_date", read: (text) => text, write: (value) => value },
  timepicker: { type: "time", name: "selected_time", read: (text) => text, write: (value) => value },
  datetimepicker: {
    type: "datetime-local",
    name: "selected_date_time",
    read: (text) => Math.round(new Date(text).getTime() / 1000),
    write: (value) => new Date(value * 1000 - new Date().getTimezoneOffset() * 60_000).toISOString().slice(0, 16),
  },
};

export function timeInput(element, place, fill) {
  const { type, name, read, write } = CLOCKS[element.type];
  const old = place.form.get(place.blockId, element)[name];
  return h("input", {
    class: "text-input time-input",
    id: place.input?.id ?? null,
    type,
    value: old ? write(old) : "",
    "aria-label": place.input ? null : (element.placeholder?.text ?? type),
    "aria-describedby": place.input?.describedBy ?? null,
    onchange: (event) => fill({ [name]: event.target.value ? read(event.target.value) : null }),
  });
}

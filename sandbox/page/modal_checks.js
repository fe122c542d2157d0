/** What Slack checks before it lets a view go: required, length, numbers, uploads that still run. */
import { isBlank } from "./blocks/form.js";
import { t } from "./words.js";

const CHOICES = /select|radio|checkboxes|picker|file_input/;

function fault({ element, block }, value) {
  if (isBlank(value)) {
    if (block.type !== "input" || block.optional) return null;
    return t(CHOICES.test(element.type) ? "requiredChoice" : "requiredField");
  }
  if (element.type === "number_input") return numberFault(element, value.value);
  if (element.min_length && String(value.value ?? "").length < element.min_length) return t("tooShort", { limit: element.min_length });
  return null;
}

function numberFault(element, text) {
  const number = Number(text);
  if (!Number.isFinite(number) || (!element.is_decimal_allowed && !Number.isInteger(number))) return t("notANumber");
  if (element.min_value !== undefined && number < Number(element.min_value)) return t("tooLow", { limit: element.min_value });
  if (element.max_value !== undefined && number > Number(element.max_value)) return t("tooHigh", { limit: element.max_value });
  return null;
}

/** block_id → what is wrong with it. */
export function faults({ form }, body) {
  const wrong = {};
  const values = form.values();
  for (const entry of form.order ?? []) {
    const words = fault(entry, values[entry.id][entry.action]);
    if (words) wrong[entry.id] = words;
  }
  for (const node of body.querySelectorAll(".uploading")) wrong[node.dataset.blockId] = t("stillUploading");
  return wrong;
}

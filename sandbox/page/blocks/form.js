/** What was filled in on a surface, by block_id and action_id, as Slack's `state.values` has it. */

const EMPTY = {
  plain_text_input: { value: null },
  email_text_input: { value: null },
  url_text_input: { value: null },
  number_input: { value: null },
  static_select: { selected_option: null },
  external_select: { selected_option: null },
  radio_buttons: { selected_option: null },
  checkboxes: { selected_options: [] },
  multi_static_select: { selected_options: [] },
  multi_external_select: { selected_options: [] },
  users_select: { selected_user: null },
  multi_users_select: { selected_users: [] },
  conversations_select: { selected_conversation: null },
  multi_conversations_select: { selected_conversations: [] },
  channels_select: { selected_channel: null },
  multi_channels_select: { selected_channels: [] },
  datepicker: { selected_date: null },
  timepicker: { selected_time: null },
  datetimepicker: { selected_date_time: null },
  file_input: { files: [] },
  rich_text_input: { rich_text_value: null },
};

export function isStateful(element) {
  return element?.type in EMPTY;
}

function startingValue(element) {
  const start = {};
  for (const field of Object.keys(EMPTY[element.type])) {
    const name = field.replace("selected_", "initial_").replace(/^value$/, "initial_value");
    start[field] = element[name] ?? EMPTY[element.type][field];
  }
  return { type: element.type, ...start };
}

function elementsOf(block) {
  const found = [block.element, block.accessory, ...(block.elements ?? [])];
  const inside = (block.child_blocks ?? []).flatMap(elementsOf);
  return [...found.filter(isStateful).map((element) => [block.block_id, element, block]), ...inside];
}

/** A value that says nothing: what a required input may not have. */
export function isBlank(value) {
  const given = Object.entries(value ?? {}).filter(([name]) => name !== "type");
  return given.every(([, one]) => one === null || one === "" || (Array.isArray(one) && one.length === 0));
}

export class Form {
  constructor() {
    this.state = new Map(); // "block action" → value
    this.fields = new Map(); // block_id → {block, element, show(error)}
  }

  key(block, action) {
    return `${block} ${action}`;
  }

  /** The view's elements now: old answers stay, gone elements are forgotten, new ones get their start. */
  expect(blocks) {
    const next = new Map();
    this.order = [];
    for (const [id, element, block] of blocks.flatMap(elementsOf)) {
      const key = this.key(id, element.action_id);
      const old = this.state.get(key);
      next.set(key, old?.type === element.type ? old : startingValue(element));
      this.order.push({ id, action: element.action_id, element, block });
    }
    this.state = next;
  }

  get(block, element) {
    return this.state.get(this.key(block, element.action_id)) ?? startingValue(element);
  }

  set(block, element, value) {
    const full = { type: element.type, ...value };
    this.state.set(this.key(block, element.action_id), full);
    return full;
  }

  values() {
    const values = {};
    for (const { id, action } of this.order ?? []) {
      values[id] = { ...values[id], [action]: this.state.get(this.key(id, action)) };
    }
    return values;
  }

  /** An input block gives its way to show an error. */
  field(block, show) {
    this.fields.set(block, show);
  }

  showErrors(errors) {
    for (const [block, show] of this.fields) show(errors[block] ?? null);
  }
}

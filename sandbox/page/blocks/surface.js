/** A stack of blocks somewhere: a message, a modal, the Home tab. Unchanged blocks keep their nodes. */
import * as api from "../api.js";
import { h } from "../dom.js";
import { store, tell } from "../store.js";
import { t } from "../words.js";
import { Form } from "./form.js";
import { renderBlock } from "./registry.js";

/** These hold on to their block_id; for all others a new one is no reason to draw again. */
const HOLDS_ID = new Set(["input", "container"]);

function sign(block, extra) {
  const { block_id: id, ...rest } = block ?? {};
  return JSON.stringify([HOLDS_ID.has(block?.type) ? { id, ...rest } : rest, extra]);
}

export class BlockStack {
  constructor(className) {
    this.node = h("div", { class: `blocks ${className}` });
    this.entries = new Map();
    this.open = new Set(); // what a reader unfolded stays unfolded
  }

  update(blocks, context, extra = "") {
    const next = new Map();
    blocks.forEach((block, index) => {
      const key = HOLDS_ID.has(block?.type) && block.block_id ? block.block_id : `${block?.type}#${index}`;
      next.set(key, this.entry(block, this.entries.get(key), { ...context, key, blockId: block?.block_id ?? `block-${index}` }, extra));
    });
    const focused = document.activeElement?.closest("[data-action-id]")?.dataset.actionId;
    const hadFocus = focused && this.node.contains(document.activeElement);
    this.entries = next;
    this.arrange([...next.values()].map((entry) => entry.node));
    if (hadFocus && !this.node.contains(document.activeElement)) this.node.querySelector(`[data-action-id="${CSS.escape(focused)}"]`)?.focus();
  }

  /** The block as it stands, if it says the same; else drawn anew. */
  entry(block, known, place, extra) {
    const signature = sign(block, extra);
    if (known?.signature !== signature) {
      const fresh = { ...place, unfolded: this.open };
      return { signature, place: fresh, node: renderBlock(block, fresh) };
    }
    Object.assign(known.place, place);
    known.node.dataset.blockId = place.blockId;
    return known;
  }

  arrange(nodes) {
    const keep = new Set(nodes);
    for (const node of [...this.node.children]) if (!keep.has(node)) node.remove();
    nodes.forEach((node, at) => {
      if (this.node.children[at] !== node) this.node.insertBefore(node, this.node.children[at] ?? null);
    });
  }
}

async function act(where, action) {
  try {
    await api.sendAction({ as: store.me.id, ...where, action });
  } catch (error) {
    tell("problem", t("actionFailed", { error: error.message }));
  }
}

export function messageBlocks() {
  const stack = new BlockStack("message-blocks");
  const form = new Form();
  return {
    node: stack.node,
    update(message, blocks, { channel, inThread }) {
      const thread = message.thread_ts ? { thread_ts: message.thread_ts } : {};
      const where = { channel, message_ts: message.ts, ...thread };
      const context = { surface: "message", narrow: inThread, form, act: (action) => act(where, action) };
      stack.node.hidden = !blocks.length;
      stack.update(blocks, context, store.me.id);
    },
  };
}

/** Blocks of a view; `form` holds what was filled in and outlives an update. */
export function viewBlocks(surface, form = new Form()) {
  const stack = new BlockStack(`view-blocks ${surface}-blocks`);
  return {
    node: stack.node,
    form,
    update(view) {
      const where = { view_id: view.id };
      const context = {
        surface,
        form,
        act: (action) => act({ ...where, state: { values: form.values() } }, action),
      };
      form.expect(view.blocks ?? []);
      stack.update(view.blocks ?? [], context, view.id);
    },
  };
}

/** A stack of blocks somewhere: a message, a modal, the Home tab. Unchanged blocks keep their nodes. */
import * as api from "../api.js";
import { h } from "../dom.js";
import { store, tell } from "../store.js";
import { t } from "../words.js";
import { Form } from "./form.js";
import { renderBlock } from "./registry.js";

/** Where a new block_id means nothing to the reader, it is no reason to draw again. */
const STILL = new Set(["image", "markdown", "header", "divider", "context", "rich_text", "table", "data_table", "data_visualization", "task_card", "plan"]);

function sign(block, extra) {
  const { block_id: id, ...rest } = block ?? {};
  return JSON.stringify([STILL.has(block?.type) ? rest : { id, ...rest }, extra]);
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
      const key = STILL.has(block?.type) || !block?.block_id ? `${block?.type}#${index}` : block.block_id;
      const signature = sign(block, extra);
      const known = this.entries.get(key);
      const same = known?.signature === signature;
      const place = { ...context, blockId: block?.block_id ?? `block-${index}`, unfolded: this.open, key };
      next.set(key, same ? known : { signature, node: renderBlock(block, place) });
    });
    this.entries = next;
    this.arrange([...next.values()].map((entry) => entry.node));
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
    update(message, blocks, { channel }) {
      const thread = message.thread_ts ? { thread_ts: message.thread_ts } : {};
      const where = { channel, message_ts: message.ts, ...thread };
      const context = { surface: "message", form, act: (action) => act(where, action) };
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

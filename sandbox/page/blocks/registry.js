/** Which function draws which block. What nobody knows is shown as a box that says so. */
import { h } from "../dom.js";
import { t } from "../words.js";
import { actions, contextActions } from "./actions.js";
import { card, carousel } from "./card.js";
import { chart } from "./chart.js";
import { inputBlock } from "./input.js";
import { alert, container, context, divider, file, header, image, markdownBlock, section } from "./layout.js";
import { richText } from "./rich_text.js";
import { dataTable, table } from "./tables.js";
import { plan, taskCard } from "./tasks.js";

const BLOCKS = {
  actions,
  alert,
  card,
  carousel,
  container: (block, place) => container(block, place, renderBlock),
  context,
  context_actions: contextActions,
  data_table: dataTable,
  data_visualization: chart,
  divider,
  file,
  header,
  image,
  input: inputBlock,
  markdown: markdownBlock,
  plan,
  rich_text: richText,
  section,
  table,
  task_card: taskCard,
};

function unknown(block) {
  return h("div", { class: "block-unknown" }, h("strong", {}, t("unknownBlock", { type: String(block?.type ?? "null") })), h("pre", {}, JSON.stringify(block, null, 1)));
}

/** place: {surface, narrow, blockId, form, act(action), unfolded, key} */
export function renderBlock(block, place) {
  const draw = Object.hasOwn(BLOCKS, block?.type) ? BLOCKS[block.type] : unknown;
  const node = draw(block, place);
  node.classList.add("block", `block-${block?.type ?? "null"}`);
  node.dataset.blockId = place.blockId;
  return node;
}

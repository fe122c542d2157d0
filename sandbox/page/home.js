/** The app's Home tab: a view of blocks, each person their own. */
import { h, replace } from "./dom.js";
import { viewBlocks } from "./blocks/surface.js";
import { botName, on, store } from "./store.js";
import { t } from "./words.js";

export class HomeTab {
  constructor() {
    this.blocks = viewBlocks("home");
    this.empty = h("p", { class: "home-empty" });
    this.node = h("div", { class: "home-tab", hidden: true }, h("div", { class: "home-inner" }, this.empty, this.blocks.node));
    on("home", (view) => this.show(view));
    on("session", () => this.show(null));
  }

  show(view) {
    this.empty.hidden = Boolean(view);
    replace(this.empty, store.me ? t("emptyHome", { name: botName() }) : "");
    this.blocks.update(view ?? { blocks: [] });
  }
}

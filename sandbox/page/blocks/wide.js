/** What may be wider than its place: it scrolls sideways, by keys as well, and its edges say so. */
import { h } from "../dom.js";
import { t } from "../words.js";

export function wide(child) {
  const scroller = h("div", { class: "table-scroll", role: "region", "aria-label": t("table") }, child);
  const node = h("div", { class: "wide" }, scroller);
  const look = () => {
    const { scrollLeft, scrollWidth, clientWidth } = scroller;
    const hidden = scrollWidth - clientWidth;
    node.classList.toggle("more-before", scrollLeft > 1);
    node.classList.toggle("more-after", hidden - scrollLeft > 1);
    if (hidden > 1) scroller.tabIndex = 0;
    else scroller.removeAttribute("tabindex");
  };
  scroller.addEventListener("scroll", look, { passive: true });
  const watched = new ResizeObserver(look);
  watched.observe(scroller);
  watched.observe(child);
  return node;
}

/** Things that float: menus and popovers, one at a time, closed by Esc or a click elsewhere. */
import { h } from "./dom.js";
import { icon } from "./icons.js";

let current = null;

export function closePopover({ refocus = false } = {}) {
  if (!current) return;
  const { node, anchor, onClose } = current;
  current = null;
  node.remove();
  anchor?.removeAttribute("aria-expanded");
  onClose?.();
  if (refocus && anchor?.isConnected) anchor.focus();
}

export function popoverOpen() {
  return current !== null;
}

function place(node, anchor, above) {
  const box = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = node;
  const left = Math.max(8, Math.min(box.left, innerWidth - width - 8));
  const roomBelow = innerHeight - box.bottom;
  const goAbove = above ? box.top > height + 8 || box.top > roomBelow : roomBelow < height + 12 && box.top > roomBelow;
  const top = goAbove ? box.top - height - 6 : box.bottom + 6;
  node.style.left = `${left}px`;
  node.style.top = `${Math.max(8, Math.min(top, innerHeight - height - 8))}px`;
}

export function openPopover(anchor, node, { above = false, onClose } = {}) {
  const again = current?.anchor === anchor;
  closePopover();
  if (again) return null;
  node.classList.add("popover");
  // Everything outside an open modal dialog is inert, so what floats over one belongs inside it.
  (anchor.closest("dialog") ?? document.getElementById("floating")).append(node);
  current = { node, anchor, onClose };
  anchor.setAttribute("aria-expanded", "true");
  place(node, anchor, above);
  return node;
}

function moveFocus(node, step) {
  const rows = [...node.querySelectorAll("[role^=menuitem]:not([disabled])")];
  const at = rows.indexOf(document.activeElement);
  rows.at((at + step + rows.length) % rows.length)?.focus();
}

/** items: {label, note?, lead?, checked?, danger?, data?, run} or {title} */
export function openMenu(anchor, items, { title, above } = {}) {
  const rows = items.map((item) =>
    item.title
      ? h("p", { class: "menu-title" }, item.title)
      : h(
          "button",
          {
            type: "button",
            role: item.checked === undefined ? "menuitem" : "menuitemradio",
            "aria-checked": item.checked === undefined ? null : String(item.checked),
            class: `menu-row${item.danger ? " danger" : ""}`,
            dataset: item.data,
            onclick: () => {
              closePopover({ refocus: true });
              item.run();
            },
          },
          item.lead ?? null,
          h("span", { class: "menu-words" }, h("span", {}, item.label), item.note ? h("span", { class: "menu-note" }, item.note) : null),
          item.checked ? icon("check", 16) : null,
        ),
  );
  const node = h("div", { class: "menu", role: "menu", "aria-label": title ?? null }, title ? h("p", { class: "menu-title" }, title) : null, rows);
  node.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      moveFocus(node, step);
    } else if (event.key === "Tab") closePopover();
  });
  openPopover(anchor, node, { above });
  moveFocus(node, 1);
  return node;
}

document.addEventListener("pointerdown", (event) => {
  if (current && !current.node.contains(event.target) && !current.anchor.contains(event.target)) closePopover();
});
document.addEventListener(
  "keydown",
  (event) => {
    if (event.key !== "Escape" || !current) return;
    event.preventDefault();
    event.stopPropagation();
    closePopover({ refocus: true });
  },
  true,
);
addEventListener("resize", () => closePopover());

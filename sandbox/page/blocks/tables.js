/** table and data_table; the latter sorts, filters and turns pages. */
import { h, replace } from "../dom.js";
import { icon } from "../icons.js";
import { store } from "../store.js";
import { t } from "../words.js";
import { richText } from "./rich_text.js";
import { wide } from "./wide.js";

function number(value) {
  return new Intl.NumberFormat(store.me?.locale, { maximumFractionDigits: 6 }).format(value);
}

function content(cell) {
  if (cell?.type === "rich_text") return richText(cell);
  if (cell?.type === "raw_number") return cell.text ?? number(cell.value ?? cell.number);
  return cell?.text ?? "";
}

/** What sorting and filtering look at. */
function comparable(cell) {
  if (cell?.type === "raw_number") return Number(cell.value ?? cell.number);
  if (cell?.type !== "rich_text") return cell?.text ?? "";
  return (cell.elements ?? []).flatMap((element) => element.elements ?? []).map((part) => part.text ?? part.name ?? "").join("");
}

export function table(block) {
  const setting = (at) => block.column_settings?.[at] ?? {};
  const classes = (cell, at) => {
    const align = setting(at).align ?? (cell?.type === "raw_number" ? "right" : "left");
    return `align-${align}${setting(at).is_wrapped ? " wrapped" : ""}`;
  };
  const [head, ...rows] = block.rows ?? [];
  const line = (tag, cells) => h("tr", {}, cells.map((cell, at) => h(tag, { class: classes(cell, at), scope: tag === "th" ? "col" : null }, content(cell))));
  return wide(h("table", { class: "grid" }, h("thead", {}, line("th", head ?? [])), h("tbody", {}, rows.map((row) => line("td", row)))));
}

function compare(left, right) {
  if (typeof left === "number" && typeof right === "number") return left - right;
  return String(left).localeCompare(String(right), store.me?.locale, { numeric: true });
}

class DataTable {
  constructor(block) {
    this.block = block;
    [this.head, ...this.rows] = block.rows ?? [[]];
    this.size = block.page_size ?? 5;
    this.page = 0;
    this.sort = null; // {column, down}
    this.filter = h("input", { type: "search", class: "table-filter", placeholder: t("filterRows"), "aria-label": t("filterRows"), oninput: () => this.turn(0) });
    this.table = h("table", { class: "grid" });
    this.foot = h("div", { class: "table-foot" });
    const tools = this.rows.length > this.size ? this.filter : null;
    this.node = h("div", { class: "data-table" }, h("div", { class: "table-head" }, h("strong", { class: "table-caption" }, block.caption ?? ""), tools), wide(this.table), this.foot);
    this.draw();
  }

  turn(page) {
    this.page = page;
    this.draw();
  }

  shown() {
    const wanted = this.filter.value.trim().toLowerCase();
    const rows = this.rows.filter((row) => !wanted || row.some((cell) => String(comparable(cell)).toLowerCase().includes(wanted)));
    if (!this.sort) return rows;
    const { column, down } = this.sort;
    return rows.sort((left, right) => compare(comparable(left[column]), comparable(right[column])) * (down ? -1 : 1));
  }

  sortBy(column) {
    const again = this.sort?.column === column;
    if (again && this.sort.down) this.sort = null;
    else this.sort = { column, down: again };
    this.turn(0);
  }

  heading(cell, at) {
    const mine = this.sort?.column === at;
    const direction = mine ? (this.sort.down ? "descending" : "ascending") : "none";
    return h(
      "th",
      { scope: "col", "aria-sort": direction, class: `align-${this.align(at)}` },
      h("button", { type: "button", class: "sort-button", onclick: () => this.sortBy(at) }, content(cell), mine ? icon(this.sort.down ? "down" : "up", 14) : null),
    );
  }

  align(at) {
    return this.rows[0]?.[at]?.type === "raw_number" ? "right" : "left";
  }

  line(row) {
    const header = this.block.row_header_column_index ?? 0;
    return h("tr", {}, row.map((cell, at) => h(at === header ? "th" : "td", { class: `align-${this.align(at)}`, scope: at === header ? "row" : null }, content(cell))));
  }

  draw() {
    const rows = this.shown();
    const from = this.page * this.size;
    const page = rows.slice(from, from + this.size);
    const caption = h("caption", { class: "unseen" }, this.block.caption ?? "");
    replace(this.table, caption, h("thead", {}, h("tr", {}, this.head.map((cell, at) => this.heading(cell, at)))), h("tbody", {}, page.map((row) => this.line(row))));
    replace(this.foot, rows.length > this.size ? this.pager(from, page.length, rows.length) : null);
  }

  pager(from, count, total) {
    const button = (name, label, page, off) => h("button", { type: "button", class: "plain-button", "aria-label": label, disabled: off, onclick: () => this.turn(page) }, icon(name, 16));
    return [
      h("span", {}, t("rowsOf", { from: from + 1, to: from + count, total })),
      button("left", t("previous"), this.page - 1, this.page === 0),
      button("right", t("next"), this.page + 1, from + count >= total),
    ];
  }
}

export function dataTable(block) {
  return new DataTable(block).node;
}

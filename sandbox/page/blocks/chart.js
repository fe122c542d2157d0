/** data_visualization: line, area, bar and pie as plain SVG, with the figures as a table beside it. */
import { h, svg } from "../dom.js";
import { store } from "../store.js";
import { t } from "../words.js";
import { wide } from "./wide.js";

const HEIGHT = 240;
const PAD = { left: 52, right: 12, top: 10, bottom: 40 };

function figure(value) {
  return new Intl.NumberFormat(store.me?.locale, { maximumSignificantDigits: 4 }).format(value);
}

/** Round steps that hold every value. */
function scale(values) {
  const low = Math.min(0, ...values);
  const high = Math.max(...values, low + 1e-9);
  const rough = (high - low) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((one) => one >= rough);
  const from = Math.floor(low / step) * step;
  const ticks = [];
  for (let at = from; at < high + step; at += step) ticks.push(Number(at.toPrecision(12)));
  const to = ticks.at(-1);
  const y = (value) => PAD.top + ((to - value) / (to - from)) * (HEIGHT - PAD.top - PAD.bottom);
  return { ticks, y, zero: y(Math.max(from, 0)) };
}

/** A narrow place gets a narrower drawing, so that its words stay readable. */
function widthFor(place) {
  return place.narrow || innerWidth < 700 ? 340 : 560;
}

function label(x, y, text, props) {
  return svg("text", { x, y, class: "chart-label", ...props }, text);
}

function axes({ ticks, y }, categories, xAt, config, width) {
  const lines = ticks.map((tick) => [
    svg("line", { x1: PAD.left, x2: width - PAD.right, y1: y(tick), y2: y(tick), class: "chart-line" }),
    label(PAD.left - 6, y(tick) + 4, figure(tick), { "text-anchor": "end" }),
  ]);
  const every = Math.ceil(categories.length / (width / 70));
  const names = categories.map((name, at) => (at % every ? null : label(xAt(at), HEIGHT - PAD.bottom + 16, name, { "text-anchor": "middle" })));
  const titles = [
    config.x_label ? label((width + PAD.left) / 2, HEIGHT - 4, config.x_label, { "text-anchor": "middle" }) : null,
    config.y_label ? label(0, 0, config.y_label, { "text-anchor": "middle", transform: `translate(11 ${HEIGHT / 2 - 14}) rotate(-90)` }) : null,
  ];
  return [lines, names, titles];
}

function values(series, categories) {
  return categories.map((name, at) => {
    const point = series.data?.find((one) => one.label === name) ?? series.data?.[at];
    return Number(point?.value ?? 0);
  });
}

function bars(all, categories, box, xAt, slot) {
  const width = Math.min(36, (slot * 0.7) / all.length);
  return all.map((one, index) =>
    one.values.map((value, at) => {
      const x = xAt(at) - (width * all.length) / 2 + index * width;
      const y = Math.min(box.y(value), box.zero);
      return svg("rect", { x, y, width: Math.max(1, width - 2), height: Math.abs(box.y(value) - box.zero), rx: 2, class: `chart-fill tone-${index % 6}` }, svg("title", {}, `${one.name} · ${categories[at]}: ${figure(value)}`));
    }),
  );
}

function curves(all, categories, box, xAt, { filled }) {
  return all.map((one, index) => {
    const points = one.values.map((value, at) => `${xAt(at)},${box.y(value)}`);
    const area = filled ? svg("polygon", { points: [`${xAt(0)},${box.zero}`, ...points, `${xAt(one.values.length - 1)},${box.zero}`].join(" "), class: `chart-area tone-${index % 6}` }) : null;
    const dots = one.values.map((value, at) => svg("circle", { cx: xAt(at), cy: box.y(value), r: 3, class: `chart-fill tone-${index % 6}` }, svg("title", {}, `${one.name} · ${categories[at]}: ${figure(value)}`)));
    return [area, svg("polyline", { points: points.join(" "), class: `chart-curve tone-${index % 6}` }), dots];
  });
}

function plot(chart, title, width) {
  const config = chart.axis_config ?? {};
  const categories = config.categories ?? chart.series?.[0]?.data?.map((point) => point.label) ?? [];
  const all = (chart.series ?? []).map((series) => ({ name: series.name, values: values(series, categories) }));
  const box = scale(all.flatMap((one) => one.values));
  const inner = width - PAD.left - PAD.right;
  const slot = inner / Math.max(1, categories.length);
  const isBar = chart.type === "bar";
  const step = isBar || categories.length < 2 ? slot : inner / (categories.length - 1);
  const xAt = (at) => PAD.left + (isBar || categories.length < 2 ? slot / 2 : 0) + at * step;
  const marks = isBar ? bars(all, categories, box, xAt, slot) : curves(all, categories, box, xAt, { filled: chart.type === "area" });
  return {
    picture: svg("svg", { viewBox: `0 0 ${width} ${HEIGHT}`, role: "img", "aria-label": title }, axes(box, categories, xAt, config, width), marks),
    names: all.map((one) => one.name),
    head: ["", ...all.map((one) => one.name)],
    rows: categories.map((name, at) => [name, ...all.map((one) => figure(one.values[at]))]),
  };
}

function pie(chart, title) {
  const segments = chart.segments ?? [];
  const total = segments.reduce((sum, segment) => sum + Number(segment.value), 0) || 1;
  const around = 2 * Math.PI * 70;
  let before = 0;
  const slices = segments.map((segment, index) => {
    const share = Number(segment.value) / total;
    const slice = svg("circle", { cx: 120, cy: 120, r: 70, class: `chart-slice tone-${index % 6}`, "stroke-dasharray": `${share * around} ${around}`, "stroke-dashoffset": -before * around, transform: "rotate(-90 120 120)" }, svg("title", {}, `${segment.label}: ${figure(segment.value)}`));
    before += share;
    return slice;
  });
  return {
    picture: svg("svg", { viewBox: "0 0 240 240", role: "img", "aria-label": title, class: "chart-pie" }, slices),
    names: segments.map((segment) => `${segment.label} · ${Math.round((Number(segment.value) / total) * 100)}%`),
    head: ["", title],
    rows: segments.map((segment) => [segment.label, figure(segment.value)]),
  };
}

export function chart(block, place) {
  const title = typeof block.title === "string" ? block.title : (block.title?.text ?? "");
  const { picture, names, head, rows } = block.chart?.type === "pie" ? pie(block.chart, title) : plot(block.chart ?? {}, title, widthFor(place));
  const legend = names.length > 1 || block.chart?.type === "pie" ? h("div", { class: "chart-legend" }, names.map((name, index) => h("span", {}, h("i", { class: `swatch tone-${index % 6}` }), name))) : null;
  const line = (tag, cells) => h("tr", {}, cells.map((cell, at) => h(tag, { class: at ? "align-right" : "" }, cell)));
  const figures = h("details", { class: "chart-figures" }, h("summary", {}, t("chartData")), wide(h("table", { class: "grid" }, h("thead", {}, line("th", head)), h("tbody", {}, rows.map((row) => line("td", row))))));
  return h("figure", { class: "chart" }, h("figcaption", {}, title), picture, legend, figures);
}

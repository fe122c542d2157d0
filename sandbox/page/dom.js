/** Elements from plain values. Text always becomes a text node: nothing here parses HTML. */

const SVG = "http://www.w3.org/2000/svg";

function dress(node, props) {
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "dataset") Object.assign(node.dataset, value);
    else if (name === "value" || name === "checked" || name === "indeterminate") node[name] = value;
    else node.setAttribute(name, value === true ? "" : String(value));
  }
}

function fill(node, children) {
  for (const child of children.flat(Infinity)) {
    if (child === undefined || child === null || child === false) continue;
    node.append(child);
  }
}

/** h("p", {class: "x", onclick}, "text", node, [more]) */
export function h(tag, props, ...children) {
  const node = document.createElement(tag);
  dress(node, props);
  fill(node, children);
  return node;
}

export function svg(tag, props, ...children) {
  const node = document.createElementNS(SVG, tag);
  dress(node, props);
  fill(node, children);
  return node;
}

export function replace(node, ...children) {
  node.replaceChildren();
  fill(node, children);
  return node;
}

let counter = 0;
/** An id for aria-labelledby and its kin. */
export function freshId(prefix = "x") {
  counter += 1;
  return `${prefix}-${counter}`;
}

/** Says something to a screen reader without showing it. */
export function announce(text) {
  const line = h("p", {}, text);
  const log = document.getElementById("announcer");
  log.append(line);
  while (log.children.length > 20) log.firstChild.remove();
}

export function isComposing(event) {
  // 229 is what a browser reports while an input method still owns the key, Safari even after the end.
  return event.isComposing || event.keyCode === 229;
}

/** Modals: a stack of views in one dialog, with inline errors and a loading state. */
import * as api from "./api.js";
import { Form } from "./blocks/form.js";
import { viewBlocks } from "./blocks/surface.js";
import { freshId, h, replace } from "./dom.js";
import { icon } from "./icons.js";
import { faults } from "./modal_checks.js";
import { closePopover } from "./menu.js";
import { on, store, tell } from "./store.js";
import { plain } from "./text/mrkdwn.js";
import { t } from "./words.js";

class Layer {
  constructor(view) {
    this.surface = viewBlocks("modal", new Form());
    this.update(view);
  }

  get form() {
    return this.surface.form;
  }

  update(view) {
    this.view = view;
    this.surface.update(view);
  }
}

class Modal {
  constructor() {
    this.layers = [];
    this.busy = false;
    this.titleId = freshId("modal");
  }

  get top() {
    return this.layers.at(-1);
  }

  /** Open, update, push or pop: what the view's id says. */
  take(view, depth) {
    if (!view) return this.clear();
    if (view.type === "home") return tell("home", view);
    const at = this.layers.findIndex((layer) => layer.view.id === view.id);
    if (at >= 0) {
      this.layers.length = at + 1;
      this.top.update(view);
    } else {
      if (!view.previous_view_id && (depth ?? 1) <= 1) this.layers = [];
      this.layers.push(new Layer(view));
    }
    this.settle();
    return this.draw();
  }

  clear() {
    this.layers = [];
    this.settle();
    this.dialog?.close();
    this.dialog?.remove();
    this.dialog = null;
  }

  settle() {
    this.busy = false;
    this.problem = null;
  }

  build() {
    this.head = h("header", { class: "dialog-head" });
    this.body = h("div", { class: "dialog-body", tabindex: "-1" });
    this.foot = h("footer", { class: "dialog-foot" });
    this.dialog = h("dialog", { class: "dialog modal", "aria-labelledby": this.titleId }, h("form", { class: "modal-form", novalidate: true, onsubmit: (event) => this.submit(event) }, this.head, this.body, this.foot));
    this.dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      this.close();
    });
    document.getElementById("floating").append(this.dialog);
    closePopover();
    this.dialog.showModal();
  }

  draw() {
    const fresh = !this.dialog;
    if (fresh) this.build();
    const { view, surface } = this.top;
    const previous = this.layers.length > 1;
    replace(
      this.head,
      previous ? h("button", { type: "button", class: "plain-button", "aria-label": t("back"), onclick: () => this.close() }, icon("left")) : null,
      h("h2", { id: this.titleId }, plain(view.title?.text, view.title)),
      h("button", { type: "button", class: "plain-button modal-x", "aria-label": t("close"), onclick: () => this.close() }, icon("close")),
    );
    const swapped = this.body.firstChild !== surface.node;
    if (swapped) replace(this.body, surface.node);
    this.drawFoot();
    if (swapped) this.focusFirst();
  }

  drawFoot() {
    const { view } = this.top;
    const close = h("button", { type: "button", class: "button", dataset: { modal: "close" }, onclick: () => this.close() }, view.close ? plain(view.close.text) : t(view.submit ? "cancel" : "close"));
    const words = this.busy ? h("span", { class: "spinner" }) : null;
    const submit = view.submit ? h("button", { type: "submit", class: "button button-primary", dataset: { modal: "submit" }, disabled: this.busy }, words, plain(view.submit.text)) : null;
    const problem = this.problem ? h("p", { class: "modal-problem", role: "alert" }, this.problem) : null;
    replace(this.foot, problem, close, submit);
    this.dialog.setAttribute("aria-busy", String(this.busy));
  }

  focusFirst() {
    const first = this.body.querySelector("[autofocus]") ?? this.body.querySelector("input:not(.unseen), textarea, .select, .button");
    (first ?? this.foot.querySelector("[type=submit]") ?? this.body).focus();
    this.body.scrollTop = 0;
  }

  async close() {
    const layer = this.top;
    if (!layer) return;
    this.layers.pop();
    if (this.top) this.draw();
    else this.clear();
    try {
      await api.closeView(store.me.id, layer.view.id);
    } catch (error) {
      tell("problem", t("actionFailed", { error: error.message }));
    }
  }

  async submit(event) {
    event.preventDefault();
    const layer = this.top;
    if (this.busy || !layer.view.submit) return;
    const wrong = faults(layer, this.body);
    layer.form.showErrors(wrong);
    if (Object.keys(wrong).length) return this.showFirstError();
    this.setBusy(true, null);
    try {
      const answer = await api.submitView({ as: store.me.id, view_id: layer.view.id, state: { values: layer.form.values() } });
      this.answered(layer, answer);
    } catch (error) {
      if (this.top === layer) this.setBusy(false, t("submitFailed", { error: error.message }));
    }
  }

  setBusy(busy, problem) {
    this.busy = busy;
    this.problem = problem;
    this.drawFoot();
  }

  /** The feed brings updated and pushed views; errors and a plain "done" come with the answer. */
  answered(layer, answer) {
    if (this.top !== layer) return;
    if (answer.errors && Object.keys(answer.errors).length) {
      this.setBusy(false, null);
      layer.form.showErrors(answer.errors);
      this.showFirstError();
    } else if (answer.ok === false) this.setBusy(false, t("submitFailed", { error: answer.error }));
    else if (answer.response_action === "clear") this.clear();
    else if (!answer.response_action) {
      this.layers.pop();
      this.settle();
      if (this.top) this.draw();
      else this.clear();
    }
  }

  showFirstError() {
    const block = this.body.querySelector(".wrong");
    block?.scrollIntoView({ block: "center" });
    block?.querySelector("input:not(.unseen), textarea, .select, button")?.focus();
  }
}

export function listenForModals() {
  const modal = new Modal();
  on("view", ({ view, view_stack: depth }) => modal.take(view, depth));
}

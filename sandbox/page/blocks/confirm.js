/** The "are you sure?" of Block Kit. */
import { freshId, h } from "../dom.js";
import { plain, textObject } from "../text/mrkdwn.js";
import { t } from "../words.js";

/** True at once when nothing has to be asked. */
export function confirmed(question) {
  if (!question) return Promise.resolve(true);
  const id = freshId("confirm");
  return new Promise((resolve) => {
    const dialog = h("dialog", { class: "dialog confirm", "aria-labelledby": id });
    const answer = (yes) => {
      dialog.close();
      dialog.remove();
      resolve(yes);
    };
    const button = (words, className, yes) => h("button", { type: "button", class: `button ${className}`, dataset: { confirm: yes ? "yes" : "no" }, onclick: () => answer(yes) }, words);
    dialog.append(
      h("h2", { id }, question.title?.text ?? ""),
      h("div", { class: "dialog-body" }, textObject(question.text)),
      h(
        "footer",
        { class: "dialog-foot" },
        button(question.deny ? plain(question.deny.text) : t("cancel"), "", false),
        button(question.confirm ? plain(question.confirm.text) : t("yes"), question.style === "danger" ? "button-danger" : "button-primary", true),
      ),
    );
    dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      answer(false);
    });
    document.getElementById("floating").append(dialog);
    dialog.showModal();
    dialog.querySelector("[data-confirm=yes]").focus();
  });
}

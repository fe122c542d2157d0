/** The left side: workspace, channels, the app, and who is acting. */
import { avatar } from "./avatar.js";
import { h, replace } from "./dom.js";
import { icon } from "./icons.js";
import { openMenu } from "./menu.js";
import { actAs, go } from "./session.js";
import { appChannel, botName, on, store } from "./store.js";
import { openSwitcher } from "./switcher.js";
import { isDark, toggleTheme } from "./theme.js";
import { t } from "./words.js";

function channelRow(channel) {
  const here = store.place.channel === channel.id;
  const unread = here ? 0 : (channel.unread ?? 0);
  const name = channel.is_im ? botName() : channel.name;
  const label = [name, channel.is_private && !channel.is_im ? t("privateChannel") : null, unread ? t("unread", { count: unread }) : null];
  return h(
    "button",
    {
      type: "button",
      class: `channel-row${here ? " here" : ""}${unread ? " has-unread" : ""}`,
      "aria-current": here ? "page" : null,
      "aria-label": label.filter(Boolean).join(", "),
      dataset: { channel: channel.id },
      onclick: () => {
        document.body.classList.remove("sidebar-open");
        go({ channel: channel.id });
      },
    },
    channel.is_im ? avatar(store.bot.user_id, "tiny") : icon(channel.is_private ? "lock" : "hash", 16),
    h("span", { class: "channel-name" }, name),
    channel.is_im ? h("span", { class: `presence${store.connected ? " online" : ""}` }) : null,
    unread ? h("span", { class: "badge", "aria-hidden": "true" }, String(unread)) : null,
  );
}

function section(title, rows) {
  return h("section", { "aria-label": title }, h("h2", { class: "section-title" }, title), rows);
}

function role(member) {
  if (member.is_owner) return t("owner");
  return member.is_admin ? t("admin") : t("member");
}

function tongue(member) {
  return member.locale?.startsWith("ja") ? "日本語" : "English";
}

/** The four people of the workspace; choosing one makes the page theirs. */
function openMembers(anchor) {
  openMenu(
    anchor,
    [...store.members.values()]
      .filter((member) => !member.is_bot)
      .map((member) => ({
        label: member.real_name,
        note: `${role(member)} · ${tongue(member)}`,
        lead: avatar(member.id, "small"),
        checked: member.id === store.me.id,
        run: () => actAs(member.id),
        data: { member: member.id },
      })),
    { title: t("actAs"), above: true },
  );
}

function actingCard() {
  const { me } = store;
  return h(
    "button",
    {
      type: "button",
      class: "acting",
      "aria-haspopup": "menu",
      "aria-label": `${t("actingAs")}: ${me.real_name}. ${t("actAs")}`,
      onclick: (event) => openMembers(event.currentTarget),
    },
    avatar(me.id, "small"),
    h("span", { class: "acting-words" }, h("span", { class: "acting-label" }, t("actingAs")), h("strong", {}, me.real_name), h("span", { class: "acting-note" }, `${role(me)} · ${tongue(me)}`)),
    icon("up", 16),
  );
}

export function sidebar() {
  const node = h("nav", { class: "sidebar" });
  const draw = () => {
    if (!store.me) return;
    const focused = node.contains(document.activeElement) ? document.activeElement.dataset.channel : null;
    const all = [...store.channels.values()];
    const direct = appChannel();
    node.setAttribute("aria-label", t("workspace"));
    const themeLabel = isDark() ? t("lightMode") : t("darkMode");
    replace(
      node,
      h(
        "header",
        { class: "workspace" },
        h("strong", { class: "workspace-name" }, store.team?.name ?? "Togi"),
        h("button", { type: "button", class: "plain-button", "aria-label": themeLabel, title: themeLabel, onclick: () => { toggleTheme(); draw(); } }, icon(isDark() ? "sun" : "moon")),
      ),
      h("button", { type: "button", class: "jump", onclick: openSwitcher }, icon("search", 16), h("span", {}, t("jumpTo")), h("kbd", {}, /Mac/.test(navigator.platform) ? "⌘K" : "Ctrl K")),
      h(
        "div",
        { class: "sidebar-scroll" },
        section(t("channels"), all.filter((channel) => !channel.is_im).map(channelRow)),
        direct ? section(t("apps"), [channelRow(direct)]) : null,
      ),
      actingCard(),
    );
    if (focused) node.querySelector(`[data-channel="${CSS.escape(focused)}"]`)?.focus();
  };
  for (const topic of ["session", "channels", "place", "connection"]) on(topic, draw);
  return node;
}

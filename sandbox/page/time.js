/** Times as the acting member reads them: their locale, their zone. */
import { store } from "./store.js";
import { t } from "./words.js";

function format(options) {
  return new Intl.DateTimeFormat(store.me?.locale ?? "en-US", { timeZone: store.me?.tz, ...options });
}

export function moment(ts) {
  return new Date(Number(ts) * 1000);
}

/** 14:03 or 2:03 PM */
export function clock(ts) {
  return format({ hour: "numeric", minute: "2-digit" }).format(moment(ts));
}

/** The same without AM/PM, for the narrow gutter. */
export function shortClock(ts) {
  const parts = format({ hour: "numeric", minute: "2-digit" }).formatToParts(moment(ts));
  return parts
    .filter((part) => part.type !== "dayPeriod")
    .map((part) => part.value)
    .join("")
    .trim();
}

/** Tells days apart in the member's own zone. */
export function dayKey(date) {
  return new Intl.DateTimeFormat("en-CA", { timeZone: store.me?.tz }).format(date);
}

function relativeDay(date) {
  const key = dayKey(date);
  const now = Date.now();
  if (key === dayKey(new Date(now))) return t("today");
  if (key === dayKey(new Date(now - 86_400_000))) return t("yesterday");
  return null;
}

export function dayLabel(ts) {
  const date = moment(ts);
  const sameYear = dayKey(date).slice(0, 4) === dayKey(new Date()).slice(0, 4);
  return (
    relativeDay(date) ??
    format({ weekday: "long", month: "long", day: "numeric", year: sameYear ? undefined : "numeric" }).format(date)
  );
}

export function fullTime(ts) {
  return format({ dateStyle: "full", timeStyle: "medium" }).format(moment(ts));
}

export function ago(ts) {
  const seconds = Number(ts) - Date.now() / 1000;
  const steps = [
    ["day", 86_400],
    ["hour", 3600],
    ["minute", 60],
    ["second", 1],
  ];
  const relative = new Intl.RelativeTimeFormat(store.me?.locale ?? "en-US", { numeric: "auto" });
  const [unit, size] = steps.find(([, length]) => Math.abs(seconds) >= length) ?? ["second", 1];
  return relative.format(Math.round(seconds / size), unit);
}

/** As Slack says when a thread was last answered: near in minutes, later by the clock, then in days. */
export function since(ts) {
  const seconds = Date.now() / 1000 - Number(ts);
  if (seconds < 60) return t("justNow");
  const day = seconds < 3600 ? null : relativeDay(moment(ts));
  return day ? t("dayAndTime", { day: day.toLowerCase(), time: clock(ts) }) : ago(ts);
}

const DATE_TOKENS = {
  date_num: { year: "numeric", month: "2-digit", day: "2-digit" },
  date: { year: "numeric", month: "long", day: "numeric" },
  date_short: { year: "numeric", month: "short", day: "numeric" },
  date_long: { weekday: "long", year: "numeric", month: "long", day: "numeric" },
  time: { hour: "numeric", minute: "2-digit" },
  time_secs: { hour: "numeric", minute: "2-digit", second: "2-digit" },
};

/** Slack's {date_short} {time} templates. */
export function slackDate(seconds, template) {
  const date = moment(seconds);
  return template.replace(/\{(\w+)\}/g, (whole, name) => {
    if (name === "ago") return ago(seconds);
    const pretty = name.endsWith("_pretty");
    const options = DATE_TOKENS[pretty ? name.slice(0, -7) : name];
    if (!options) return whole;
    return (pretty && relativeDay(date)?.toLowerCase()) || format(options).format(date);
  });
}

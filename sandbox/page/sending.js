/** What happens to a text when it is sent: a command for the app, or a message for everybody. */
import * as api from "./api.js";
import { knownCommands } from "./completion.js";
import { store, tell } from "./store.js";
import { addNotice } from "./timeline.js";
import { t } from "./words.js";

/** What Slack has already said by a notice of its own. */
const SAID_BY_SLACK = new Set(["dispatch_failed", "operation_timeout"]);

async function runCommand({ as, channel, command, text }) {
  const answer = await api.sendCommand({ as, channel, command, text });
  if (!answer.ok && !SAID_BY_SLACK.has(answer.error)) tell("problem", t("actionFailed", { error: answer.error }));
}

/** Why this command can't be run here; null when it can. */
function objection({ command, thread, files }) {
  if (thread) return t("noCommandInThread", { command });
  if (files.length) return t("noCommandWithFiles");
  const commands = knownCommands().map((known) => known.command);
  if (commands.includes(command)) return null;
  return t("notACommand", { command, known: commands.join(", ") });
}

/** True when it is gone; false when the person should have their text back. */
export async function send({ channel, thread, text, files }) {
  const as = store.me.id;
  const command = /^(\/[\w-]+)(?:\s+([\s\S]*))?$/.exec(text.trim());
  try {
    if (command) {
      const refusal = objection({ command: command[1], thread, files });
      if (refusal) {
        addNotice(channel, refusal, thread);
        return false;
      }
      await runCommand({ as, channel, command: command[1], text: (command[2] ?? "").trim() });
      tell("tried");
      tell("sent", { thread });
      return true;
    }
    if (files.length) tell("tried");
    await api.sendMessage({ as, channel, text: text.trim(), ...(thread ? { thread_ts: thread } : {}), ...(files.length ? { files } : {}) });
    tell("sent", { thread });
    return true;
  } catch (error) {
    tell("problem", t("sendFailed", { error: error.message }));
    return false;
  }
}

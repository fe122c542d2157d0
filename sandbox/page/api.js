/** The sandbox's door for people: requests, uploads with progress, and the stream of what happens. */

export class Refused extends Error {}

async function answer(response) {
  let body;
  try {
    body = await response.json();
  } catch {
    throw new Refused(`http_${response.status}`);
  }
  if (!response.ok) throw new Refused(body.error ?? `http_${response.status}`);
  return body;
}

async function get(path, query = {}) {
  return answer(await fetch(`${path}?${new URLSearchParams(query)}`));
}

async function post(path, body) {
  const response = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  return answer(response);
}

export const readState = (as) => get("/people/state", { as });
export const readMessages = (as, channel) => get("/people/messages", { as, channel });
export const readThread = (as, channel, thread_ts) =>
  get("/people/messages", { as, channel, thread_ts });
export const readHome = (as) => get("/people/home", { as });
export const sendMessage = (message) => post("/people/message", message);
export const sendCommand = (command) => post("/people/command", command);
export const sendAction = (action) => post("/people/action", action);
export const submitView = (view) => post("/people/view/submit", view);
export const closeView = (as, view_id) => post("/people/view/close", { as, view_id });
export const runShortcut = (shortcut) => post("/people/shortcut", shortcut);
export const react = (reaction) => post("/people/reaction", reaction);
export const openTab = (as, tab) => post("/people/open", { as, tab });
export const stopWork = (as, channel, thread_ts) => post("/people/stop", { as, channel, thread_ts });

export function fileAddress(id, name) {
  return `/people/file/${encodeURIComponent(id)}/${encodeURIComponent(name || "file")}`;
}

/** XMLHttpRequest, because fetch can't say how far an upload has come. */
export function upload(as, file, onProgress) {
  const request = new XMLHttpRequest();
  const done = new Promise((resolve, reject) => {
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    });
    request.addEventListener("load", () => {
      let body = {};
      try {
        body = JSON.parse(request.responseText);
      } catch {
        // an answer that is no JSON is refused below, with its status
      }
      if (request.status < 300 && body.ok) resolve(body.file);
      else reject(new Refused(body.error ?? `http_${request.status}`));
    });
    request.addEventListener("error", () => reject(new Refused("connection_lost")));
    request.addEventListener("abort", () => reject(new Refused("cancelled")));
  });
  request.open("POST", `/people/upload?${new URLSearchParams({ as, name: file.name })}`);
  request.setRequestHeader("Content-Type", file.type || "application/octet-stream");
  request.send(file);
  return { done, cancel: () => request.abort() };
}

/** Keeps one socket open until told to stop; says when it is lost and when it is back. */
export function listen(as, { onEvent, onLink }) {
  let socket;
  let stopped = false;
  let wait = 300;
  let timer;
  const open = () => {
    const address = new URL(`/people/events?${new URLSearchParams({ as })}`, location.href);
    address.protocol = address.protocol.replace("http", "ws");
    socket = new WebSocket(address);
    socket.addEventListener("open", () => {
      wait = 300;
      onLink(true);
    });
    socket.addEventListener("message", (message) => {
      if (!stopped) onEvent(JSON.parse(message.data));
    });
    socket.addEventListener("close", () => {
      if (stopped) return;
      onLink(false);
      timer = setTimeout(open, wait);
      wait = Math.min(wait * 2, 3000);
    });
  };
  open();
  return () => {
    stopped = true;
    clearTimeout(timer);
    socket.close();
  };
}

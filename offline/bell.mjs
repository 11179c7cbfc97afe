// The number at the bell on pages without the other script. The browser's one live stream is shared as in app/src/live/tabs.rs:
// whoever has the lock holds it and tells the others, word for word.
import { call } from "./wire.mjs";
import { words } from "./words.mjs";

const NAME = "daybook-live";
/** The server beats every 20 s, ms. */
const SILENT = 50_000;
const LONGEST_PAUSE = 10_000;
/** News comes in bursts, ms. */
const TOGETHER = 500;
/** A session that was replaced here is in the cookie a moment after the news of its end, ms. */
const REPLACED = 900;

const wait = (ms) => new Promise((over) => setTimeout(over, ms));

export function bell(person) {
  const channel = globalThis.BroadcastChannel ? new BroadcastChannel(NAME) : undefined;
  let since = "";
  let asked;
  const me = () => call("me", {}, { person });
  const count = async () => {
    const answer = await me();
    if (answer.kind === "ok" && answer.value) show(answer.value.waits?.unread ?? 0);
  };
  const out = (answer) => answer.kind === "signed_out" || (answer.kind === "ok" && !answer.value);
  const look = async () => {
    if (!out(await me())) return;
    await wait(REPLACED);
    if (out(await me())) location.assign(`/sign-in?out=1&next=${encodeURIComponent(location.pathname + location.search)}`);
  };
  const hear = (text) => {
    const news = parsed(text);
    since = news?.id ?? since;
    if (news?.event?.signed_out) return look();
    if (text !== "reset" && news?.event !== "noticed") return;
    clearTimeout(asked);
    asked = setTimeout(count, TOGETHER);
  };
  channel?.addEventListener("message", ({ data }) => hear(data));
  const hold = () => {
    const relay = (text) => {
      channel?.postMessage(text);
      hear(text);
    };
    let [source, heard, pause, timer] = [undefined, 0, 500, undefined];
    const connect = () => {
      source?.close();
      clearTimeout(timer);
      heard = Date.now();
      source = new EventSource(since ? `/live?since=${since}` : "/live");
      const on = (type, act) => source.addEventListener(type, (event) => (heard = Date.now(), act(event)));
      on("open", () => (pause = 500));
      on("message", ({ data, lastEventId }) => {
        since = lastEventId || since;
        relay(data);
      });
      on("beat", ({ data }) => relay(`build:${data}`));
      on("reset", ({ lastEventId }) => {
        since = lastEventId || since;
        relay("reset");
      });
      on("end", look);
      on("error", () => {
        if (source.readyState === EventSource.CLOSED) look();
        source.close();
        timer = setTimeout(connect, pause * (0.5 + Math.random()));
        pause = Math.min(pause * 2, LONGEST_PAUSE);
      });
    };
    connect();
    setInterval(() => Date.now() - heard > SILENT && connect(), LONGEST_PAUSE);
    return new Promise(() => {});
  };
  // Plans read what was told of them, after their page has counted.
  if (location.pathname.startsWith("/plan")) count();
  // Without locks every tab would open a stream of its own: then the number waits for the next page.
  navigator.locks?.request(NAME, hold).catch(() => {});
}

function show(unread) {
  for (const link of document.querySelectorAll("a[href='/notices']")) {
    link.querySelector(".badge + .sr")?.remove();
    link.querySelector(".badge")?.remove();
    if (unread === 0) continue;
    const badge = Object.assign(document.createElement("span"), { className: "badge", textContent: unread });
    badge.setAttribute("aria-hidden", "true");
    link.append(badge, Object.assign(document.createElement("span"), { className: "sr", textContent: words().unread(unread) }));
  }
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

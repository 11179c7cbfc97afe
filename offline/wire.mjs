// Requests to the server functions, and what their answers mean for who waits with something unsent.

/** How long an answer is waited for, ms. */
const PATIENCE = 20_000;

/** Without a key, a pointer or a wheel for so long a page asks by itself, ms. */
const ALONE = 60_000;

/** Notes when the page was last used: requests of one that is left alone do not keep somebody signed in. The other script reads it. */
export function watch() {
  const used = () => (globalThis.daybookUsed = Date.now());
  // A screen reader or a voice presses without a pointer or a key.
  for (const event of ["pointerdown", "keydown", "wheel", "touchmove", "click", "input"]) addEventListener(event, used, { capture: true, passive: true });
  used();
}

export const leftAlone = () => globalThis.daybookUsed !== undefined && Date.now() - globalThis.daybookUsed > ALONE;

/** Calls a server function as `person`; the server refuses when somebody else is signed in by now. */
export async function call(endpoint, fields, { person, keepalive = false, fetch = globalThis.fetch } = {}) {
  const headers = { accept: "application/json", "daybook-person": person ?? "", ...(leftAlone() ? { "daybook-rest": "1" } : {}) };
  const body = new URLSearchParams(fields);
  try {
    const signal = keepalive ? undefined : AbortSignal.timeout?.(PATIENCE);
    const answer = await fetch(`/api/${endpoint}`, { method: "POST", credentials: "same-origin", headers, body, keepalive, signal });
    return meaning(answer.status, await answer.text());
  } catch {
    return { kind: "network" };
  }
}

/** `ok`, `network` (nobody knows whether it was done), `later`, `signed_out`, or `refused` with the server's words. */
export function meaning(status, text) {
  const json = parsed(text);
  if (status >= 200 && status < 300) return json === undefined ? { kind: "network" } : { kind: "ok", value: json };
  if (status === 401) return { kind: "signed_out" };
  if (status === 429) return { kind: "later", seconds: json?.too_many?.seconds ?? 30 };
  if (status === 400 || status === 404 || status === 413 || status === 422) {
    return { kind: "refused", words: json?.invalid?.words ?? json?.words ?? "", field: json?.invalid?.field ?? "" };
  }
  return { kind: "later", seconds: 0 };
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

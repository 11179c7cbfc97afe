// Sends a file of a record that waits: `{ name, blob }` becomes the id under which the record names it. The id is noted with the
// file, so that a try after a cut goes on where the last one ended.
import { announced } from "./transfer.mjs";
import { meaning } from "./wire.mjs";

const PART = 256 << 10;
/** So long a part is waited for, ms: a line that neither carries it nor fails is a cut one. */
const PATIENCE = 60_000;

export async function upload(file, person) {
  const begun = file.id ? await ask(`/files/${file.id}/offset`, undefined, person) : { kind: "refused" };
  // Cleaned away meanwhile, or not begun yet.
  let there = begun.kind === "refused" ? await begin(file, person) : begun;
  while (there.kind === "ok" && !there.value.file) {
    const at = there.value.offset;
    there = await ask(`/files/${file.id}?offset=${at}`, file.blob.slice(at, at + PART), person);
  }
  return there.kind === "ok" ? { kind: "ok", value: { id: there.value.file.id } } : there;
}

async function begin(file, person) {
  const begun = await ask("/files", await announced(file.name, file.blob), person);
  if (begun.kind === "ok") file.id = begun.value.id;
  return begun;
}

async function ask(path, body, person) {
  try {
    const headers = { accept: "application/json", "daybook-person": person };
    const signal = AbortSignal.timeout?.(PATIENCE);
    const answer = await fetch(path, { method: body ? "POST" : "GET", credentials: "same-origin", headers, body, signal });
    const means = meaning(answer.status, await answer.text());
    return means.kind === "refused" ? { ...means, field: "files" } : means;
  } catch {
    return { kind: "network" };
  }
}

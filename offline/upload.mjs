// Sends a file of a record that waits, in parts: `{ name, blob, id? }` becomes the id under which the record names it.
import { meaning } from "./wire.mjs";

const PART = 512 << 10;

/** `id` is an upload that was begun before; `began` hears of a new one, so that the next try goes on from there. */
export async function upload(file, person, began = async () => {}) {
  const ask = async (path, body) => {
    try {
      const headers = { accept: "application/json", "daybook-person": person };
      const answer = await fetch(`/files${path}`, { method: body ? "POST" : "GET", credentials: "same-origin", headers, body });
      return meaning(answer.status, await answer.text());
    } catch {
      return { kind: "network" };
    }
  };
  let { id } = file;
  let there = id ? await ask(`/${id}/offset`) : undefined;
  if (there?.kind === "refused") there = id = undefined;
  if (!id) {
    there = await ask("", new URLSearchParams({ name: file.name, size: file.blob.size, sha256: "" }));
    if (there.kind !== "ok") return there;
    id = there.value.id;
    await began(id);
  }
  while (there.kind === "ok" && !there.value.file) {
    const { offset } = there.value;
    there = await ask(`/${id}?offset=${offset}`, file.blob.slice(offset, offset + PART));
  }
  return there.kind === "ok" ? { kind: "ok", value: there.value.file } : there;
}

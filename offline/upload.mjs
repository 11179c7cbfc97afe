// Sends a file of a record that waits: `{ name, blob }` becomes the id under which the record names it.
import { meaning } from "./wire.mjs";

export async function upload(file, person) {
  const body = new FormData();
  body.append("file", file.blob, file.name);
  try {
    const headers = { accept: "application/json", "daybook-person": person };
    const answer = await fetch("/files", { method: "POST", credentials: "same-origin", headers, body });
    return meaning(answer.status, await answer.text(), answer.headers);
  } catch {
    return { kind: "network" };
  }
}

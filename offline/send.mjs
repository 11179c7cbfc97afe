// Sends what waits: in order, one sender among all tabs and the worker, each exactly once by its key.
import { call } from "./wire.mjs";
import { LEASE, next, outlived, settle } from "./queue.mjs";

/** Sends what waits of `person`; says how it ended: `{ busy }`, `{ network }`, `{ signedOut }`, `{ seconds }` or `{}` when all is done. */
export async function flush({ shelf, person, holder, now = Date.now, post = call, upload, tell = () => {} }) {
  if (!(await shelf.claim(holder, now(), LEASE))) return { busy: true };
  try {
    for (;;) {
      const entries = await shelf.entries(person);
      for (const key of outlived(entries, now())) await shelf.drop(key);
      const entry = next(entries);
      if (!entry) return {};
      if (!(await shelf.claim(holder, now(), LEASE))) return { busy: true };
      const { answer, entry: ready } = await send(entry, { shelf, person, post, upload });
      const after = settle(ready, answer, now());
      await shelf.replace(after.entry);
      tell(after.entry);
      if (!after.go) return { network: answer.kind === "network", signedOut: after.signedOut, seconds: after.seconds };
    }
  } finally {
    await shelf.release(holder);
  }
}

async function send(entry, { shelf, person, post, upload }) {
  let ready = entry;
  // Files go first, one by one: what is up stays up when the next one fails.
  while (ready.files?.length) {
    const [file, ...rest] = ready.files;
    const answer = await upload(file, person);
    if (answer.kind !== "ok") return { answer, entry: ready };
    const files = [ready.fields.files, answer.value.id].filter(Boolean).join(",");
    ready = { ...ready, files: rest, fields: { ...ready.fields, files } };
    await shelf.replace(ready);
  }
  // Noted before the request goes out: after a crash nobody knows whether it arrived.
  await shelf.replace({ ...ready, tries: ready.tries + 1 });
  const answer = await post("write_record", { ...ready.fields, key: ready.key }, { person });
  if (answer.kind !== "ok" || !ready.changed) return { answer, entry: ready };
  const edit = { ...ready.fields, record: answer.value.id, key: `${ready.key}.edit.${ready.tries}` };
  return { answer: await post("edit_record", edit, { person }), entry: ready };
}

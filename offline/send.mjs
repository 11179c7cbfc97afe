// Sends what waits: in order, one sender among all tabs and the worker, each exactly once by its key.
import { call } from "./wire.mjs";
import { LEASE, anew, next, outlived, settle, up } from "./queue.mjs";

/** Sends what waits of `person`; says how it ended: `{ busy }`, `{ network }`, `{ signedOut }`, `{ seconds }` or `{}` when all is done. */
export async function flush({ shelf, person, holder, now = Date.now, post = call, upload, tell = () => {} }) {
  if (!(await shelf.claim(holder, now(), LEASE))) return { busy: true };
  // A file can take longer than a lease.
  const beat = setInterval(() => shelf.claim(holder, now(), LEASE).catch(() => {}), LEASE / 3);
  try {
    for (;;) {
      const entries = await shelf.entries(person);
      for (const key of outlived(entries, now())) await shelf.drop(key);
      const entry = next(entries);
      if (!entry) return {};
      if (!(await shelf.claim(holder, now(), LEASE))) return { busy: true };
      const sent = await send(entry, { shelf, person, post, upload });
      // Thrown away or changed before it went out: it is looked at anew.
      if (!sent) continue;
      const { answer, entry: ready } = sent;
      const after = settle(ready, answer, now());
      // Changed while the answer was waited for, it waits on: the server has the earlier words.
      await shelf.replace(after.entry);
      tell(after.entry);
      if (!after.go) return { network: answer.kind === "network", signedOut: after.signedOut, seconds: after.seconds };
    }
  } finally {
    clearInterval(beat);
    await shelf.release(holder);
  }
}

async function send(entry, { shelf, person, post, upload }) {
  let ready = entry;
  // Files go first, one by one: what is up stays up when the next one fails.
  while (ready.files?.length) {
    const answer = await upload(ready.files[0], person);
    if (answer.kind !== "ok") return { answer, entry: ready };
    ready = up(ready, answer.value.id);
    if (!(await shelf.replace(ready))) return undefined;
  }
  // Noted before the request goes out: after a crash nobody knows whether it arrived.
  if (!(await shelf.replace({ ...ready, tries: ready.tries + 1 }))) return undefined;
  const answer = await post("write_record", { ...ready.fields, composed: ready.composed, key: ready.key }, { person });
  // Cleaned away there while the record waited.
  const again = answer.kind === "refused" && answer.field === "files" && anew(ready);
  if (again) return (await shelf.replace(again)) ? send(again, { shelf, person, post, upload }) : undefined;
  if (answer.kind !== "ok" || !ready.changed) return { answer, entry: ready };
  const edit = { ...ready.fields, record: answer.value.id, key: `${ready.key}.edit.${ready.edition ?? 0}.${ready.tries}` };
  return { answer: await post("edit_record", edit, { person }), entry: ready };
}

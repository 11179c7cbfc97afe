// What becomes of a record that waits to be sent: pure, so that it can be tried without a browser.

/** The lease of whoever sends, ms: after a crash another tab goes on this much later. */
export const LEASE = 30_000;
const LONGEST_PAUSE = 60_000;
/** Sent ones stay to be seen: this many, this long. */
const SHOWN = 10;
const SHOWN_FOR = 24 * 3_600_000;

/**
 * A record as it was composed. `files` are photos and papers not uploaded yet: `{ name, blob }`. `tried`: it was sent under this key
 * before, and nobody knows whether it arrived; then perhaps (`changed`) with other words.
 */
export function compose({ key, person, fields, files = [], now, tried }) {
  const entry = { key, person, fields: { ...fields }, files, composed: now, state: "waiting", tries: tried ? 1 : 0, edition: 0 };
  return tried?.changed ? { ...entry, changed: true } : entry;
}

/** Whether `present` still says what somebody read as `seen`: whoever changes an entry raises its edition. */
export const sameEdition = (present, seen) => Boolean(present) && (present.edition ?? 0) === (seen.edition ?? 0);

export const unsent = (entries) => entries.filter((entry) => entry.state !== "sent");

/** Oldest first, as they were composed. */
export const inOrder = (entries) => [...entries].sort((a, b) => a.composed - b.composed || (a.key < b.key ? -1 : 1));

/** The one to send next: a refused one waits for its writer and holds nobody up. */
export const next = (entries) => inOrder(entries).find((entry) => entry.state === "waiting");

/** With its first file uploaded as `id`. The file stays on this device until the record is written: there it lies for a day only. */
export function up(entry, id) {
  const [file, ...rest] = entry.files;
  const files = [entry.fields.files, id].filter(Boolean).join(",");
  return { ...entry, files: rest, up: [...(entry.up ?? []), { ...file, id }], fields: { ...entry.fields, files } };
}

/** With the files that went up to be uploaded again, once; nothing where there are none. */
export function anew(entry) {
  const ids = (entry.fields.files ?? "").split(",").filter(Boolean);
  const again = (entry.up ?? []).filter((file) => ids.includes(file.id));
  if (entry.anew || again.length === 0) return undefined;
  const left = ids.filter((id) => !again.some((file) => file.id === id));
  return { ...entry, anew: true, up: [], files: [...again, ...entry.files], fields: { ...entry.fields, files: `${left.join(",")},` } };
}

/** After an answer of the server; `go` says whether the next one can be tried at once. */
export function settle(entry, answer, now) {
  const tried = { ...entry, tries: entry.tries + 1 };
  switch (answer.kind) {
    case "ok":
      return { go: true, entry: { ...tried, state: "sent", sent: now, record: answer.value.id, files: [], up: [], fields: { text: excerpt(entry.fields.text) } } };
    case "refused":
      return { go: true, entry: { ...tried, state: "refused", words: answer.words, field: answer.field } };
    case "network":
      return { go: false, entry: tried };
    case "signed_out":
      return { go: false, entry, signedOut: true };
    default:
      // Told to wait, nothing was done; after a failure of the server nobody knows.
      return { go: false, entry: answer.seconds ? entry : tried, seconds: answer.seconds };
  }
}

/**
 * A changed entry waits again. Its key stays: the server knows by it what it has already. An earlier try may have arrived before
 * the change (`changed`): then the server has the earlier version, which is to be edited.
 */
export function change(entry, fields, files = entry.files) {
  const { words, field, sent, record, ...rest } = entry;
  // Refused at its only try it did not arrive.
  const arrived = entry.tries > (entry.state === "refused" ? 1 : 0);
  const changed = Boolean(entry.changed || arrived);
  return { ...rest, fields: { ...entry.fields, ...fields }, files, state: "waiting", changed, edition: (entry.edition ?? 0) + 1 };
}

/**
 * An entry with what was put into its form: `drawn` is the entry as the form showed it, `kept` says of each of its files whether it
 * stays. Files that went up meanwhile are known by their ids, in the same order.
 */
export function reword(entry, drawn, fields, kept) {
  const up = Math.max(0, drawn.files.length - entry.files.length);
  const ids = (entry.fields.files ?? "").split(",").filter(Boolean);
  const first = ids.length - up;
  const left = ids.filter((_, place) => place < first || kept[place - first] !== false);
  const named = left.length < ids.length ? { files: `${left.join(",")},` } : {};
  return change(entry, { ...fields, ...named }, entry.files.filter((_, place) => kept[place + up] !== false));
}

/**
 * A refused one without what it was refused for: the file, or the ties of that kind that are not `open` any more (ids; all of them,
 * where that is not known).
 */
export function without(entry, open) {
  const { field, fields, files } = entry;
  if (field === "files") return files.length > 0 ? change(entry, {}, files.slice(1)) : change(entry, { files: "," });
  if (field === "unit") return change(entry, { unit: "" });
  const ids = (fields[field] ?? "").split(",").filter(Boolean);
  const left = ids.filter((id) => open?.has(id));
  // Said to be open, every one: then nobody knows which it was.
  const kept = left.length < ids.length ? left : [];
  return change(entry, { [field]: `${kept.join(",")},` });
}

/** The sent ones that need no longer be shown. */
export function outlived(entries, now) {
  const sent = entries.filter((entry) => entry.state === "sent").sort((a, b) => b.sent - a.sent);
  return sent.filter((entry, place) => place >= SHOWN || now - entry.sent > SHOWN_FOR).map((entry) => entry.key);
}

/** Milliseconds until the next try after `failures` in a row. */
export const pause = (failures) => Math.min(LONGEST_PAUSE, 2_000 * 2 ** Math.max(0, failures - 1));

export function excerpt(text, most = 80) {
  const letters = [...(text ?? "").trim()];
  return letters.length > most ? `${letters.slice(0, most).join("")}…` : letters.join("");
}

// What this browser remembers of the person who uses it, and forgetting it.
import { shelf } from "./shelf.mjs";

const MARK = "daybook:";
const PERSON = "daybook:person";
/** Someone signed out while the server could not hear it: told to it before anything else. */
export const LEAVING = "leaving";

/** Some browsers forbid storage altogether: then pages work as without this script. */
function local(work) {
  try {
    return work(localStorage);
  } catch {
    return undefined;
  }
}

export const remember = (name, text) => local((kept) => (text === undefined ? kept.removeItem(name) : kept.setItem(name, text)));
export const recall = (name) => local((kept) => kept.getItem(name)) ?? undefined;

/** The names that begin so. */
export const namesOf = (start) => local((all) => Object.keys(all).filter((name) => name.startsWith(start))) ?? [];

/** Whose device it is now; after a sign-out in another tab, nobody's: then nothing more is kept. */
export const owner = () => recall(PERSON);

/** Somebody is signed in: what others left goes, before anything of it could be shown. */
export async function enter(me) {
  forget((name) => !name.includes(me.person.id));
  remember(PERSON, me.person.id);
  try {
    await shelf.keepOnly(me.person.id);
    const seats = me.seats.map((seat) => ({ id: seat.position, name: `${seat.unit.name} · ${seat.post}` }));
    await shelf.state("me", { id: me.person.id, name: me.person.name, seats });
    return true;
  } catch {
    return false;
  }
}

/** Forgets everything of everybody. */
export async function wipe() {
  forget(() => true);
  local(() => sessionStorage.clear());
  try {
    await shelf.keepOnly(undefined);
  } catch {
    // Without a database there is nothing in it.
  }
}

function forget(which) {
  local((kept) => {
    const names = Array.from({ length: kept.length }, (_, n) => kept.key(n));
    for (const name of names) if (name.startsWith(MARK) && name !== PERSON && which(name)) kept.removeItem(name);
    if (which("")) kept.removeItem(PERSON);
  });
}

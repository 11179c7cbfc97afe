// IndexedDB: what waits to be sent, and a few facts about who is signed in. Lists of one person only are ever given out.
import { sameEdition } from "./queue.mjs";

const NAME = "daybook";

function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function whole(transaction) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
  });
}

let opened;

function open() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("queue", { keyPath: "key" });
      request.result.createObjectStore("facts");
    };
    request.onsuccess = () => {
      const base = request.result;
      // Somebody clears this site's data: let go, and begin anew at the next use.
      base.onversionchange = () => {
        base.close();
        opened = undefined;
      };
      base.onclose = () => (opened = undefined);
      resolve(base);
    };
    request.onerror = () => reject(request.error);
  });
  opened.catch(() => (opened = undefined));
  return opened;
}

async function within(store, mode, work) {
  const base = await open();
  const transaction = base.transaction(store, mode);
  const finished = whole(transaction);
  const [value] = await Promise.all([work(transaction.objectStore(store)), finished]);
  return value;
}

export const shelf = {
  /** The entries of a person. */
  async entries(person) {
    const all = await within("queue", "readonly", (queue) => done(queue.getAll()));
    return all.filter((entry) => entry.person === person);
  },
  put: (entry) => within("queue", "readwrite", (queue) => done(queue.put(entry))),
  drop: (key) => within("queue", "readwrite", (queue) => done(queue.delete(key))),
  /** Puts an entry that is still there as it was read, and says whether: what was thrown away or changed meanwhile stays so. */
  replace: (entry) =>
    within("queue", "readwrite", async (queue) => {
      if (!sameEdition(await done(queue.get(entry.key)), entry)) return false;
      await done(queue.put(entry));
      return true;
    }),
  /** Changes an entry as it is now, if it is still there. */
  revise: (key, change) =>
    within("queue", "readwrite", async (queue) => {
      const present = await done(queue.get(key));
      if (present) await done(queue.put(change(present)));
    }),
  fact: (name) => within("facts", "readonly", (facts) => done(facts.get(name))),
  state: (name, value) => within("facts", "readwrite", (facts) => done(value === undefined ? facts.delete(name) : facts.put(value, name))),
  /** Takes or keeps the lease on sending, unless another holder has it. */
  claim: (holder, now, long) =>
    within("facts", "readwrite", async (facts) => {
      const lease = await done(facts.get("lease"));
      if (lease && lease.holder !== holder && lease.until > now) return false;
      await done(facts.put({ holder, until: now + long }, "lease"));
      return true;
    }),
  release: (holder) =>
    within("facts", "readwrite", async (facts) => {
      const lease = await done(facts.get("lease"));
      if (lease?.holder === holder) await done(facts.delete("lease"));
    }),
  /** Forgets everything but what is `person`'s; with nobody, everything. */
  async keepOnly(person) {
    const base = await open();
    const transaction = base.transaction(["queue", "facts"], "readwrite");
    const finished = whole(transaction);
    const [queue, facts] = [transaction.objectStore("queue"), transaction.objectStore("facts")];
    for (const entry of await done(queue.getAll())) if (entry.person !== person) queue.delete(entry.key);
    const [me, ties] = await Promise.all([done(facts.get("me")), done(facts.get("ties"))]);
    if (me && me.id !== person) facts.delete("me");
    if (ties && ties.person !== person) facts.delete("ties");
    await finished;
  },
};

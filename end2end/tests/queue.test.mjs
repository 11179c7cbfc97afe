// The queue without a browser: what becomes of an entry after each answer, in which order, and that each goes out once.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Outbox } from "../../offline/outbox.mjs";
import { anew, change, compose, inOrder, next, outlived, pause, reword, sameEdition, settle, unsent, without } from "../../offline/queue.mjs";
import { flush } from "../../offline/send.mjs";
import { upload } from "../../offline/upload.mjs";
import { call, meaning } from "../../offline/wire.mjs";
import { en, zh } from "../help/words.mjs";
import { readFileSync } from "node:fs";

const entry = (key, composed = 1, more = {}) => ({ ...compose({ key, person: "P", fields: { text: `text ${key}`, day: "2026-11-24", audience: "unit" }, now: composed }), ...more });

/** What `shelf` does, without a database; `after` runs after every change, as another tab would. */
function memory(entries) {
  const kept = new Map(entries.map((one) => [one.key, one]));
  let lease;
  return {
    kept,
    entries: async (person) => [...kept.values()].filter((one) => one.person === person),
    replace: async (one) => sameEdition(kept.get(one.key), one) && Boolean(kept.set(one.key, one)),
    revise: async (key, make) => void (kept.has(key) && kept.set(key, make(kept.get(key)))),
    drop: async (key) => void kept.delete(key),
    claim: async (holder, now, long) => {
      if (lease && lease.holder !== holder && lease.until > now) return false;
      lease = { holder, until: now + long };
      return true;
    },
    release: async (holder) => void (lease?.holder === holder && (lease = undefined)),
  };
}

/** What the outbox makes of a form. */
function taken(key, fields, tried) {
  const plain = globalThis.FormData;
  globalThis.FormData = function FormData(form) {
    return Object.entries(form.fields);
  };
  try {
    const field = { name: "key", value: key };
    const form = { fields, elements: Object.assign([field], { key: field, namedItem: () => null }) };
    return Outbox.prototype.take.call({ person: "P", keep: (one) => one }, form, tried);
  } finally {
    globalThis.FormData = plain;
  }
}

/** A server that does a key once. `fails` says how the n-th request ends. */
function server(fails = () => undefined) {
  const records = new Map();
  const heard = [];
  const post = async (endpoint, fields, { person }) => {
    heard.push([endpoint, fields.key, person]);
    const end = fails(heard.length, fields);
    if (end?.lost) return { kind: "network" };
    if (endpoint === "edit_record") records.forEach((record) => record.id === fields.record && (record.text = fields.text));
    else if (!end || end.answerLost) records.set(fields.key, records.get(fields.key) ?? { id: `R${records.size}`, text: fields.text });
    if (end?.answerLost) return { kind: "network" };
    return end ?? { kind: "ok", value: endpoint === "edit_record" ? { id: fields.record } : records.get(fields.key) };
  };
  return { records, heard, post, texts: () => [...records.values()].map((record) => record.text) };
}

const send = (shelf, post, more = {}) => flush({ shelf, person: "P", holder: "tab 1", post, now: () => 1_000, ...more });

describe("the queue", () => {
  it("goes out oldest first, and what was sent says where it stands", async () => {
    const [shelf, site] = [memory([entry("B", 2), entry("A", 1), entry("C", 3)]), server()];
    assert.deepEqual(await send(shelf, site.post), {});
    assert.deepEqual(site.texts(), ["text A", "text B", "text C"]);
    assert.deepEqual([...shelf.kept.values()].map(({ state, record, sent }) => [state, record, sent]).sort(), [["sent", "R0", 1_000], ["sent", "R1", 1_000], ["sent", "R2", 1_000]]);
    await send(shelf, site.post);
    assert.equal(site.heard.length, 3, "what was sent is not sent again");
  });

  it("stops at a cut cable, goes on later, and an answer that was lost makes no second record", async () => {
    const [shelf, site] = [memory([entry("A", 1), entry("B", 2)]), server((n) => (n === 1 ? { answerLost: true } : n === 2 ? { lost: true } : undefined))];
    assert.equal((await send(shelf, site.post)).network, true);
    assert.equal(site.heard.length, 1, "the second one waits behind the first");
    assert.equal((await send(shelf, site.post)).network, true);
    assert.deepEqual(await send(shelf, site.post), {});
    assert.deepEqual(site.texts(), ["text A", "text B"]);
  });

  it("a text changed after an uncertain try is the one that stands, in the same record", async () => {
    const [shelf, site] = [memory([entry("A", 1)]), server((n) => (n === 1 ? { answerLost: true } : undefined))];
    await send(shelf, site.post);
    await shelf.revise("A", (present) => change(present, { text: "better" }));
    assert.deepEqual(await send(shelf, site.post), {});
    assert.deepEqual(site.texts(), ["better"]);
    assert.deepEqual(site.heard.map(([endpoint]) => endpoint), ["write_record", "write_record", "edit_record"]);
  });

  it("what the composer had tried already and was changed in the tray is edited, though the queue never sent it", async () => {
    const site = server();
    await site.post("write_record", { key: "A", text: "text A" }, { person: "P" });
    const shelf = memory([taken("A", { text: "text A" }, { changed: false })]);
    await shelf.revise("A", (present) => change(present, { text: "better" }));
    assert.deepEqual(await send(shelf, site.post), {});
    assert.deepEqual(site.texts(), ["better"]);
    assert.equal(shelf.kept.get("A").state, "sent");
  });

  it("what was written on while the composer tried is the one that stands", async () => {
    const site = server();
    await site.post("write_record", { key: "A", text: "text" }, { person: "P" });
    const shelf = memory([taken("A", { text: "text and more" }, { changed: true })]);
    assert.deepEqual(await send(shelf, site.post), {});
    assert.deepEqual(site.texts(), ["text and more"]);
  });

  it("a change saved while an answer is waited for is not overwritten: it goes out too", async () => {
    for (const state of ["ok", "refused"]) {
      const [shelf, site] = [memory([entry("A", 1)]), server((n) => (n === 1 && state === "refused" ? { kind: "refused", words: "no", field: "text" } : undefined))];
      let once = false;
      const post = async (...asked) => {
        const answer = await site.post(...asked);
        if (!once) await shelf.revise("A", (present) => change(present, { text: "newer" }));
        once = true;
        return answer;
      };
      assert.deepEqual(await send(shelf, post), {}, state);
      assert.deepEqual(site.texts(), ["newer"], state);
      assert.deepEqual([shelf.kept.get("A").state, shelf.kept.get("A").fields.text], ["sent", "newer"], state);
    }
  });

  it("a change saved after it was sent edits the record", async () => {
    const [shelf, site] = [memory([entry("A", 1)]), server()];
    const drawn = shelf.kept.get("A");
    await send(shelf, site.post);
    await shelf.revise("A", (present) => reword(present, drawn, { text: "newer" }, []));
    assert.deepEqual(await send(shelf, site.post), {});
    assert.deepEqual(site.texts(), ["newer"]);
  });

  it("files that go up while the entry is changed stay with it, and those taken off do not", async () => {
    const files = [{ name: "a.jpg", blob: 1 }, { name: "b.jpg", blob: 2 }, { name: "c.jpg", blob: 3 }];
    const drawn = entry("A", 1, { files });
    const present = { ...drawn, files: files.slice(2), fields: { ...drawn.fields, files: "F0,F1,F2" } };
    assert.equal(reword(present, drawn, {}, [false, true, true]).fields.files, "F0,F2,");
    const all = reword(present, drawn, { text: "t" }, [true, true, false]);
    assert.deepEqual([all.fields.files, all.files, all.fields.text], ["F0,F1,F2", [], "t"]);

    const [shelf, site] = [memory([drawn]), server()];
    let ups = 0;
    const upload = async (file) => {
      if (++ups === 1) await shelf.revise("A", (now) => reword(now, drawn, { text: "newer" }, [true, true, true]));
      return { kind: "ok", value: { id: `F-${file.name}` } };
    };
    assert.deepEqual(await send(shelf, site.post, { upload }), {});
    assert.deepEqual(site.texts(), ["newer"]);
  });

  it("two tabs at once send once; a dead one's lease ends", async () => {
    const [shelf, site] = [memory([entry("A", 1), entry("B", 2)]), server()];
    const ends = await Promise.all([send(shelf, site.post), send(shelf, site.post, { holder: "tab 2" })]);
    assert.deepEqual(ends.map((end) => Boolean(end.busy)).sort(), [false, true]);
    assert.equal(site.heard.length, 2);
    await shelf.claim("dead", 1_000, 30_000);
    assert.deepEqual(await send(shelf, site.post, { now: () => 20_000 }), { busy: true });
    assert.deepEqual(await send(shelf, site.post, { now: () => 40_000 }), {});
  });

  it("a file that takes longer than the lease is sent by one alone", async (t) => {
    t.mock.timers.enable({ apis: ["setInterval"] });
    const [shelf, site] = [memory([entry("A", 1, { files: [{ name: "a.jpg", blob: 1 }] })]), server()];
    let [clock, other] = [1_000, undefined];
    const upload = async () => {
      for (let step = 0; step < 5; step += 1) {
        clock += 20_000;
        t.mock.timers.tick(20_000);
      }
      other = await send(shelf, site.post, { holder: "tab 2", now: () => clock });
      return { kind: "ok", value: { id: "F" } };
    };
    assert.deepEqual(await send(shelf, site.post, { upload, now: () => clock }), {});
    assert.deepEqual(other, { busy: true });
  });

  it("a refused one stays with the server's words and holds nobody up; changed, it goes out", async () => {
    const refused = { kind: "refused", words: "太长", field: "text" };
    const [shelf, site] = [memory([entry("A", 1), entry("B", 2)]), server((n) => (n === 1 ? refused : undefined))];
    assert.deepEqual(await send(shelf, site.post), {});
    assert.deepEqual(site.texts(), ["text B"]);
    const stays = shelf.kept.get("A");
    assert.deepEqual([stays.state, stays.words, stays.field], ["refused", "太长", "text"]);
    assert.equal(next([stays]), undefined);
    const again = change(stays, { text: "short" });
    assert.deepEqual([again.state, again.words, again.key], ["waiting", undefined, "A"]);
    await shelf.revise("A", () => again);
    await send(shelf, site.post);
    assert.deepEqual(site.texts(), ["text B", "short"]);
  });

  it("a refused one goes out without what it was refused for, and keeps the rest", () => {
    const refused = (field, fields, files = []) => entry("A", 1, { state: "refused", words: "没有", field, files, fields: { text: "t", ...fields } });
    const both = refused("items", { items: "I1,I2,", indicators: "N1," });
    assert.deepEqual(without(both, new Set(["I2"])).fields, { text: "t", items: "I2,", indicators: "N1," });
    assert.equal(without(both, undefined).fields.items, ",", "not known: without any");
    assert.equal(without(both, new Set(["I1", "I2"])).fields.items, ",", "all said to be open: without any");
    assert.equal(without(refused("continues", { continues: "R1" })).fields.continues, ",");
    assert.equal(without(refused("unit", { unit: "P1" })).fields.unit, "", "a post no longer held: from the present one");
    const file = without(refused("files", { files: "F1" }, [{ name: "bad.pdf" }, { name: "good.pdf" }]));
    assert.deepEqual([file.files, file.fields.files, file.state, file.words], [[{ name: "good.pdf" }], "F1", "waiting", undefined]);
    assert.equal(without(refused("files", { files: "F1" })).fields.files, ",");
  });

  it("goes out only as the person who wrote it, and waits when nobody is signed in", async () => {
    const [shelf, site] = [memory([entry("A", 1), entry("X", 1, { person: "Q" })]), server(() => ({ kind: "signed_out" }))];
    assert.equal((await send(shelf, site.post)).signedOut, true);
    assert.deepEqual(site.heard, [["write_record", "A", "P"]]);
    assert.equal(shelf.kept.get("A").tries, 0, "nothing is in doubt");
    assert.equal(shelf.kept.get("X").state, "waiting");
  });

  it("what is thrown away while it is being sent does not come back", async () => {
    const shelf = memory([entry("A", 1)]);
    const post = async () => {
      shelf.kept.delete("A");
      return { kind: "network" };
    };
    await send(shelf, post);
    assert.equal(shelf.kept.size, 0);
  });

  it("files go up first, one by one; what is up is not sent again", async () => {
    const files = [{ name: "a.jpg", blob: 1 }, { name: "b.jpg", blob: 2 }];
    const [shelf, site] = [memory([entry("A", 1, { files })]), server()];
    let count = 0;
    const upload = async (file) => (++count === 2 ? { kind: "network" } : { kind: "ok", value: { id: `F-${file.name}` } });
    assert.equal((await send(shelf, site.post, { upload })).network, true);
    assert.deepEqual([shelf.kept.get("A").fields.files, shelf.kept.get("A").files.length, site.heard.length], ["F-a.jpg", 1, 0]);
    await send(shelf, site.post, { upload });
    assert.equal(count, 3);
    assert.equal(site.heard.length, 1);
    assert.equal(shelf.kept.get("A").state, "sent");
  });

  it("files that were cleaned away while their record waited go up once more, from this device", async () => {
    for (const lasting of [false, true]) {
      const files = [{ name: "a", blob: 1 }, { name: "b", blob: 2 }];
      const [shelf, site] = [memory([entry("A", 1, { files, fields: { text: "text A", files: "F0," } })]), server()];
      const [sent, asked] = [[], []];
      const upload = async (file) => {
        sent.push(file.blob);
        return { kind: "ok", value: { id: file.id ? `${file.name}2` : `${file.name}1` } };
      };
      const post = async (endpoint, fields, who) => {
        asked.push(fields.files.split(",").filter(Boolean));
        return lasting || asked.length === 1 ? { kind: "refused", words: "没有", field: "files" } : site.post(endpoint, fields, who);
      };
      await send(shelf, post, { upload });
      assert.deepEqual([sent, asked], [[1, 2, 1, 2], [["F0", "a1", "b1"], ["F0", "a2", "b2"]]], `${lasting}`);
      const kept = shelf.kept.get("A");
      assert.deepEqual([kept.state, kept.up.length], lasting ? ["refused", 2] : ["sent", 0]);
    }
    const off = { ...entry("A"), up: [{ name: "a", blob: 1, id: "a1" }], fields: { text: "t", files: "," } };
    assert.equal(anew(off), undefined, "what was taken off does not come back");
  });

  it("is told to wait, and waits; pauses grow to a minute", () => {
    const later = settle(entry("A"), { kind: "later", seconds: 7 }, 1);
    assert.deepEqual([later.go, later.seconds, later.entry.tries], [false, 7, 0]);
    assert.deepEqual([1, 2, 3, 9].map(pause), [2_000, 4_000, 8_000, 60_000]);
  });

  it("what was sent is shown for a day, ten at most", () => {
    const sent = (n, at) => entry(`S${n}`, n, { state: "sent", sent: at });
    const all = Array.from({ length: 12 }, (_, n) => sent(n, 100_000_000 + n));
    assert.deepEqual(outlived(all, 100_000_020).sort(), ["S0", "S1"]);
    assert.deepEqual(outlived([sent(1, 0), entry("W")], 90_000_000), ["S1"]);
    assert.equal(unsent([sent(1, 0), entry("W")]).length, 1);
    assert.deepEqual(inOrder([entry("b", 2), entry("z", 1), entry("a", 1)]).map((one) => one.key), ["a", "z", "b"]);
  });
});

describe("answers of the server", () => {
  it("mean what their status says", () => {
    assert.deepEqual(meaning(200, '{"id":"R"}'), { kind: "ok", value: { id: "R" } });
    assert.deepEqual(meaning(200, "<html>"), { kind: "network" }, "a page of somebody between");
    assert.equal(meaning(401, '"not_signed_in"').kind, "signed_out");
    assert.deepEqual(meaning(429, '{"too_many":{"seconds":9}}'), { kind: "later", seconds: 9 });
    assert.deepEqual(meaning(422, '{"invalid":{"words":"还没有写内容。","field":"text"}}'), { kind: "refused", words: "还没有写内容。", field: "text" });
    assert.deepEqual(meaning(404, '"not_found"'), { kind: "refused", words: "", field: "" });
    for (const status of [500, 502, 503, 409, 403]) assert.equal(meaning(status, "").kind, "later", `${status}`);
  });

  it("that never come are a cut cable", async () => {
    const asked = [];
    const fetch = async (path, options) => {
      asked.push([path, options.headers["daybook-person"], `${options.body}`]);
      throw new TypeError("Failed to fetch");
    };
    assert.deepEqual(await call("write_record", { text: "a b", key: "K" }, { person: "P", fetch }), { kind: "network" });
    assert.deepEqual(asked, [["/api/write_record", "P", "text=a+b&key=K"]]);
  });
});

describe("a file on a line that neither carries nor fails", () => {
  it("is cut after a while", async (t) => {
    const ends = [];
    t.mock.method(AbortSignal, "timeout", () => {
      const end = new AbortController();
      ends.push(end);
      return end.signal;
    });
    t.mock.method(globalThis, "fetch", (_, { signal }) => new Promise((_, fail) => signal.addEventListener("abort", () => fail(signal.reason))));
    const sent = upload({ name: "a.jpg", blob: new Blob(["x"]) }, "P");
    while (ends.length === 0) await new Promise((next) => setImmediate(next));
    ends[0].abort();
    assert.deepEqual(await sent, { kind: "network" });
  });
});

describe("the words", () => {
  const source = readFileSync(new URL("../../offline/words.mjs", import.meta.url), "utf8");

  it("for the same things are the product's own", () => {
    for (const words of [zh, en]) {
      for (const name of ["to_unit", "to_granted", "to_leaders", "to_draft", "compose_label", "compose_hint", "day", "audience", "for_unit", "write"]) {
        assert.ok(source.includes(`"${words[name]}"`), `${name}: ${words[name]}`);
      }
    }
    const ties = readFileSync(new URL("../../app/src/words/ties.rs", import.meta.url), "utf8");
    for (const name of ["item", "indicator", "add_item", "add_indicator", "goes_on"]) {
      const told = [...ties.matchAll(new RegExp(`^    ${name}: (".*"),$`, "gm"))].map(([, words]) => words);
      assert.equal(told.length, 2, name);
      for (const words of told) assert.ok(source.includes(words), `${name}: ${words}`);
    }
  });
});

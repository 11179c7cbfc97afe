// What the demo organisation does in its year of assessments: periods, and the acts of many by their own forms.
import assert from "node:assert/strict";
import { Desk, Reader, Refused } from "../desk.mjs";
import { House, ready } from "../house.mjs";
import { LONG } from "../wait.mjs";
import { EVERYBODY, UNITS, WHO, proposed } from "./cast.mjs";
import { reasons, record, summary, verdict } from "./texts.mjs";

/** Signed in for the whole year, whatever the clock says; what an idle session does is another story (`service/tests`). */
const SETTINGS = ["--idle-minutes", "900000", "--end", String(Date.parse("2025-03-31T18:00+08:00"))];
const AT_ONCE = 4;

export class Office {
  house;
  #reader;
  #desks = new Map();
  #names = new Map();
  #browsers = new Map();
  /** Paths of periods by name, and courses in them by account. */
  periods = {};
  courses = {};

  static async open() {
    const office = new Office();
    office.house = await House.open({ people: EVERYBODY.length, records: 900, day: "2025-04-01", settings: SETTINGS });
    office.#reader = await Reader.in(office.house.chromium);
    await each(EVERYBODY, async (who) => {
      const name = await (await office.desk(who)).look("/me", (document) => document.querySelector("h1").textContent.trim());
      office.#names.set(who, name);
    });
    return office;
  }

  close() {
    return this.house.close();
  }

  async turn(day) {
    await this.house.server.turn(day);
  }

  name(who) {
    return this.#names.get(who) ?? who;
  }

  /** The account of somebody by the name that pages show. */
  named(name) {
    const found = [...this.#names].find(([, known]) => known === name);
    return found?.[0];
  }

  async desk(who) {
    if (!this.#desks.has(who)) this.#desks.set(who, await Desk.of(this.house.server.url, this.#reader, who));
    return this.#desks.get(who);
  }

  /** A page in the browser at which somebody sits: the same one all year, as long as it is of the same kind. */
  async at(who, path, options = {}) {
    const kind = `${who} ${JSON.stringify(options)}`;
    if (!this.#browsers.has(kind)) this.#browsers.set(kind, await this.house.seat(who, options));
    const page = await this.#browsers.get(kind).newPage();
    await page.goto(path);
    await ready(page);
    return page;
  }

  /** Everybody leaves the screen; the browsers stay. */
  async leave() {
    await Promise.all([...this.#browsers.values()].flatMap((browser) => browser.pages()).map((page) => page.close()));
    this.house.calm();
  }

  course(period, who) {
    const found = this.courses[period]?.[who];
    assert.ok(found, `${this.name(who)} has no course in ${period}`);
    return `/assess/course/${found.id}`;
  }

  board(period, unit) {
    return this.periods[period].boards[UNITS[unit]];
  }

  /** Opens a period by the form of the personnel office; `bodies`: accounts by body. */
  async openPeriod(key, { kind = "period", title, first, last, overlays = [], bodies }) {
    const desk = await this.desk("personnel");
    const over = overlays.map((id) => `&overlays[]=${id}`).join("");
    const path = `/assess/new?pack=cn-civil-servant&kind=${kind}${over}`;
    const pairs = await desk.look(path, (document, units) => {
      const form = document.querySelector("form.assess-new");
      const boxes = [...form.querySelectorAll(".unit-checks li")].map((row) => [row.querySelector("span").firstChild.textContent.trim(), row.querySelector("input")]);
      for (const unit of units) boxes.find(([name]) => name === unit)[1].checked = true;
      return [...new FormData(form).entries()];
    }, UNITS);
    const own = ["title", "first", "last"];
    const kept = pairs.filter(([name]) => !own.includes(name));
    kept.push(["title", title], ["first", first], ["last", last], ["step", "open"]);
    for (const [body, people] of Object.entries(bodies)) for (const who of people) kept.push([body, await this.id(who)]);
    await this.opened(key, await desk.post("/assess/new", kept, path));
  }

  /** The id of a person, as the list of statuses finds it. */
  async id(who) {
    const desk = await this.desk("personnel");
    return desk.look("/assess/statuses", (document) => document.querySelector("ul.checks input").value, undefined, { part: this.name(who) });
  }

  /** Learns the boards and courses of a period that was opened. */
  async opened(key, path) {
    const boards = await (await this.desk("personnel")).look(path, (document) => Object.fromEntries([...document.querySelectorAll("table.progressed tbody th a")].map((a) => [a.textContent, a.getAttribute("href")])));
    assert.deepEqual(Object.keys(boards).sort(), [...UNITS].sort(), "six units");
    this.periods[key] = { path, boards };
    this.courses[key] = {};
    // Nobody stands on a board of his own: two members of the committee see everybody.
    for (const member of ["u00016", "u00024"]) {
      const desk = await this.desk(member);
      for (const board of Object.values(boards)) {
        for (const [name, id, assessors] of await desk.look(board, seats)) this.courses[key][this.named(name)] ??= { id, assessors: assessors.map((one) => this.named(one)) };
      }
    }
  }

  participants(period) {
    return Object.keys(this.courses[period]);
  }

  /** Enters special statuses. */
  async enter(list) {
    const desk = await this.desk("personnel");
    for (const [who, kind, first, last, note] of list) {
      await desk.send("/assess/statuses", "form.assess-form", { person: await this.id(who), kind, first, last, note }, undefined, { part: this.name(who) });
    }
  }

  /** Ends one that is open. */
  async end(who, last, how) {
    const row = (document, name) => [...document.querySelectorAll("table tbody tr")].find((tr) => tr.querySelector("th").textContent.startsWith(name) && tr.querySelector("form[action$=end_status] [name=seen][value='']")).querySelector("[name=status]").value;
    const desk = await this.desk("personnel");
    const status = await desk.look("/assess/statuses", row, this.name(who));
    await desk.send("/assess/statuses", `form[action$=end_status]:has([value="${status}"])`, { last, ...(how && { how }) });
  }

  /** The personnel office names who reviews somebody. */
  async reassign(period, who, to) {
    const desk = await this.desk("personnel");
    await desk.send(`${this.course(period, who)}?who=${encodeURIComponent(this.name(to))}`, "form[action$=reassign_course]", { person: await this.id(to) });
    this.courses[period][who].assessors = [to];
  }

  /** Everybody writes a record of the day, tied to an indicator of the post; `turn`: which of the year. */
  async record(turn, away = []) {
    const there = EVERYBODY.filter((who) => !away.includes(who));
    await each(there, async (who) => (await this.desk(who)).send("/new", "form.composer", { text: record(Number(who.slice(1)), turn), indicators: Number(who.slice(1)) + turn }));
  }

  /** Everybody hands in the summary, but for `others`. */
  async summarise(period, others = []) {
    const left = this.participants(period).filter((who) => !others.includes(who));
    await each(left, async (who) => (await this.desk(who)).send(`${this.course(period, who)}/summary`, "form.summary-form", { text: summary(Number(who.slice(1)), period) }, "submit"));
  }

  /** Every assessor reviews: what can be cited is cited, for the rest it is said why not. */
  async review(period, at, others = []) {
    const left = this.participants(period).filter((who) => !others.includes(who));
    await each(left, async (who) => {
      for (const by of this.courses[period][who].assessors) await this.reviewed(period, who, by, proposed(who, at));
    });
  }

  async reviewed(period, who, by, grade) {
    const desk = await this.desk(by);
    const path = `${this.course(period, who)}/review`;
    // On probation there are comments and no grade.
    const words = grade || who === WHO.probation ? verdict(Number(who.slice(1)), grade || "fairly_good") : "";
    const said = { reasons: reasons(Number(who.slice(1)), period), words, grade };
    const there = await desk.post(path, await desk.look(path, judged, said), path);
    // Something was asked about it first: now it stood on the page.
    if (there.includes("done=look")) await desk.post(path, await desk.look(path, judged, said), path);
  }

  /** What could not be written while an investigation was open. */
  async written(period, who, by) {
    const desk = await this.desk(by);
    const path = `${this.course(period, who)}/review`;
    const said = { reasons: reasons(Number(who.slice(1)), period), words: verdict(Number(who.slice(1)), "fairly_good"), end: "keep" };
    await desk.post(path, await desk.look(path, judged, said), path);
  }

  /** A step for all who are ready; gives who was left out, with the reason. */
  async batch(by, period, act) {
    const desk = await this.desk(by);
    const { path } = this.periods[period];
    await desk.send(`${path}?do=${act}`, "form.ask-page");
    return settled(desk, path);
  }

  /** One row of a board: as proposed, or another grade with a reason. */
  async onBoard(by, period, unit, who, act, grade, reason) {
    const desk = await this.desk(by);
    const row = `tr[id="c-${this.courses[period][who].id}"]`;
    const form = `form[action="/api/${act}_course"]`;
    if (grade === undefined) await desk.send(this.board(period, unit), `${row} .doing > ${form}`);
    else await desk.send(this.board(period, unit), `${row} details ${form}`, { grade, reason });
  }

  /** Summaries, reviews, calibration and decision, for a quarter that holds nothing special. */
  async decideAll(period) {
    assert.deepEqual(await this.batch("u00016", period, "calibrate"), []);
    assert.deepEqual(await this.batch("u00008", period, "decide"), []);
  }

  /** Everybody who was told a result confirms it, but for `others`. */
  async acknowledge(period, others = []) {
    const left = this.participants(period).filter((who) => !others.includes(who));
    await each(left, async (who) => (await this.desk(who)).send(this.course(period, who), "form[action$=acknowledge_result]"));
  }

  /** The grade in somebody's course as another reads it, and all the words of the page. */
  async reads(by, period, who) {
    const look = (document) => [document.querySelector(".big-grade")?.textContent ?? "", document.querySelector("main").textContent];
    return (await this.desk(by)).look(this.course(period, who), look);
  }

  /** People by grade and state of each unit, as the page of the period counts them. */
  async census(period) {
    return (await this.desk("personnel")).look(this.periods[period].path, (document) => Object.fromEntries([...document.querySelectorAll("table.progressed tbody tr")].map((tr) => [tr.querySelector("a").textContent, { states: tr.querySelector(".states").textContent, grades: tr.querySelector("td:last-child").textContent }])));
  }
}

/** Some at a time, each once. */
export async function each(list, work) {
  const left = [...list];
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    while (left.length > 0) await work(left.shift());
  }));
}

/** Waits until a step for many has ended. */
export async function settled(desk, path) {
  for (const from = Date.now(); Date.now() - from < LONG.timeout; ) {
    const [busy, done, refused] = await desk.look(path, (document) => [
      document.querySelector(".state.busy") !== null,
      document.querySelector(".state.good, .state.bad") !== null,
      [...document.querySelectorAll(".state .not-done li")].map((li) => li.textContent.trim()),
    ]);
    if (done && !busy) return refused;
    await new Promise((next) => setTimeout(next, 100));
  }
  throw new Error(`a step for many does not end on ${path}`);
}

/** The words with which something is refused. */
export async function refused(work) {
  try {
    await work;
  } catch (error) {
    if (error instanceof Refused) return error.message;
    throw error;
  }
  throw new Error("it was not refused");
}

/** In the browser: who stands on a board, with the course and the assessors. */
function seats(document) {
  return [...document.querySelectorAll("table.board tbody tr")].map((tr) => {
    const assessors = [...tr.querySelectorAll("th .seat")].at(-1).textContent.split("：")[1] ?? "";
    return [tr.querySelector("th a").textContent, tr.id.slice(2), assessors.split("、").filter(Boolean)];
  });
}

/** In the browser: a review filled in and submitted; under an open investigation there is nothing to fill in. */
function judged(document, { reasons, words, grade, end = "submit" }) {
  const form = document.querySelector("form.review-form");
  if (!form) throw new Error(`no review can be written: ${document.querySelector("main").textContent.slice(0, 200)}`);
  [...form.querySelectorAll("table.review-table tbody tr")].forEach((row, at) => {
    row.querySelector("textarea[name^=text-reason]").value = reasons[at % reasons.length];
    const cite = row.querySelector("input[name^=cite-]");
    const none = row.querySelector("textarea[name^=text-none]");
    if (cite) cite.checked = true;
    else if (none) none.value = "本期没有安排这方面的工作，年初计划中也没有。";
  });
  const verdict = form.querySelector("#verdict");
  if (verdict) verdict.value = words;
  if (grade) {
    const radio = form.querySelector(`[name=grade][value=${grade}]`);
    if (!radio || radio.disabled) throw new Error(`${grade} cannot be chosen: ${document.querySelector(".case-side").textContent.slice(0, 300)}`);
    radio.checked = true;
  }
  return [...new FormData(form).entries(), ["do", end]];
}

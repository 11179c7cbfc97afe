// node burden.mjs: what it costs to record something on a phone, in taps and seconds, from opening the app to the saved record.
// Needs DAYBOOK_BIN, DAYBOOK_SITE and CHROMIUM; `cargo xtask bench burden` sets them.
//
// A phone's screen and touch, the processor slowed four times, the app opened before (as an installed one is). The hand is
// scripted: a tap comes 250 ms after what it aims at can be seen, the text in three pieces 400 ms apart, as an input method
// or dictation commits it. Taps are counted in the page, by its own touch events. A record counts when the server has
// acknowledged it; that it stands with its plan item and indicator is read back from its own page.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { MOBILE, mobile } from "./size/mobile.mjs";
import { startDaybook } from "./size/server.mjs";

const ROUNDS = Number(process.env.ROUNDS ?? 15);
const SLOWER = 4;
const MOST_TAPS = 5;
const MOST_SECONDS = 8;
const REACT = 250;
const PIECE = 400;

const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
const pause = (ms) => new Promise((over) => setTimeout(over, ms));

/** In the page: every finger that touches it. */
function countTaps() {
  globalThis.taps = 0;
  addEventListener("touchstart", () => (globalThis.taps += 1), { capture: true, passive: true });
}

async function slow(page) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
}

async function tap(target) {
  await target.waitFor();
  await pause(REACT);
  await target.tap();
}

async function type(page, text) {
  const third = Math.ceil(text.length / 3);
  for (let at = 0; at < text.length; at += third) {
    await pause(PIECE);
    await page.keyboard.insertText(text.slice(at, at + third));
  }
}

/** From nothing to saved: a record about a plan item, which is proposed for it, and the first indicator that is. */
async function write(page, { text, item }) {
  const form = page.locator("form.composer");
  await tap(form.locator("#compose"));
  await type(page, text);
  const proposed = (row) => form.locator(".tie-row").nth(row).locator("button.tie");
  await tap(proposed(0).filter({ hasText: item }).first());
  await tap(proposed(1).first());
  await noteTies(page);
  await send(page);
}

/** The names of what the record is tied to, as they stand in the composer. */
async function noteTies(page) {
  page.tied = await page.locator("form.composer .tie-row .tie.on:has(.tie-name) .tie-name").allInnerTexts();
}

/** The work of the day before goes on: its text and its ties come with one tap. */
async function goOn(page) {
  const form = page.locator("form.composer");
  await tap(form.locator("#compose"));
  await tap(form.locator("button.tie-last").first());
  await type(page, "今天已完成第三批。");
  await noteTies(page);
  await send(page);
}

async function send(page) {
  const answered = page.waitForResponse((response) => response.url().endsWith("/api/write_record"));
  await tap(page.locator("form.composer button[type=submit]"));
  const answer = await answered;
  if (!answer.ok()) throw new Error(`${answer.status()} ${await answer.text()}`);
  page.saved = (await answer.json()).id;
}

/** Three kinds of texts about what is in somebody's plan, without its whole name. */
function texts(items) {
  const short = items.map((name) => name.replace(/[（(].*/, "").slice(0, 14));
  const ways = [(what) => `今天推进${what}，对方已确认。`, (what) => `${what}：完成初稿，送科里讨论。`, (what) => `就${what}开了碰头会，定了分工。`];
  return (round) => ({ text: ways[round % ways.length](short[round % short.length]), item: items[round % items.length] });
}

/** What the page's own list offers: everything of the writer's plan. */
async function planned(page, url) {
  await page.goto(`${url}/new`);
  return page.locator("#compose-items option:not([value=''])").allInnerTexts();
}

const middle = (all) => [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)];
const late = (all) => [...all].sort((a, b) => a - b)[Math.ceil(all.length * 0.95) - 1];
const row = (cells) => console.log(cells.map((c, i) => (i ? String(c).padStart(15) : String(c).padEnd(34))).join(""));

async function measure(context, url, name, act) {
  const taps = [];
  const opened = [];
  const seconds = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    await slow(page);
    const began = performance.now();
    await page.goto(`${url}/`, { waitUntil: "commit" });
    await page.locator("form.composer #compose").waitFor();
    opened.push((performance.now() - began) / 1000);
    await act(page, round);
    seconds.push((performance.now() - began) / 1000);
    taps.push(await page.evaluate(() => globalThis.taps));
    const saved = await context.request.get(`${url}/record/${page.saved}`);
    const html = await saved.text();
    const stands = html.includes('href="/plan/item/') && html.includes("scope=indicator:");
    if (!stands || page.tied.length < 2 || !page.tied.every((name) => html.includes(escaped(name)))) throw new Error(`record ${page.saved} does not stand with ${page.tied.join(", ")}`);
    await page.close();
  }
  row([name, Math.max(...taps), middle(opened).toFixed(2), middle(seconds).toFixed(2), late(seconds).toFixed(2)]);
  return Math.max(...taps) <= MOST_TAPS && late(seconds) <= MOST_SECONDS;
}

/** A browser of its own in which somebody has used the app before, at this address. */
async function phone(url, who, work) {
  const profile = mkdtempSync(join(tmpdir(), "daybook-burden-"));
  const device = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, locale: "zh-CN" };
  const context = await chromium.launchPersistentContext(profile, { executablePath: process.env.CHROMIUM, args: ["--no-sandbox", "--disable-dev-shm-usage"], ...device });
  try {
    context.setDefaultTimeout(60_000);
    await context.addInitScript(countTaps);
    const page = await context.newPage();
    await page.goto(`${url}/sign-in`);
    await page.locator("#account").fill(who.account);
    await page.locator("#password").fill(who.password);
    await page.locator("#password").press("Enter");
    await page.waitForURL((at) => at.pathname === "/");
    await page.locator("form.composer #compose").waitFor();
    await page.evaluate(() => navigator.serviceWorker.ready);
    const items = await planned(page, url);
    if (items.length === 0) throw new Error("the demo's staff has nothing in the plan");
    await page.close();
    return await work(context, texts(items));
  } finally {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  }
}

const server = await startDaybook();
const network = await mobile(server.url);
const met = [];
try {
  const staff = server.signins.find((who) => who.role === "staff");
  console.log(`processor ${SLOWER} times slower, ${ROUNDS} rounds; text in 3 pieces ${PIECE} ms apart, taps after ${REACT} ms; budget ${MOST_TAPS} taps, ${MOST_SECONDS} s (p95)`);
  console.log(`mobile: ${MOBILE.trip} ms there and back, ${(MOBILE.down * 8) / 1e6} Mbit/s down, ${(MOBILE.up * 8) / 1e6} up`);
  row(["opening to saved, with both ties", "taps (most)", "open s (p50)", "saved s (p50)", "saved s (p95)"]);
  for (const [name, url] of [["quick network", server.url], ["mobile", network.url]]) {
    await phone(url, staff, async (context, text) => {
      met.push(await measure(context, url, `new record, ${name}`, (page, round) => write(page, text(round))));
      met.push(await measure(context, url, `same as before, ${name}`, goOn));
    });
  }
} finally {
  network.close();
  await server.stop();
}
if (!met.every(Boolean)) {
  console.error("over budget");
  process.exitCode = 1;
}

// node size.mjs: what a first visit loads as a browser sees it, and Lighthouse's four scores (mobile).
// Needs DAYBOOK_BIN, DAYBOOK_SITE and CHROMIUM; `cargo xtask bench size` sets them.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import lighthouse from "lighthouse";
import { chromium } from "playwright-core";
import { freePort, startDaybook } from "./size/server.mjs";

/** What is aimed at, and what fails. */
const WANTED = 95;
const LEAST = 90;
const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];

/** Counts what one navigation in a fresh cache asks for and receives. */
async function firstLoad(page, url) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Network.enable");
  await cdp.send("Network.clearBrowserCache");
  const kinds = new Map();
  const total = { requests: 0, bytes: 0, js: 0, wasm: 0, css: 0 };
  cdp.on("Network.responseReceived", ({ requestId, response }) => kinds.set(requestId, response.mimeType));
  cdp.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const mime = kinds.get(requestId) ?? "";
    const kind = mime.includes("javascript") ? "js" : mime.includes("wasm") ? "wasm" : mime.includes("css") ? "css" : null;
    total.requests += 1;
    total.bytes += encodedDataLength;
    if (kind) total[kind] += encodedDataLength;
  });
  await page.goto(url, { waitUntil: "load" });
  // The live stream never ends, so "network idle" would not come: what the script asks for comes soon after it has begun.
  await page.evaluate(async () => {
    const boot = document.querySelector("script[type=module][src*='/boot.']");
    if (boot) await import(boot.src);
  });
  await page.waitForTimeout(2000);
  await cdp.detach();
  return total;
}

async function signIn(page, url, who) {
  await page.goto(new URL("/sign-in", url).href, { waitUntil: "load" });
  await page.fill('input[name="account"]', who.account);
  await page.fill('input[name="password"]', who.password);
  await Promise.all([
    page.waitForURL((at) => !at.pathname.startsWith("/sign-in"), { timeout: 15_000 }),
    page.press('input[name="password"]', "Enter"),
  ]);
  return page.url();
}

/** Scores of one page, in percent, with the audits that cost points. */
async function scores(url, port) {
  const flags = { port, logLevel: "error", output: "json", disableStorageReset: true, onlyCategories: CATEGORIES };
  const { lhr } = await lighthouse(url, flags);
  if (lhr.runtimeError) throw new Error(`Lighthouse on ${url}: ${lhr.runtimeError.message}`);
  const lost = CATEGORIES.flatMap((c) => lhr.categories[c].auditRefs)
    .filter((ref) => ref.weight > 0 && lhr.audits[ref.id].score !== null && lhr.audits[ref.id].score < 0.9)
    .map((ref) => `${ref.id} (${lhr.audits[ref.id].displayValue || lhr.audits[ref.id].score})`);
  return { of: CATEGORIES.map((c) => Math.round(lhr.categories[c].score * 100)), lost };
}

const kb = (bytes) => `${(bytes / 1000).toFixed(1)} KB`;
const row = (cells) => console.log(cells.map((c, i) => (i ? String(c).padStart(16) : String(c).padEnd(12))).join(""));

const profile = mkdtempSync(join(tmpdir(), "daybook-size-"));
const server = await startDaybook();
// Somebody whose feed has something in it: an administrator's is empty and would measure nothing.
const staff = server.signins.find((s) => s.role === "staff");
if (!staff) {
  await server.stop();
  throw new Error("the demo organisation has no staff to sign in");
}
const port = await freePort();
const browser = await chromium.launchPersistentContext(profile, {
  executablePath: process.env.CHROMIUM,
  // A worker that has the files would hide what a first visit receives.
  serviceWorkers: "block",
  args: [`--remote-debugging-port=${port}`, "--no-sandbox", "--disable-dev-shm-usage"],
});
try {
  const page = await browser.newPage();
  const entry = new URL("/sign-in", server.url).href;
  const loads = [["sign-in", await firstLoad(page, entry)]];
  const feed = await signIn(page, server.url, staff);
  loads.push(["feed", await firstLoad(page, feed)]);
  // An open page keeps its stream and would take part in the measurement.
  await page.goto("about:blank");

  row(["first load", "requests", "all", "wasm", "js", "css"]);
  for (const [name, l] of loads) row([name, l.requests, kb(l.bytes), kb(l.wasm), kb(l.js), kb(l.css)]);

  console.log();
  row(["Lighthouse", ...CATEGORIES]);
  const lost = [];
  // Signed in first: the sign-in page would send a signed-in reader away, so its cookies go before its turn.
  const signedIn = await scores(feed, port);
  await browser.clearCookies();
  const signedOut = await scores(entry, port);
  for (const [name, s] of [["sign-in", signedOut], ["feed", signedIn]]) {
    row([name, ...s.of.map((n) => (n < WANTED ? `${n} < ${WANTED}` : n))]);
    if (s.of.some((n) => n < LEAST)) process.exitCode = 1;
    if (s.lost.length) lost.push(`${name}: ${s.lost.join(", ")}`);
  }
  for (const line of lost) console.log(line);
} finally {
  await browser.close();
  await server.stop();
  rmSync(profile, { recursive: true, force: true });
}

// What people are told of, and how they want to be told: without a script, on the phone and on the PC.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { after, afterEach, before, describe, it } from "node:test";
import { record, write } from "../help/feed.mjs";
import { House } from "../help/house.mjs";
import { leads } from "../help/wait.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TEXT = "核对台账，缺两页。";
const TITLE = "补齐台账缺页";

describe("notices", () => {
  let house;
  before(async () => (house = await House.open()));
  after(() => house.close());
  afterEach(() => house.tidy());

  const plain = (account, path, device = "phone") => house.at(account, path, { device, script: false });
  const line = (page, text) => page.locator("li.notice", { hasText: text });
  const unread = (page) => page.locator("li.notice.unread");

  /** The chief comments on a record of the staff's, and hands the staff an item. */
  async function news() {
    const staff = await house.at("staff", "/");
    await write(staff, TEXT);
    const chief = await house.at("chief", "/");
    const card = record(chief, TEXT);
    await card.locator("[data-key=comment]").click();
    await card.locator(".reply-form textarea").fill("哪两页？");
    await card.locator(".reply-form button[type=submit]").click();
    await record(staff, TEXT).getByText("哪两页？").waitFor();
    await chief.goto("/plan/new");
    await chief.locator("#new-title").fill(TITLE);
    await chief.locator("ul.checks label", { hasText: house.name("staff") }).first().locator("input").check();
    await chief.locator('form[action="/api/assign_plan"] button.primary').click();
    await chief.waitForURL("/plan");
    await house.tidy();
  }

  it("one is opened and leads to what it is about; the others stay unread", async () => {
    await news();
    const page = await plain("staff", "/notices");
    await line(page, TITLE).waitFor();
    const before = await unread(page).count();
    assert.ok(before >= 2, `${before} unread`);
    assert.match(await line(page, TITLE).innerText(), new RegExp(house.name("chief")));
    await line(page, "哪两页？").locator(".notice-open button").click();
    await page.waitForURL(/\/record\//);
    await page.goto("/notices");
    assert.equal(await unread(page).count(), before - 1);
    assert.equal(await line(page, "哪两页？").and(page.locator(".unread")).count(), 0);
  });

  it("answering the item reads its notice, and the answer is told to the leader", async () => {
    const page = await plain("staff", "/plan");
    const row = page.locator("li.plan-item", { hasText: TITLE });
    await leads(page, () => row.locator('form[action="/api/accept_plan"] button').click());
    await page.goto("/notices");
    await line(page, TITLE).waitFor();
    assert.equal(await line(page, TITLE).and(page.locator(".unread")).count(), 0);
    const chief = await plain("chief", "/notices", "pc");
    assert.match(await line(chief, TITLE).first().innerText(), new RegExp(`${house.name("staff")}[\\s\\S]*接受或同意`));
  });

  it("a second device hears that they were read on the first", async () => {
    const pc = await house.at("chief", "/", { device: "pc" });
    const badge = pc.locator("a[href='/notices'] .badge:visible, a[href='/notices'] .count:visible").first();
    await badge.waitFor();
    const phone = await plain("chief", "/notices");
    await leads(phone, () => phone.locator('form[action="/api/read_notices"] button').click());
    assert.equal(await unread(phone).count(), 0);
    assert.equal(await phone.locator('form[action="/api/read_notices"]').count(), 0, "nothing is left to read");
    await badge.waitFor({ state: "hidden" });
  });

  it("a thread is muted and let in again, and what needs an answer has no such button", async () => {
    const page = await plain("staff", "/notices", "pc");
    const commented = line(page, "哪两页？");
    const mute = commented.locator("button.mute");
    const before = await mute.getAttribute("aria-label");
    await leads(page, () => mute.click());
    const after = await mute.getAttribute("aria-label");
    assert.notEqual(after, before);
    await leads(page, () => mute.click());
    assert.equal(await mute.getAttribute("aria-label"), before);
    assert.equal(await line(page, TITLE).locator("button.mute").count(), 0);
  });

  it("wishes are kept, and what needs an answer cannot be switched off", async () => {
    const page = await plain("staff", "/notices");
    await page.locator("details.wishes summary").click();
    const form = (kind) => page.locator("details.wishes form", { has: page.locator(`#wish-${kind}`) });
    await page.locator("#wish-marked").selectOption("daily");
    await leads(page, () => form("marked").locator("button").click());
    assert.equal(await page.locator("#wish-marked").inputValue(), "daily");
    assert.equal(await page.locator("#wish-mentioned option[value=off]").count(), 0);
    assert.equal(await page.locator("#wish-plan_due option[value=daily]").count(), 0);
    assert.equal(await page.locator("#wish-plan_due option[value=off]").count(), 1);
  });

  it("the page is open to everybody, with its wishes unfolded", async () => {
    const faults = [];
    for (const device of ["phone", "pc"]) {
      const page = await house.at("staff", "/notices", { device, bypassCSP: true, still: true });
      await page.locator("details.wishes summary").click();
      for (const colorScheme of ["light", "dark"]) {
        await page.emulateMedia({ colorScheme });
        await page.evaluate(AXE);
        const { violations } = await page.evaluate(() => axe.run({ resultTypes: ["violations"] }));
        faults.push(...violations.map((v) => `${device} ${colorScheme}: ${v.id}: ${v.nodes[0].html.slice(0, 160)}`));
      }
      const wide = await page.evaluate(() => document.scrollingElement.scrollWidth > innerWidth);
      if (wide) faults.push(`${device}: scrolls sideways`);
    }
    assert.deepEqual(faults, []);
  });
});

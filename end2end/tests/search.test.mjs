// Finding again what was written: by words, by a name, by a number; only what one may read.
import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { record, said, write } from "../help/feed.mjs";
import { forgive, House } from "../help/house.mjs";
import { finds, leads } from "../help/wait.mjs";
import { zh } from "../help/words.mjs";

describe("search", () => {
  let house;
  before(async () => {
    house = await House.open();
    // A starting server fills its index, and says how far it is.
    const page = await house.at("director", "/search", { script: false });
    await finds(async () => {
      await page.goto("/search?q=检查");
      const filled = (await page.locator("main .note[role=status]").count()) === 0;
      // Nobody may ask all the time.
      if (!filled) await page.waitForTimeout(500);
      return filled;
    }, true, "the index is filled");
    await house.tidy();
  });
  after(() => house.close());
  afterEach(() => house.tidy());

  const look = async (page, q) => {
    await page.locator("#q").fill(q);
    await page.locator("#q").press("Enter");
    await page.waitForURL((url) => url.searchParams.get("q") === q);
  };
  const hits = (page) => page.locator("ol.hits > li.hit");

  it("/ opens it from the feed; what was just written is found, marked, and leads to its record", async () => {
    const page = await house.at("staff", "/");
    await write(page, "按新港〔2031〕77号通知，在北码头查验冷链集装箱，一票退运。");
    await page.locator("h1").click();
    await page.keyboard.press("/");
    await page.waitForURL("/search");
    // One can write at once.
    await page.locator("#q:focus").waitFor();
    for (const q of ["冷链集装箱", "北码头 退运", "〔2031〕77号", "(2031)77号", "冷链"]) {
      await look(page, q);
      await hits(page).first().filter({ hasText: "冷链" }).waitFor();
    }
    assert.deepEqual(await hits(page).first().locator(".said mark").allInnerTexts(), ["冷链"]);
    assert.equal(await page.locator("script[src*='/boot.']").count(), 0, "a page without the bundle");
    await hits(page).first().locator(".said a").click();
    await record(page, "北码头查验冷链集装箱").waitFor();
  });

  it("a comment leads to its place, and what was withdrawn is found no more", async () => {
    const page = await house.at("staff", "/");
    await write(page, "整理蓝鲸项目台账。");
    const own = record(page, "整理蓝鲸项目台账");
    await own.locator("[data-key=comment]").click();
    await own.locator(".reply-form textarea").fill("蓝鲸二期也一并整理。");
    await own.locator(".reply-form textarea").press("Control+Enter");
    await said(own, "蓝鲸二期").waitFor();
    const id = (await own.getAttribute("id")).replace("r-", "");
    await page.goto("/search?q=蓝鲸");
    assert.equal(await hits(page).count(), 2);
    await page.locator("nav.filters a").nth(2).click();
    await page.waitForURL(/kind=comment/);
    assert.equal(await hits(page).count(), 1);
    await hits(page).locator(".said a").click();
    await page.waitForURL(/\/record\/.+#c-/);
    await page.goto(`/record/${id}?withdraw=1`);
    await leads(page, () => page.locator("form.ask-page button[type=submit]").click());
    await page.goto("/search?q=蓝鲸");
    await page.locator(".empty").waitFor();
    assert.equal(await hits(page).count(), 0);
  });

  it("a stranger finds nothing of it, and a person's page is found by those who may see it", async () => {
    const staff = await house.at("staff", "/");
    await write(staff, "只给本单位看的琥珀方案。");
    const auditor = await house.at("auditor", "/search?q=琥珀");
    await auditor.locator(".empty").waitFor();
    const chief = await house.at("chief", `/search?q=${encodeURIComponent(house.name("staff"))}`);
    await chief.locator(".found-people mark").first().waitFor();
    await chief.goto("/search?q=琥珀");
    assert.equal(await hits(chief).count(), 1);
  });

  it("without a script, on a phone: the form narrows, pages go on, and odd questions are answered", async () => {
    const page = await house.at("director", "/search", { script: false, device: "phone" });
    await page.goto("/search?q=检查");
    const first = await hits(page).first().locator(".said a").getAttribute("href");
    assert.equal(await hits(page).count(), 20);
    await page.locator("nav.older a").last().click();
    await page.waitForURL(/cursor=/);
    assert.ok((await hits(page).count()) > 0);
    assert.notEqual(await hits(page).first().locator(".said a").getAttribute("href"), first);
    await page.goto("/search?q=检查");
    await page.locator(".search-ask summary").click();
    await page.locator("#ask-from").fill("2000-01-01");
    await page.locator("#ask-to").fill("2000-01-02");
    await page.locator(".search-ask button[type=submit]").click();
    await page.locator(".empty a.button").click();
    await page.waitForURL((url) => !url.searchParams.get("from"));
    assert.equal(await hits(page).count(), 20);
    forgive(page, /422/);
    await page.goto(`/search?q=${encodeURIComponent("。，！")}`);
    await page.getByRole("alert").waitFor();
    assert.equal(await page.locator("#q").inputValue(), "。，！", "the question is kept");
  });

  it("the way to it stands in the rail and on the own page", async () => {
    const page = await house.at("staff", "/");
    await page.locator("nav.rail").getByRole("link", { name: zh.find_page }).click();
    await page.waitForURL("/search");
    const phone = await house.at("staff", "/me", { device: "phone" });
    await phone.locator("ul.links").getByRole("link", { name: zh.find_page }).click();
    await phone.waitForURL("/search");
  });
});

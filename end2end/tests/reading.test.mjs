// One reads: where one was is where one comes back to, whatever happened meanwhile.
import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { plant, record, said, stillPlanted, top, write, writeMany } from "../help/feed.mjs";
import { forgive, House, ready } from "../help/house.mjs";
import { finds } from "../help/wait.mjs";
import { zh } from "../help/words.mjs";

describe("the reading place", () => {
  let house;
  before(async () => (house = await House.open()));
  after(() => house.close());
  afterEach(() => house.tidy());

  const articles = (page) => page.locator("article.record");

  /** Scrolls until so many records are there. */
  async function load(page, many) {
    for (let count = await articles(page).count(); count < many; count = await articles(page).count()) {
      await page.locator("#older").scrollIntoViewIfNeeded();
      await page.waitForFunction((count) => document.querySelectorAll("article.record").length > count, count);
    }
  }

  /** Brings a record to the top of the screen, as one who reads it. */
  async function read(page, number) {
    const id = await articles(page).nth(number).getAttribute("id");
    const at = page.locator(`[id="${id}"]`);
    await at.evaluate((element) => scrollBy({ top: element.getBoundingClientRect().top - 60, behavior: "instant" }));
    await page.waitForFunction((id) => String(history.state).includes(id), id.slice(2));
    return { at, id, place: await top(at) };
  }

  /** The record comes to where it was, and stays there. */
  async function back(page, { id, place }) {
    await page.waitForFunction(
      ([id, place]) => Math.abs((document.getElementById(id)?.getBoundingClientRect().top ?? -9999) - place) <= 2,
      [id, place],
    );
    await page.waitForTimeout(400);
    const now = await top(page.locator(`[id="${id}"]`));
    assert.ok(Math.abs(now - place) <= 2, `stood at ${place}, stands at ${now}`);
  }

  const addressOf = (page, text) => record(page, text).locator("a.when").getAttribute("href");

  it("Back from a record brings all that was loaded, at the same place; so do a reload and another document", async () => {
    const page = await house.at("director", "/");
    await load(page, 60);
    const here = await read(page, 47);
    const many = await articles(page).count();
    await plant(page);

    for (const link of ["a.when", "a.who"]) {
      await here.at.locator(link).click();
      await page.waitForURL(/\/(record|person)\//);
      await page.locator("main h1").waitFor();
      await page.goBack();
      await back(page, here);
      assert.ok((await articles(page).count()) >= many);
      assert.ok(await stillPlanted(page), "the same document");
    }

    await page.reload();
    await ready(page);
    await back(page, here);
    assert.equal(await stillPlanted(page), false);

    // Pressed without scrolling to it.
    await page.locator("nav.rail a.me").evaluate((link) => link.click());
    await page.waitForURL("/me");
    await page.goBack();
    await ready(page);
    await back(page, here);

    // Who asks for the feed anew gets it from the top.
    await page.locator("nav.rail a[href='/notices']").click();
    await page.waitForURL("/notices");
    await page.locator("nav.rail a[href='/']").first().click();
    await page.waitForURL("/");
    await ready(page);
    await page.waitForTimeout(400);
    assert.equal(await page.evaluate(() => scrollY), 0);
  });

  it("what happened while one was away is there when one comes back: new ones behind the pill, withdrawn ones gone", async () => {
    const [page, phone] = [await house.at("director", "/"), await house.at("staff", "/", { device: "phone" })];
    await write(phone, "稍后撤回的一条，先占个位置。");
    await page.locator("button.pill").click();
    await record(page, "稍后撤回的一条").waitFor();
    await load(page, 40);
    const here = await read(page, 30);
    await here.at.locator("a.when").click();
    await page.waitForURL(/\/record\//);
    await page.locator("article.record").waitFor();

    await record(phone, "稍后撤回的一条").getByRole("link", { name: zh.withdraw }).tap();
    await phone.getByRole("dialog").getByRole("button", { name: zh.withdraw }).tap();
    await record(phone, "稍后撤回的一条").waitFor({ state: "detached" });
    await write(phone, "离开期间新写的一条。");

    await page.goBack();
    await back(page, here);
    await page.locator("button.pill", { hasText: /^1\D/ }).waitFor();
    await record(page, "稍后撤回的一条").waitFor({ state: "detached" });
    assert.equal(await record(page, "离开期间新写的一条").count(), 0);
  });

  it("from one page into the other, on and back again: every heading is right and nothing breaks", async () => {
    const page = await house.at("chief", "/");
    const [staff] = [house.name("staff")];
    await write(await house.at("staff", "/", { device: "phone" }), "走一圈要用的一条。");
    await page.locator("button.pill").click();
    await record(page, "走一圈要用的一条").waitFor();
    const heading = async (name) => page.locator("main h1", { hasText: name }).waitFor();
    const unit = house.server.people.staff.unit;

    for (let round = 0; round < 2; round += 1) {
      await record(page, "走一圈要用的一条").locator("a.when").click();
      await page.waitForURL(/\/record\//);
      await heading(staff);
      await page.locator("article.record a.who").first().click();
      await page.waitForURL(/\/person\//);
      await heading(staff);
      await page.locator("ul.posts a[href^='/unit/']").first().click();
      await page.waitForURL(/\/unit\//);
      await heading(unit);
      await page.locator("details:has(ul.members)").evaluate((details) => (details.open = true));
      await page.locator("ul.members a", { hasText: staff }).click();
      await page.waitForURL(/\/person\//);
      await heading(staff);
      await page.locator("nav.rail a[href='/']").first().click();
      await page.waitForURL("/");
      await heading(zh.feed);
      await page.locator(".filters a[href*='mentioned']").click();
      await page.waitForURL(/scope=mentioned/);
      await page.locator(".filters a[aria-current]", { hasText: zh.mentioned }).waitFor();
      for (const [url, name] of [["/", zh.feed], [/\/person\//, staff], [/\/unit\//, unit], [/\/person\//, staff], [/\/record\//, staff]]) {
        await page.goBack();
        await page.waitForURL(url);
        await heading(name);
      }
      for (const [url, name] of [[/\/person\//, staff], [/\/unit\//, unit]]) {
        await page.goForward();
        await page.waitForURL(url);
        await heading(name);
      }
      await page.locator("nav.rail a.me").click();
      await page.waitForURL("/me");
      await heading(house.name("chief"));
      await page.goBack();
      await page.waitForURL(/\/unit\//);
      await ready(page);
      await heading(unit);
      await page.locator("nav.rail a[href='/']").first().click();
      await page.waitForURL("/");
      await heading(zh.feed);
      await record(page, "走一圈要用的一条").waitFor();
      assert.equal(await page.locator("main h1").count(), 1);
    }
  });

  it("a unit's and a person's page live: what is written there raises their pills", async () => {
    const [staff, pc] = [await house.at("staff", "/"), await house.at("chief", "/")];
    await write(staff, "先写一条，好找到人和单位。");
    await pc.locator("button.pill").click();
    const person = await record(pc, "先写一条，好找到人和单位").locator("a.who").getAttribute("href");
    await pc.goto(person);
    await ready(pc);
    const unit = await pc.locator("ul.posts a[href^='/unit/']").first().getAttribute("href");
    const there = await house.at("chief", unit);

    await write(staff, "人和单位的页面都该看到这一条。");
    for (const page of [pc, there]) {
      await page.locator("button.pill", { hasText: /^1\D/ }).waitFor();
      await page.locator("button.pill").click();
      await record(page, "都该看到这一条").waitFor();
    }
    await record(staff, "都该看到这一条").getByRole("link", { name: zh.withdraw }).click();
    await staff.getByRole("dialog").getByRole("button", { name: zh.withdraw }).click();
    for (const page of [pc, there]) await record(page, "都该看到这一条").waitFor({ state: "detached" });
  });

  it("a mention reaches the list of mentions; an own record comes into no list where it does not belong", async () => {
    const [staff, pc] = [await house.at("staff", "/"), await house.at("chief", "/?scope=mentioned")];
    const name = house.name("chief");
    await write(staff, "这条里稍后提到负责人。");
    const card = record(staff, "这条里稍后提到负责人");
    await card.locator("[data-key=comment]").click();
    const field = card.locator(".reply-form textarea");
    // Where the caret stands, not at the end of the text.
    await field.fill("，请核对附件。");
    await field.press("Home");
    await field.pressSequentially(`@${name[0]}`);
    await card.getByRole("option", { name }).click();
    assert.equal(await field.inputValue(), `@${name} ，请核对附件。`);
    await staff.keyboard.type("主任");
    assert.equal(await field.inputValue(), `@${name} 主任，请核对附件。`);
    await field.press("Control+Enter");
    await card.locator(".cmt a.mention").waitFor();

    await pc.locator("button.pill").click();
    await record(pc, "这条里稍后提到负责人").waitFor();

    await pc.locator("#compose").fill("在提到我的列表里写下的一条。");
    await pc.locator("form.composer button[type=submit]").click();
    await pc.locator(".toast", { hasText: zh.written }).waitFor();
    await record(staff, "在提到我的列表里写下的一条").or(staff.locator("button.pill")).first().waitFor();
    assert.equal(await record(pc, "在提到我的列表里写下的一条").count(), 0);

    await staff.locator("#compose").fill("还没想好的草稿一条。");
    await staff.locator("#compose-audience").selectOption("draft");
    await staff.locator("form.composer button[type=submit]").click();
    await staff.locator(".toast", { hasText: zh.kept_as_draft }).locator("a").click();
    await staff.waitForURL(/\/person\//);
    await record(staff, "还没想好的草稿一条").waitFor();
    await staff.goBack();
    await staff.waitForURL("/");
    await card.waitFor();
    assert.equal(await record(staff, "还没想好的草稿一条").count(), 0);
  });

  it("a comment whose answer was lost stands once, also when it was reworded before it was sent again", async () => {
    const page = await house.at("staff", "/");
    forgive(page, /net::ERR_FAILED/);
    await write(page, "评论的回音会丢的一条。");
    const card = record(page, "评论的回音会丢的一条");
    await card.locator("[data-key=comment]").click();
    const field = card.locator(".reply-form textarea");
    const lose = () =>
      page.route("**/api/write_comment", async (route) => {
        await route.fetch();
        await route.abort();
      }, { times: 1 });
    const send = () => card.locator(".reply-form button[type=submit]").click();

    await lose();
    await field.fill("只应出现一次的评论");
    await send();
    await page.locator(".toast.bad").waitFor();
    assert.equal(await field.inputValue(), "只应出现一次的评论");
    await send();
    await page.waitForFunction(() => document.querySelector(".reply-form textarea").value === "");
    await said(card, "只应出现一次的评论").waitFor();

    await lose();
    await field.fill("改之前的话");
    await send();
    await page.waitForFunction(() => document.querySelector(".reply-form textarea").value === "改之前的话");
    await field.fill("改之后的话");
    await send();
    await said(card, "改之后的话").waitFor();

    // What is written next is a comment of its own.
    await field.fill("第三句");
    await send();
    await said(card, "第三句").waitFor();
    await page.goto(await addressOf(page, "评论的回音会丢的一条"));
    const texts = await card.locator(".cmt > .text").allInnerTexts();
    assert.deepEqual(texts, ["只应出现一次的评论", "改之后的话", "第三句"]);
  });

  it("a record's own page follows an edit: the words change and the earlier version can be read there", async () => {
    const [staff, pc] = [await house.at("staff", "/"), await house.at("chief", "/")];
    await write(staff, "单独打开着的一条，原来的话。");
    await pc.locator("button.pill").click();
    await pc.goto(await addressOf(pc, "单独打开着的一条"));
    await ready(pc);
    await plant(pc);
    assert.equal(await pc.locator("details.history").count(), 0);

    await record(staff, "单独打开着的一条").getByRole("link", { name: zh.edit }).click();
    await staff.waitForURL(/edit=1/);
    await staff.locator("#compose").fill("单独打开着的一条，改过的话。");
    await staff.locator("form.composer button[type=submit]").click();

    await pc.locator("article.record .text", { hasText: "改过的话" }).waitFor();
    await pc.locator("a.edited").click();
    await pc.locator("details.history summary").click();
    await pc.locator("details.history li", { hasText: "原来的话" }).waitFor();
    assert.ok(await stillPlanted(pc));
  });

  it("a grant ends while its unit and its people are open: the pages close and keep nothing", async () => {
    const staff = await house.at("staff", "/");
    await write(staff, "授权期间邻处能看到的一条。", "granted");
    const peer = await house.at("peer", "/");
    forgive(peer, /404/);
    const person = await record(peer, "授权期间邻处能看到的一条").locator("a.who").getAttribute("href");
    await peer.goto(person);
    const unit = await peer.locator("ul.posts a[href^='/unit/']").first().getAttribute("href");
    const open = [];
    for (const path of [person, unit, `/?scope=unit:${unit.split("/").pop()}`]) {
      const page = await peer.context().newPage();
      forgive(page, /404/);
      await page.goto(path);
      await ready(page);
      await record(page, "授权期间邻处能看到的一条").waitFor();
      await plant(page);
      open.push(page);
    }

    const chief = await house.at("chief", "/grants");
    const name = house.server.people.peer.unit;
    const row = chief.locator("ul.grants").first().locator("li", { hasText: name });
    await row.getByRole("link", { name: zh.revoke }).click();
    await chief.locator("form.ask-page", { hasText: name }).getByRole("button", { name: zh.revoke }).click();
    await row.waitFor({ state: "detached" });

    for (const [place, page] of open.entries()) {
      const closed = place === 0 ? zh.person_closed : zh.not_found;
      await page.locator("main h1", { hasText: closed }).waitFor();
      await finds(() => articles(page).count(), 0);
      assert.doesNotMatch(await page.locator("main").innerText(), new RegExp(`${house.name("staff")}|授权期间`));
      assert.ok(await stillPlanted(page), "without reloading");
    }
  });

  // The last one: it takes all that the server lets these people write in a minute.
  it("more than twenty new records come in above what is read; still more leave a gap that fills", async () => {
    const [all, led] = [await house.at("director", "/"), await house.at("director", "/?scope=led")];
    const staff = await house.at("staff", "/");
    const chief = await house.at("chief", "/");
    const peer = await house.at("peer", "/");
    for (const page of [staff, chief, peer]) forgive(page, /429/);
    await load(all, 40);
    const here = await read(all, 25);
    await plant(all);

    const few = Array.from({ length: 25 }, (_, n) => `第一批第${n + 1}条。`);
    await writeMany(staff, few);
    await all.locator("button.pill", { hasText: /^25\D/ }).waitFor();
    await led.locator("button.pill", { hasText: /^2\d\+/ }).waitFor();
    await all.locator("button.pill").click();
    await record(all, "第一批第1条").waitFor({ state: "attached" });
    await back(all, here);
    assert.equal(await record(all, "第一批第").count(), 25);
    assert.ok(await stillPlanted(all));
    await led.locator("button.pill").click();
    await record(led, "第一批第1条").waitFor({ state: "attached" });
    assert.equal(await record(led, "第一批第").count(), 25);

    const writers = [[chief, "甲", 30], [peer, "乙", 30], [staff, "丙", 4]];
    await Promise.all(writers.map(([page, who, many]) => writeMany(page, Array.from({ length: many }, (_, n) => `第二批${who}${n + 1}号。`))));
    await all.locator("button.pill", { hasText: /^64\D/ }).waitFor();
    await all.locator("button.pill").click();
    const gap = all.locator(".gap button");
    await gap.waitFor({ state: "attached" });
    await back(all, here);
    assert.equal(await record(all, "第二批").count(), 60);
    await gap.click();
    await gap.waitFor({ state: "detached" });
    assert.equal(await record(all, "第二批").count(), 64);
    const ids = await articles(all).evaluateAll((list) => list.map((one) => one.id));
    assert.equal(new Set(ids).size, ids.length, "each once");
  });
});

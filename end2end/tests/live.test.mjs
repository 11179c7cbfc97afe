// Two people, two browsers: what one does, the other sees, without reloading.
import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { overhear, plant, record, stands, stillPlanted, top, write } from "../help/feed.mjs";
import { listening } from "../help/device.mjs";
import { forgive, House, ready } from "../help/house.mjs";
import { finds } from "../help/wait.mjs";
import { zh } from "../help/words.mjs";

/** A record that closes is asked for once more, and is not there. */
const CLOSED = /404.*\/api\/card/;

describe("what one does, the others see", () => {
  let house;
  before(async () => (house = await House.open()));
  after(() => house.close());
  afterEach(() => house.tidy());

  const both = async () => [await house.at("staff", "/", { device: "phone" }), await house.at("chief", "/")];

  it("a record written on the phone raises the pill on the PC, and comes in without moving what is read", async () => {
    const [phone, pc] = await both();
    await plant(pc);
    const reading = pc.locator(`#${await pc.locator("article.record").nth(8).getAttribute("id")}`);
    await reading.evaluate((element) => scrollTo({ top: element.offsetTop - 200, behavior: "instant" }));
    const place = await top(reading);

    await phone.locator(".tabbar a.add").tap();
    await phone.waitForURL("/new");
    await phone.locator("#compose:focus").waitFor();
    await phone.locator("#compose").fill("现场核对伸缩缝更换进度，三处已完成。");
    await phone.locator("form.composer button[type=submit]").tap();
    await phone.waitForURL("/");
    await record(phone, "现场核对伸缩缝更换进度").waitFor();

    const pill = pc.locator("button.pill");
    await pill.waitFor();
    assert.match(await pill.innerText(), /^1\D/);
    assert.equal(await record(pc, "现场核对伸缩缝更换进度").count(), 0, "nothing pushes in while one reads");
    assert.equal(await top(reading), place);

    await pill.click();
    await record(pc, "现场核对伸缩缝更换进度").waitFor({ state: "attached" });
    await pill.waitFor({ state: "hidden" });
    await stands(reading, place);
    assert.ok(await stillPlanted(pc));
  });

  it("a double click writes once and marks once", async () => {
    const [phone, pc] = await both();
    await phone.locator("#compose").fill("连点两下，只记一条。");
    await phone.locator("form.composer button[type=submit]").dblclick();
    await pc.locator("button.pill").click();
    const there = record(pc, "连点两下");
    await there.getByRole("button", { name: zh.mark }).evaluate((button) => [button.click(), button.click()]);
    await record(phone, "连点两下").locator(".ring").waitFor();
    for (const page of [phone, pc]) {
      await page.reload();
      assert.equal(await record(page, "连点两下").count(), 1);
      assert.equal(await record(page, "连点两下").locator(".ring").count(), 1);
    }
  });

  it("an entry for yesterday is marked as late, and the next record is of today and for the usual readers again", async () => {
    const [phone] = await both();
    await phone.locator("#compose").fill("昨天补记：与供电所核对了停电计划。");
    await phone.getByRole("button", { name: "昨天" }).click();
    await phone.locator("#compose-audience").selectOption("leaders");
    await phone.locator("form.composer button[type=submit]").click();
    const late = record(phone, "昨天补记");
    await late.getByText(/^补记 /).first().waitFor();
    const today = await phone.locator("#compose-day").getAttribute("max");
    await finds(() => Promise.all(["#compose-day", "#compose-audience"].map((field) => phone.locator(field).inputValue())), [today, "unit"]);
    await phone.locator("#compose").fill("今天：停电计划已公布。");
    await phone.locator("form.composer button[type=submit]").click();
    await record(phone, "停电计划已公布").waitFor();
    assert.equal(await record(phone, "停电计划已公布").getByText(/^补记 /).count(), 0);
  });

  it("the chief's mark reaches the phone as a ring, and goes when it is taken back", async () => {
    const [phone, pc] = await both();
    await write(phone, "夜间巡查两个标段，记录照明故障一处。");
    await plant(phone);
    await pc.locator("button.pill").click();
    const [here, there] = [record(phone, "夜间巡查两个标段"), record(pc, "夜间巡查两个标段")];
    assert.equal(await here.locator(".ring").count(), 0);

    await there.getByRole("button", { name: zh.mark }).click();
    await here.locator(".ring").waitFor();
    assert.match(await here.locator(".ring").innerText(), new RegExp(house.name("chief")));
    assert.ok(await here.evaluate((element) => element.classList.contains("marked")));

    await there.getByRole("button", { name: zh.mark }).click();
    await here.locator(".ring").waitFor({ state: "detached" });
    assert.ok(await stillPlanted(phone));
  });

  it("a comment with a completed @name appears on the other side, and names its person", async () => {
    const [phone, pc] = await both();
    const name = house.name("chief");
    await write(phone, "养护合同变更报审，附件两份。");
    await pc.locator("button.pill").click();
    const [here, there] = [record(phone, "养护合同变更报审"), record(pc, "养护合同变更报审")];

    await here.locator("[data-key=comment]").tap();
    const field = here.locator(".reply-form textarea");
    const asked = (response) => response.url().endsWith("/api/mentionable") && new URLSearchParams(response.request().postData()).get("prefix") === name[0];
    const answered = phone.waitForResponse(asked);
    await field.pressSequentially(`请@${name[0]}`);
    // Those whose name has the letter, and no more those of the `@` alone.
    await answered;
    const options = () => here.getByRole("option").allInnerTexts();
    await finds(async () => (await options()).every((person) => person.split(/\s/)[0].includes(name[0])), true);
    await here.getByRole("option", { name }).waitFor();
    const offered = await options();
    for (const _ of offered.slice(0, offered.findIndex((person) => person.startsWith(name)))) await field.press("ArrowDown");
    await field.press("Enter");
    assert.equal(await field.inputValue(), `请@${name} `);
    await field.pressSequentially("确认附件。");
    await here.locator(".reply-form button[type=submit]").tap();

    await there.locator(".cmt", { hasText: `请@${name} 确认附件。` }).waitFor();
    await there.locator(".cmt a.mention", { hasText: `@${name}` }).click();
    await pc.waitForURL(/\/person\//);
    await pc.getByRole("heading", { level: 1, name }).waitFor();
  });

  it("an edit changes the text in place and the earlier version can be read", async () => {
    const [phone, pc] = await both();
    await write(phone, "完成边坡复测十二个断面。");
    await pc.locator("button.pill").click();
    const there = record(pc, "完成边坡复测");
    const id = await there.getAttribute("id");
    await plant(pc);

    await record(phone, "完成边坡复测").getByRole("link", { name: zh.edit }).tap();
    await phone.waitForURL(/edit=1/);
    await phone.locator("#compose").fill("完成边坡复测十四个断面，两处超限。");
    await phone.locator("form.composer button[type=submit]").tap();

    await pc.locator(`#${id} .text`, { hasText: "十四个断面" }).waitFor();
    assert.ok(await stillPlanted(pc));
    await pc.locator(`#${id} a.edited`).click();
    await pc.waitForURL(/#history$/);
    await pc.locator("details.history summary").click();
    await pc.locator("details.history li", { hasText: "完成边坡复测十二个断面。" }).waitFor();
  });

  it("a comment on a record that a list does not show makes the list ask for nothing", async () => {
    const [phone, feed] = await both();
    await write(phone, "只改字句，不惊动别的列表。");
    const here = record(phone, "只改字句");
    const id = (await here.getAttribute("id")).slice(2);
    const person = await feed.evaluate(() => JSON.parse(document.documentElement.dataset.me).person.id);
    const pc = await (await house.seat("chief")).newPage();
    const heard = await overhear(pc);
    await pc.goto(`/person/${person}`);
    await ready(pc);
    const asked = [];
    pc.on("request", (request) => new URL(request.url()).pathname === "/api/feed" && asked.push(request.url()));
    await here.locator("[data-key=comment]").tap();
    await here.locator(".reply-form textarea").fill("补一句。");
    await here.locator(".reply-form button[type=submit]").tap();
    await heard.until(`{"changed":{"record":"${id}"`);
    await pc.waitForTimeout(1_000);
    assert.deepEqual(asked, []);
  });

  it("a record that was taken back as a draft and is published again raises the pill again, and its writer's page moves it up", async () => {
    const [phone, pc] = await both();
    forgive(pc, CLOSED);
    await write(phone, "先发出、再收回补充的一条。");
    await pc.locator("button.pill").click();
    const id = await record(pc, "先发出、再收回补充的一条").getAttribute("id");
    await write(phone, "收回期间写的另一条。");
    await pc.locator("button.pill").click();
    await record(pc, "收回期间写的另一条").waitFor();
    const person = await phone.evaluate(() => JSON.parse(document.documentElement.dataset.me).person.id);
    const own = await house.at("staff", `/person/${person}`);
    const change = async (text, audience) => {
      const form = { record: id.slice(2), text, day: "", audience, key: `again ${audience} ${text.length}` };
      const answer = await phone.request.post("/api/edit_record", { form, headers: { accept: "application/json" } });
      assert.ok(answer.ok(), await answer.text());
    };
    await change("先发出、再收回补充的一条。", "draft");
    await pc.locator(`#${id}`, { hasText: zh.gone }).waitFor();
    await own.locator(`#${id}`, { hasText: zh.to_draft }).waitFor();
    await change("先发出、再收回补充的一条，已补充。", "unit");
    await pc.locator("button.pill").click();
    await pc.locator(`#${id} .text`, { hasText: "已补充" }).waitFor();
    for (const page of [pc, own]) {
      await page.waitForFunction((id) => document.querySelector("article.record").id === id, id);
      assert.equal(await page.locator(`#${id}`).count(), 1);
      assert.equal(await page.locator(`#${id} .chip.draft`).count(), 0);
    }
  });

  it("a withdrawn record leaves its trace with the chief and nothing of its words", async () => {
    const [phone, pc] = await both();
    await write(phone, "误写的一条，稍后撤回。");
    await pc.locator("button.pill").click();
    const id = await record(pc, "误写的一条").getAttribute("id");

    const half = pc.locator(`#${id} .reply-form textarea`);
    await pc.locator(`#${id} [data-key=comment]`).click();
    await half.fill("写到一半的评论");
    await record(phone, "误写的一条").getByRole("link", { name: zh.withdraw }).tap();
    await phone.getByRole("dialog").getByRole("button", { name: zh.withdraw }).tap();

    await pc.locator(`#${id}`, { hasText: zh.withdrawn }).waitFor();
    assert.equal(await half.inputValue(), "写到一半的评论");
    assert.doesNotMatch(await pc.locator("main").innerText(), /误写的一条/);
    assert.equal(await pc.locator(`#${id} [data-key=like]`).count(), 0, "nothing more can be done to it");

    // Who opens the feed right afterwards is not offered what is gone.
    const late = await (await house.seat("chief")).newPage();
    const heard = await overhear(late);
    await late.goto("/");
    await ready(late);
    await write(phone, "撤回之后的一条。");
    const next = (await record(phone, "撤回之后的一条").getAttribute("id")).replace("r-", "");
    await heard.until(next);
    await late.locator("button.pill").waitFor();
    assert.match(await late.locator("button.pill").innerText(), /^1\D/);
  });

  it("a comment that is half written when its record closes stays with its writer", async () => {
    const [phone, pc] = await both();
    forgive(pc, CLOSED);
    await write(phone, "先给大家看，再收回的一条。");
    await pc.locator("button.pill").click();
    const id = await record(pc, "先给大家看").getAttribute("id");
    const there = pc.locator(`#${id}`);
    await there.locator("[data-key=comment]").click();
    await there.locator(".reply-form textarea").fill("还没有说完的一句");
    const change = async (audience) => {
      const form = { record: id.slice(2), text: "先给大家看，再收回的一条。", day: "", audience, key: `closing ${audience}` };
      const answer = await phone.request.post("/api/edit_record", { form, headers: { accept: "application/json" } });
      assert.ok(answer.ok(), await answer.text());
    };
    await change("draft");
    await there.getByText(zh.gone).waitFor();
    await there.getByText(zh.not_sent).waitFor();
    await there.getByText("还没有说完的一句").waitFor();
    assert.doesNotMatch(await there.innerText(), /先给大家看/);
    await change("unit");
    await pc.locator("button.pill").click();
    await there.locator("[data-key=comment]").click();
    await pc.waitForFunction((id) => document.querySelector(`#${id} .reply-form textarea`)?.value === "还没有说完的一句", id);
    await there.locator(".reply-form textarea").fill("");
  });

  it("without locks, as over plain HTTP, a tab that nobody looks at holds no connection, and misses nothing", async () => {
    const page = await (await house.seat("chief")).newPage();
    await page.addInitScript(() => {
      Object.defineProperty(Navigator.prototype, "locks", { value: undefined });
      globalThis.letGo = 0;
      const { close } = EventSource.prototype;
      EventSource.prototype.close = function () {
        globalThis.letGo += 1;
        close.call(this);
      };
    });
    const connects = () => page.waitForRequest((request) => new URL(request.url()).pathname === "/live");
    const look = (state) => page.evaluate((state) => {
      Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    }, state);
    const first = connects();
    await page.goto("/");
    await ready(page);
    await first;
    assert.equal(await page.evaluate(() => letGo), 0);
    await look("hidden");
    await page.waitForFunction(() => letGo === 1);

    await write(await house.at("staff", "/", { device: "phone" }), "没有人看的时候写的一条。");
    assert.equal(await page.locator("button.pill").isVisible(), false);
    const again = connects();
    await look("visible");
    await again;
    await page.locator("button.pill").click();
    await record(page, "没有人看的时候写的一条").waitFor();
  });

  it("two tabs of one browser share one stream, and the second goes on when the first is closed", async () => {
    const browser = await house.seat("chief");
    let streams = 0;
    browser.on("request", (request) => (streams += new URL(request.url()).pathname === "/live" ? 1 : 0));
    const [one, two] = [await browser.newPage(), await browser.newPage()];
    const first = one.waitForRequest(/\/live/);
    await one.goto("/");
    await first;
    await two.goto("/");
    const phone = await house.at("staff", "/", { device: "phone" });

    await write(phone, "第一条，两个标签页都应看到。");
    await Promise.all([one, two].map((tab) => tab.locator("button.pill").waitFor()));
    assert.equal(streams, 1);

    await one.close();
    await write(phone, "第二条，只剩一个标签页。");
    await two.locator("button.pill", { hasText: /^2\D/ }).waitFor();
    assert.equal(streams, 2);
  });

  it("the bell counts on pages without the script too, and all tabs of a browser share one stream", async () => {
    const context = await house.seat("staff");
    const streams = [];
    context.on("request", (request) => new URL(request.url()).pathname === "/live" && streams.push(request));
    const feed = await context.newPage();
    await feed.goto("/");
    await ready(feed);
    await write(feed, "给铃铛的一条纪实。");
    const id = (await record(feed, "给铃铛的一条纪实").getAttribute("id")).replace("r-", "");
    const plain = await context.newPage();
    await plain.goto("/indicators");
    await listening(plain);
    const unread = async () => Number((await plain.locator(".rail a[href='/notices'] .badge").allInnerTexts())[0] ?? 0);
    const before = await unread();
    const chief = await house.at("chief", "/");
    const comment = async (text) => {
      const answer = await chief.request.post("/api/write_comment", { form: { record: id, text, mentions: "", key: text }, headers: { accept: "application/json" } });
      assert.ok(answer.ok(), await answer.text());
    };
    const counts = (page, n) => page.waitForFunction((n) => Number(document.querySelector(".rail a[href='/notices'] .badge")?.textContent ?? 0) >= n, n);
    await comment("第一句");
    await counts(plain, before + 1);
    assert.equal(streams.length, 1, "the feed's");

    // The tab with the stream goes: the other one takes it, and passes on what comes.
    await feed.close();
    await finds(() => streams.length, 2);
    const again = await context.newPage();
    await again.goto("/");
    await ready(again);
    await comment("第二句");
    await again.locator(".cmt, article.record", { hasText: "第二句" }).first().waitFor();
    await counts(plain, before + 1);
    assert.equal(streams.length, 2);
  });
});

// The server is killed in the middle of the work, and comes back.
import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { overhear, plant, record, stillPlanted, write } from "../help/feed.mjs";
import { listening } from "../help/device.mjs";
import { forgive, House, ready } from "../help/house.mjs";
import { finds, LONG } from "../help/wait.mjs";
import { Wire } from "../help/wire.mjs";
import { zh } from "../help/words.mjs";

/** While nothing listens, requests fail; browsers say so. */
const DOWN = /net::ERR_|error occurred when fetching the script/;

describe("the server dies and returns while people have it open", () => {
  let house;
  before(async () => (house = await House.open()));
  after(() => house.close());
  afterEach(() => house.tidy());

  it("nothing acknowledged is lost, what was half written stays, and news arrive again, once", async () => {
    const phone = await house.at("staff", "/", { device: "phone" });
    const pc = await house.at("chief", "/");
    for (const page of [phone, pc]) {
      forgive(page, DOWN);
      await plant(page);
    }
    await listening(phone);
    await write(phone, "断电之前记下的一条。");
    await pc.locator("button.pill").waitFor();
    await phone.locator("#compose").fill("写到一半的话");

    await house.server.kill();
    await Promise.all([phone, pc].map((page) => page.getByText(zh.offline).waitFor(LONG)));

    // Sending now keeps the words for later, and the field is free for the next ones.
    await phone.locator("form.composer button[type=submit]").tap();
    await phone.locator(".tray-pill").waitFor();
    assert.equal(await phone.locator("#compose").inputValue(), "");
    await phone.locator("#compose").fill("断电时的下一句");

    // A mark given now is taken back, with a message.
    const mark = pc.locator("article.record").nth(1).locator("[data-key=like]");
    const before = await mark.getAttribute("aria-pressed");
    await mark.click();
    await pc.locator(".toast.bad").waitFor();
    assert.equal(await mark.getAttribute("aria-pressed"), before);

    const heard = await overhear(pc);
    await house.server.again();
    await Promise.all([phone, pc].map((page) => page.getByText(zh.offline).waitFor({ state: "detached", ...LONG })));
    assert.equal(await phone.locator("#compose").inputValue(), "断电时的下一句");

    // What waits goes out by itself.
    await record(phone, "写到一半的话").waitFor(LONG);
    await phone.locator("#compose").fill("");
    await pc.locator("button.pill", { hasText: /^2\D/ }).waitFor();
    await pc.locator("button.pill").click();
    await record(pc, "写到一半的话").waitFor();
    for (const page of [phone, pc]) {
      assert.equal(await record(page, "断电之前记下的一条").count(), 1);
      assert.equal(await record(page, "写到一半的话").count(), 1);
      assert.ok(await stillPlanted(page), "without reloading");
    }
    const created = heard.filter((message) => message.includes("created"));
    assert.equal(new Set(created).size, created.length, "no event came twice");

    await pc.reload();
    assert.equal(await record(pc, "断电之前记下的一条").count(), 1);
    assert.equal(await record(pc, "写到一半的话").count(), 1);
  });

  it("the network is gone for one of them: what happened meanwhile comes when it is back, once", async (t) => {
    const wire = await Wire.to(house.server.url);
    t.after(() => wire.close());
    const phone = await house.at("staff", `${wire.url}/`, { device: "phone" });
    const pc = await house.at("chief", "/");
    forgive(phone, DOWN);
    await write(phone, "断网之前的一条。");
    await pc.locator("button.pill").click();
    await plant(phone);

    wire.cut();
    await phone.getByText(zh.offline).waitFor(LONG);
    await record(pc, "断网之前的一条").getByRole("button", { name: zh.mark }).click();
    await record(pc, "断网之前的一条").locator(".ring").waitFor();
    assert.equal(await record(phone, "断网之前的一条").locator(".ring").count(), 0);

    wire.mend();
    await record(phone, "断网之前的一条").locator(".ring").waitFor(LONG);
    await phone.getByText(zh.offline).waitFor({ state: "detached" });
    assert.equal(await record(phone, "断网之前的一条").locator(".ring").count(), 1);
    assert.ok(await stillPlanted(phone));
  });

  it("a connection that dies without a word is noticed, and what was missed comes", async (t) => {
    const wire = await Wire.to(house.server.url);
    t.after(() => wire.close());
    const phone = await (await house.seat("staff", { device: "phone" })).newPage();
    await phone.clock.install();
    await phone.goto(`${wire.url}/`);
    await ready(phone);
    await phone.clock.runFor(2_000);
    await finds(() => wire.live > 0, true);
    const pc = await house.at("chief", "/");
    forgive(phone, DOWN);
    await plant(phone);
    await phone.locator("#compose").fill("还在想怎么写");
    wire.numb();
    await write(pc, "静默期间记下的一条。");
    const id = (await record(pc, "静默期间记下的一条").getAttribute("id")).replace("r-", "");
    const heard = await overhear(phone);
    await phone.clock.runFor(70_000);
    await heard.until(id);
    assert.ok(await stillPlanted(phone));
    assert.equal(await phone.locator("#compose").inputValue(), "还在想怎么写");
    await phone.locator("#compose").fill("");
  });

  it("a page of an older build says that a new version is ready, and reloading keeps what is typed", async () => {
    const browser = await house.seat("staff", { device: "phone" });
    let older = true;
    await browser.route(
      (url) => url.pathname === "/",
      async (route) => {
        const answer = await route.fetch();
        const html = await answer.text();
        await route.fulfill({ response: answer, body: older ? html.replace(/data-build="[^"]*"/, 'data-build="/pkg/older.wasm"') : html });
      },
    );
    const phone = await browser.newPage();
    await phone.goto("/");
    await ready(phone);
    const line = phone.locator(".connection p", { hasText: "新版本已就绪" });
    await line.waitFor();
    await phone.locator("#compose").fill("升级之前写到一半");
    older = false;
    const heard = await overhear(phone);
    await Promise.all([phone.waitForEvent("load"), line.getByRole("link").tap()]);
    await phone.waitForFunction(() => document.querySelector("#compose")?.value === "升级之前写到一半");
    await heard.until("/pkg/");
    assert.equal(await phone.getByText("新版本已就绪").count(), 0);
    await phone.locator("#compose").fill("");
  });

  it("news in words that this page cannot read leads to reading the lists again", async () => {
    const browser = await house.seat("staff", { device: "phone" });
    const novel = { id: "01JD3Z8V9QK4M5N6P7R8S9T0AB0", event: { novelty: { of: "a later version" } } };
    await browser.route(
      (url) => url.pathname === "/live",
      (route) => route.fulfill({ contentType: "text/event-stream", body: `retry: 1000\ndata: ${JSON.stringify(novel)}\n\n` }),
    );
    const phone = await browser.newPage();
    await phone.goto("/");
    await plant(phone);
    await write(await house.at("chief", "/"), "旧页面也看得到的一条。");
    await phone.locator("button.pill").click();
    await record(phone, "旧页面也看得到的一条").waitFor();
    assert.ok(await stillPlanted(phone));
  });

  it("who was signed in still is, and unsent words come back after a new start of the page", async () => {
    const phone = await house.at("staff", "/", { device: "phone" });
    forgive(phone, DOWN);
    await phone.locator("#compose").fill("还没有发出的草稿");
    await house.server.kill();
    await house.server.again();
    await phone.reload();
    await phone.waitForFunction(() => document.querySelector("#compose")?.value === "还没有发出的草稿");
    await phone.locator("#compose").fill("");
  });
});

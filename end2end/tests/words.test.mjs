// Nothing that was typed is lost, and nothing goes out under another name, however slow the line.
import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { listening } from "../help/device.mjs";
import { overhear, record, write } from "../help/feed.mjs";
import { forgive, House, ready, signIn } from "../help/house.mjs";
import { finds } from "../help/wait.mjs";
import { zh } from "../help/words.mjs";

/** Holds the answers of a function back, after the server did what was asked, until `go`. */
async function hold(page, name) {
  let go;
  const gate = new Promise((open) => (go = open));
  let came;
  const done = new Promise((told) => (came = told));
  await page.route(`**/api/${name}`, async (route) => {
    const response = await route.fetch();
    came();
    await gate;
    await route.fulfill({ response });
  }, { times: 1 });
  return { go, done };
}

const drafted = (page, text) => page.waitForFunction((text) => Object.entries(localStorage).some(([name, kept]) => name.includes(":draft:") && kept.includes(text)), text);

describe("words", () => {
  let house;
  before(async () => (house = await House.open()));
  after(() => house.close());
  afterEach(() => house.tidy());

  it("what is typed during a slow send is the next record, and outlives the page", async () => {
    const page = await house.at("staff", "/");
    await listening(page);
    const slow = await hold(page, "write_record");
    await page.locator("#compose").fill("慢线路上发出的第一条。");
    await page.locator("form.composer button[type=submit]").click();
    await slow.done;
    await page.locator("#compose").fill("等待时写下的第二条。");
    slow.go();
    await record(page, "慢线路上发出的第一条").waitFor();
    assert.equal(await page.locator("#compose").inputValue(), "等待时写下的第二条。");
    await drafted(page, "等待时写下的第二条");
    await page.reload();
    await ready(page);
    await page.waitForFunction(() => document.querySelector("#compose").value === "等待时写下的第二条。");
    await page.locator("form.composer button[type=submit]").click();
    await record(page, "等待时写下的第二条").waitFor();
    assert.equal(await record(page, "慢线路上发出的第一条").count(), 1);
  });

  it("who has one post names none, and so is not refused when it becomes another one", async () => {
    const page = await house.at("staff", "/");
    assert.equal(await page.locator("#compose-unit").count(), 0);
    const sent = page.waitForRequest("**/api/write_record");
    await write(page, "调岗当天写下的一条。");
    assert.equal(new URLSearchParams((await sent).postData()).get("unit"), "");
  });

  it("Ctrl+Enter is noted as a try, as the button is", async () => {
    const page = await house.at("staff", "/");
    await listening(page);
    const slow = await hold(page, "write_record");
    await page.locator("#compose").fill("用快捷键发出的一条。");
    await page.keyboard.press("Control+Enter");
    await slow.done;
    const tried = await page.evaluate(() => Object.entries(localStorage).filter(([name]) => name.endsWith(":new")).map(([, kept]) => JSON.parse(kept).tried?.text));
    assert.deepEqual(tried, ["用快捷键发出的一条。"]);
    slow.go();
    await record(page, "用快捷键发出的一条").waitFor();
  });

  it("a comment that failed is sent again in the words that stand there by now, and another one stays", async () => {
    const page = await house.at("staff", "/");
    forgive(page, /net::ERR_FAILED/);
    await write(page, "评论会失败的一条。");
    const card = record(page, "评论会失败的一条");
    await card.locator("[data-key=comment]").click();
    const field = card.locator(".reply-form textarea");
    const send = () => card.locator(".reply-form button[type=submit]").click();
    const again = () => page.locator(".toast.bad .again").click();
    const fail = () => page.route("**/api/write_comment", (route) => route.abort(), { times: 1 });

    await fail();
    await field.fill("改之前的话");
    await send();
    await page.locator(".toast.bad").waitFor();
    await field.fill("改之后的话");
    await again();
    await card.locator(".cmt .text", { hasText: "改之后的话" }).waitFor();
    assert.equal(await field.inputValue(), "");

    // Another one was begun before the first one failed.
    let failing;
    const failed = new Promise((go) => (failing = go));
    await page.route("**/api/write_comment", async (route) => (await failed, route.abort()), { times: 1 });
    await field.fill("先发的一句");
    await send();
    await field.fill("后写的一句");
    failing();
    await page.locator(".toast.bad").waitFor();
    await again();
    await page.locator(".toast.bad").waitFor({ state: "detached" });
    await card.locator(".cmt .text", { hasText: "先发的一句" }).waitFor();
    assert.equal(await field.inputValue(), "后写的一句");
  });

  it("an edit whose answer was lost is made again in the words that stand there by now", async () => {
    const page = await house.at("staff", "/");
    forgive(page, /net::ERR_FAILED/);
    await write(page, "复核了三处标高。");
    await record(page, "复核了三处标高").getByRole("link", { name: zh.edit }).click();
    await page.waitForURL(/edit=1/);
    await page.route("**/api/edit_record", async (route) => {
      await route.fetch();
      await route.abort();
    }, { times: 1 });
    const send = () => page.locator("form.composer button[type=submit]").click();
    await page.locator("#compose").fill("复核了四处标高。");
    await send();
    await page.locator("#compose-problem:not(:empty)").waitFor();
    await page.locator("#compose").fill("复核了五处标高，一处超限。");
    await send();
    await record(page, "复核了五处标高，一处超限").waitFor();
    await page.reload();
    assert.equal(await record(page, "复核了五处标高，一处超限").count(), 1);
    assert.equal(await page.locator("details.history li").count(), 2);
  });

  it("an edit that another device came before is told so, keeps its words, and is saved knowingly", async () => {
    const pc = await house.at("staff", "/");
    forgive(pc, /status of 422/);
    await write(pc, "巡查了两座泵站。");
    await record(pc, "巡查了两座泵站").getByRole("link", { name: zh.edit }).click();
    await pc.waitForURL(/edit=1/);
    const phone = await house.at("staff", pc.url(), { device: "phone" });
    const save = (page) => page.locator("form.composer button[type=submit]").click();
    await phone.locator("#compose").fill("巡查了三座泵站。");
    await save(phone);
    await record(phone, "巡查了三座泵站").waitFor();
    await pc.locator("#compose").fill("巡查了两座泵站，一座漏油。");
    await save(pc);
    await pc.locator("#compose-problem", { hasText: "别处又改过" }).waitFor();
    await pc.getByRole("link", { name: "看现在的内容" }).waitFor();
    assert.equal(await pc.locator("#compose").inputValue(), "巡查了两座泵站，一座漏油。");
    await save(pc);
    await record(pc, "巡查了两座泵站，一座漏油").waitFor();
    await pc.reload();
    assert.equal(await pc.locator("details.history li").count(), 2, "both earlier versions are kept");
  });

  it("a like of somebody else that comes while the own one is on its way counts", async () => {
    const staff = await house.at("staff", "/");
    await write(staff, "两个人同时点赞的一条。");
    const chief = await house.at("chief", "/");
    const heard = await overhear(chief);
    const slow = await hold(chief, "set_like");
    const there = record(chief, "两个人同时点赞的一条");
    await there.locator("[data-key=like]").click();
    await slow.done;
    const id = (await there.getAttribute("id")).slice(2);
    const director = await house.at("director", "/");
    const marked = await director.request.post("/api/set_like", { form: { record: id, on: "true" }, headers: { accept: "application/json" } });
    assert.ok(marked.ok(), await marked.text());
    const other = house.name("director");
    await heard.until(other);
    slow.go();
    await there.locator(".ring", { hasText: other }).waitFor();
    await there.locator(".ring", { hasText: house.name("chief") }).waitFor();
  });

  for (const script of [true, false]) {
    it(`a page of one person writes nothing as another who signed in in the next tab (${script ? "with" : "without"} a script)`, async () => {
      const text = `留在旧标签页里的一条（${script}）。`;
      // Sessions of its own: to sign in as somebody else ends the one before.
      const context = await house.context({ script });
      const stale = await context.newPage();
      forgive(stale, /status of 401/);
      await signIn(stale, "staff");
      if (script) await ready(stale);
      await stale.locator("#compose").fill(text);
      await signIn(await context.newPage(), "peer");
      if (script) {
        // The open page hears that its session has ended, perhaps twice: the second way there breaks the first one off.
        await finds(async () => stale.url().includes("/sign-in?out=1"), true);
      } else {
        await stale.locator("form.composer button[type=submit]").click();
        await stale.locator("[role=alert]", { hasText: "登录" }).first().waitFor();
        assert.equal(await stale.locator("textarea[name=text]").inputValue(), text);
      }
      for (const account of ["peer", "staff"]) {
        const page = await house.at(account, "/", { script: false });
        assert.equal(await record(page, text).count(), 0);
      }
    });
  }
});

// Everything that matters, in a browser that runs no script.
import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { record } from "../help/feed.mjs";
import { forgive, House, signIn } from "../help/house.mjs";
import { leads } from "../help/wait.mjs";
import { en, zh } from "../help/words.mjs";

describe("without any script", () => {
  let house;
  before(async () => (house = await House.open()));
  after(() => house.close());
  afterEach(() => house.tidy());

  const plain = (account, path, device = "phone") => house.at(account, path, { device, script: false });
  const publish = async (page, text) => {
    await page.locator("#compose").fill(text);
    await page.locator("form.composer button[type=submit]").click();
    await record(page, text.slice(0, 200)).waitFor();
  };

  it("one signs in after a wrong password, and is led to the page asked for", async () => {
    const page = await (await house.context({ script: false, device: "phone" })).newPage();
    await page.goto("/me");
    assert.equal(new URL(page.url()).pathname, "/sign-in");
    await page.locator("#account").fill("staff");
    await page.locator("#password").fill("not this one");
    await page.locator("form.sheet button[type=submit]").click();
    await page.getByRole("alert").filter({ hasText: zh.sign_in_wrong }).waitFor();
    await page.locator("#account").fill("staff");
    await page.locator("#password").fill("daybook-demo");
    await page.locator("form.sheet button[type=submit]").click();
    await page.waitForURL("/me");
    await page.getByRole("heading", { level: 1, name: house.name("staff") }).waitFor();
  });

  it("older records are one link away, to the very end", async () => {
    const page = await plain("staff", "/");
    const ids = () => page.locator("article.record").evaluateAll((all) => all.map((one) => one.id));
    const seen = await ids();
    assert.ok(seen.length >= 10);
    const older = page.getByRole("link", { name: zh.older });
    while (await older.count()) {
      await leads(page, () => older.click());
      const more = await ids();
      assert.ok(more.every((id) => !seen.includes(id)), "no record twice");
      seen.push(...more);
    }
    await page.getByText(zh.end_of_list).waitFor();
    assert.ok(seen.length > 20);
  });

  it("one writes a record; a second press makes no second one", async () => {
    const page = await plain("staff", "/");
    await page.locator("#compose").fill("不用脚本写下的一条。\n第二行。");
    await page.locator("form.composer button[type=submit]").dblclick();
    await record(page, "不用脚本写下的一条").waitFor();
    await page.goto("/");
    assert.equal(await record(page, "不用脚本写下的一条").count(), 1);
    assert.match(await record(page, "不用脚本写下的一条").locator(".text").innerHTML(), /<br>/);
  });

  it("the same form sent again makes one record", async () => {
    const page = await plain("staff", "/");
    const day = await page.locator("#compose-day").inputValue();
    const key = await page.locator("form.composer input[name=key]").inputValue();
    const form = { text: "同一张表单，两次送达。", day, audience: "unit", key };
    for (const _ of [1, 2]) {
      const answer = await page.request.post("/api/write_record", { form, headers: { accept: "text/html" } });
      assert.ok(answer.ok(), `${answer.status()}`);
    }
    await page.reload();
    assert.equal(await record(page, "同一张表单，两次送达").count(), 1);
  });

  it("a text that is too long is answered in words, kept, and can be cut and sent", async () => {
    const page = await plain("staff", "/");
    forgive(page, /422/);
    const long = "长".repeat(5_001);
    await page.locator("#compose").fill(`要删减的：${long}`);
    await page.locator("form.composer button[type=submit]").click();
    await page.getByRole("alert").filter({ hasText: /5006.*5000/ }).waitFor();
    const field = page.locator("textarea[name=text]");
    assert.equal(await field.inputValue(), `要删减的：${long}`);
    await field.fill("删减以后的。");
    await page.getByRole("button", { name: "再试一次" }).click();
    await record(page, "删减以后的").waitFor();
  });

  it("for the work of an earlier day one is shown what can be tied then, and what was typed comes along", async () => {
    const page = await plain("staff", "/");
    await page.locator("#compose").fill("昨天的工作，今天补记。");
    const today = await page.locator("#compose-day").inputValue();
    const day = new Date(Date.parse(today) - 86_400_000).toISOString().slice(0, 10);
    await page.locator("#compose-day").fill(day);
    await page.locator("#compose-audience").selectOption("leaders");
    await page.locator("form.composer [formaction='/new']").click();
    await page.waitForURL("/new");
    const typed = ["#compose", "#compose-day", "#compose-audience"].map((field) => page.locator(field).inputValue());
    assert.deepEqual(await Promise.all(typed), ["昨天的工作，今天补记。", day, "leaders"]);
    await page.locator("#compose-indicators").selectOption({ index: 1 });
    await leads(page, () => page.locator("form.composer button[type=submit]").click());
    const late = record(page, "昨天的工作，今天补记");
    await late.locator(".chip.late").waitFor();
    assert.equal(await late.locator(".tied a").count(), 1);
  });

  it("one likes and takes it back", async () => {
    const author = await plain("staff", "/");
    await publish(author, "等人点赞的一条。");
    const page = await plain("chief", "/", "pc");
    const mark = record(page, "等人点赞的一条").locator("[data-key=like]");
    await leads(page, () => mark.click());
    await record(page, "等人点赞的一条").locator(".ring").waitFor();
    assert.equal(await mark.getAttribute("aria-pressed"), "true");
    await leads(page, () => mark.click());
    assert.equal(await record(page, "等人点赞的一条").locator(".ring").count(), 0);
    assert.equal(await mark.getAttribute("aria-pressed"), "false");
  });

  it("one comments, answers a comment, rewords it and deletes it", async () => {
    const page = await plain("staff", "/");
    await publish(page, "请在下面评论。");
    await record(page, "请在下面评论").locator("[data-key=comment]").click();
    await page.waitForURL(/\/record\//);
    const say = async (text) => {
      await page.locator(".reply-form textarea").fill(text);
      await page.locator(".reply-form").getByRole("button", { name: zh.send }).click();
      await page.locator(".cmt", { hasText: text }).waitFor();
    };
    await say("第一句评论");
    await page.locator(".cmt", { hasText: "第一句评论" }).getByRole("link", { name: zh.reply }).click();
    await say("对它的回复");
    await page.locator(".cmt.reply", { hasText: "对它的回复" }).waitFor();

    await page.locator(".cmt", { hasText: "第一句评论" }).getByRole("link", { name: zh.edit }).click();
    await page.locator(".cmt textarea").fill("改过的评论");
    await page.locator(".cmt").getByRole("button", { name: zh.save }).click();
    await page.locator(".cmt .text", { hasText: "改过的评论" }).waitFor();

    await page.locator(".cmt", { hasText: "对它的回复" }).getByRole("link", { name: zh.delete }).click();
    await page.locator(".cmt").getByRole("button", { name: zh.delete }).click();
    await page.locator(".cmt", { hasText: zh.comment_deleted }).waitFor();
    assert.equal(await page.getByText("对它的回复").count(), 0);
  });

  it("one edits a record, reads its history, and withdraws it", async () => {
    const page = await plain("staff", "/");
    await publish(page, "要改的一条，第一版。");
    await record(page, "要改的一条").getByRole("link", { name: zh.edit }).click();
    await page.locator("#compose").fill("要改的一条，第二版。");
    await page.getByRole("button", { name: zh.save }).click();
    await page.locator("article.record .text", { hasText: "第二版" }).waitFor();
    await page.locator("details.history summary").click();
    await page.locator("details.history li", { hasText: "第一版" }).waitFor();

    await page.getByRole("link", { name: zh.withdraw }).click();
    await page.getByRole("button", { name: zh.withdraw }).click();
    await page.locator("article.record", { hasText: zh.withdrawn }).waitFor();
    assert.equal(await page.locator("[data-key=comment]:visible").count(), 0, "there is nothing to comment on");
  });

  it("language and theme are switched, and stay", async () => {
    const page = await plain("staff", "/me");
    const root = page.locator("html");
    await page.getByRole("button", { name: "English" }).click();
    await page.getByRole("heading", { name: en.display }).waitFor();
    assert.equal(await root.getAttribute("lang"), "en");
    await page.getByRole("button", { name: en.theme_dark }).click();
    await page.locator("html[data-theme=dark]").waitFor();
    await page.goto("/");
    assert.equal(await root.getAttribute("lang"), "en");
    assert.equal(await root.getAttribute("data-theme"), "dark");
    const paper = (shown) => shown.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const system = await house.at("staff", "/", { script: false, theme: "dark" });
    assert.equal(await paper(page), await paper(system), "chosen dark and the system's dark are the same");
  });

  it("one signs out, and is out", async () => {
    const page = await (await house.context({ script: false })).newPage();
    await signIn(page, "staff");
    await page.goto("/me");
    await page.getByRole("button", { name: zh.sign_out, exact: true }).click();
    await page.getByRole("status").filter({ hasText: zh.signed_out }).waitFor();
    await page.goto("/");
    assert.equal(new URL(page.url()).pathname, "/sign-in");
  });
});

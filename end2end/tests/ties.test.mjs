// What a record is tied to: proposed, taken, taken off, brought back by drafts, refused, and chosen without a network.
import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { guarded, listening } from "../help/device.mjs";
import { record, sent, write } from "../help/feed.mjs";
import { forgive, House, ready } from "../help/house.mjs";
import { chip, choices, choose, finished, learnt, planned } from "../help/ties.mjs";
import { finds, LONG } from "../help/wait.mjs";

const DOWN = [/net::ERR_/, /Failed to load resource/, /unknown error occurred when fetching the script/];

describe("what a record is tied to", () => {
  let house;
  before(async () => (house = await House.open()));
  after(() => house.close());
  afterEach(() => house.tidy());

  const seat = async (path = "/", options = {}) => {
    const page = await house.at("staff", path, options);
    if (options.script !== false) await listening(page);
    return page;
  };
  const send = (page) => page.locator("form.composer button[type=submit]").click();
  const ties = (page, text) => record(page, text).locator(".tied a");
  const written = async (page, text, ...items) => {
    await page.locator("#compose").fill(text);
    for (const item of items) await choose(page, "事项", item);
    await send(page);
    await record(page, text).waitFor();
    await sent(page, text);
  };
  /** The draft on this device has this in it. */
  const drafted = (page, part) => page.waitForFunction((part) => Object.entries(localStorage).some(([name, text]) => name.endsWith(":new") && text.includes(part)), part);

  it("a text about a plan item proposes it with a reason; one tap takes it, and the item moves", async () => {
    const page = await seat("/", { device: "phone" });
    const item = await planned(page, "更新消防通道标识");
    await page.locator("#compose").fill("今天完成了二楼消防通道标识的更新。");
    const proposed = page.locator("button.tie", { hasText: "更新消防通道标识" });
    await proposed.locator("small", { hasText: "都提到" }).waitFor();
    await proposed.tap();
    await chip(page, "更新消防通道标识").locator(".tie-percent").fill("37");
    await send(page);
    await ties(page, "二楼消防通道标识").filter({ hasText: "更新消防通道标识" }).filter({ hasText: "至 37%" }).waitFor();
    await sent(page, "今天完成了二楼消防通道标识的更新。");
    // Its records alone: the page says what it is narrowed to, and leads back to all.
    await page.goto(`/?scope=plan:${item}`);
    assert.match(await page.locator(".narrowed").innerText(), /事项 · 更新消防通道标识/);
    await page.locator(".narrowed a").click();
    await page.waitForURL("/");
    await page.goto(`/plan/item/${item}`);
    assert.match(await page.locator(".bar").first().innerText(), /37%/);
    await page.locator("ul.plan-records", { hasText: "二楼消防通道标识" }).waitFor();
  });

  it("the last tie is taken off by editing, with script and without", async () => {
    const page = await seat();
    await planned(page, "盘点办公用品");
    for (const [text, script] of [["盘点了一半。", true], ["盘点做完了。", false]]) {
      await page.goto("/");
      await ready(page);
      await written(page, text, "盘点办公用品");
      await ties(page, text).filter({ hasText: "盘点办公用品" }).waitFor();
      const edit = await record(page, text).getByRole("link", { name: "修改" }).getAttribute("href");
      const editor = await seat(edit, { script });
      if (script) await editor.getByRole("button", { name: "取消关联：盘点办公用品" }).click();
      else await editor.getByRole("checkbox", { name: "盘点办公用品" }).uncheck();
      await send(editor);
      await editor.locator("form.composer").waitFor({ state: "detached" });
      await record(editor, text).waitFor();
      await editor.reload();
      await record(editor, text).waitFor();
      assert.equal(await ties(editor, text).count(), 0, `script: ${script}`);
    }
  });

  it("“write a record” on a plan item brings the item along, with script and without", async () => {
    const page = await seat();
    const item = await planned(page, "走访三家企业");
    for (const [text, script] of [["走访了第一家。", true], ["走访了第二家。", false]]) {
      const writer = await seat(`/plan/item/${item}`, { device: "phone", script });
      await writer.getByRole("link", { name: "写一条纪实" }).tap();
      await writer.waitForURL(`/new?item=${item}`);
      if (script) await ready(writer);
      await chip(writer, "走访三家企业").waitFor();
      await writer.locator("#compose").fill(text);
      const percent = script ? "20" : "30";
      await writer.getByLabel("走访三家企业：目前进度（%）").fill(percent);
      await send(writer);
      await ties(writer, text).filter({ hasText: "走访三家企业" }).filter({ hasText: `至 ${percent}%` }).waitFor();
    }
  });

  it("a draft brings ties back by name, with the percentage, and its clearing takes them away", async () => {
    const page = await seat();
    await planned(page, "起草季度小结");
    await page.locator("#compose").fill("小结写到一半");
    await drafted(page, "小结写到一半");
    // Tapped after the last letter.
    await choose(page, "事项", "起草季度小结");
    await chip(page, "起草季度小结").locator(".tie-percent").fill("45");
    await drafted(page, ":45");
    await page.reload();
    await ready(page);
    await listening(page);
    const back = chip(page, "起草季度小结");
    await back.waitFor();
    assert.equal(await page.locator(".composer .tie.on").count(), 1);
    await finds(() => back.locator(".tie-percent").inputValue(), "45");
    await page.locator(".draft-note").getByRole("button", { name: "清空" }).click();
    await back.waitFor({ state: "detached" });
    assert.equal(await page.locator("#compose").inputValue(), "");
  });

  it("going on from the last one can be seen and undone", async () => {
    const page = await seat();
    await written(page, "第一天：收集材料。");
    const goOn = page.locator("button.tie-last", { hasText: "第一天：收集材料" });
    await goOn.click();
    assert.equal(await page.locator("#compose").inputValue(), "第一天：收集材料。");
    await page.getByRole("button", { name: "取消关联：接续前一条" }).click();
    assert.equal(await chip(page, "接续前一条").count(), 0);
    // Another text is no continuation.
    await page.locator("#compose").fill("");
    await goOn.click();
    await chip(page, "接续前一条").waitFor();
    await page.locator("#compose").fill("");
    await chip(page, "接续前一条").waitFor({ state: "detached" });
    await goOn.click();
    await page.locator("#compose").fill("第二天：整理成文。");
    await send(page);
    await ties(page, "第二天：整理成文").filter({ hasText: "接续前一条" }).waitFor();
    // And taken off by editing.
    await record(page, "第二天：整理成文").getByRole("link", { name: "修改" }).click();
    await page.getByRole("button", { name: "取消关联：接续前一条" }).click();
    await send(page);
    await page.locator("form.composer").waitFor({ state: "detached" });
    await page.reload();
    await record(page, "第二天：整理成文").waitFor();
    assert.equal(await ties(page, "第二天：整理成文").count(), 0);
  });

  it("going on from a record for the leaders is for the leaders again", async () => {
    const page = await seat();
    await write(page, "只向领导说的第一段。", "leaders");
    await page.locator("button.tie-last", { hasText: "只向领导说的第一段" }).click();
    await page.waitForFunction(() => document.querySelector("#compose-audience").value === "leaders");
    await page.locator("#compose").fill("只向领导说的第二段。");
    await send(page);
    await record(page, "只向领导说的第二段").waitFor();
    await sent(page, "只向领导说的第二段。");
    const kept = (await choices(page)).last.find((one) => one.text === "只向领导说的第二段。");
    assert.equal(kept.audience, "leaders");
    await finds(() => page.locator("#compose-audience").inputValue(), "unit", "the next record is for the usual readers again");
  });

  it("a record whose item was finished meanwhile is sent without it, and with the other", async () => {
    const page = await seat();
    forgive(page, ...DOWN);
    const item = await planned(page, "核对旧台账");
    await planned(page, "建立新台账");
    await page.reload();
    await ready(page);
    await listening(page);
    await page.locator("#compose").fill("新旧台账一起做。");
    for (const title of ["核对旧台账", "建立新台账"]) await choose(page, "事项", title);
    await page.context().setOffline(true);
    await send(page);
    await page.locator(".tray-pill").waitFor();
    assert.equal(await page.locator(".composer .tie.on").count(), 0, "the next record begins without them");
    await finished(await house.at("staff", "/me"), await house.at("chief", "/me"), item);
    await page.context().setOffline(false);
    await page.locator(".tray-pill.refused").waitFor(LONG);
    await page.locator(".tray-pill").click();
    await page.getByRole("button", { name: "去掉已失效的关联后发送" }).click();
    await page.locator("dialog.tray-sheet li[data-state=sent]", { hasText: "新旧台账" }).waitFor(LONG);
    await page.goto("/");
    assert.equal(await record(page, "新旧台账一起做").count(), 1);
    assert.deepEqual((await ties(page, "新旧台账一起做").allInnerTexts()).map((text) => text.replace(/^事项/, "").trim()), ["建立新台账"]);
  });

  it("on the page without a network it is tied to an item and an indicator, also through a reload", async () => {
    const phone = await seat("/", { device: "phone" });
    forgive(phone, ...DOWN);
    await planned(phone, "检修配电箱");
    const [indicator] = (await choices(phone)).indicators;
    await phone.goto("/plan");
    await learnt(phone, "检修配电箱");
    await guarded(phone);
    await phone.context().setOffline(true);
    await phone.goto("/new");
    await phone.locator("main.offline-page #compose").fill("地下室检修配电箱，已换两只开关。");
    await choose(phone, "事项", "检修配电箱");
    await choose(phone, "指标", indicator.name);
    await chip(phone, "检修配电箱").locator(".tie-percent").fill("70");
    await drafted(phone, ":70");
    await phone.reload();
    await chip(phone, "检修配电箱").waitFor();
    assert.equal(await chip(phone, "检修配电箱").locator(".tie-percent").inputValue(), "70");
    await phone.locator("form.composer button[type=submit]").tap();
    await phone.locator(".tray-list li", { hasText: "地下室检修配电箱" }).waitFor();
    assert.equal(await phone.locator(".composer .tie.on").count(), 0);
    await phone.context().setOffline(false);
    await phone.locator(".tabbar").waitFor(LONG);
    await phone.goto("/");
    await record(phone, "地下室检修配电箱").waitFor(LONG);
    const shown = (await ties(phone, "地下室检修配电箱").allInnerTexts()).join("\n");
    for (const part of ["检修配电箱", "至 70%", indicator.name]) assert.ok(shown.includes(part), shown);
  });

  it("one draft in two tabs is one record: the other tab says that it was sent", async () => {
    const one = await house.at("chief", "/");
    await listening(one);
    await one.locator("#compose").fill("两个标签页里的同一份草稿。");
    await drafted(one, "同一份草稿");
    const two = await one.context().newPage();
    await two.goto("/");
    await ready(two);
    await two.waitForFunction(() => document.querySelector("#compose").value === "两个标签页里的同一份草稿。");
    const keys = await Promise.all([one, two].map((page) => page.locator("#compose-key").inputValue()));
    assert.equal(keys[0], keys[1]);
    await send(one);
    await record(one, "同一份草稿").waitFor();
    await two.locator(".draft-note", { hasText: "已在另一个标签页发出" }).waitFor();
    assert.equal(await two.locator("#compose").inputValue(), "");
    assert.notEqual(await two.locator("#compose-key").inputValue(), keys[1], "what is written here next is another record");
    await two.reload();
    await ready(two);
    assert.equal(await record(two, "同一份草稿").count(), 1);

    // Written on in the other tab: that is the next record.
    await one.locator("#compose").fill("又一份");
    await drafted(one, "又一份");
    await two.reload();
    await two.waitForFunction(() => document.querySelector("#compose").value === "又一份");
    await ready(two);
    await two.locator("#compose").press("End");
    await two.locator("#compose").pressSequentially("，接着写的");
    const shared = await two.locator("#compose-key").inputValue();
    await send(one);
    await record(one, "又一份").waitFor();
    await drafted(two, "又一份，接着写的");
    // What was written on has a key of its own, once the other tab has said that it was sent.
    await two.waitForFunction((shared) => document.querySelector("#compose-key").value !== shared, shared);
    await send(two);
    await record(two, "又一份，接着写的").waitFor();
    assert.equal(await record(two, "又一份").count(), 2);
  });
});

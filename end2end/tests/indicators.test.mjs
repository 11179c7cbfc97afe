// Indicators by post: from the library to what holds, and the weeks that evidence it.
import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { forgive, House } from "../help/house.mjs";
import { leads } from "../help/wait.mjs";

const HEAD = "类型,对象,维度,指标,衡量办法,权重";
const csv = (rows) => ({ name: "indicators.csv", mimeType: "text/csv", buffer: Buffer.from([HEAD, ...rows].join("\r\n")) });

describe("indicators by post", () => {
  let house;
  before(async () => (house = await House.open()));
  after(() => house.close());
  afterEach(() => house.tidy());

  const save = (page) => leads(page, () => page.getByRole("button", { name: "保存草稿" }).click());

  /** The first draft in the list, with its script. */
  async function firstDraft(page) {
    const row = page.locator("#sets ~ .scroll tbody tr", { hasText: "草稿" }).first();
    await leads(page, () => row.locator("a").first().click());
    await page.locator("form.set-form").waitFor();
  }

  /** The set of a family that nobody has written yet. */
  const lacking = (page) => page.locator("#lacking ~ .scroll").first().locator("tbody tr");

  it("a ready set becomes a draft, is fitted while its sum is shown, and is in force once agreed", async () => {
    const page = await house.at("personnel", "/indicators");
    // The family's own button, not that of a vacant post.
    const row = lacking(page).filter({ has: page.locator("td:last-child button") }).first();
    const family = (await row.locator("th").innerText()).trim();
    await row.locator("td:last-child button").click();
    await page.waitForURL(/\/indicators\/set\/0/);

    // A fault is kept as it was typed, and told; it cannot be agreed yet.
    await page.locator("#r0-name").fill("来件当日分办");
    await page.locator("#r0-dimension").fill("勤");
    await page.locator("#r0-weight").fill("六十");
    await page.locator("#r1-name").fill("疑难件一次答复");
    await page.locator("#r1-dimension").fill("服务 / Service");
    await page.locator("#r1-measure").fill("台账：未再来的件数");
    await page.locator("#r1-weight").fill("40");
    assert.equal(await page.locator("[data-total] output").innerText(), "40");
    await save(page);
    await page.locator(".flaws.bad", { hasText: "六十" }).waitFor();
    assert.equal(await page.locator("#r0-weight").inputValue(), "六十");
    assert.equal(await page.getByRole("button", { name: "审定并生效" }).count(), 0);

    await page.locator("#r0-weight").fill("60");
    assert.equal(await page.locator("[data-total] output").innerText(), "100");
    assert.ok(await page.locator("[data-total].good").count());
    await save(page);
    await page.locator(".flaws.warn", { hasText: "来件当日分办" }).waitFor();
    assert.equal(await page.locator(".flaws.bad").count(), 0);
    await leads(page, () => page.getByRole("button", { name: "审定并生效" }).click());
    await page.getByText("生效中").first().waitFor();
    assert.equal(await page.locator("form.set-form").count(), 0, "an agreed version has no form");

    await page.goto("/indicators");
    await page.locator("#sets ~ .scroll tbody tr", { hasText: family }).first().waitFor();
    const asks = page.locator("tbody tr", { hasText: family, has: page.locator("form[action='/indicators/draft']") });
    assert.equal(await asks.count(), 0, "it lacks nothing any more");
  });

  it("two at one draft: the second sees what both did, and nothing is lost", async () => {
    const one = await house.at("personnel", "/indicators");
    await firstDraft(one);
    const other = await house.at("personnel", new URL(one.url()).pathname, { script: false });
    forgive(other, /409/);
    await one.locator("#set-note").fill("先保存的人写的");
    await save(one);
    await other.locator("#r0-name").fill("后保存的人改的名称");
    await save(other);
    await other.getByText("刚刚有人保存过这份草稿").waitFor();
    assert.equal(await other.locator("#r0-name").inputValue(), "后保存的人改的名称");
    await save(other);
    assert.equal(await other.getByText("刚刚有人保存过").count(), 0);
    assert.equal(await other.locator("#r0-name").inputValue(), "后保存的人改的名称");
  });

  it("a head lays a unit's indicators over the family's, and the rest shares what is left", async () => {
    const page = await house.at("chief", "/indicators", { device: "phone", script: false });
    await page.locator("summary", { hasText: "起草指标" }).click();
    await page.locator("#draft-unit").selectOption({ index: 1 });
    await page.locator("form", { has: page.locator("#draft-unit") }).getByRole("button").click();
    await page.locator("form.set-form").waitFor();
    await page.locator("#r0-name").fill("现场答疑");
    await page.locator("#r0-dimension").fill("能");
    await page.locator("#r0-weight").fill("20");
    await page.locator("#r0-measure").fill("登记簿");
    await save(page);
    const outcome = page.locator("details.history", { hasText: "叠加后的结果" }).last();
    await outcome.locator("summary").click();
    const weights = (await outcome.locator("tbody td[data-label='权重']").allInnerTexts()).map((text) => Number(text.match(/\d+/)[0]));
    assert.equal(weights.reduce((sum, weight) => sum + weight, 0), 100);
    assert.ok(weights.includes(20));
    await page.getByText("请人事部门审定").waitFor();
    const [content, view] = await page.evaluate(() => [document.scrollingElement.scrollWidth, innerWidth]);
    assert.ok(content <= view, `${content} px in ${view}`);
    // It is asked once more before it is gone.
    await page.locator("summary", { hasText: "放弃草稿" }).click();
    await page.getByRole("button", { name: "确定放弃" }).click();
    await page.waitForURL(/\/indicators$/);
  });

  it("a spreadsheet is reported on cell by cell, then written as a draft", async () => {
    const page = await house.at("personnel", "/indicators/import");
    const check = async (rows) => {
      await page.goto("/indicators/import");
      await page.locator("#file").setInputFiles(csv(rows));
      await page.getByRole("button", { name: "检查" }).click();
      await page.waitForURL(/\/indicators\/import\/0/);
    };
    await check(["类别,法律,绩,意见可靠,抽查,一百", "科室,法律,绩,按期,台账,20"]);
    const found = await page.locator("#findings ~ .scroll tbody tr").allInnerTexts();
    assert.ok(found.some((row) => /2\s+权重/.test(row) && row.includes("一百")), found.join("\n"));
    assert.ok(found.some((row) => /3\s+类型/.test(row)), found.join("\n"));
    assert.equal(await page.getByRole("button", { name: "写成草稿" }).count(), 0);

    await check(["类别,法律,绩,意见可靠,抽查,70", "类别,法律,勤,按期答复,台账,30"]);
    await page.getByRole("button", { name: "写成草稿" }).click();
    await page.getByText("已写成草稿").first().waitFor();
    await page.locator("#would ~ .scroll a").first().click();
    assert.equal(await page.locator("#r1-name").inputValue(), "按期答复");
    const exported = await page.request.get("/indicators/export.xlsx");
    assert.equal(exported.status(), 200);
    assert.equal((await exported.body()).subarray(0, 2).toString(), "PK");
  });

  it("somebody's weeks lead to the records, also without a script; strangers learn nothing", async () => {
    const page = await house.at("chief", "/", { device: "phone", script: false });
    await page.goto("/me");
    await leads(page, () => page.getByRole("link", { name: "我的指标" }).click());
    await page.locator("table.strips").first().waitFor();
    const path = new URL(page.url()).pathname;
    // Weeks, newest first; further back if this quarter is quiet.
    for (let back = 0; back < 2 && (await page.locator(".strips a.some").count()) === 0; back++) await leads(page, () => page.getByRole("link", { name: "更早" }).click());
    const cells = page.locator(".strips tbody tr").first().locator("td.week");
    assert.equal(await cells.count(), 13);
    await page.locator(".by-week a").first().click();
    await page.waitForURL(/\/record\//);
    const peer = await house.at("auditor", "/", { script: false });
    const answers = [await peer.request.get(path), await peer.request.get("/person/01J00000000000000000000000/indicators")];
    assert.deepEqual(answers.map((answer) => answer.status()), [404, 404]);
  });

  it("rows are moved by button and by key, and sent in the new order", async () => {
    const page = await house.at("personnel", "/indicators");
    await firstDraft(page);
    const names = () => page.locator("fieldset.indicator:not(.new) .name input").evaluateAll((inputs) => inputs.map((input) => input.value));
    const [first, second, ...rest] = await names();
    await page.getByRole("button", { name: "上移: 第 2 项" }).click();
    assert.deepEqual(await names(), [second, first, ...rest]);
    // The focus stays with the row: Alt and an arrow move it on, from a field as well.
    await page.locator("#r0-name").press("Alt+ArrowDown");
    assert.equal(await page.evaluate(() => document.activeElement.id), "r1-name");
    assert.deepEqual(await names(), [first, second, ...rest]);
    await page.locator("#r1-name").press("Alt+ArrowUp");
    await save(page);
    assert.deepEqual(await names(), [second, first, ...rest]);
    // Enter saves, it moves nothing.
    await leads(page, () => page.locator("#r0-name").press("Enter"));
    assert.deepEqual(await names(), [second, first, ...rest]);
  });

  it("what is not saved is not agreed, and a session that ends loses nothing of a set", async () => {
    const page = await house.at("personnel", "/indicators");
    await firstDraft(page);
    const path = new URL(page.url()).pathname;
    const agree = page.getByRole("button", { name: "审定并生效" });
    const could = (await agree.count()) > 0;
    await page.locator("#r0-good").fill("来件人不用问第二次");
    if (could) {
      assert.ok(await agree.isDisabled());
      await page.getByText("有改动还没有保存").waitFor();
    }
    const cookies = await page.context().cookies();
    await page.context().clearCookies({ name: "daybook_session" });
    forgive(page, /401/);
    await save(page);
    await page.getByText("请重新登录").waitFor();
    await page.context().addCookies(cookies);
    await leads(page, () => page.getByRole("button", { name: "再试一次" }).click());
    assert.equal(new URL(page.url()).pathname, path);
    assert.equal(await page.locator("#r0-good").inputValue(), "来件人不用问第二次");
    if (could) assert.ok(await agree.isEnabled());
  });

  it("a unit's set begins from a ready one, and a draft that is there is not replaced", async () => {
    const page = await house.at("chief", "/indicators", { script: false });
    const begin = async (library) => {
      await page.goto("/indicators");
      await page.locator("summary", { hasText: "起草指标" }).click();
      await page.locator("#draft-unit").selectOption({ index: 1 });
      await page.locator("#from-unit").selectOption(library);
      await page.locator("form", { has: page.locator("#draft-unit") }).getByRole("button").click();
      await page.locator("form.set-form").waitFor();
    };
    await begin("finance");
    const first = await page.locator("#r0-name").inputValue();
    assert.ok(first.length > 1);
    await begin("legal");
    await page.getByText("这里已经有一份草稿").waitFor();
    assert.equal(await page.locator("#r0-name").inputValue(), first);
    await page.locator("summary", { hasText: "放弃草稿" }).click();
    await page.getByRole("button", { name: "确定放弃" }).click();
    await page.waitForURL(/\/indicators$/);
  });

  it("two versions are compared field by field", async () => {
    const page = await house.at("staff", "/indicators");
    await page.locator("#sets ~ .scroll tbody tr", { hasText: "第 2 版" }).filter({ hasText: "生效中" }).first().locator("a").first().click();
    await page.waitForURL(/\/indicators\/set\//);
    await leads(page, () => page.getByRole("link", { name: "与此版比较" }).first().click());
    const moved = page.locator("table.compare tbody tr", { hasText: "权重" });
    await moved.first().waitFor();
    assert.equal(await moved.count(), 2);
    assert.match(await moved.first().innerText(), /25%/);
    assert.match(await moved.first().innerText(), /30%/);
  });
});

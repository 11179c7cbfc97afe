// What becomes of an item after it is agreed, what a leader sees of a unit, and tables: each verb through the page, without a script.
import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { House } from "../help/house.mjs";
import { workbook } from "../help/sheets.mjs";
import { leads } from "../help/wait.mjs";

const json = { accept: "application/json" };
/** `days` from now, as the site's calendar has it. */
const day = (days) => new Date(Date.now() + 8 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10);

describe("the verbs of plans", () => {
  let house;
  before(async () => (house = await House.open({ people: 480 })));
  after(() => house.close());
  afterEach(() => house.tidy());

  const plain = (account, path, device = "pc") => house.at(account, path, { device, script: false });
  const form = (place, action) => place.locator(`form[action="/api/${action}"]`);
  const press = (place, action) => leads(place.page?.() ?? place, () => form(place, action).locator("button[type=submit]:not([formaction])").first().click());
  const section = (page, id) => page.locator(`section[aria-labelledby=${id}]`);
  const story = async (page) => (await page.locator("ol.plan-story").last().innerText()).replaceAll(/\s+/g, " ");

  /** Asks a function of the server as the page's reader. */
  async function ask(page, name, fields) {
    const answer = await page.request.post(`/api/${name}`, { form: fields, headers: json });
    assert.ok(answer.ok(), `${name}: ${answer.status()} ${await answer.text()}`);
    return answer.json();
  }
  let count = 0;
  const key = () => `verbs ${(count += 1)}`;
  const own = (page, title, more = {}) => ask(page, "write_plan", { title, horizon: "week", due: day(30), key: key(), ...more });
  const open = (page, item) => page.goto(`/plan/item/${item}`);

  /** The chief's own unit, and the staff member's id as the chief finds it. */
  async function led(chief) {
    await chief.goto("/plan");
    const unit = (await chief.locator("ul.plan-units a").first().getAttribute("href")).split("/").pop();
    const { people } = await ask(chief, "plan_people", { part: house.name("staff") });
    return { unit, staff: people.find((person) => person.name === house.name("staff")).id };
  }

  it("a changed item asks for the agreement again and keeps what it said", async () => {
    const [staff, chief] = [await plain("staff", "/plan", "phone"), await plain("chief", "/plan")];
    const item = await own(staff, "修订值班表");
    await open(chief, item);
    await press(chief.locator(".plan-page"), "agree_plan");
    await open(staff, item);
    await staff.locator("details.plan-change > summary").click();
    const change = form(staff, "change_plan");
    assert.equal(await change.locator("[name=title]").inputValue(), "修订值班表");
    await change.locator("[name=title]").fill("修订值班表并公布");
    await change.locator("[name=reason]").fill("公布才有用");
    await press(staff, "change_plan");
    await staff.locator("h1", { hasText: "修订值班表并公布" }).waitFor();
    assert.match(await staff.locator(".plan-page .waits").innerText(), /上级/);
    assert.match(await story(staff), /公布才有用.*修订值班表 → 修订值班表并公布/);
    // The leader reads what it was before he agrees again.
    await open(chief, item);
    assert.match(await story(chief), /修订值班表 → 修订值班表并公布/);
    await press(chief.locator(".plan-page"), "agree_plan");
    await open(staff, item);
    assert.equal(await staff.locator(".plan-page .waits").count(), 0);
    // A note asks nobody, and stands in the history too.
    await staff.locator("details.plan-change > summary").click();
    await change.locator("[name=note]").fill("先问综合处");
    await press(staff, "change_plan");
    await staff.locator(".plan-facts", { hasText: "先问综合处" }).waitFor();
    assert.equal(await staff.locator(".plan-page .waits").count(), 0);
    assert.match(await story(staff), /（空） → 先问综合处/);
  });

  it("an item is dropped with a reason, and reopened with another", async () => {
    const [staff, chief] = [await plain("staff", "/plan"), await plain("chief", "/plan")];
    const item = await own(staff, "更换档案柜");
    await open(staff, item);
    const drop = form(staff, "drop_plan");
    await staff.locator("details.act", { has: drop }).locator("summary").click();
    // Without a reason the browser does not send it, nor does the server take it.
    const bare = await staff.request.post("/api/drop_plan", { form: { item, reason: " ", key: key() }, headers: json });
    assert.equal(bare.status(), 422);
    await drop.locator("[name=reason]").fill("今年没有经费");
    await press(staff, "drop_plan");
    await staff.locator(".plan-page .waits q", { hasText: "今年没有经费" }).waitFor();
    await open(chief, item);
    const reopen = form(chief, "reopen_plan");
    await chief.locator("details.act", { has: reopen }).locator("summary").click();
    await reopen.locator("[name=reason]").fill("追加了经费");
    await press(chief, "reopen_plan");
    await form(chief, "reopen_plan").waitFor({ state: "detached" });
    assert.match(await story(chief), /追加了经费[\s\S]*今年没有经费/);
    // The leader has set it anew: its owner is asked.
    await open(staff, item);
    await press(staff.locator(".plan-page"), "accept_plan");
    await form(staff, "accept_plan").waitFor({ state: "detached" });
  });

  it("what is finished goes on after all", async () => {
    const [staff, chief] = [await plain("staff", "/plan", "phone"), await plain("chief", "/plan")];
    const item = await own(staff, "清点备件");
    await ask(chief, "agree_plan", { item, version: 1, key: key() });
    await open(staff, item);
    await form(staff, "finish_plan").locator("[name=note]").fill("全部在册");
    await press(staff, "finish_plan");
    const reopen = form(staff, "reopen_plan");
    await staff.locator("details.act", { has: reopen }).locator("summary").click();
    await reopen.locator("[name=reason]").fill("又到了一批");
    await press(staff, "reopen_plan");
    await form(staff, "finish_plan").waitFor();
    assert.match(await story(staff), /又到了一批[\s\S]*全部在册/);
  });

  it("the unit's page shows what nobody has, what overlaps and what no record shows", async () => {
    const [staff, chief] = [await plain("staff", "/plan"), await plain("chief", "/plan")];
    const { unit } = await led(chief);
    await ask(chief, "assign_plan", { title: "整理旧卷宗", horizon: "month", unit, key: key() });
    for (const page of [staff, chief]) await own(page, "编写防汛值守预案");
    const bare = await own(staff, "报送本周用水量", { due: day(1) });
    await ask(chief, "agree_plan", { item: bare, version: 1, key: key() });
    await chief.goto(`/plan/unit/${unit}`);
    await section(chief, "unowned").locator("a.title", { hasText: "整理旧卷宗" }).waitFor();
    const group = section(chief, "overlaps").locator(".plan-group", { hasText: "编写防汛值守预案" });
    assert.equal(await group.locator("li.plan-item").count(), 2);
    await section(chief, "bare").locator("a.title", { hasText: "报送本周用水量" }).waitFor();
    // Colleagues see who has what, and nothing that compares them.
    await staff.goto(`/plan/unit/${unit}`);
    for (const id of ["overlaps", "bare", "to-agree"]) assert.equal(await section(staff, id).count(), 0, id);
    // An owner is found through the page.
    await section(chief, "unowned").locator("a.title", { hasText: "整理旧卷宗" }).click();
    await chief.locator("details.plan-change > summary").click();
    await chief.locator("#change-owner").selectOption({ label: (await chief.locator("#change-owner option", { hasText: house.name("staff") }).first().innerText()).trim() });
    await press(chief, "change_plan");
    await staff.goto("/plan");
    await section(staff, "waiting").locator("a.title", { hasText: "整理旧卷宗" }).waitFor();
  });

  it("what is due soon stands under what waits", async () => {
    const staff = await plain("staff", "/plan");
    // Of what is due within three days the first five are named: at the end of a month there are more.
    await own(staff, "今天要交的汇总", { due: day(0) });
    await staff.reload();
    await staff.locator("aside section.waits a", { hasText: "今天要交的汇总" }).waitFor();
  });

  it("a workbook of plan items is refused by cell, then written", async () => {
    const page = await plain("chief", "/plan/import");
    const head = ["事项", "承办人", "周期", "完成时限", "权重", "难度", "重点任务"];
    const upload = async (name, rows) => {
      await page.goto("/plan/import");
      await page.locator("#file").setInputFiles(workbook(name, [head, ...rows]));
      await leads(page, () => page.locator("form.sheet button[type=submit]").click());
    };
    await upload("bad.xlsx", [["核对水表", "查无此人", "月度", "", 20, "一般", "否"], ["", "", "周", "", 10, "", ""], ["核对电表", "", "周", "昨天", 10, "", ""]]);
    await page.locator(".state.bad").waitFor();
    await page.waitForLoadState();
    const found = await page.locator("#findings ~ .scroll tbody tr").allInnerTexts();
    for (const cell of [/^2\s+承办人/, /^3\s+事项/, /^4\s+完成时限/]) assert.ok(found.some((line) => cell.test(line)), found.join("\n"));
    assert.equal(await form(page, "apply_plan_import").count(), 0);
    await upload("good.xlsx", [["核对水表", "", "月度", "", 20, "较难", "是"]]);
    await page.locator(".state.good").waitFor();
    await press(page, "apply_plan_import");
    await page.waitForURL("/plan");
    await page.locator("li.plan-item.key", { hasText: "核对水表" }).first().waitFor();
  });

  it("a workbook of indicators is reported on cell by cell, then written as a draft", async () => {
    const page = await plain("personnel", "/indicators/import");
    const head = ["类型", "对象", "维度", "指标", "衡量办法", "权重"];
    const check = async (name, rows) => {
      await page.goto("/indicators/import");
      await page.locator("#file").setInputFiles(workbook(name, [head, ...rows]));
      await page.getByRole("button", { name: "检查" }).click();
      await page.waitForURL(/\/indicators\/import\/0/);
    };
    await check("bad.xlsx", [["类别", "法律", "", "意见可靠", "抽查", 70], ["科室", "法律", "绩", "按期", "台账", 30]]);
    const found = await page.locator("#findings ~ .scroll tbody tr").allInnerTexts();
    assert.ok(found.some((line) => /2\s+维度/.test(line)) && found.some((line) => /3\s+类型/.test(line)), found.join("\n"));
    const report = await page.request.get(`${new URL(page.url()).pathname}/report.xlsx`);
    assert.deepEqual([report.status(), (await report.body()).subarray(0, 2).toString()], [200, "PK"]);
    await check("good.xlsx", [["类别", "法律", "绩", "意见可靠", "抽查", 70], ["类别", "法律", "勤", "按期答复", "台账", 30]]);
    await page.getByRole("button", { name: "写成草稿" }).click();
    await page.getByText("已写成草稿").first().waitFor();
    await leads(page, () => page.locator("#would ~ .scroll a").first().click());
    assert.equal(await page.locator("#r1-name").inputValue(), "按期答复");
    // The editor offers the dimensions of the rule packs.
    const offered = await page.locator("#dimensions option").evaluateAll((all) => all.map((option) => option.value));
    for (const name of ["德", "廉", "成果"]) assert.ok(offered.includes(name), offered.join());
  });
});

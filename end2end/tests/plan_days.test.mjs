// Plans as days pass, without a script: one act for a whole unit, what comes due and is late, the next week's work from the last one's, and
// what was typed when something is refused. The server's calendar is moved.
import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { LIBRARY } from "../help/calendar.mjs";
import { forgive, House } from "../help/house.mjs";
import { leads } from "../help/wait.mjs";

// On CI the library is there, or the story fails.
const skip = LIBRARY || process.env.CI ? false : "libfaketime is not installed (Debian: apt-get install faketime)";
const json = { accept: "application/json" };
/** A Wednesday. */
const BEGIN = "2026-11-18";
const day = (from, days) => new Date(Date.parse(`${from}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

describe("plans as days pass", { skip }, () => {
  let house;
  before(async () => (house = await House.open({ people: 480, day: BEGIN, settings: ["--idle-minutes", "20000"] })));
  after(() => house?.close());
  afterEach(() => house.tidy());

  const plain = (account, path, device = "pc") => house.at(account, path, { device, script: false });
  const form = (place, action) => place.locator(`form[action="/api/${action}"]`);
  const press = (place, action) => leads(place.page?.() ?? place, () => form(place, action).locator("button[type=submit]:not([formaction])").first().click());
  const section = (page, id) => page.locator(`section[aria-labelledby=${id}]`);
  let count = 0;
  const key = () => `days ${(count += 1)}`;

  async function ask(page, name, fields) {
    const answer = await page.request.post(`/api/${name}`, { form: fields, headers: json });
    assert.ok(answer.ok(), `${name}: ${answer.status()} ${await answer.text()}`);
    return answer.json();
  }
  const own = async (page, title, more = {}) => ask(page, "write_plan", { title, horizon: "week", due: day(BEGIN, 2), key: key(), ...more });

  it("one act for everybody listed, and one line that says how far they answered", async () => {
    const chief = await plain("chief", "/plan/new");
    forgive(chief, /422/);
    await chief.locator("[name=title]").fill("填报岗位风险点");
    await chief.locator("[name=measure]").fill("每人一份，科室汇总");
    // Nobody is ticked: refused in words, and back on the form everything stands as it was.
    await press(chief, "assign_plan");
    await chief.getByText("还没有选人").waitFor();
    await leads(chief, () => chief.getByRole("button", { name: "回到表单，内容还在" }).click());
    assert.deepEqual([await chief.locator("[name=title]").inputValue(), await chief.locator("[name=measure]").inputValue()], ["填报岗位风险点", "每人一份，科室汇总"]);
    await leads(chief, () => chief.getByRole("button", { name: "全选下面的人" }).click());
    const ticked = await chief.locator("input[name='people[]']:checked").count();
    assert.ok(ticked >= 5, String(ticked));
    await press(chief, "assign_plan");
    await chief.waitForURL("/plan");
    const staff = await plain("staff", "/plan", "phone");
    const asked = section(staff, "waiting").locator("li.plan-item", { hasText: "填报岗位风险点" });
    await asked.locator("details", { has: form(staff, "ask_back_plan") }).locator("summary").click();
    await asked.locator("[name=reason]").fill("模板还没有发");
    await press(asked, "ask_back_plan");
    await chief.goto("/plan");
    await chief.locator("details.history > summary", { hasText: "我下达的" }).click();
    const line = chief.locator("details.history li.plan-item", { hasText: "填报岗位风险点" }).filter({ hasText: "退回商量" });
    assert.match(await line.first().innerText(), new RegExp(`${ticked} 人：0 人完成，1 人退回商量，${ticked - 1} 人未答复`));
    await line.first().locator("summary", { hasText: "逐人查看" }).click();
    assert.equal(await line.first().locator("ul.plan-list > li").count(), ticked);
  });

  it("a change to what somebody else has changed meanwhile keeps what was typed, and leads to the new words", async () => {
    const [one, two] = [await plain("staff", "/plan"), await plain("staff", "/plan")];
    forgive(two, /422/);
    const item = await own(one, "盘点应急物资", { due: day(BEGIN, 20) });
    for (const page of [one, two]) {
      await page.goto(`/plan/item/${item}`);
      await page.locator("details.plan-change > summary").click();
    }
    await form(one, "change_plan").locator("[name=title]").fill("盘点应急物资和库房");
    await press(one, "change_plan");
    await one.locator("h1", { hasText: "盘点应急物资和库房" }).waitFor();
    await form(two, "change_plan").locator("[name=title]").fill("盘点应急物资和车辆");
    await press(two, "change_plan");
    await two.getByText("事项被改过").waitFor();
    const kept = await two.locator("textarea[readonly]").evaluateAll((all) => all.map((field) => field.value));
    assert.ok(kept.includes("盘点应急物资和车辆"), kept.join());
    await two.getByRole("link", { name: "看新内容" }).click();
    await two.locator("h1", { hasText: "盘点应急物资和库房" }).waitFor();
  });

  it("what is late says so gently, once a day, and what was finished last week is next week's again", async () => {
    const [staff, chief] = [await plain("staff", "/plan"), await plain("chief", "/plan")];
    const late = await own(staff, "补齐巡查照片");
    const done = await own(staff, "汇总一周信访");
    for (const item of [late, done]) await ask(chief, "agree_plan", { item, version: 1, key: key() });
    const { people } = await ask(chief, "plan_people", { part: house.name("staff") });
    const person = people.find((one) => one.name === house.name("staff")).id;
    const handed = await ask(chief, "assign_plan", { title: "核对值班记录", horizon: "week", due: day(BEGIN, 2), "people[]": person, key: key() });
    await ask(staff, "accept_plan", { item: handed, version: 1, key: key() });
    for (const item of [done, handed]) await ask(staff, "finish_plan", { item, note: "", key: key() });

    // The Monday after.
    await house.server.turn(day(BEGIN, 5));
    await staff.goto("/plan");
    await section(staff, "today").locator("li.plan-item", { hasText: "补齐巡查照片" }).locator("time.late").waitFor();
    await staff.locator("aside section.waits", { hasText: "补齐巡查照片" }).waitFor();
    await staff.goto("/notices");
    const reminders = staff.locator("main li.notice", { hasText: "逾期" });
    assert.equal(await reminders.count(), 1);
    for (const path of ["/", "/plan", "/notices"]) await staff.goto(path);
    assert.equal(await reminders.count(), 1, "told once, however often the page is opened");

    // The leader hands down again what he handed down, the member of staff copies the rest.
    await chief.goto("/plan");
    await leads(chief, () => chief.locator("ul.plan-units a").first().click());
    await leads(chief, () => chief.locator("ul.plan-copies form", { hasText: "周" }).locator("button").click());
    await staff.goto("/plan");
    await section(staff, "waiting").locator("li.plan-item", { hasText: "核对值班记录" }).waitFor();
    const copies = staff.locator("ul.plan-copies form", { hasText: "周" });
    await leads(staff, () => copies.locator("button").click());
    await staff.goto("/plan");
    await staff.locator("li.plan-item", { hasText: "汇总一周信访" }).filter({ hasText: "待商定" }).first().waitFor();
    // What stands is not offered again.
    assert.equal(await staff.locator("ul.plan-copies form", { hasText: "周" }).count(), 0);
  });
});

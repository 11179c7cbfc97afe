// A special assessment of one unit, from its task to the year: it says what it is wherever it stands, and is counted as no usual result.
import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { ago, chiefsUnit, decidedAsProposed, giveResult, handIn, judged, openPeriod, ownCourse, reasoned, reviewedByChief } from "../help/assess.mjs";
import { write } from "../help/feed.mjs";
import { House } from "../help/house.mjs";
import { leads } from "../help/wait.mjs";
import { fits, says, silent } from "../help/year/see.mjs";

const YEAR = ago(0).slice(0, 4);
// As long as titles become.
const TITLE = `${YEAR}年主汛期城区排涝、水库值守、地质灾害点巡查和受灾群众转移安置专项考核`;
const TASK = "防汛抢险";
const SPECIAL = `专项考核：${TASK}`;
const RECORD = "夜间巡查两处低洼路段，及时封路并疏导车辆。";
const SUMMARY = "任务期间值守十二个班次，处置积水点两处，没有脱岗。";
const VERDICT = "汛情最紧的两天守在现场，处置及时，交接清楚。";

describe("a special assessment", () => {
  let house;
  let unit;
  let period;
  let course;
  before(async () => (house = await House.open()));
  after(() => house.close());
  afterEach(() => house.tidy());

  const plain = (account, path, device = "pc", lang = "zh") => house.at(account, path, { device, lang, script: false });
  const onPhone = (account, path, lang) => plain(account, path, "phone", lang);

  /** The record, where a review rests on it. */
  const cited = (page) => page.locator("table.reviews a.cite", { hasText: RECORD });

  it("the personnel office opens it for one unit, by its task", async () => {
    unit = await chiefsUnit(house);
    const fields = { title: TITLE, task: TASK, first: ago(27), last: ago(0) };
    period = await openPeriod(house, { kind: "special", overlays: ["cn-cutoffs-90-80-60"], unit, fields });
    const office = await onPhone("personnel", period);
    await says(office, TITLE, SPECIAL);
    assert.equal(await office.locator("table.progressed tbody tr").count(), 1);
    await fits(office);
  });

  it("the person reads of the task on a phone, and writes the summary", async () => {
    const staff = await onPhone("staff", "/");
    await write(staff, RECORD);
    await staff.goto("/notices");
    await says(staff, "把考核办到了你这一步，等你办理", `${TITLE} · ${SPECIAL}`);
    await fits(staff);
    await staff.goto("/");
    const step = staff.locator(".waiting-top a", { hasText: "写小结" }).filter({ hasText: SPECIAL });
    await step.waitFor();
    await fits(staff);
    await step.click();
    await staff.waitForURL(/\/summary$/);
    course = new URL(staff.url()).pathname.replace(/\/summary$/, "");
    await handIn(staff, SUMMARY);
    await staff.goto("/assess");
    const line = staff.locator("li.case-line", { has: staff.locator(`.title a[href="${course}"]`) });
    assert.ok((await line.innerText()).includes(SPECIAL));
    await fits(staff);
  });

  it("the assessor is asked by the task, and reviews with what was recorded", async () => {
    await reviewedByChief(house, course);
    const chief = await plain("chief", "/");
    await chief.locator("aside .waits a", { hasText: "人等你审核评鉴" }).filter({ hasText: SPECIAL }).waitFor();
    await chief.goto("/assess");
    const line = chief.locator("li.case-line", { has: chief.locator(`a[href="${course}/review"]`) });
    assert.ok((await line.innerText()).includes(`${TITLE} · ${SPECIAL}`));
    await leads(chief, () => line.locator(`a[href="${course}/review"]`).click());
    await says(chief, SPECIAL, house.name("staff"));
    // Points are asked for before it is sent.
    await says(chief, "还没有得分：");
    await reasoned(chief);
    // The record is tied to no indicator: it is cited for the first.
    const others = chief.locator("details.more", { has: chief.locator("ul.places") });
    await others.locator("summary").click();
    await others.locator("li", { hasText: RECORD.slice(0, 12) }).locator("select").selectOption({ index: 1 });
    await judged(chief, VERDICT);
    await says(chief, VERDICT);
    await cited(chief).waitFor();
    const staff = await onPhone("staff", course);
    await says(staff, SUMMARY, "结果还没有告知你。");
    await silent(staff, VERDICT, "= 85");
  });

  it("the head decides on a board that says what it is about", async () => {
    const director = await plain("director", "/assess");
    const board = `${period}/unit/${unit}`;
    const line = director.locator("li.case-line", { has: director.locator(`.title a[href="${board}"]`) });
    assert.ok((await line.innerText()).includes(`${TITLE} · ${SPECIAL}`));
    await line.locator(".title a").click();
    await says(director, SPECIAL);
    await decidedAsProposed(director, course, house.name("staff"));
    const phone = await onPhone("director", "/assess");
    await says(phone, SPECIAL);
    await fits(phone);
  });

  it("the person is told, reads why, and acknowledges", async () => {
    const chief = await plain("chief", course);
    await giveResult(chief, "当面谈过。交接单以后当班填。");
    const staff = await onPhone("staff", "/notices");
    await says(staff, "告知了你的考核结果或答复，请查看", `${TITLE} · ${SPECIAL}`);
    await staff.goto(course);
    await says(staff, `${TITLE} · ${SPECIAL}`, "较好", VERDICT, "= 85");
    await cited(staff).waitFor();
    await fits(staff);
    await staff.locator("form[action='/api/acknowledge_result'] button").click();
    await says(staff, "已确认。");
    const english = await onPhone("staff", "/notices", "en");
    await says(english, "gave you a result or an answer of your assessment", `${TITLE} · Special assessment: ${TASK}`);
    await english.goto(course);
    await says(english, `Special assessment: ${TASK}`, "Fairly good");
    await fits(english);
  });

  it("the office hands over all that one assessor has left", async () => {
    const office = await onPhone("personnel", `${period}/people`);
    const card = office.locator("#hand-over");
    await leads(office, () => card.getByRole("link", { name: "选择评鉴人" }).click());
    const from = (await card.locator("#hand-from option").first().innerText()).trim();
    const to = ["director", "peer"].map((who) => house.name(who)).find((name) => !from.startsWith(name));
    await card.locator("#hand-to").fill(to);
    await leads(office, () => card.getByRole("button", { name: "查找" }).click());
    await card.locator("ul.checks label", { hasText: to }).locator("input").first().check();
    await fits(office);
    await leads(office, () => card.getByRole("button", { name: /^移交/ }).click());
    await says(office, `移交${to}：已移交`);
    await fits(office);
  });

  it("the year lists it apart, and counts it as no usual result", async () => {
    const fields = { title: `${YEAR}年度考核`, first: `${YEAR}-01-01`, last: `${YEAR}-12-31` };
    const year = await openPeriod(house, { overlays: [], unit, fields });
    const staff = await onPhone("staff", "/assess");
    const own = await ownCourse(staff);
    assert.notEqual(own, course);
    await staff.goto(`${own}/summary`);
    await handIn(staff, "全年按计划推进，汛期任务有记录可查。");
    const office = await plain("personnel", year);
    await office.locator("section.offers li", { hasText: "汇总资格" }).getByRole("link").click();
    await leads(office, () => office.getByRole("button", { name: "确认办理" }).click());
    await office.locator(".state.good", { hasText: "办理完了" }).waitFor();
    await staff.goto(own);
    await says(staff, "年度考核依据的专项考核结果", `${TITLE} · ${TASK}`, "较好");
    await silent(staff, "年度考核依据的平时结果");
    await fits(staff);
    const english = await plain("staff", own, "pc", "en");
    await says(english, "Special assessments the year rests on", TASK, "Fairly good");
    await silent(english, "Results the year rests on");
  });
});

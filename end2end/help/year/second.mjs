// The second to the fourth quarter: what has not happened before. Everything else is done by the same forms, without a browser.
import assert from "node:assert/strict";
import { forgive } from "../house.mjs";
import { APPEAL, BODIES, COMMITTEE, DECIDING, STATUSES, WHO, WITHOUT, account, proposed } from "./cast.mjs";
import { refused } from "./office.mjs";
import { open, says, silent, told, unfold } from "./see.mjs";
import { shots } from "./shots.mjs";

const entered = (from, to) => STATUSES.filter(([, , day]) => from <= day && day <= to);

/** Records of the quarter, then its period, and everybody's summary. */
async function begin(office, key, { days, opens, title, first, last, overlays, away = [], also }) {
  for (const [turn, day] of Object.entries(days)) {
    await office.turn(day);
    await office.record(Number(turn), away);
    if (also?.[day]) await also[day]();
  }
  await office.enter(entered(first, last));
  await office.turn(opens);
  await office.openPeriod(key, { title, first, last, overlays, bodies: BODIES });
  await office.reassign(key, WITHOUT, account(2));
}

export const SECOND_QUARTER = [
  ["people write records, and who is seconded goes to where he works", seconded],
  ["under investigation: no comments, and no grade for the time being", pending],
  ["a place beyond the share needs a reason", beyond],
  ["results are given and acknowledged", (office) => given(office, "q2", "2025-07-16")],
  ["the investigation ends without a sanction: graded afterwards", afterwards],
];

async function seconded(office) {
  const days = { 1: "2025-05-22", 2: "2025-06-18" };
  await begin(office, "q2", { days, opens: "2025-07-01", title: "2025年第2季度", first: "2025-04-01", last: "2025-06-30", away: [WHO.ill] });
  const page = await office.at("personnel", office.course("q2", WHO.seconded));
  await says(page, "本期 91 天中有 81 天在挂职、借调单位工作，由该单位考核");
  await office.reassign("q2", WHO.seconded, account(41));
  await page.reload();
  await says(page, `由${office.name(account(41))}评鉴`);
  await office.turn("2025-07-03");
  await office.summarise("q2");
}

async function pending(office) {
  await office.turn("2025-07-08");
  const page = await office.at(account(42), `${office.course("q2", WHO.investigated)}/review`);
  await says(page, "立案调查期间不写评语、不评指标", "立案调查期间不写评语、不确定等次，结案后再定");
  assert.equal(await page.locator("input[name=grade], textarea[name=text]").count(), 0, "there is no grade to choose, and nothing to write");
  const sanctioned = await office.at(office.courses.q2[WHO.heavier].assessors[0], `${office.course("q2", WHO.heavier)}/review`);
  await says(sanctioned, "本期受过处分，不得评为“好”");
  assert.ok(await sanctioned.locator("input[name=grade][value=good]").isDisabled());
  await office.review("q2", 1);
  await page.reload();
  assert.match(await told(page, ".case-side"), /不确定等次/);
}

async function beyond(office) {
  await office.turn("2025-07-14");
  const [second] = COMMITTEE;
  const left = await office.batch(second, "q2", "calibrate");
  assert.deepEqual(left.map((one) => one.split(" ")[0]).sort(), [WHO.beyond, APPEAL].map((who) => office.name(who)).sort());
  for (const who of [WHO.beyond, APPEAL]) await office.onBoard(second, "q2", 1, who, "calibrate");
  await office.onBoard(DECIDING, "q2", 1, APPEAL, "decide");
  const page = await office.at(DECIDING, office.board("q2", 1));
  forgive(page, /422/);
  const row = page.locator(`tr[id="c-${office.courses.q2[WHO.beyond].id}"]`);
  await row.getByRole("button", { name: `确定等次：${office.name(WHO.beyond)}` }).click();
  await page.getByRole("alert").filter({ hasText: "这是原则性规定，确需突破的，请写明理由" }).waitFor();
  await page.goto(office.board("q2", 1));
  await row.locator("summary", { hasText: "改等次" }).click();
  await row.locator("textarea[name=reason]").fill("承担全部门的应急值守，经党组会议同意突破。");
  await row.locator("details button[type=submit]").click();
  await row.getByText("已确定等次").waitFor();
  await unfold(page);
  await says(page, "已定 2 人，名额 1 个，超出 1 个");
  assert.deepEqual(await office.batch(DECIDING, "q2", "decide"), []);
}

/** Everybody is told, and says so; what is left open is closed. */
async function given(office, key, day, closed = false) {
  await office.turn(day);
  assert.deepEqual(await office.batch("personnel", key, "give_feedback"), []);
  await office.acknowledge(key);
  if (closed) assert.deepEqual(await office.batch("personnel", key, "close"), []);
}

async function afterwards(office) {
  await office.turn("2025-08-21");
  const status = await office.at("personnel", "/assess/statuses");
  const row = status.locator("table tbody tr", { hasText: office.name(WHO.investigated) });
  await row.locator("summary", { hasText: "结束" }).click();
  await row.locator("input[name=last]").fill("2025-08-20");
  await row.locator("select[name=how]").selectOption({ label: "查清，没有问题" });
  await row.locator("form[action='/api/end_status'] button").click();
  await row.getByText("未受处分").waitFor();
  await office.written("q2", WHO.investigated, account(42));
  const page = await office.at(account(42), office.course("q2", WHO.investigated));
  await open(page, "补定等次");
  await page.locator("form[action='/api/grade_afterwards'] label", { hasText: /^较好$/ }).locator("input").check();
  await page.locator("#afterwards-reason").fill("已经查清，没有问题；引用的纪实说明本期任务完成较好。");
  await page.locator("form[action='/api/grade_afterwards'] button").click();
  await says(page, `${office.name(account(42))}补定等次较好`, "到单位的等次页面办理");
  const own = await office.at(WHO.investigated, office.course("q2", WHO.investigated));
  await says(own, "结果还没有告知你。");
  await office.onBoard(COMMITTEE[1], "q2", 5, WHO.investigated, "calibrate");
  await office.onBoard(DECIDING, "q2", 5, WHO.investigated, "decide");
  assert.deepEqual(await office.batch("personnel", "q2", "give_feedback"), []);
  await own.reload();
  await says(own, "较好", "2025年8月21日告知本人", "补定等次");
  await shots(own, "graded-afterwards");
  await office.acknowledge("q2", office.participants("q2").filter((who) => who !== WHO.investigated));
  assert.deepEqual(await office.batch("personnel", "q2", "close"), []);
}

export const THIRD_QUARTER = [
  ["the pack asks for two assessors; each judges before seeing the other", two],
  ["they differ: it is remarked, and calibration decides", differ],
  ["the quarter is decided, given and closed", third],
];

async function two(office) {
  const days = { 3: "2025-08-27", 4: "2025-09-17" };
  await begin(office, "q3", { days, opens: "2025-10-09", title: "2025年第3季度", first: "2025-07-01", last: "2025-09-30", overlays: ["cn-zhuhai"], away: [WHO.ill] });
  assert.deepEqual(office.courses.q3[WHO.returned].assessors, [account(7), DECIDING], "the leader, and the leader's leader");
  const period = await office.at("personnel", office.periods.q3.path);
  assert.match(await told(period, "table[aria-labelledby=exempt]"), new RegExp(`${office.name(WHO.leave)}本期\\d+个工作日，病假\\d+天、事假0天，过半`));
  await office.turn("2025-10-11");
  await office.summarise("q3");
  await office.turn("2025-10-15");
  const sanctioned = await office.at(office.courses.q3[WHO.sanctioned].assessors[0], `${office.course("q3", WHO.sanctioned)}/review`);
  await says(sanctioned, "本期受过处分，不得评为“好”");
  assert.ok(await sanctioned.locator("input[name=grade][value=good]").isDisabled());
  await office.reviewed("q3", WHO.returned, account(7), "good");
  const page = await office.at(DECIDING, `${office.course("q3", WHO.returned)}/review`);
  await says(page, "一起评鉴的人", office.name(account(7)), "已提交");
  await silent(page, "承担的任务重，完成得好");
}

async function differ(office) {
  await office.reviewed("q3", WHO.returned, DECIDING, "fairly_good");
  const page = await office.at(COMMITTEE[0], office.course("q3", WHO.returned));
  await says(page, `评鉴人意见不同：${office.name(account(7))}“好”、${office.name(DECIDING)}“较好”；权重相同，建议不同：先列${office.name(account(7))}的建议“好”，由平衡时决定。`);
  await shots(page, "two-assessors");
  await office.review("q3", 2, [WHO.returned]);
}

async function third(office) {
  await office.turn("2025-10-20");
  // Whom equal weights leave open is not calibrated with the others.
  const left = await office.batch(COMMITTEE[0], "q3", "calibrate");
  assert.deepEqual(left.map((one) => one.split(" ")[0]), [office.name(WHO.returned)]);
  const row = `c-${office.courses.q3[WHO.returned].id}`;
  const desk = await office.desk(COMMITTEE[0]);
  let unit = 0;
  while (!(await desk.look(office.board("q3", unit), (document, id) => document.getElementById(id) !== null, row))) unit += 1;
  await office.onBoard(COMMITTEE[0], "q3", unit, WHO.returned, "calibrate");
  assert.deepEqual(await office.batch(DECIDING, "q3", "decide"), []);
  await given(office, "q3", "2025-10-22", true);
}

export const FOURTH_QUARTER = [
  ["the places of all units come from one pool", pooled],
  ["it is decided, given and closed; all quarters have results for everybody", fourth],
];

async function pooled(office) {
  const days = { 5: "2025-10-30", 6: "2025-11-20", 7: "2025-12-18" };
  const improper = async () => {
    const desk = await office.desk("personnel");
    const training = { person: await office.id(WHO.warned), kind: "training", first: "2025-11-20", last: "2025-11-01" };
    const words = await refused(desk.send("/assess/statuses", "form.assess-form", training, undefined, { part: office.name(WHO.warned) }));
    assert.match(words, /日|期/, "days are in their order");
  };
  await begin(office, "q4", { days, opens: "2026-01-05", title: "2025年第4季度", first: "2025-10-01", last: "2025-12-31", overlays: ["cn-pool"], also: { "2025-11-20": improper } });
  const page = await office.at("personnel", office.periods.q4.path);
  await unfold(page);
  await says(page, "全体 44 人 × 40% = 17.6，向下取整为 17", "公务员考核（名额集中分配）");
  await office.turn("2026-01-06");
  await office.summarise("q4");
  await office.turn("2026-01-08");
  await office.review("q4", 3);
}

async function fourth(office) {
  await office.turn("2026-01-09");
  await office.decideAll("q4");
  // Four weeks of other leave count for no half of the quarter; whoever is sent to training is assessed, and graded, at home.
  for (const [who, said] of [[WHO.away, "本期没有受处分。"], [WHO.trained, "派出学习培训的，由派出单位考核（比照年度考核）。"]]) {
    const [given, words] = await office.reads(COMMITTEE[0], "q4", who);
    assert.equal(given, "较好", office.name(who));
    assert.ok(words.includes(said) && !words.includes("本期没有病假、事假和其他假"), words);
  }
  await given(office, "q4", "2026-01-12", true);
  for (const [at, key] of ["q1", "q2", "q3", "q4"].entries()) {
    const counts = {};
    for (const who of office.participants(key)) counts[proposed(who, at) || "none"] = (counts[proposed(who, at) || "none"] ?? 0) + 1;
    const all = Object.values(await office.census(key));
    assert.deepEqual(all.map((unit) => unit.states.split(" ")[0]), all.map(() => "已结束"), `${key} is over for everybody`);
    const sum = (grade) => all.reduce((many, unit) => many + Number(unit.grades.split(" · ").find((one) => one.startsWith(`${grade} `))?.split(" ")[1] ?? 0), 0);
    const expected = { good: counts.good, fairly_good: counts.fairly_good, average: counts.average ?? 0, poor: counts.poor };
    if (key === "q1") Object.assign(expected, { good: expected.good - 1, fairly_good: expected.fairly_good + 2, average: expected.average - 1 });
    if (key === "q2") expected.fairly_good += 1;
    assert.deepEqual({ good: sum("好"), fairly_good: sum("较好"), average: sum("一般"), poor: sum("较差") }, expected, key);
  }
}

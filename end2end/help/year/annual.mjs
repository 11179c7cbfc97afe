// The annual assessment: it rests on the four quarters.
import assert from "node:assert/strict";
import { violations } from "../axe.mjs";
import { leads } from "../wait.mjs";
import { BODIES, COMMITTEE, DECIDING, NAMED, UNITS, WHO, account, proposed } from "./cast.mjs";
import { each, refused } from "./office.mjs";
import { papers, pdf } from "./papers.mjs";
import { open, says, silent, told, unfold } from "./see.mjs";
import { shots } from "./shots.mjs";

/** Who is proposed for 优秀, and has a place. */
const EXCELLENT = [12, 18, 25, 28, 33, 39, 42].map(account);

export const ANNUAL = [
  ["the year is opened with a democratic rating; leading members are assessed too", opens],
  ["it is compiled: who can have which grade, said rule by rule", compiles],
  ["ballots are secret, and cast once; a unit that is too small does not vote", ballots],
  ["assessors review the year by the quarters and the rating", reviews],
  ["two want one place of 优秀: one is cut by rounding", board],
  ["names are published for the pack's days; a colleague objects, and is answered", published],
  ["nothing is final while it is published; then all four grades occur", decided],
  ["everybody gets the result in writing, with what follows from it", notices],
  ["the investigation ends with a warning: graded afterwards", warned],
  ["the year is closed and archived, and nothing moves any more", archived],
  ["what other rules would have made of the year", simulated],
];

async function opens(office) {
  await office.turn("2026-01-14");
  await office.openPeriod("year", { kind: "year", title: "2025年度考核", first: "2025-01-01", last: "2025-12-31", overlays: ["cn-democratic-rating"], bodies: BODIES });
  assert.equal(office.participants("year").length, 48, "everybody");
  for (const [who, by] of Object.entries(NAMED)) await office.reassign("year", who, by);
  await office.turn("2026-01-16");
  await office.summarise("year");
}

async function compiles(office) {
  await office.turn("2026-01-20");
  const page = await office.at("personnel", office.periods.year.path);
  await page.locator("section.offers li", { hasText: "汇总资格" }).getByRole("link").click();
  await says(page, "汇总资格：48 人", "按平时考核的结果和规则，为每个人汇总年度考核的资格和建议。");
  await leads(page, () => page.getByRole("button", { name: "确认办理" }).click());
  await page.locator(".state.good", { hasText: "办理完了" }).waitFor();
  const exempt = await told(page, "table[aria-labelledby=exempt]");
  assert.match(exempt, new RegExp(`${office.name(WHO.ill)}全年\\d+个工作日，病假\\d+天、事假0天，超过半年，参加考核，不确定等次`));
  assert.match(exempt, new RegExp(`${office.name(WHO.warned)}正在接受立案调查，不写评语、不确定等次`));
  const own = await office.at(WHO.average, office.course("year", WHO.average), { device: "phone" });
  await says(own, "年度考核依据的平时结果");
  await silent(own, "不得评为优秀");
  const results = await told(own, ".case-side");
  for (const line of ["2025年第1季度：好", "2025年第2季度：一般", "2025年第3季度：好", "2025年第4季度：好"]) assert.ok(results.includes(line), line);
  const committee = await office.at(COMMITTEE[0], office.course("year", WHO.average));
  await says(committee, "平时考核有“一般”1 次、“较差”0 次，不得评为优秀。");
  await shots(committee, "eligibility");
  for (const [who, rule] of [
    [WHO.transferred, "年内转任、调任的，由现所在单位考核。"],
    [WHO.trained, "派出学习培训的，由派出单位考核。"],
    [WHO.seconded, "未超过全年 365 天的一半，由原单位考核"],
    [WHO.sanctioned, "年内受警告处分 1 次，不得评为优秀。"],
    [WHO.heavier, "年内受警告以上处分 1 次，不得评为优秀。"],
    [WHO.published, "平时考核 4 次全部为“好”"],
    [WHO.worst, "平时考核 4 次全部为“较差”，可以直接评为不称职。"],
    [WHO.low, "平时考核 4 次中“一般”3 次、“较差”0 次，过半，原则上评为基本称职或不称职。"],
  ]) {
    const text = await (await office.desk(COMMITTEE[0])).look(office.course("year", who), (document) => document.querySelector("main").textContent);
    assert.ok(text.includes(rule), `${office.name(who)}: ${rule}`);
  }
}

async function ballots(office) {
  const ballot = `${office.periods.year.path}/ballot`;
  const small = await office.at(account(3), ballot);
  await says(small, "现在不能投票", "你的单位人数太少，投票无法保密");
  const page = await office.at(WHO.writer, "/assess", { device: "phone", bypassCSP: true, still: true });
  await page.getByRole("link", { name: "填写测评票" }).tap();
  await says(page, "这是无记名测评", "两者之间没有任何联系。", "应投 44 人，已投 0 人", "少于 5 张票时不公布结果");
  assert.deepEqual(await violations(page), []);
  await shots(page, "ballot");
  for (const choice of await page.locator("form.ballot fieldset").all()) await choice.locator("label", { hasText: /^称职$/ }).tap();
  await page.getByRole("button", { name: "投票" }).tap();
  await says(page, "你已经投过票", "系统只知道你投过，不知道你投了什么。", "已投 1 人");
  const small4 = [1, 2, 3, 4].map(account);
  await each(office.participants("year").filter((who) => who !== WHO.writer && !small4.includes(who)), async (who) => {
    const desk = await office.desk(who);
    const [action, pairs] = await desk.look(ballot, voted, Number(who.slice(1)));
    await desk.post(action, pairs, ballot);
    if (who === account(5)) assert.match(await refused(desk.post(action, pairs.map(([name, value]) => [name, name === "key" ? "01ARZ3NDEKTSV4RRFFQ69G5FAV" : value]), ballot)), /投/, "nobody votes twice");
  });
  const period = await office.at("personnel", office.periods.year.path);
  await says(period, "应投 44 人，已投 44 人");
  assert.deepEqual(await office.batch("personnel", "year", "rate"), []);
  const result = await office.at(COMMITTEE[0], office.course("year", WHO.average));
  await says(result, "民主测评", /收到\d+票，发出10票/);
  await result.goto(office.course("year", account(3)));
  await says(result, "说明");
  assert.equal(await result.locator("h2", { hasText: "民主测评" }).count(), 0, "of a unit that is too small nothing is shown");
}

/** In the browser: a ballot filled in, in a way of one's own. */
function voted(document, who) {
  const form = document.querySelector("form.ballot");
  [...form.querySelectorAll("fieldset")].forEach((one, at) => {
    const choices = [...one.querySelectorAll("input")];
    const wanted = ["competent", "excellent", "competent", "basic", ""][(who * 2 + at) % 5];
    choices.find((input) => input.value === (at === 0 && wanted === "" ? "competent" : wanted)).checked = true;
  });
  return [form.getAttribute("action"), [...new FormData(form).entries()]];
}

async function reviews(office) {
  await office.turn("2026-01-22");
  const by = office.courses.year[WHO.average].assessors[0];
  const page = await office.at(by, `${office.course("year", WHO.average)}/review`);
  assert.ok(await page.locator("input[name=grade][value=excellent]").isDisabled());
  await says(page, "优秀不能评 平时考核有“一般”1 次、“较差”0 次，不得评为优秀。");
  await shots(page, "review-annual");
  await office.review("year", 4);
}

async function board(office) {
  await office.turn("2026-01-26");
  const left = await office.batch(COMMITTEE[0], "year", "calibrate");
  assert.deepEqual(left.map((one) => one.split(" ")[0]), [office.name(WHO.rounded)]);
  assert.match(left[0], /7 人 × 20% = 1.4，向下取整为 1。因取整（1.4 取为 1）没有名额；向上取整就会有。/);
  const page = await office.at(COMMITTEE[1], office.board("year", 2));
  await says(page, "因取整（1.4 取为 1）没有名额");
  await shots(page, "board-annual");
  const row = page.locator(`tr[id="c-${office.courses.year[WHO.rounded].id}"]`);
  await row.locator("summary", { hasText: "改等次" }).click();
  await row.locator("input[name=grade][value=competent]").check();
  await row.locator("textarea[name=reason]").fill("优秀名额只有一个，四期全部为“好”的优先。");
  await row.locator("details button[type=submit]").click();
  await row.getByText("已平衡").waitFor();
  assert.deepEqual(await office.batch(COMMITTEE[1], "year", "calibrate"), [], "and the colleague on the committee");
}

async function published(office) {
  await office.turn("2026-01-27");
  assert.deepEqual(await office.batch("personnel", "year", "publish"), []);
  const publication = `${office.periods.year.path}/publication`;
  const page = await office.at(WHO.colleague, publication);
  for (const who of EXCELLENT) await says(page, office.name(who));
  await silent(page, office.name(WHO.rounded));
  assert.equal(await page.locator("table.published tbody tr").count(), EXCELLENT.length);
  await says(page, "到2026年2月3日");
  await shots(page, "publication");
  const row = page.locator("table.published tbody tr", { hasText: office.name(WHO.published) });
  await row.locator("summary", { hasText: "提出异议" }).click();
  await row.locator("textarea[name=reason]").fill("智能电表项目的成果是项目司集体完成的，请核实。");
  await row.locator("form button").click();
  await row.getByText("公示有异议").waitFor();
  await says(page, "智能电表项目的成果是项目司集体完成的，请核实。");
  const list = await (await office.desk(WHO.colleague)).file(`${publication}.xlsx`);
  assert.match(list.headers.get("content-type"), /spreadsheetml/);
  await pdf(page, `${publication}.pdf`);

  await office.turn("2026-01-29");
  const answer = await office.at(COMMITTEE[1], publication);
  const objected = answer.locator("table.published tbody tr", { hasText: office.name(WHO.published) });
  await objected.locator("summary", { hasText: "答复异议" }).click();
  await objected.locator("textarea[name=reason]").fill("已核实：方案由本人主持，引用的纪实能说明，维持优秀。");
  await objected.locator("form button").click();
  await objected.getByText("公示中").waitFor();
  const read = await office.at(WHO.colleague, publication);
  await says(read, "已核实：方案由本人主持，引用的纪实能说明，维持优秀。");
  const early = await office.batch(DECIDING, "year", "decide");
  assert.equal(early.length, EXCELLENT.length);
  assert.ok(early.every((one) => one.includes("公示到 2026-02-03 为止，期满后才能确定。")));
}

async function decided(office) {
  await office.turn("2026-02-04");
  assert.deepEqual(await office.batch(DECIDING, "year", "decide"), []);
  assert.deepEqual(await office.batch(COMMITTEE[0], "year", "decide"), [], "nobody decides on himself");
  const page = await office.at("personnel", office.periods.year.path);
  const units = await office.census("year");
  assert.deepEqual(Object.values(units).map((unit) => unit.states.replace(/ \d+/, "")), UNITS.map(() => "已确定等次"));
  const all = Object.values(units).map((unit) => unit.grades).join(" · ");
  for (const [grade, many] of [["优秀", EXCELLENT.length], ["基本称职", 1], ["不称职", 1]]) {
    const found = all.split(" · ").filter((one) => one.startsWith(`${grade} `)).reduce((sum, one) => sum + Number(one.split(" ")[1]), 0);
    assert.equal(found, many, grade);
  }
  assert.match(all, /(^| )称职 \d/);
  await shots(page, "period-annual");
}

async function notices(office) {
  await office.turn("2026-02-05");
  const by = office.courses.year[WHO.worst].assessors[0];
  const talk = await office.at(by, office.course("year", WHO.worst));
  await talk.locator("#give-words").fill("谈过话。请在一个月内提出改进的办法。");
  await talk.locator("form[action='/api/give_feedback'] button").click();
  await says(talk, "已告知本人。");
  assert.deepEqual(await office.batch("personnel", "year", "give_feedback"), []);
  for (const [who, grade, ...follows] of [
    [WHO.published, "优秀", "评为优秀，给予嘉奖。", "评为优秀一次，晋升职级的任职年限缩短半年。"],
    [WHO.average, "称职", "平时考核有“一般”1 次、“较差”0 次，不得评为优秀。"],
    [WHO.low, "基本称职", "评为基本称职，予以诫勉。", "评为基本称职，不享受年度考核奖金。", "评为基本称职，一年内不得晋升职务、职级。"],
    [WHO.worst, "不称职", "评为不称职，降低一个职务或者职级层次任职。", "谈过话。请在一个月内提出改进的办法。"],
    [WHO.ill, "不确定等次", "超过半年，参加考核，不确定等次"],
    [WHO.warned, "不确定等次", "正在接受立案调查"],
  ]) {
    const page = await office.at(who, office.course("year", who), { device: "phone" });
    await says(page, ...follows, "2026年2月5日告知本人");
    assert.equal(await page.locator(".big-grade").innerText(), grade);
    if (grade !== "称职" && follows.length > 1) await shots(page, `result-${grade}`);
  }
  const page = await office.at(WHO.english, office.course("year", WHO.english), { lang: "en", device: "phone" });
  await says(page, "Competent", "given on 5 Feb 2026", "Results the year rests on", "Democratic rating");
  await shots(page, "result-en");
  const form = await (await office.desk(WHO.english)).file(`${office.course("year", WHO.english)}/form.xlsx`);
  assert.match(form.headers.get("content-type"), /spreadsheetml/);
  assert.ok((await form.arrayBuffer()).byteLength > 5_000, "the form holds the result");
  await papers(office, "year", WHO.english);
}

async function warned(office) {
  await office.turn("2026-02-10");
  await office.end(WHO.warned, "2026-02-09", "warned");
  const by = office.courses.year[WHO.warned].assessors[0];
  await office.written("year", WHO.warned, by);
  const page = await office.at(by, office.course("year", WHO.warned));
  await open(page, "补定等次");
  await page.locator("form[action='/api/grade_afterwards'] label", { hasText: /^称职$/ }).locator("input").check();
  await page.locator("#afterwards-reason").fill("调查结论是警告；全年任务按要求完成。");
  await page.locator("form[action='/api/grade_afterwards'] button").click();
  await says(page, `${office.name(by)}补定等次称职`, "立案调查已结束，未受处分或只受警告，可以补定等次。");
  await office.onBoard(COMMITTEE[1], "year", 3, WHO.warned, "calibrate");
  await office.onBoard(DECIDING, "year", 3, WHO.warned, "decide");
  assert.deepEqual(await office.batch("personnel", "year", "give_feedback"), []);
  await office.acknowledge("year");
}

async function archived(office) {
  await office.turn("2026-03-20");
  assert.deepEqual(await office.batch("personnel", "year", "close"), []);
  assert.deepEqual(await office.batch("personnel", "year", "archive"), []);
  const page = await office.at("personnel", office.periods.year.path);
  await says(page, "已结束", "已归档 11");
  const own = await office.at(WHO.published, office.course("year", WHO.published));
  await says(own, "personnel 归档", "这份考核已经走完，没有等待办理的步骤。", "优秀");
  const roster = await (await office.desk("personnel")).file(`${office.periods.year.path}/roster.xlsx`);
  assert.match(roster.headers.get("content-type"), /spreadsheetml/);
}

async function simulated(office) {
  const page = await office.at("personnel", office.periods.year.path);
  await page.getByRole("link", { name: "换一套规则试算" }).click();
  await page.locator("#pack").selectOption("cn-civil-servant");
  await leads(page, () => page.getByRole("button", { name: "试算" }).click());
  await page.getByLabel("公务员考核（天津）").check();
  await page.getByRole("button", { name: "试算" }).click();
  await says(page, /48人中\d+人的等次会变。/, "有两次即不得评为称职");
  const row = page.locator("table[aria-labelledby=changes] tbody tr", { hasText: office.name(WHO.heavier) });
  assert.match((await row.innerText()).replace(/\s+/g, " "), new RegExp(`${office.name(WHO.heavier)}.*称职.*基本称职`));
  await shots(page, "simulator");
  const file = await page.getByRole("link", { name: "试算表（Excel）" }).getAttribute("href");
  assert.match((await (await office.desk("personnel")).file(file)).headers.get("content-type"), /spreadsheetml/);
  const still = await office.at(WHO.heavier, office.course("year", WHO.heavier));
  assert.equal(await still.locator(".big-grade").innerText(), "称职", "nothing was written");
  const last = await office.at(WHO.heavier, `/assess/firewall?course=${office.courses.year[WHO.heavier].id}#verify`);
  await says(last, "验证通过：随意改动后，下面列出的考核材料、建议和名额一个字都没有变。");
}

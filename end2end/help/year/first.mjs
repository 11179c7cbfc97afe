// The first quarter: every kind of act in the browser, once.
import assert from "node:assert/strict";
import { violations } from "../axe.mjs";
import { forgive } from "../house.mjs";
import { leads } from "../wait.mjs";
import { BODIES, COMMITTEE, DECIDING, RE_REVIEW, STATUSES, UNITS, WHO, WITHOUT, account } from "./cast.mjs";
import { papers } from "./papers.mjs";
import { open, says, silent, told, unfold } from "./see.mjs";
import { refused } from "./office.mjs";
import { shots } from "./shots.mjs";

const HEAD = account(42);
const [UNTIL, FIRST] = ["2025-03-31", "2025-01-01"];

export const FIRST_QUARTER = [
  ["anybody reads the rules before", rules],
  ["the personnel office enters who is on probation, ill or transferred", statuses],
  ["it opens the quarter for six units, with four bodies", opens],
  ["it names a reviewer where the line has none", names],
  ["people write their summaries from their records; one is returned, once", summaries],
  ["no citation, no grade", reviews],
  ["the committee passes what has places, and sees where five want four", board],
  ["the deciding head gives the places; one is cut by rounding", decides],
  ["results are given in words, with what to become better at", feedback],
  ["one puts it in the plan and asks for a re-review; others acknowledge or disagree", answers],
  ["the result is read in English too", english],
  ["one objection is upheld, one is refused and appealed against", objections],
  ["the quarter is closed when nobody can object any more", closes],
];

async function rules(office) {
  const page = await office.at("u00044", "/assess/rules/cn-civil-servant", { bypassCSP: true, still: true });
  await unfold(page);
  await says(page, "好", "较好", "一般", "较差", "优秀", "称职", "基本称职", "不称职");
  await says(page, "《公务员法》", "“好”等次原则上掌握在参加考核人数的40%以内", "试用期内写评语，不确定等次");
  assert.deepEqual(await violations(page), []);
  await shots(page, "rules");
}

async function statuses(office) {
  const [first, ...rest] = STATUSES.filter(([, , from]) => from < "2025-04-01");
  const [who, kind, from, until, note] = first;
  const page = await office.at("personnel", "/assess/statuses");
  await says(page, "还没有登记过人员状态和处分");
  await page.locator("#part").fill(office.name(who));
  await leads(page, () => page.getByRole("button", { name: "查找" }).click());
  await page.locator("ul.checks", { hasText: office.name(who) }).waitFor();
  await page.locator("#kind").selectOption(kind);
  await page.locator("#first").fill(from);
  await page.locator("#last").fill(until);
  await page.locator("#note").fill(note);
  await leads(page, () => page.getByRole("button", { name: "登记" }).click());
  const row = page.locator("table tbody tr", { hasText: office.name(who) });
  await row.waitFor();
  assert.match(await row.innerText(), /试用期[^]*2024年9月2日至2025年8月31日/);
  await office.enter(rest);
  await page.reload();
  assert.equal(await page.locator("table[aria-labelledby=rows] tbody tr").count(), rest.length + 1);
  for (const [whose, words] of [[WHO.upheld, /事假[^]*2025年3月10日至2025年3月12日/], [WHO.protected, /属于不得辞退的情形[^]*2025年3月3日/]]) {
    assert.match(await page.locator("table[aria-labelledby=rows] tbody tr", { hasText: office.name(whose) }).innerText(), words);
  }
  await shots(page, "statuses");
}

async function opens(office) {
  const page = await office.at("personnel", "/assess");
  await page.getByRole("link", { name: "启动考核期" }).click();
  await page.waitForURL("/assess/new");
  await page.locator("#pack").selectOption("cn-civil-servant");
  await leads(page, () => page.getByRole("button", { name: "查看这套规则" }).click());
  await says(page, "公务员考核（全国）", "优秀 / 称职 / 基本称职 / 不称职");
  for (const unit of UNITS) await page.locator(".unit-checks label:not(.small)").filter({ hasText: new RegExp(`^\\s*${unit}`) }).first().locator("input").check();
  await page.locator("#title").fill("2025年第1季度");
  await page.locator("#first").fill(FIRST);
  await page.locator("#last").fill(UNTIL);
  for (const [body, people] of Object.entries(BODIES)) {
    for (const who of people) {
      await page.locator("#part").fill(office.name(who));
      await leads(page, () => page.locator("button[value=find]").click());
      await page.locator("table.sits tbody tr").filter({ hasText: office.name(who) }).first().locator(`input[name=${body}]`).check();
    }
  }
  assert.equal(await page.locator("#title").inputValue(), "2025年第1季度", "nothing that was typed is lost");
  await shots(page, "new-period");
  await page.getByRole("button", { name: "启动考核", exact: true }).click();
  await page.waitForURL(/\/assess\/period\//);
  await office.opened("q1", new URL(page.url()).pathname);
  assert.equal(office.participants("q1").length, 44, "all but the four leading members");
  await says(page, "2025年第1季度", "44 人", "公务员考核（全国）");
  await unfold(page);
  await says(page, `英国公路署：11 人 × 40% = 4.4，向下取整为 4`, "英国文化、媒体和体育部：3 人 × 40% = 1.2，向下取整为 1");
  const exempt = await told(page, "table[aria-labelledby=exempt]");
  assert.match(exempt, new RegExp(`${office.name(WHO.probation)}.*试用期内写评语，不确定等次`));
  assert.match(exempt, new RegExp(`${office.name(WHO.ill)}.*病假\\d+天、事假0天，过半，参加考核，不确定等次`));
  for (const who of [...COMMITTEE, DECIDING, RE_REVIEW]) assert.ok((await told(page, "dl.bodies")).includes(office.name(who)));
  await shots(page, "period-opened");
}

async function names(office) {
  const page = await office.at("personnel", office.course("q1", WITHOUT));
  const to = account(2);
  await page.locator("#reassign summary").click();
  await page.locator("#who").fill(office.name(to));
  await leads(page, () => page.getByRole("button", { name: "查找" }).click());
  await page.locator("#reassign ul.checks label", { hasText: office.name(to) }).locator("input").check();
  await page.getByRole("button", { name: "改由此人评鉴" }).click();
  await says(page, "已改由新的评鉴人办理。", `由${office.name(to)}评鉴`, `人事部门指定由${office.name(to)}评鉴`);
  office.courses.q1[WITHOUT].assessors = [to];
}

async function summaries(office) {
  await office.turn("2025-04-02");
  const writer = await office.at(WHO.writer, "/assess", { device: "phone" });
  await says(writer, "写小结：4月9日前还有 7 天");
  await writer.getByRole("link", { name: "写小结" }).first().tap();
  await writer.waitForURL(/\/summary$/);
  await says(writer, "下面的草稿由你的纪实汇成，都是你自己写过的话。");
  assert.ok((await writer.locator("fieldset.point-edit blockquote.quote").count()) > 0, "records are quoted");
  await writer.locator("fieldset.point-edit textarea").first().fill("窗口来件当日分办，超时的只有一件。");
  await writer.locator("#overall").fill("本期主要做了来件分办和现场核对，一件超时，已经补报原因。");
  await shots(writer, "summary");
  await writer.getByRole("button", { name: "保存" }).tap();
  await says(writer, "已保存，可以以后接着写。");
  assert.equal(await writer.locator("#overall").inputValue(), "本期主要做了来件分办和现场核对，一件超时，已经补报原因。");
  await writer.getByRole("button", { name: "提交小结" }).tap();
  await says(writer, "已提交。", "现在是“评鉴”，等主管领导办理。");
  await office.summarise("q1", [WHO.writer, WHO.ill]);

  await office.turn("2025-04-07");
  const by = office.courses.q1[WHO.returned].assessors[0];
  const leader = await office.at(by, `${office.course("q1", WHO.returned)}/review`);
  await leader.locator("#return summary").click();
  await leader.locator("#return-reason").fill("重大项目的进度没有写，请补上并引用纪实。");
  await leader.locator("#return button").click();
  await says(leader, "已退回，本人会收到通知。");
  const again = await office.at(WHO.returned, `${office.course("q1", WHO.returned)}/summary`, { device: "phone" });
  await says(again, "小结被退回，请修改后再提交。", "重大项目的进度没有写，请补上并引用纪实。");
  await again.locator("#overall").fill("补充：重大项目本期完成两个节点，协调会纪要已归档，引用的纪实里写了结果。");
  await again.getByRole("button", { name: "提交小结" }).tap();
  await says(again, "已提交。");
  await leader.goto(`${office.course("q1", WHO.returned)}/review`);
  assert.equal(await leader.locator("#return").count(), 0, "a summary is returned once");
  // On leave, back for a day: after the last day of the clock it counts as late, and counts.
  await office.turn("2025-04-14");
  await office.desk(WHO.ill).then((desk) => desk.send(`${office.course("q1", WHO.ill)}/summary`, "form.summary-form", { text: "本期病假，到岗的几天交接了手头的件。" }, "submit"));
  const late = await office.at("personnel", office.course("q1", WHO.ill));
  assert.match(await late.locator("ol.case-story li", { hasText: "提交小结" }).innerText(), /超期/);
}

async function reviews(office) {
  const page = await office.at(HEAD, `${office.course("q1", WHO.writer)}/review`, { bypassCSP: true, still: true });
  forgive(page, /422/);
  const rows = page.locator("table.review-table tbody tr");
  const aspects = await rows.count();
  await says(page, `${office.name(WHO.writer)}的个人小结`, "还没有引用：");
  await page.locator("label", { hasText: /^一般$/ }).locator("input[name=grade]").check();
  await page.locator("#verdict").fill("完成了基本任务，两项到期事项没有按时办结。");
  await leads(page, () => page.getByRole("button", { name: "提交评鉴" }).click());
  await page.getByRole("alert").filter({ hasText: `有 ${aspects} 项指标没有引用纪实，也没有说明为什么没有。没有引用就不能评等次。` }).waitFor();
  assert.equal(await page.locator("#verdict").inputValue(), "完成了基本任务，两项到期事项没有按时办结。", "what was typed is kept");
  let cited = 0;
  for (let at = 0; at < aspects; at += 1) {
    const row = rows.nth(at);
    await row.locator("textarea[name^=text-reason]").fill(`第 ${at + 1} 项：纪实说明按要求办了，时限上有差距。`);
    const choice = row.locator(".case-cited details");
    if ((await choice.count()) > 0) {
      await choice.locator("summary").click();
      await choice.locator("input[type=checkbox]").first().check();
      cited += 1;
    } else {
      if (!(await row.locator(".case-why details").evaluate((details) => details.open))) await row.locator(".case-why summary").click();
      await row.locator("textarea[name^=text-none]").fill("本期没有安排这方面的工作。");
    }
  }
  assert.ok(cited > 1, "most rests on records");
  await leads(page, () => page.getByRole("button", { name: "保存" }).click());
  await says(page, "已保存，可以以后接着写。");
  assert.equal(await page.locator("#uncited").count(), 0);
  assert.deepEqual(await violations(page), []);
  await shots(page, "review");
  await page.getByRole("button", { name: "提交评鉴" }).click();
  await says(page, "已提交。");
  await office.review("q1", 0, [WHO.writer]);
  // Until the result is given, the person does not learn it.
  const own = await office.at(WHO.writer, office.course("q1", WHO.writer));
  await says(own, "结果还没有告知你。");
  await silent(own, "两项到期事项没有按时办结", "建议等次");
}

async function board(office) {
  await office.turn("2025-04-16");
  const highways = office.board("q1", 5);
  const page = await office.at(COMMITTEE[1], highways);
  await unfold(page);
  await says(page, "英国公路署：11 人 × 40% = 4.4，向下取整为 4", "超出 1 个", "5 人条件相同，只剩 4 个名额，由人来定，不自动排序");
  await says(page, "这一页有意不显示点赞、浏览和纪实条数。");
  await shots(page, "board");
  const left = await office.batch(COMMITTEE[0], "q1", "calibrate");
  assert.equal(left.length, 5, "what wants more than there is, people look at one by one");
  assert.ok(left.every((one) => one.includes("名额")));
  await page.reload();
  for (const who of [39, 42, 46, 38, 40].map(account)) {
    const row = page.locator(`tr[id="c-${office.courses.q1[who].id}"]`);
    await leads(page, () => row.getByRole("button", { name: `同意建议：${office.name(who)}` }).click());
    await row.getByText("已平衡").waitFor();
  }
}

async function decides(office) {
  const page = await office.at(DECIDING, office.board("q1", 5));
  const row = (who) => page.locator(`tr[id="c-${office.courses.q1[who].id}"]`);
  for (const who of [39, 42, 46, 38].map(account)) {
    await leads(page, () => row(who).getByRole("button", { name: `确定等次：${office.name(who)}` }).click());
    await row(who).getByText("已确定等次").waitFor();
  }
  const cut = page.locator("ul.cut li", { hasText: office.name(WHO.cut) });
  await cut.waitFor();
  assert.match(await cut.innerText(), /11 人 × 40% = 4.4，向下取整为 4。提名 5 人，因取整（4.4 取为 4）没有名额；向上取整就会有。/);
  await shots(page, "board-cut");
  forgive(page, /422/);
  await row(WHO.cut).getByRole("button", { name: `确定等次：${office.name(WHO.cut)}` }).click();
  await page.getByRole("alert").filter({ hasText: /“好”名额已满：.*这是原则性规定，确需突破的，请写明理由。/ }).waitFor();
  await page.goto(office.board("q1", 5));
  await row(WHO.cut).locator("summary", { hasText: "改等次" }).click();
  await row(WHO.cut).locator("input[name=grade][value=fairly_good]").check();
  await row(WHO.cut).locator("textarea[name=reason]").fill("名额因取整用完，下期优先考虑。");
  await row(WHO.cut).locator("details button[type=submit]").click();
  await row(WHO.cut).getByText("已确定等次").waitFor();
  await page.goto(office.periods.q1.path);
  await page.locator("section.offers li", { hasText: "确定等次" }).getByRole("link").click();
  await says(page, "按平衡后的等次确定。");
  await leads(page, () => page.getByRole("button", { name: "确认办理" }).click());
  await page.locator(".state.good", { hasText: "办理完了" }).waitFor();
  const units = await office.census("q1");
  assert.deepEqual(Object.values(units).map((unit) => unit.states.replace(/ \d+/, "")), UNITS.map(() => "已确定等次"));
  const all = Object.values(units).map((unit) => unit.grades).join(" ");
  for (const grade of ["好", "较好", "一般", "较差"]) assert.match(all, new RegExp(`(^|[ ·])${grade} \\d`), "all four grades occur");
  // Three days of personal leave are nobody's half: graded, only that there was no leave is not said. Who is protected from dismissal is graded
  // as everybody is, and the page of a quarter, from which nobody is dismissed, says nothing of it.
  const whole = "本期没有病假、事假和其他假，也没有挂职、借调。";
  for (const [who, grade, without] of [[WHO.upheld, "一般", false], [WHO.protected, "好", true]]) {
    const [given, words] = await office.reads(COMMITTEE[0], "q1", who);
    assert.equal(given, grade);
    assert.ok(words.includes("本期没有受处分。") && !words.includes("不得辞退"), words);
    assert.equal(words.includes(whole), without, office.name(who));
  }
}

async function feedback(office) {
  await office.turn("2025-04-18");
  const page = await office.at(HEAD, office.course("q1", WHO.writer));
  await page.locator("#give-words").fill("先当面谈过。两件超时的原因是交接不清，下期把交接单用起来。");
  await page.locator("#better-1").fill("来件当日登记，超时前一天提醒");
  await page.locator("#better-2").fill("交接用书面交接单");
  await page.locator("form[action='/api/give_feedback'] button").click();
  await says(page, "已告知本人。");
  assert.deepEqual(await office.batch("personnel", "q1", "give_feedback"), []);
  await papers(office, "q1", WHO.english);
}

async function answers(office) {
  const page = await office.at(WHO.writer, "/notices", { device: "phone" });
  await says(page, "告知了你的考核结果或答复，请查看");
  await page.goto(office.course("q1", WHO.writer));
  await says(page, "一般", "2025年4月18日告知本人", "评为“一般”，谈话提醒。", "来件当日登记，超时前一天提醒", "两项到期事项没有按时办结");
  await page.locator("ol.better li", { hasText: "来件当日登记" }).getByRole("button", { name: "列入我的计划" }).tap();
  await says(page, "已列入计划。");
  await shots(page, "feedback");
  const item = await page.locator("ol.better li", { hasText: "来件当日登记" }).getByRole("link", { name: "已列入计划" }).getAttribute("href");
  await page.goto(item);
  await page.getByRole("heading", { name: "来件当日登记，超时前一天提醒" }).waitFor();
  await page.goto(office.course("q1", WHO.writer));
  await open(page, "申请复核");
  await says(page, "办理期间原来的结果照常有效；不会因为你提出而加重。");
  await page.locator("#ask_re_review-reason").fill("两件超时中有一件是等外部回函，纪实里写了日期。");
  await page.locator("form[action='/api/ask_objection']:has([value=re_review]) button").tap();
  await says(page, "已收到，全部材料已封存。", "提出时封存的考核材料", "尚未决定。在此期间原结果照常执行，不因申请而加重。");

  const other = await office.at(WHO.disagrees, office.course("q1", WHO.disagrees));
  await open(other, "提出不同意见");
  await other.locator("#disagree-reason").fill("牵头的两件跨处室事项没有算进来。");
  await other.locator("form[action='/api/disagree_result'] button").click();
  await says(other, "意见已留在考核材料里。", "牵头的两件跨处室事项没有算进来。");
  const desk = await office.desk(WHO.upheld);
  await desk.send(office.course("q1", WHO.upheld), "form[action$=ask_objection]:has([value=re_review])", { reason: "两项到期事项是改期的，改期单在计划里，主管同意过。" });
  const which = (document) => [...document.querySelectorAll("form[action$=ask_objection] [name=which]")].map((field) => field.value);
  const asked = await desk.look(office.course("q1", WHO.upheld), which);
  assert.deepEqual(asked, ["appeal"], "while it runs it is not asked for again; one can still appeal within the days");
}

async function english(office) {
  const page = await office.at(WHO.english, "/notices", { lang: "en" });
  await says(page, "gave you a result or an answer of your assessment");
  await page.goto(office.course("q1", WHO.english));
  await says(page, "Result", "Good", "given on 18 Apr 2025", "“Good”: praise in a suitable way.", "No leave in the period, and not seconded.", "Cited records");
  await shots(page, "feedback-en");
  await page.getByRole("button", { name: "Acknowledge" }).click();
  await says(page, "Acknowledged.");
  await page.goto(`/assess/firewall?course=${office.courses.q1[WHO.english].id}#verify`);
  await says(page, "What cannot reach a grade", "It held: whatever was changed, the evidence, proposals and places below did not differ by a letter.");
  const digests = await page.locator("table.digests code").allInnerTexts();
  assert.ok(digests.length > 1 && new Set(digests).size === 1, "all digests are the same");
  const codes = (tables) => tables.map((table) => [...table.querySelectorAll("code")].map((code) => code.textContent));
  const pairs = await page.locator("table.digest-pair").evaluateAll(codes);
  assert.ok(pairs.length > 1 && pairs.every((pair) => pair.length === 2 && pair[0] === pair[1]), `those of the quota, and of the own records: ${pairs}`);
  await shots(page, "firewall-en");
  await office.acknowledge("q1", [WHO.english, WHO.writer, WHO.upheld, WHO.disagrees]);
}

async function objections(office) {
  await office.turn("2025-04-28");
  const page = await office.at(RE_REVIEW, "/assess");
  for (const who of [WHO.writer, WHO.upheld]) await page.locator("li.case-line", { hasText: office.name(who) }).getByRole("link", { name: "作出复核决定" }).waitFor();
  // Nothing heavier is offered, and whoever sends it all the same is refused.
  const asked = [["course", office.courses.q1[WHO.writer].id], ["which", "re_review"], ["nth", "1"], ["grade", "poor"], ["reason", "评得更低。"]];
  const heavier = await refused((await office.desk(RE_REVIEW)).post("/api/decide_objection", asked, office.course("q1", WHO.writer)));
  assert.match(heavier, /不得因本人申请复核或申诉而加重处理。/);
  await page.goto(office.course("q1", WHO.upheld));
  assert.ok(await page.locator("form[action='/api/decide_objection'] input[value=poor]").isDisabled());
  await page.locator("form[action='/api/decide_objection'] label", { hasText: /^较好$/ }).locator("input").check();
  await page.locator("#decide_re_review-reason").fill("改期经主管同意，有据可查，不应算作没有按时办结。");
  await page.locator("form[action='/api/decide_objection'] button").click();
  await says(page, "已决定，本人会收到通知。", "改为“较好”", "等次：由“一般”改为“较好”", "评鉴和引用的纪实：未变。", "至今未变。");
  await shots(page, "objection-upheld");
  await page.goto(office.course("q1", WHO.writer));
  await page.locator("#decide_re_review-reason").fill("等回函的一件已扣除，另一件超时属实，维持。");
  await page.locator("form[action='/api/decide_objection'] button").click();
  await says(page, "维持原来的等次", "等次：维持“一般”");

  await office.turn("2025-05-06");
  const own = await office.at(WHO.writer, office.course("q1", WHO.writer), { device: "phone" });
  await open(own, "提出申诉");
  await own.locator("#appeal-reason").fill("另一件也是改派造成的，请再看一次。");
  await own.locator("form[action='/api/ask_objection'] button").tap();
  await says(own, "已收到，全部材料已封存。");
  await office.turn("2025-05-15");
  const appeal = await office.at(account(4), office.course("q1", WHO.writer));
  await appeal.locator("#decide_appeal-reason").fill("改派在期限之后，不改变结论。");
  await appeal.locator("form[action='/api/decide_objection'] button").click();
  await says(appeal, "已决定，本人会收到通知。", "等次：维持“一般”");
  await own.reload();
  await says(own, "一般", "改派在期限之后，不改变结论。");
  await shots(own, "appeal-refused");
}

async function closes(office) {
  const early = await office.batch("personnel", "q1", "close");
  assert.deepEqual(early.map((one) => one.split(" ")[0]), [office.name(WHO.disagrees)], "who can still object is left out");
  assert.ok(early.every((one) => one.includes("还可以申请复核或申诉，不能结束")));
  await office.turn("2025-05-20");
  assert.deepEqual(await office.batch("personnel", "q1", "close"), []);
  const page = await office.at("personnel", office.periods.q1.path);
  await page.locator(".chip", { hasText: "已结束" }).first().waitFor();
}

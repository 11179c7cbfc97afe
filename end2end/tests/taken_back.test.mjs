// What was asked against a result is taken back by whoever asked, until it is decided: the day stands under it, whoever was to decide has
// nothing waiting any more and decides it no more with a form that was open, the result holds, and the same is not asked twice.
import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { ago, givenCourse } from "../help/assess.mjs";
import { violations } from "../help/axe.mjs";
import { House, forgive } from "../help/house.mjs";
import { fits, open, says, silent } from "../help/year/see.mjs";

const RE_REVIEW = "改期的两件是上级改派的，改派单在计划里，没有算进去。";
const DECISION = "改派单在计划里，两件都不算迟办。";
const APPEAL = "The two tasks were moved by the department: both orders stand in the plan.";
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** A day as pages write it. */
const written = (day, lang) => {
  const [year, month, date] = day.split("-").map(Number);
  return lang === "zh" ? `${year}年${month}月${date}日` : `${date} ${MONTHS[month - 1]} ${year}`;
};

describe("an objection that is taken back", () => {
  let house;
  let course;
  before(async () => {
    house = await House.open();
    // The peer is asked either way: nobody has decided anything before.
    course = await givenCourse(house, { title: "平时考核", peer: ["re_review", "appeal"] });
    await house.tidy();
  });
  after(() => house.close());
  afterEach(() => house.tidy());

  /** What can still be asked on a page. */
  const asks = (page) => page.locator("form[action='/api/ask_objection'] [name=which]").evaluateAll((all) => all.map((field) => field.value));
  /** What was asked, the last of it below. */
  const asked = (page) => page.locator("section.objection");
  const takesBack = (page) => page.locator("form[action='/api/withdraw_objection']");

  /** Takes it back under this label, once it was read what becomes of it. The days on which that was: it may be midnight. */
  async function takeBack(page, label, what) {
    const button = takesBack(page).locator("button");
    assert.equal(await button.isVisible(), false, "one press takes nothing back");
    await open(page, label);
    await says(page, what);
    const first = ago(0);
    await button.click();
    await page.waitForURL(/done=withdrawn/);
    return [first, ago(0)];
  }

  /** On the page of whoever asked it stands as taken back on one of these days, and nothing else is left to be taken back. */
  async function stands(page, days, chip) {
    const said = await asked(page).last().locator(".chip").textContent();
    assert.ok(days.some((day) => said === chip(day)), `${said}: ${days}`);
    assert.equal(await takesBack(page).count(), 0);
    // The course is where it was: the result can be acknowledged.
    await page.locator("form[action='/api/acknowledge_result'] button").waitFor();
  }

  /** What is asked of whoever decides: on the side of every page, and in the own list. */
  const errand = (page, words) => page.locator("aside .waits a", { hasText: words });
  const line = (page) => page.locator("li.case-line", { has: page.locator(`.title a[href="${course}"]`) });
  const decides = (page) => page.locator("form[action='/api/decide_objection']");

  async function waits(words, step) {
    const peer = await house.at("peer", "/", { script: false });
    await errand(peer, words).waitFor();
    await peer.goto("/assess");
    await line(peer).getByRole("link", { name: step }).click();
    await decides(peer).getByRole("button", { name: step }).waitFor();
    return peer;
  }

  /** Whoever had begun to decide is told on which of these days it was taken back, keeps what was typed, and is led to how it is now. */
  async function tooLate(peer, days) {
    forgive(peer, /422/);
    await decides(peer).locator("button").click();
    await says(peer, new RegExp(`本人已于(${days.join("|")})撤回这次复核，不再作出决定，所以没有保存。`));
    assert.equal(await peer.locator("main textarea").inputValue(), DECISION);
    await peer.getByRole("link", { name: "看新内容" }).click();
    await peer.waitForURL((url) => url.pathname === course);
    assert.equal(await decides(peer).count(), 0);
  }

  async function waitsNoMore(peer, words) {
    await peer.goto("/assess");
    await says(peer, "等我办理", "现在没有等你办理的事项。");
    assert.equal(await line(peer).count(), 0);
    assert.equal(await errand(peer, words).count(), 0);
    await peer.goto("/notices");
    await says(peer, "改动了与你有关的考核，请查看");
    await peer.goto(course);
    await says(peer, "已撤回", "撤回申请或异议");
    assert.equal(await decides(peer).count(), 0);
  }

  it("a re-review, on a phone in Chinese; the appeal stays open", async () => {
    const staff = await house.at("staff", course, { device: "phone", bypassCSP: true, still: true });
    assert.deepEqual(await asks(staff), ["re_review", "appeal"]);
    assert.equal(await takesBack(staff).count(), 0, "nothing was asked");
    await open(staff, "申请复核");
    await staff.locator("#ask_re_review-reason").fill(RE_REVIEW);
    await staff.locator("form[action='/api/ask_objection']:has([value=re_review]) button").tap();
    await says(staff, "已收到，全部材料已封存。", RE_REVIEW, "还没有决定");
    assert.deepEqual(await asks(staff), ["appeal"], "it is not asked twice");
    const peer = await waits("1 件复核等你决定", "作出复核决定");
    await peer.locator("#decide_re_review-reason").fill(DECISION);
    const days = await takeBack(staff, "撤回复核申请", "撤回后不能再申请复核；在期限之内还可以申诉。");
    await says(staff, "已撤回，原结果照常有效。", "较好", RE_REVIEW);
    await silent(staff, "还没有决定");
    await stands(staff, days, (day) => `${written(day, "zh")}已撤回`);
    assert.deepEqual(await asks(staff), ["appeal"]);
    await fits(staff);
    assert.deepEqual(await violations(staff), []);
    await tooLate(peer, days);
    await waitsNoMore(peer, "复核等你决定");
  });

  it("an appeal, on a PC in English; after it nothing can be asked", async () => {
    const staff = await house.at("staff", course, { lang: "en", bypassCSP: true, still: true });
    assert.deepEqual(await asks(staff), ["appeal"]);
    await open(staff, "Appeal");
    await staff.locator("#appeal-reason").fill(APPEAL);
    await staff.locator("form[action='/api/ask_objection'] button").click();
    await says(staff, "Received. The whole dossier is frozen.", APPEAL, "not decided yet");
    assert.equal(await asked(staff).count(), 2, "the re-review stays in the dossier");
    const peer = await waits("1 件申诉等你决定", "作出申诉决定");
    const days = await takeBack(staff, "Take the appeal back", "Afterwards you can neither appeal again nor ask for a re-review");
    await says(staff, "Taken back. The result holds as it is.", "Fairly good", APPEAL);
    await silent(staff, "not decided yet");
    await stands(staff, days, (day) => `taken back on ${written(day, "en")}`);
    assert.deepEqual(await asks(staff), []);
    assert.deepEqual(await violations(staff), []);
    await waitsNoMore(peer, "申诉等你决定");
  });
});

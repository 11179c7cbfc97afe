// The demo as `up` loads it, assessment included: whoever signs in finds something to read and something to do.
import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { House } from "../help/house.mjs";
import { leads } from "../help/wait.mjs";

const CJK = /[\u4e00-\u9fff]/;

describe("a tour of the demo", () => {
  for (const lang of ["zh", "en"]) describe(`in ${lang}`, () => stories(lang));
});

function stories(lang) {
  let house;
  const of = (zh, en) => (lang === "zh" ? zh : en);
  before(async () => (house = await House.open({ locale: lang, people: 600, records: 6000, assessed: true })));
  after(() => house.close());
  afterEach(() => house.tidy());

  const plain = (account, path, device = "pc") => house.at(account, path, { device, lang, script: false });

  it("a member of staff reads last quarter's result, and submits this quarter's summary from its draft", async () => {
    const staff = await plain("staff", "/", "phone");
    await staff.goto("/assess");
    const [now, before, special] = await staff.locator("h2.section", { hasText: of("我的考核", "My assessments") }).locator("xpath=following-sibling::ul[1]").locator(".title a").evaluateAll((all) => all.map((a) => a.getAttribute("href")));
    await staff.goto(before);
    const told = await staff.locator("main").innerText();
    assert.match(told, of(/好|较好|一般/, /Good|Fairly good|Average/));
    if (lang === "en") {
      // Texts of people are English; only what is set in both languages may be Chinese.
      const reasons = await staff.locator("main .review-row, main blockquote, main q").allInnerTexts();
      for (const text of reasons) assert.doesNotMatch(text, CJK);
    }
    await staff.goto(special);
    assert.match(await staff.locator("main").innerText(), of(/专项考核：/, /Special assessment: /));
    assert.match(await staff.locator("main").innerText(), of(/好|较好/, /Good|Fairly good/));
    await staff.goto(`${now}/summary`);
    const points = await staff.locator("main form textarea:not(#overall)").evaluateAll((all) => all.map((field) => field.value).filter(Boolean));
    // What was recorded stands there already; how much that is differs from person to person.
    if (points.length === 0) await staff.locator("#overall").fill(of("本季度按计划推进。", "The quarter went to plan."));
    await staff.locator("button[name=do][value=submit]").click();
    await staff.waitForURL(/done=submitted/);
    await staff.goto(now);
    assert.match(await staff.locator("main").innerText(), of(/小结 ✓/, /Summary ✓/));
  });

  it("the side of every page says what waits, until it is done", async () => {
    const chief = await plain("chief", "/");
    const step = chief.locator("aside a[href='/assess']", { hasText: of("人等你审核评鉴", "to review") });
    await step.waitFor();
    await leads(chief, () => step.click());
    assert.ok((await chief.locator("a[href$='/review']").count()) > 0);
  });

  it("a leader has a board to settle, with more proposed than there are places", async () => {
    const director = await plain("director", "/assess");
    const board = director.locator("a[href^='/assess/period/'][href*='/unit/']").first();
    await leads(director, () => board.click());
    assert.ok((await director.locator("main a[href*='/assess/course/']").count()) >= 3);
    // By name, and the other way round: each head is a link.
    const head = director.locator("table.board th.for-name");
    for (const order of ["ascending", "descending"]) {
      await leads(director, () => head.locator("a").click());
      assert.equal(await head.getAttribute("aria-sort"), order);
    }
  });

  it("the personnel office replays the closed quarter under another rounding", async () => {
    const office = await plain("personnel", "/assess/simulate?pack=cn-civil-servant");
    await office.locator("form select, form input[type=radio]").first().waitFor();
    const period = await office.locator("select[name=period] option", { hasText: of("平时考核", "review") }).last().getAttribute("value");
    await office.locator("select[name=period]").selectOption(period);
    await office.locator("input[name=overlay][value=cn-half-up]").check();
    await office.locator("form[action='/assess/simulate'] button.primary").click();
    // Who has which grade, as it was and as it would be; nobody's need change.
    await office.locator("dl.chart dt").first().waitFor();
    await office.locator("#changes ~ [role=status]").waitFor();
    // Its address is found again; when the result is not kept any more it can be asked once more.
    await office.reload();
    await office.locator("dl.chart dt").first().waitFor();
    await office.goto("/assess/simulate");
    await office.locator("#kept ~ ul a").click();
    await office.locator("dl.chart dt").first().waitFor();
    const gone = office.url().replace(/run=[^&]+/, "run=01J00000000000000000000000");
    await office.goto(gone);
    await office.locator(".state.bad button.primary").click();
    await office.locator("dl.chart dt").first().waitFor();
  });
}

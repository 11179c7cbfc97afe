// A leader hands one item down to forty people; they answer, on phones and without any script.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { after, afterEach, before, describe, it } from "node:test";
import { House } from "../help/house.mjs";
import { leads } from "../help/wait.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TITLE = "核对共享名单中的本人条目";

describe("one item for forty people", () => {
  let house;
  before(async () => (house = await House.open({ people: 480 })));
  after(() => house.close());
  afterEach(() => house.tidy());

  const plain = (account, path, device = "phone") => house.at(account, path, { device, script: false });
  const row = (page, title = TITLE) => page.locator("li.plan-item", { has: page.locator("a.title", { hasText: title }) });
  const waiting = (page) => page.locator("section[aria-labelledby=waiting]");
  const send = (page, action, within = page) => leads(page, () => within.locator(`form[action="/api/${action}"] button[type=submit]:not([formaction])`).click());
  const find = (page) => leads(page, () => page.locator("button[formaction='/plan/new']:not([name=all])").click());
  const acts = async (name) => {
    const page = await plain("auditor", "/admin/ledger", "pc");
    const all = await page.locator("main tbody th").allInnerTexts();
    return all.filter((text) => text.trim() === name).length;
  };

  it("the leader chooses them by filter and checkbox, and nothing typed or ticked is lost", async () => {
    const page = await plain("director", "/plan/new", "pc");
    const before = await acts("安排计划事项");
    await page.locator("#new-title").fill(TITLE);
    await page.locator("#new-measure").fill("本人条目准确并注明日期");
    await page.locator("#new-horizon").selectOption("month");
    for (const who of ["staff", "chief"]) {
      await page.locator("#new-part").fill(house.name(who));
      await find(page);
      await page.locator("ul.checks label", { hasText: house.name(who) }).first().locator("input").check();
    }
    await page.locator("#new-part").fill("");
    await find(page);
    assert.equal(await page.locator("#new-title").inputValue(), TITLE);
    assert.equal(new URL(page.url()).search, "", "what was typed is in no address");
    assert.equal(await page.locator("ul.checks input:checked").count(), 2);
    const boxes = page.locator("ul.checks input:not(:checked)");
    for (let chosen = 2; chosen < 40; chosen++) await boxes.first().check();
    await send(page, "assign_plan");
    await page.waitForURL("/plan");
    assert.equal(await page.locator("details.history").first().locator("details.act li.plan-item", { hasText: TITLE }).count(), 40);
    assert.equal(await acts("安排计划事项"), before + 1, "one act in the ledger");
  });

  it("one accepts on a phone", async () => {
    const page = await plain("staff", "/plan");
    await send(page, "accept_plan", row(page));
    await page.waitForURL("/plan");
    assert.equal(await waiting(page).locator("li.plan-item", { hasText: TITLE }).count(), 0);
    await row(page).first().waitFor();
  });

  it("one asks back, the leader answers, and it is accepted", async () => {
    const chief = await plain("chief", "/plan");
    const asked = row(chief);
    await asked.locator("summary").first().click();
    const form = asked.locator('form[action="/api/ask_back_plan"]');
    await form.locator("input[name=reason]").fill("名单还没有共享给我们");
    await leads(chief, () => form.locator("button").click());
    await chief.waitForURL("/plan");

    const director = await plain("director", "/plan", "pc");
    const answer = waiting(director).locator("li.plan-item", { hasText: "名单还没有共享给我们" });
    await leads(director, () => answer.locator("a.title").click());
    await director.locator("main summary").first().click();
    const kept = director.locator('form[action="/api/stand_by_plan"]');
    await kept.locator("input[name=answer]").fill("已开通，今天可见");
    await leads(director, () => kept.locator("button").click());
    await director.locator("ol.plan-story li", { hasText: "已开通，今天可见" }).waitFor();

    await chief.reload();
    await send(chief, "accept_plan", row(chief));
    await chief.waitForURL("/plan");
    await leads(chief, () => row(chief).locator("a.title").click());
    const history = await chief.locator("ol.plan-story").last().innerText();
    for (const said of ["名单还没有共享给我们", "已开通，今天可见"]) assert.ok(history.includes(said), history);
  });

  it("progress is told in two fields, and what is refused comes back with its words", async () => {
    const page = await plain("staff", "/plan");
    await leads(page, () => row(page).locator("a.title").click());
    const form = page.locator('form[action="/api/advance_plan"]');
    await form.locator("input[name=progress]").fill("60");
    await form.locator("input[name=note]").fill("已核对大半");
    await leads(page, () => form.locator("button").click());
    await page.locator("ol.plan-story li", { hasText: "已核对大半" }).waitFor();
    assert.match(await page.locator(".bar").first().innerText(), /60%/);
    const item = new URL(page.url()).pathname.split("/").pop();
    const refused = await page.request.post("/api/advance_plan", {
      form: { item, progress: "160", note: "说明不能丢" },
      headers: { accept: "text/html" },
    });
    assert.equal(refused.status(), 422);
    assert.match(await refused.text(), /0 到 100[\s\S]*说明不能丢/);
  });

  it("one adds an item in one line with the keyboard, and a second press makes no second one", async () => {
    const page = await plain("staff", "/plan", "pc");
    await page.locator("#quick-title").focus();
    await page.keyboard.type("整理九月票据");
    await leads(page, () => page.keyboard.press("Enter"));
    await page.waitForURL("/plan");
    await row(page, "整理九月票据").first().waitFor();
    assert.equal(await row(page, "整理九月票据").count(), 1);
    const key = await page.locator("form.quick input[name=key]").inputValue();
    for (const _ of [1, 2]) {
      await page.request.post("/api/write_plan", { form: { title: "两次送达的一项", key }, headers: { accept: "text/html" } });
    }
    await page.reload();
    assert.equal(await row(page, "两次送达的一项").count(), 1);
  });

  it("a new item serves a goal of the leader's, chosen without a script", async () => {
    const chief = await plain("chief", "/plan/new?for=me", "pc");
    await chief.locator("#new-title").fill("十日内答复来信");
    await chief.locator("#new-horizon").selectOption("year");
    await send(chief, "write_plan");
    await chief.waitForURL("/plan");
    const page = await plain("staff", "/plan/new?for=me");
    await page.locator("#new-title").fill("清理积压来信");
    await page.locator("#new-horizon").selectOption("month");
    if (await page.locator("#new-goal").count()) {
      await page.locator("#new-goal").fill("十日内");
      await find(page);
      assert.equal(await page.locator("#new-title").inputValue(), "清理积压来信");
    }
    await page.locator("ul.checks label", { hasText: "十日内答复来信" }).locator("input").check();
    await send(page, "write_plan");
    await page.waitForURL("/plan");
    await row(page, "清理积压来信").locator("a.title").click();
    await page.locator("ul.plan-links a", { hasText: "十日内答复来信" }).waitFor();
  });

  it("a table with mistakes is refused by cell, a right one is written", async () => {
    const page = await plain("chief", "/plan/import", "pc");
    const upload = async (name, text) => {
      await page.goto("/plan/import");
      await page.locator("#file").setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(text) });
      await leads(page, () => page.locator("form.sheet button[type=submit]").click());
    };
    await upload("bad.csv", "事项,周期,权重\n清点库房,月度,一百\n,周,\n");
    await page.locator(".state.bad").waitFor();
    await page.waitForLoadState();
    assert.equal(await page.locator("main tbody tr").count(), 2);
    await upload("good.csv", "事项,周期,权重\n清点库房,月度,10\n");
    await send(page, "apply_plan_import");
    await page.waitForURL("/plan");
    await row(page, "清点库房").first().waitFor();
  });

  it("every page of plans is open to everybody", async () => {
    const faults = [];
    for (const [account, paths] of [
      ["director", ["/plan", "/plan/new", "/plan/new?for=me", "/plan/import"]],
      ["chief", ["/plan"]],
      ["staff", ["/plan"]],
    ]) {
      for (const device of ["phone", "pc"]) {
        const page = await house.at(account, paths[0], { device, bypassCSP: true, still: true });
        const item = await page.locator("li.plan-item a.title").first().getAttribute("href");
        const unit = await page.locator("ul.plan-units a").evaluateAll((all) => all.map((a) => a.getAttribute("href")).slice(0, 1));
        for (const path of [...paths, item, ...unit]) {
          await page.goto(path);
          for (const colorScheme of ["light", "dark"]) {
            await page.emulateMedia({ colorScheme });
            await page.evaluate(AXE);
            const { violations } = await page.evaluate(() => axe.run({ resultTypes: ["violations"] }));
            faults.push(...violations.map((v) => `${device} ${colorScheme} ${path}: ${v.id}: ${v.nodes[0].html.slice(0, 160)}`));
          }
          const wide = await page.evaluate(() => document.scrollingElement.scrollWidth > innerWidth);
          if (wide) faults.push(`${device} ${path}: scrolls sideways`);
        }
      }
    }
    assert.deepEqual(faults, []);
  });
});

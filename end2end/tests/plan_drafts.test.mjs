// Forms of plan items that are sent without a network: what was typed and ticked is there again, and once it was sent it is gone.
import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { guarded, listening } from "../help/device.mjs";
import { forgive, House } from "../help/house.mjs";
import { leads } from "../help/wait.mjs";

const DOWN = [/net::ERR_/, /Failed to load resource/, /unknown error occurred when fetching the script/];
const TITLE = "在电梯里安排的一项";
const LINE = "在电梯里记下的一项";
const day = (days) => new Date(Date.now() + 8 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10);
const [DUE, SOONER] = [day(20), day(10)];

describe("forms of plans without the network", () => {
  let house;
  before(async () => (house = await House.open({ people: 480 })));
  after(() => house.close());
  afterEach(() => house.tidy());

  const open = async (context, path) => {
    const page = await context.newPage();
    forgive(page, ...DOWN);
    await page.goto(path);
    await listening(page);
    return page;
  };
  const send = (page, action) => page.locator(`form[action="/api/${action}"] button[type=submit]:not([formaction])`).click();
  const box = (page, who) => page.locator("ul.checks label", { hasText: house.name(who) }).first().locator("input");
  /** Sends without a network, and comes back to the form as on another day. */
  const fails = async (page, action) => {
    const [context, path] = [page.context(), new URL(page.url()).pathname];
    await context.setOffline(true);
    await send(page, action);
    await page.locator("main.offline-page").waitFor();
    await page.close();
    await context.setOffline(false);
    return open(context, path);
  };

  it("a new item comes back with its fields and the people who were ticked, also those that are not listed", async () => {
    const context = await house.seat("director");
    const page = await open(context, "/plan/new");
    await guarded(page);
    await page.locator("#new-title").fill(TITLE);
    await page.locator("#new-due").fill(DUE);
    await page.locator("#new-part").fill(house.name("staff"));
    await leads(page, () => page.locator("button[formaction='/plan/new']:not([name=all])").first().click());
    await box(page, "staff").check();
    await listening(page);
    await page.locator("#new-measure").fill("按时");

    const again = await fails(page, "assign_plan");
    await again.locator(".draft-note").waitFor();
    assert.equal(await again.locator("#new-title").inputValue(), TITLE);
    assert.equal(await again.locator("#new-measure").inputValue(), "按时");
    assert.equal(await again.locator("#new-due").inputValue(), DUE);
    await box(again, "staff").waitFor();
    assert.ok(await box(again, "staff").isChecked());
    assert.equal(await again.locator("ul.checks input:checked").count(), 1);

    await send(again, "assign_plan");
    await again.waitForURL("/plan");
    await listening(again);
    await again.waitForFunction(() => !Object.keys(localStorage).some((name) => name.endsWith(":plan_new")));
    const next = await open(context, "/plan/new");
    assert.equal(await next.locator("#new-title").inputValue(), "", "what was sent is no draft any more");
    assert.equal(await next.locator("ul.checks input:checked").count(), 0);
  });

  it("nobody is lost who is ticked and stands beyond the list", async () => {
    const context = await house.seat("director");
    const page = await open(context, "/plan/new");
    const lone = await page.locator("ul.checks input").first().getAttribute("value");
    await page.locator("ul.checks input").first().check();
    await page.locator("#new-title").fill("给一个人的一项");
    // The list of another unit, as a link from its plan names it.
    const units = await page.locator("#new-in option").evaluateAll((all) => all.map((one) => one.value).filter(Boolean));
    const lists = await Promise.all(units.map(async (unit) => (await page.request.get(`/plan/new?in=${unit}`)).text()));
    const unit = units[lists.findIndex((list) => !list.includes(lone))];
    assert.ok(unit, "some unit is without them");
    await page.close();
    const again = await open(context, `/plan/new?in=${unit}`);
    await again.waitForFunction((id) => document.querySelector(`input[value="${id}"]`)?.closest("label").querySelector(".seat"), lone);
    assert.deepEqual(await again.locator("ul.checks input:checked").evaluateAll((all) => all.map((one) => one.value)), [lone]);
    await again.locator(".draft-note button").first().click();
    assert.equal(await again.locator("ul.checks input:checked").count(), 0);
  });

  it("the one line of one's own plan comes back with what stands folded away, and is gone when it was taken", async () => {
    const context = await house.seat("staff");
    const page = await open(context, "/plan");
    await guarded(page);
    await page.locator("#quick-title").fill(LINE);
    await page.locator("#quick-due").fill(SOONER);
    await page.locator("form.quick summary").click();
    await page.locator("#quick-measure").fill("有回执");
    const again = await fails(page, "write_plan");
    await again.locator("form.quick .draft-note").waitFor();
    assert.equal(await again.locator("#quick-title").inputValue(), LINE);
    assert.equal(await again.locator("#quick-due").inputValue(), SOONER);
    assert.equal(await again.locator("#quick-measure").inputValue(), "有回执");
    assert.ok(await again.locator("#quick-measure").isVisible(), "what came back is not left folded away");

    await send(again, "write_plan");
    const row = again.locator("li.plan-item a.title", { hasText: LINE });
    await row.first().waitFor();
    await listening(again);
    await again.waitForFunction(() => !Object.keys(localStorage).some((name) => name.endsWith(":plan_line")));
    assert.equal(await again.locator("#quick-title").inputValue(), "");
    assert.equal(await again.locator(".draft-note").count(), 0);

    // What is half written stays while another page is read.
    await again.locator("#quick-title").fill("写到一半");
    const first = await row.first().getAttribute("href");
    await again.goto(first);
    const next = await open(context, "/plan");
    await next.locator("form.quick .draft-note").waitFor();
    assert.equal(await next.locator("#quick-title").inputValue(), "写到一半");
    assert.ok(!(await next.locator("#quick-measure").isVisible()), "nothing in it, so it stays folded");
    assert.equal(await next.locator("li.plan-item", { hasText: LINE }).count(), 1, "sent once");
  });

  it("a change comes back, its date alone too, and is gone when it was taken", async () => {
    const context = await house.seat("director");
    const list = await open(context, "/plan");
    const path = await list.locator("a.title", { hasText: TITLE }).first().getAttribute("href");
    const page = await open(context, path);
    await guarded(page);
    await page.locator("details.plan-change > summary").click();
    await page.locator("#change-due").fill(SOONER);
    const again = await fails(page, "change_plan");
    await again.locator("details.plan-change[open] .draft-note").waitFor();
    assert.equal(await again.locator("#change-due").inputValue(), SOONER);
    await again.locator("#change-reason").fill("提前十天");
    await send(again, "change_plan");
    await again.locator("main", { hasText: "提前十天" }).waitFor();
    await listening(again);
    await again.waitForFunction(() => !Object.keys(localStorage).some((name) => name.includes(":plan_change:")));
    assert.equal(await again.locator("#change-reason").inputValue(), "");
    assert.equal(await again.locator(".draft-note").count(), 0);
  });

  it("what is sent before it was saved is saved nowhere", async () => {
    const context = await house.seat("staff");
    const page = await open(context, "/plan");
    for (const title of ["马上发出的一项", "马上发出的又一项"]) {
      await page.locator("#quick-title").fill(title);
      await send(page, "write_plan");
      await page.locator("li.plan-item a.title", { hasText: title }).first().waitFor();
      await listening(page);
      await page.waitForFunction(() => !Object.keys(localStorage).some((name) => name.endsWith(":plan_line")));
      // Whatever the page that was left still had to say has come by now.
      await page.waitForTimeout(1_000);
      const kept = await page.evaluate(async () => {
        const headers = { accept: "application/json", "daybook-person": JSON.parse(document.documentElement.dataset.me).person.id };
        const answer = await fetch("/api/drafts", { method: "POST", headers, body: new URLSearchParams() });
        return (await answer.json()).map((draft) => draft.place);
      });
      assert.ok(!kept.includes("plan_line"), `${title}: ${kept}`);
    }
  });
});

// No pointer: everything from the keyboard, and always to be seen where one is.
import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { record, sent } from "../help/feed.mjs";
import { listening } from "../help/device.mjs";
import { House, ready } from "../help/house.mjs";
import { planned } from "../help/ties.mjs";
import { zh } from "../help/words.mjs";

describe("with the keyboard only", () => {
  let house;
  before(async () => (house = await House.open()));
  after(() => house.close());
  afterEach(() => house.tidy());

  /** What has the focus: its id, or else its words. */
  const focused = (page) =>
    page.evaluate(() => {
      const at = document.activeElement;
      return at.id || at.getAttribute("aria-label") || at.textContent.trim();
    });

  /** A ring of two pixels at least, around what has the focus or the field it belongs to. */
  const visible = (page) =>
    page.evaluate(() => {
      const around = [document.activeElement, document.activeElement.closest(".composer, .reply-form, .field")];
      const ringed = (one) => getComputedStyle(one).outlineStyle !== "none" && parseFloat(getComputedStyle(one).outlineWidth) >= 2;
      return around.some((one) => one && ringed(one));
    });

  const tabTo = async (page, where) => {
    for (let presses = 0; presses < 60; presses += 1) {
      if (where.test(await focused(page))) return;
      await page.keyboard.press("Tab");
    }
    assert.fail(`Tab never came to ${where}`);
  };

  it("one signs in and writes a record", async () => {
    const page = await (await house.context()).newPage();
    await page.goto("/sign-in");
    await tabTo(page, /^account$/);
    assert.ok(await visible(page));
    await page.keyboard.type("staff");
    await page.keyboard.press("Tab");
    assert.equal(await focused(page), "password");
    await page.keyboard.type("daybook-demo");
    await page.keyboard.press("Enter");
    await page.waitForURL("/");
    await ready(page);

    await page.keyboard.press("n");
    assert.equal(await focused(page), "compose");
    await page.keyboard.type("只用键盘写下的一条。jklc?");
    await page.keyboard.press("Control+Enter");
    await record(page, "只用键盘写下的一条。jklc?").waitFor();
    await sent(page, "只用键盘写下的一条。jklc?");
    assert.equal(await page.locator("#compose").inputValue(), "");
    await page.keyboard.press("Escape");
    assert.notEqual(await focused(page), "compose");
  });

  it("the first Tab offers to skip to the content", async () => {
    const page = await house.at("staff", "/");
    await page.keyboard.press("Tab");
    assert.equal(await focused(page), zh.skip);
    assert.ok(await page.locator("a.skip").evaluate((link) => link.getBoundingClientRect().top >= 0));
    await page.keyboard.press("Enter");
    assert.equal(await focused(page), "main");
  });

  it("every stop of the Tab key in the feed can be seen", async () => {
    const page = await house.at("chief", "/");
    const hidden = [];
    let before = "";
    for (let presses = 0; presses < 45; presses += 1) {
      await page.keyboard.press("Tab");
      const now = await focused(page);
      // Inside a date field the browser itself shows which part has the focus.
      if (now !== before && !(await visible(page))) hidden.push(now);
      before = now;
    }
    assert.deepEqual(hidden, []);
  });

  it("j and k go from record to record, l marks, c comments, Esc leaves", async () => {
    const page = await house.at("chief", "/");
    const ids = await page.locator("article.record").evaluateAll((all) => all.map((one) => one.id));
    for (const [key, place] of [["j", 0], ["j", 1], ["j", 2], ["k", 1]]) {
      await page.keyboard.press(key);
      assert.equal(await focused(page), ids[place]);
      assert.ok(await visible(page));
      const box = await page.locator(`#${ids[place]}`).boundingBox();
      assert.ok(box.y >= 0 && box.y < 900, "the record is in view");
    }
    const like = page.locator(`#${ids[1]} [data-key=like]`);
    const before = await like.getAttribute("aria-pressed");
    await page.keyboard.press("l");
    await page.locator(`#${ids[1]} [data-key=like][aria-pressed=${before === "true" ? "false" : "true"}]`).waitFor();
    assert.equal(await focused(page), ids[1], "the focus stays on the record");

    await page.keyboard.press("c");
    const field = page.locator(`#${ids[1]} .reply-form textarea`);
    await page.locator(`#${ids[1]} .reply-form textarea:focus`).waitFor();
    await page.keyboard.type("jk 键盘评论");
    assert.equal(await field.inputValue(), "jk 键盘评论");
    await page.keyboard.press("Control+Enter");
    await page.locator(`#${ids[1]} .cmt`, { hasText: "jk 键盘评论" }).waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("j");
    assert.match(await focused(page), /^r-/);
  });

  it("after Esc in a comment, j goes on from that record", async () => {
    const page = await house.at("staff", "/");
    const ids = await page.locator("article.record").evaluateAll((all) => all.map((one) => one.id));
    for (const key of ["j", "j", "j", "c"]) await page.keyboard.press(key);
    await page.locator(`#${ids[2]} .reply-form textarea:focus`).waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("j");
    assert.equal(await focused(page), ids[3]);
  });

  it("? shows the keys, Esc closes them and the focus returns", async () => {
    const page = await house.at("staff", "/");
    await page.keyboard.press("j");
    const before = await focused(page);
    await page.keyboard.press("?");
    const help = page.getByRole("dialog", { name: zh.keyboard });
    await help.waitFor();
    await page.keyboard.press("j");
    await page.keyboard.press("Escape");
    await help.waitFor({ state: "hidden" });
    assert.equal(await focused(page), before);
  });

  it("pages without the script answer to the keys that are named there, and not while one types", async () => {
    const page = await house.at("staff", "/plan");
    for (const title of ["键盘事项一", "键盘事项二"]) await planned(page, title);
    await page.reload();
    await listening(page);
    const titles = await page.locator("li.plan-item a.title:visible").allInnerTexts();
    assert.ok(titles.length > 1);
    for (const [key, place] of [["j", 0], ["j", 1], ["k", 0]]) {
      await page.keyboard.press(key);
      assert.equal(await focused(page), titles[place].trim());
      assert.ok(await visible(page));
    }
    await page.keyboard.press("?");
    const help = page.getByRole("dialog", { name: zh.keyboard });
    await help.getByRole("button", { name: zh.close }).click();
    await help.waitFor({ state: "hidden" });
    assert.equal(await page.locator(".shortcuts kbd", { hasText: /^[lc]$/ }).count(), 0, "only keys that do something here");

    await page.locator("#quick-title").focus();
    await page.keyboard.type("/nj?");
    assert.equal(await page.locator("#quick-title").inputValue(), "/nj?");
    await page.keyboard.press("Escape");
    await page.keyboard.press("/");
    await page.waitForURL("/search");
    await listening(page);
    await page.locator("#q:focus").waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("n");
    await page.waitForURL("/new");
  });

  it("Enter opens the record with the focus, and the pill answers to its key", async () => {
    const page = await house.at("chief", "/");
    const other = await house.at("staff", "/");
    await other.locator("#compose").fill("给键盘用户的新纪实。");
    await other.keyboard.press("Control+Enter");
    await page.locator("button.pill").waitFor();
    await page.keyboard.press(".");
    await record(page, "给键盘用户的新纪实").waitFor();
    // Whoever reads at the top is led to what is new, when it has been drawn.
    await page.locator("#newest:focus").waitFor();
    await page.keyboard.press("j");
    const id = await focused(page);
    await page.keyboard.press("Enter");
    await page.waitForURL(`/record/${id.replace("r-", "")}`);
  });
});

// Hostile words do nothing, and strangers learn nothing.
import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { listening } from "../help/device.mjs";
import { record, write } from "../help/feed.mjs";
import { House, ready, signIn } from "../help/house.mjs";
import { zh } from "../help/words.mjs";

const NEVER = "01J00000000000000000000000";

/** Somebody of another organisation altogether. */
const STRANGER = "u00055";

const HOSTILE = [
  `<img src=x onerror="alert(1)">`,
  `</textarea></article><script>alert(2)</script>`,
  `<svg/onload=alert(3)><style>*{display:none}</style><iframe src="javascript:alert(4)"></iframe>`,
  `javascript:alert(5) [链接](javascript:alert(6)) https://example.org/"onmouseover="alert(7)`,
  `{{7*7}} \${7*7} <!-- --> ]]> &lt;b&gt; %3Cb%3E`,
].join("\n");

/** Overrides of direction, a zero-width space, control characters. */
const HIDDEN = "隐藏字符：账号\u202Egnp.exe\u202C 零宽\u200B字 \u0007\u001B[31m红\u2066隔离\u2069";

describe("hostile words and strangers", () => {
  let house;
  before(async () => (house = await House.open()));
  after(() => house.close());
  afterEach(() => house.tidy());

  /** Everything that words could have put into the record. */
  const injected = (article) => article.evaluate((one) => one.querySelectorAll("img, script, style, iframe, svg:not(.icon), [onerror], [onload], [onmouseover], a[href^='javascript:' i]").length);

  it("HTML and scripts stand there as text, with and without the product's own script", async () => {
    const staff = await house.at("staff", "/");
    await staff.locator("#compose").fill(HOSTILE);
    await staff.locator("form.composer button[type=submit]").click();
    await record(staff, "onerror").waitFor();
    const chief = await house.at("chief", "/", { script: false });
    for (const page of [staff, chief]) {
      const article = record(page, "onerror");
      assert.equal(await injected(article), 0);
      assert.equal(await article.locator(".text").innerText(), HOSTILE);
    }
    // The same words in the history, in the edit form and in a comment.
    const id = (await record(staff, "onerror").getAttribute("id")).replace("r-", "");
    await chief.goto(`/record/${id}`);
    await chief.locator(".reply-form textarea").fill(HOSTILE);
    await chief.locator(".reply-form button[type=submit]").click();
    await chief.locator(".cmt", { hasText: "onerror" }).waitFor();
    assert.equal(await injected(chief.locator("main")), 0);
    await record(staff, "onerror").locator(".cmt", { hasText: "onerror" }).waitFor();
    assert.equal(await injected(staff.locator("main")), 0);
    const edit = await house.at("staff", `/record/${id}?edit=1`, { script: false });
    assert.equal(await edit.locator("#compose").inputValue(), HOSTILE);
  });

  it("characters that turn or hide text are shown as marks, and cannot reach beyond their record", async () => {
    const staff = await house.at("staff", "/");
    await staff.locator("#compose").fill(HIDDEN);
    await staff.locator("form.composer button[type=submit]").click();
    const text = record(staff, "隐藏字符").locator(".text");
    await text.waitFor();
    const shown = await text.textContent();
    assert.doesNotMatch(shown, /[\u202A-\u202E\u2066-\u2069\u200B\u0007\u001B]/);
    assert.match(shown, /\uFFFDgnp\.exe\uFFFD/);
  });

  it("a link is a link, opens elsewhere and tells nothing of where it came from", async () => {
    const staff = await house.at("staff", "/");
    await write(staff, "见 https://example.org/a?b=1。");
    const link = record(staff, "example.org/a?b=1").locator(".text a");
    assert.equal(await link.getAttribute("href"), "https://example.org/a?b=1");
    for (const part of ["noopener", "noreferrer", "nofollow"]) assert.match(await link.getAttribute("rel"), new RegExp(part));
  });

  it("a stranger gets the same page for what exists and for what never did", async () => {
    const staff = await house.at("staff", "/");
    await write(staff, "外人不该知道的一条。", "granted");
    const card = record(staff, "外人不该知道的一条");
    const path = async (selector) => new URL(await card.locator(selector).first().evaluate((a) => a.href)).pathname;
    const unit = new URL(await staff.locator("aside.side .posts a").first().evaluate((a) => a.href)).pathname;
    const real = { record: await path("a.when"), person: await path("a.who"), unit };
    const stranger = await house.at(STRANGER, "/", { script: false });
    for (const [kind, address] of Object.entries(real)) {
      assert.equal((await staff.request.get(address)).status(), 200, "it exists");
      const [there, never] = [await look(stranger, address), await look(stranger, `/${kind}/${NEVER}`)];
      assert.equal(there.status, 404);
      assert.ok(there.html === never.html, `${kind}: what exists is told apart from what does not`);
      assert.deepEqual(there.data, never.data, kind);
      assert.doesNotMatch(there.html, new RegExp(`外人不该知道|${house.name("staff")}`));
    }
  });

  it("nor do the ways behind the pages tell a stranger", async () => {
    const staff = await house.at("staff", "/");
    const id = (await staff.locator("article.record").first().getAttribute("id")).replace("r-", "");
    const stranger = await house.seat(STRANGER);
    const ask = async (path, form) => {
      const answer = await stranger.request.post(`/api/${path}`, { form });
      return { status: answer.status(), body: await answer.text() };
    };
    const ways = {
      card: (record) => ({ record }),
      record_page: (record) => ({ record }),
      set_like: (record) => ({ record, on: "true" }),
      write_comment: (record) => ({ record, text: "?", key: "00000000000000000000000000" }),
      mentionable: (record) => ({ record, prefix: "" }),
      withdraw_record: (record) => ({ record }),
    };
    for (const [way, form] of Object.entries(ways)) {
      const [there, never] = [await ask(way, form(id)), await ask(way, form(NEVER))];
      assert.deepEqual(there, never, way);
      assert.equal(there.status, 404, way);
    }
  });

  it("somebody not signed in is asked to sign in, whether the thing exists or not", async () => {
    const staff = await house.at("staff", "/");
    const id = (await staff.locator("article.record").first().getAttribute("id")).replace("r-", "");
    const nobody = await (await house.context()).newPage();
    for (const path of [`/record/${id}`, `/record/${NEVER}`]) {
      const answer = await nobody.request.get(path, { maxRedirects: 0 });
      assert.equal(answer.status(), 302);
      assert.equal(answer.headers().location, `/sign-in?next=${path}`);
    }
    assert.equal((await nobody.request.get("/live")).status(), 401);
  });

  it("signing out leaves nothing unsent on the machine for the next person", async () => {
    const browser = await house.context();
    const page = await browser.newPage();
    await signIn(page, "staff");
    await ready(page);
    await listening(page);
    await page.locator("#compose").fill("没有发出的私密草稿");
    const kept = () => page.evaluate(() => JSON.stringify(Object.entries(localStorage)));
    assert.match(await kept(), /私密草稿/);
    await page.goto("/me");
    await page.getByRole("button", { name: zh.sign_out, exact: true }).click();
    await page.waitForURL(/sign-in/);
    assert.doesNotMatch(await kept(), /私密草稿/);
    await signIn(page, "chief");
    await ready(page);
    await listening(page);
    assert.equal(await page.locator("#compose").inputValue(), "");
    assert.doesNotMatch(await kept(), /私密草稿/);
  });

  it("a request from another site changes nothing", async () => {
    const staff = await house.at("staff", "/");
    const form = { text: "来自别处的请求", day: "", audience: "unit", key: "0000000000000000000000000Z" };
    const answer = await staff.request.post("/api/write_record", { form, headers: { origin: "https://evil.example", "sec-fetch-site": "cross-site" } });
    assert.equal(answer.status(), 403);
    await staff.reload();
    assert.equal(await record(staff, "来自别处的请求").count(), 0);
  });

  /** The page without what differs on every request: nonces, the address, and in what order data came. */
  async function look(page, address) {
    const answer = await page.request.get(address);
    const all = (await answer.text()).replaceAll(/nonce="[^"]*"/g, "").replaceAll(address.split("/").pop(), "ID");
    const [html, ...scripts] = all.split("<script >");
    const data = scripts.join("").match(/__RESOLVED_RESOURCES\[\d+\] = .*?;(?=__|<)/g).sort();
    return { status: answer.status(), html, data };
  }
});

// Without the network: what is written is sent once when it is back, drafts go on, and nothing stays readable for the next one.
import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { everythingKept, guarded, listening } from "../help/device.mjs";
import { record, sent, write } from "../help/feed.mjs";
import { named, photo, SECRETS } from "../help/files.mjs";
import { forgive, House, ready, signIn } from "../help/house.mjs";
import { LONG } from "../help/wait.mjs";
import { zh } from "../help/words.mjs";

/** While nothing answers, requests fail; browsers say so. */
const DOWN = [/net::ERR_/, /Failed to load resource/, /unknown error occurred when fetching the script/];

describe("without the network", () => {
  let house;
  before(async () => (house = await House.open()));
  after(() => house.close());
  afterEach(() => house.tidy());

  const seat = async (account, options) => {
    const page = await house.at(account, "/", options);
    forgive(page, ...DOWN);
    await listening(page);
    return page;
  };
  /** Somebody who signs in for this story alone: signing out, or losing the session, ends nobody else's. */
  const newcomer = async (options, ...faults) => {
    const context = await house.context(options);
    const page = await context.newPage();
    forgive(page, ...DOWN, ...faults);
    await signIn(page, "staff");
    await page.goto("/");
    await ready(page);
    return [context, page];
  };
  const send = (page) => page.locator("form.composer button[type=submit]").click();
  const pill = (page, n) => page.locator(".tray-pill", { hasText: new RegExp(`^${n}\\D`) });
  /** How often it stands in the leader's feed, however far down. */
  const stands = async (text) => {
    const page = await house.at("chief", "/");
    const count = await record(page, text).count();
    await page.close();
    return count;
  };

  it("a record written in a lift waits on the device, through a reload, and stands once in the leader's feed", async () => {
    const phone = await seat("staff", { device: "phone" });
    await guarded(phone);
    await phone.context().setOffline(true);
    await phone.locator("#compose").fill("电梯里写下的一条：三号机房漏水已处置。");
    await send(phone);
    await pill(phone, 1).waitFor();
    assert.equal(await phone.locator("#compose").inputValue(), "");

    await phone.reload();
    await phone.locator("main.offline-page #compose").waitFor();
    await phone.locator(".tray-list li", { hasText: "三号机房漏水" }).waitFor();
    const words = await phone.locator("main").innerText();
    assert.ok(words.includes(house.name("staff")) && !words.includes(house.name("chief")));
    await phone.locator("#compose").fill("没有网络时写的第二条。");
    await phone.locator("#compose-audience").selectOption("leaders");
    await phone.locator("form.composer button[type=submit]").tap();
    await phone.locator(".tray-list li", { hasText: "第二条" }).waitFor();

    await phone.context().setOffline(false);
    await phone.locator("article.record", { hasText: "三号机房漏水" }).waitFor(LONG);
    // The page says so, and leads to them.
    await phone.locator(".tray-told", { hasText: "已发出 2 条" }).getByRole("button", { name: "查看" }).tap();
    await phone.locator("dialog.tray-sheet li[data-state=sent]", { hasText: "三号机房漏水" }).getByRole("link", { name: "查看" }).waitFor();
    await phone.locator("dialog.tray-sheet").getByRole("button", { name: "关闭" }).tap();
    await record(phone, "没有网络时写的第二条").waitFor();
    for (const text of ["三号机房漏水", "没有网络时写的第二条"]) assert.equal(await stands(text), 1, text);
    const order = await phone.locator("article.record .text").allInnerTexts();
    assert.ok(order.findIndex((t) => t.includes("第二条")) < order.findIndex((t) => t.includes("三号机房")), "in the order they were written");
  });

  it("a photo taken in the lift waits through a reload and goes with its record", async () => {
    const phone = await seat("staff", { device: "phone" });
    await guarded(phone);
    await phone.locator(".attach-buttons").waitFor({ state: "attached" });
    const picture = await photo(phone, { width: 1600, height: 1200, orientation: 6 });
    assert.ok(SECRETS.some((secret) => picture.includes(secret)), "the camera wrote where it was");
    await phone.context().setOffline(true);
    await phone.locator("#compose").fill("电梯里拍的照片。");
    await phone.locator(".attach input[capture]").setInputFiles(named("IMG_7.JPG", "image/jpeg", picture));
    await send(phone);
    await pill(phone, 1).waitFor();
    assert.equal(await phone.locator(".attach-list li").count(), 0, "the next record begins without it");
    await phone.reload();
    await phone.locator(".tray-list li", { hasText: "IMG_7" }).waitFor();
    // On the page without a network as well.
    await phone.locator("#compose").fill("还在电梯里，再拍一张。");
    await phone.locator(".attach-add.camera").waitFor();
    await phone.locator(".attach input[capture]").setInputFiles(named("IMG_8.JPG", "image/jpeg", picture));
    await phone.locator("form.composer button[type=submit]").tap();
    await phone.locator(".tray-list li", { hasText: "IMG_8" }).waitFor();
    assert.equal(await phone.locator(".attach-list li").count(), 0);
    await phone.context().setOffline(false);

    const leader = await house.at("chief", "/");
    for (const text of ["电梯里拍的照片", "再拍一张"]) {
      await record(phone, text).locator(".pictures img").waitFor(LONG);
      await leader.goto("/");
      const path = await record(leader, text).locator(".pictures a").getAttribute("href");
      const bytes = await (await leader.request.get(path)).body();
      assert.ok(bytes.length > 1_000 && !SECRETS.some((secret) => bytes.includes(secret)), "without the place");
      assert.equal(await record(leader, text).count(), 1);
    }
  });

  it("a waiting record is changed, another thrown away, and what was sent says when and where", async () => {
    const phone = await seat("staff", { device: "phone" });
    await guarded(phone);
    await phone.context().setOffline(true);
    for (const text of ["写错了的一条", "不想要的一条"]) {
      await phone.locator("#compose").fill(text);
      await send(phone);
      await phone.waitForFunction(() => document.querySelector("#compose").value === "");
    }
    await pill(phone, 2).tap();
    const sheet = phone.locator("dialog.tray-sheet");
    const first = sheet.locator("li", { hasText: "写错了的一条" });
    await first.getByRole("button", { name: "修改" }).tap();
    await sheet.locator("textarea").fill("改对了的一条");
    await sheet.getByRole("button", { name: "保存" }).tap();
    await sheet.locator("li .text", { hasText: "改对了的一条" }).waitFor();
    const second = sheet.locator("li", { hasText: "不想要的一条" });
    await second.getByRole("button", { name: "删除" }).tap();
    await second.getByRole("button", { name: "确定删除" }).tap();
    await second.waitFor({ state: "detached" });

    await phone.context().setOffline(false);
    const sent = sheet.locator("li[data-state=sent]", { hasText: "改对了的一条" });
    await sent.waitFor(LONG);
    assert.match(await sent.innerText(), /\d\d:\d\d 已发出/);
    await sent.getByRole("link", { name: "查看" }).tap();
    await phone.waitForURL(/\/record\//);
    await phone.locator("article.record", { hasText: "改对了的一条" }).waitFor();
    assert.deepEqual([await stands("改对了的一条"), await stands("写错了的一条"), await stands("不想要的一条")], [1, 0, 0]);
  });

  it("an answer that was lost, then changed in the tray: the new words stand, once", async () => {
    const phone = await seat("staff", { device: "phone" });
    await guarded(phone);
    const lost = async (route) => {
      await route.fetch();
      await phone.context().setOffline(true);
      await route.abort();
    };
    await phone.route("**/api/write_record", lost, { times: 1 });
    await phone.locator("#compose").fill("答复丢了的一条");
    await send(phone);
    await pill(phone, 1).tap();
    const sheet = phone.locator("dialog.tray-sheet");
    await sheet.locator("li", { hasText: "答复丢了的一条" }).getByRole("button", { name: "修改" }).tap();
    await sheet.locator("textarea").fill("后来改好的一条");
    await sheet.getByRole("button", { name: "保存" }).tap();
    await phone.context().setOffline(false);
    await sheet.locator("li[data-state=sent]", { hasText: "后来改好的一条" }).waitFor(LONG);
    assert.deepEqual([await stands("后来改好的一条"), await stands("答复丢了的一条")], [1, 0]);
  });

  it("two tabs that come online together send it once", async () => {
    const one = await seat("staff");
    const two = await one.context().newPage();
    await two.goto("/");
    await ready(two);
    forgive(two, ...DOWN);
    await listening(two);
    await one.context().setOffline(true);
    await one.locator("#compose").fill("两个标签页，只发一次。");
    await send(one);
    await Promise.all([pill(one, 1).waitFor(), pill(two, 1).waitFor()]);
    const requests = [];
    for (const page of [one, two]) page.on("request", (request) => request.url().endsWith("/api/write_record") && requests.push(page));
    await one.context().setOffline(false);
    await Promise.all([one, two].map((page) => page.locator(".tray-pill").waitFor({ state: "hidden", ...LONG })));
    await record(one, "两个标签页，只发一次").waitFor();
    assert.equal(await stands("两个标签页，只发一次"), 1);
    assert.ok(requests.length <= 1, `${requests.length} requests (the worker may have been the one)`);
  });

  it("the server is killed in the middle; the answer that never came makes no second record", async () => {
    const phone = await seat("staff", { device: "phone" });
    // The request arrives and is carried out; its answer does not come back.
    await phone.route("**/api/write_record", async (route) => {
      await route.fetch();
      await route.abort("connectionreset");
    }, { times: 1 });
    await phone.locator("#compose").fill("答复丢了的一条。");
    await send(phone);
    // Kept first; sent again a moment later, and then it says that.
    await phone.locator(".tray-told", { hasText: /已保存在本机|已发出/ }).waitFor();
    await house.server.kill();
    await phone.locator("#compose").fill("服务器不在时写的一条。");
    await send(phone);
    await sent(phone, "服务器不在时写的一条。");
    await phone.locator(".tray-pill").waitFor();
    await house.server.again();
    await phone.locator(".tray-pill").waitFor({ state: "hidden", ...LONG });
    for (const text of ["答复丢了的一条", "服务器不在时写的一条"]) assert.equal(await stands(text), 1, text);
  });

  it("a refused record stays with the server's reason, and goes out when it is put right", async () => {
    const page = await seat("staff");
    forgive(page, /422/);
    await page.context().setOffline(true);
    await page.locator("#compose").fill(`太长了${"长".repeat(5_000)}`);
    await send(page);
    await pill(page, 1).waitFor();
    await page.context().setOffline(false);
    await page.locator(".tray-pill.refused").waitFor(LONG);
    await page.locator(".tray-pill").click();
    const item = page.locator("dialog.tray-sheet li[data-state=refused]");
    assert.match(await item.locator(".problem").innerText(), /5003.*5000/);
    await item.getByRole("button", { name: "修改" }).click();
    await page.locator("dialog.tray-sheet textarea").fill("删短了的一条。");
    await page.locator("dialog.tray-sheet").getByRole("button", { name: "保存" }).click();
    await page.locator("dialog.tray-sheet li[data-state=sent]", { hasText: "删短了的一条" }).waitFor();
    assert.equal(await stands("删短了的一条"), 1);
  });

  it("signing out sends first, asks before anything is lost, and leaves nothing readable", async () => {
    const [context, page] = await newcomer();
    await guarded(page);
    await page.locator("#compose").fill("只写了一半的草稿");
    await page.waitForFunction(() => Object.keys(localStorage).some((name) => name.includes(":new")));
    await context.setOffline(true);
    await send(page);
    await pill(page, 1).waitFor();
    const kept = await everythingKept(page);
    assert.ok(kept.text.includes("只写了一半的草稿"), "it is there, so its absence means something");
    assert.deepEqual(kept.cached.filter((path) => !/^\/(pkg\/|offline$|favicon\.svg$|icon-192\.png$|manifest)/.test(path)), [], "only built files are cached");
    assert.ok(!kept.bodies.some((body) => body.includes(house.name("staff")) || body.includes(house.name("chief"))), "nobody's name in the caches");

    await page.locator("#compose").fill("另一半，也没有发出");
    await page.evaluate(() => {
      const form = Object.assign(document.createElement("form"), { method: "post", action: "/sign-out", id: "out" });
      document.body.append(form);
      form.requestSubmit();
    });
    const asked = page.locator("dialog.tray-ask");
    await asked.waitFor();
    await asked.getByRole("button", { name: "取消" }).click();
    assert.equal(await page.locator("#compose").inputValue(), "另一半，也没有发出");
    await context.setOffline(false);
    await page.locator(".tray-pill").waitFor({ state: "hidden", ...LONG });
    await page.goto("/me");
    await page.getByRole("button", { name: zh.sign_out, exact: true }).click();
    await page.getByRole("status").filter({ hasText: zh.signed_out }).waitFor();
    const left = await everythingKept(page);
    assert.deepEqual([left.local, left.session], [{}, {}]);
    assert.ok(Object.values(left.bases).every((rows) => rows.length === 0), JSON.stringify(left.bases));
    for (const words of ["只写了一半", "另一半", house.name("staff")]) assert.ok(!left.text.includes(words), words);
    // The draft is with the account, not with the device.
    const elsewhere = await house.at("staff", "/", { device: "phone" });
    await elsewhere.waitForFunction(() => document.querySelector("#compose").value === "另一半，也没有发出");
    const forgotten = elsewhere.waitForResponse((response) => response.url().endsWith("/api/forget_draft"));
    await elsewhere.locator(".draft-note").getByRole("button", { name: "清空" }).tap();
    await forgotten;
  });

  it("signing out asks before a draft of another page is lost, and hands it over when it can", async () => {
    const [context, page] = await newcomer();
    await write(page, "要在别的页面上修改的一条");
    const edit = await record(page, "要在别的页面上修改的一条").getByRole("link", { name: "修改" }).getAttribute("href");
    await page.goto(edit);
    await ready(page);
    await listening(page);
    const other = await context.newPage();
    forgive(other, ...DOWN);
    await other.goto("/me");
    await listening(other);
    await context.setOffline(true);
    await page.locator("#compose").fill("修改到一半，只在这台设备上");
    await other.waitForFunction(() => Object.entries(localStorage).some(([name, text]) => name.includes(":edit:") && text.includes("修改到一半")));
    await page.close();

    const out = other.getByRole("button", { name: zh.sign_out, exact: true });
    await out.click();
    const asked = other.locator("dialog.tray-ask", { hasText: "还有 1 份草稿" });
    await asked.waitFor();
    await asked.getByRole("button", { name: "取消" }).click();
    assert.ok((await everythingKept(other)).text.includes("修改到一半"), "who stays keeps it");
    await context.setOffline(false);
    await out.click();
    await other.getByRole("status").filter({ hasText: zh.signed_out }).waitFor();
    assert.ok(!(await everythingKept(other)).text.includes("修改到一半"));
    const elsewhere = await house.at("staff", edit, { device: "phone" });
    await elsewhere.waitForFunction(() => document.querySelector("#compose").value === "修改到一半，只在这台设备上");
  });

  it("signed out without a network, one is out before the next page is shown", async () => {
    const [context, page] = await newcomer();
    await page.goto("/me");
    await page.locator(".tray").waitFor({ state: "attached" });
    await guarded(page);
    await context.setOffline(true);
    await page.getByRole("button", { name: zh.sign_out, exact: true }).click();
    await page.waitForFunction(() => localStorage.getItem("daybook:person") === null);
    await page.locator("main.offline-page").waitFor();
    assert.equal(await page.locator("#compose").count(), 0, "nobody is known here any more");
    await context.setOffline(false);
    await page.locator("#account").waitFor(LONG);
    await page.goto("/");
    await page.waitForURL(/\/sign-in\?next/);
    assert.ok(!(await page.content()).includes(house.name("staff")));
  });

  it("after a time-out the next one at the same browser sees nothing, and sends nothing of the one before", async () => {
    const [context, page] = await newcomer({}, /401/);
    await listening(page);
    await context.setOffline(true);
    await page.locator("#compose").fill("前一位没有发出的一条");
    await send(page);
    await pill(page, 1).waitFor();
    await page.locator("#compose").fill("前一位写到一半的话");
    // The session ends while they are away.
    await context.clearCookies();
    await page.goto("about:blank");
    await context.setOffline(false);
    await page.goto("/sign-in");
    await page.locator(".left").waitFor();
    assert.ok(!(await page.content()).includes("前一位"), "the door does not tell what there is");
    await signIn(page, "chief");
    await ready(page);
    await listening(page);
    assert.equal(await page.locator("#compose").inputValue(), "");
    assert.equal(await page.locator(".tray-pill").isVisible(), false);
    const kept = await everythingKept(page);
    assert.ok(!kept.text.includes("前一位") && !kept.text.includes(house.name("staff")));
    assert.equal(await stands("前一位没有发出的一条"), 0);
  });

  it("a session that ends while typing loses nothing", async () => {
    const [context, page] = await newcomer({ device: "phone" }, /401/);
    await listening(page);
    await page.locator("#compose").fill("会话过期时正在写的话");
    await context.clearCookies();
    await send(page);
    await page.locator(".problem", { hasText: "登录已过期" }).first().waitFor();
    await signIn(page, "staff");
    await page.goto("/");
    await page.waitForFunction(() => document.querySelector("#compose")?.value === "会话过期时正在写的话");
    await ready(page);
    // It went to the server as a draft first, and that is forgotten there too.
    const forgotten = page.waitForResponse((response) => response.url().endsWith("/api/forget_draft"));
    await send(page);
    await record(page, "会话过期时正在写的话").waitFor();
    await forgotten;
    await page.reload();
    await ready(page);
    await listening(page);
    assert.equal(await page.locator("#compose").inputValue(), "", "what was sent is no draft any more");
    assert.equal(await stands("会话过期时正在写的话"), 1);
  });

  it("a draft goes on at another device; two that did not know of each other are both there", async () => {
    const saved = (page, what) => page.waitForResponse((response) => response.url().endsWith("/api/save_draft") && response.ok() && response.request().postData().includes(encodeURIComponent(what)));
    const pc = await seat("chief");
    const first = saved(pc, "leaders");
    await pc.locator("#compose").fill("在电脑上写了一半");
    await pc.locator("#compose-audience").selectOption("leaders");
    await first;
    const phone = await seat("chief", { device: "phone" });
    await phone.waitForFunction(() => document.querySelector("#compose").value === "在电脑上写了一半");
    assert.equal(await phone.locator("#compose-audience").inputValue(), "leaders");
    await phone.locator(".draft-note", { hasText: "另一台设备" }).waitFor();

    // Both write on, neither knowing of the other.
    await pc.context().setOffline(true);
    await pc.locator("#compose").fill("在电脑上写完了");
    const second = saved(phone, "手机");
    await phone.locator("#compose").fill("在手机上接着写");
    await second;
    const third = saved(pc, "写完了");
    await pc.context().setOffline(false);
    await pc.locator("#compose").press("End");
    await pc.locator("#compose").pressSequentially("。");
    await third;
    const note = pc.locator(".draft-note", { hasText: "在手机上接着写" });
    await note.waitFor();
    await note.getByRole("button", { name: "换成那一版" }).click();
    assert.equal(await pc.locator("#compose").inputValue(), "在手机上接着写");
    await pc.locator(".draft-note", { hasText: "在电脑上写完了" }).waitFor();
    const forgotten = pc.waitForResponse((response) => response.url().endsWith("/api/forget_draft"));
    await pc.locator("#compose").fill("");
    await forgotten;
  });
});

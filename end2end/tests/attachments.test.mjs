// Photos and files of a record: from the phone's camera to the colleague's screen, over good and bad lines, with and without script.
import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { record } from "../help/feed.mjs";
import { named, pdf, photo, program, SECRETS } from "../help/files.mjs";
import { forgive, House, ready } from "../help/house.mjs";
import { finds, LONG } from "../help/wait.mjs";
import { Wire } from "../help/wire.mjs";

const PDF = "application/pdf";

describe("attachments", () => {
  let house;
  before(async () => (house = await House.open()));
  after(() => house.close());
  afterEach(() => house.tidy());

  const rows = (page) => page.locator(".attach-list li");
  const kept = (page) => page.locator(".attach-list li.kept");
  const choose = (page, ...files) => page.locator(".attach input[multiple]").setInputFiles(files);
  const send = (page) => page.locator("form.composer button[type=submit]").click();
  /** The add button has come: the script is there. */
  const armed = (page) => page.locator(".attach-buttons").waitFor({ state: "attached" });

  async function composer(account, options) {
    const page = await house.at(account, "/new", options);
    await armed(page);
    return page;
  }

  /** What is stored under a picture's address. */
  async function stored(page, path) {
    const answer = await page.request.get(path);
    assert.equal(answer.status(), 200);
    return answer.body();
  }

  function tells(bytes) {
    return SECRETS.some((secret) => bytes.includes(secret));
  }

  it("a phone's photo is seen by a colleague, without the place it was taken", async () => {
    const page = await composer("staff", { device: "phone" });
    await page.locator(".attach-add.camera").waitFor();
    assert.equal(await page.locator(".attach input[capture]").getAttribute("accept"), "image/*");
    const picture = await photo(page, { width: 4000, height: 3000, orientation: 6 });
    assert.ok(tells(picture));
    await page.locator("#compose").fill("船期表已核对，附现场照片。");
    await page.locator(".attach input[capture]").setInputFiles(named("IMG_0001.JPG", "image/jpeg", picture));
    await kept(page).waitFor();
    await send(page);
    await page.waitForURL("/");
    const shown = record(page, "船期表已核对").locator(".pictures img");
    await shown.waitFor();
    assert.equal(await shown.getAttribute("alt"), "IMG_0001.jpg");
    await page.waitForFunction((img) => img.complete && img.naturalWidth > 0, await shown.elementHandle());
    // Upright, and not larger than a screen needs.
    assert.ok((await shown.evaluate((img) => img.naturalHeight / img.naturalWidth)) > 1);
    const path = await record(page, "船期表已核对").locator(".pictures a").getAttribute("href");
    const bytes = await stored(page, path);
    assert.ok(!tells(bytes) && !bytes.includes("Exif"), "nothing of the camera is left");
    assert.ok(bytes.length < picture.length);

    const colleague = await house.at("chief", "/");
    const theirs = record(colleague, "船期表已核对").locator(".pictures img");
    await theirs.scrollIntoViewIfNeeded();
    await colleague.waitForFunction((img) => img.complete && img.naturalWidth > 0, await theirs.elementHandle());
    // A stranger, and nobody.
    const stranger = await house.at("peer", "/");
    for (const address of [path, `${path}/thumb`]) {
      assert.equal((await stranger.request.get(address)).status(), 404);
      assert.equal((await stranger.request.get(address.replace(/[^/]{26}/, "01JD3Z8V9QK4M5N6P7R8S9T0AB"))).status(), 404);
    }
    const nobody = await house.context();
    assert.equal((await nobody.request.get(path)).status(), 401);
  });

  it("what is sent of a file names the person whose page it is", async () => {
    const page = await composer("staff");
    const meant = [];
    page.on("request", (request) => new URL(request.url()).pathname.startsWith("/files") && request.method() === "POST" && meant.push(request.headers()["daybook-person"]));
    await choose(page, named("谁的.pdf", PDF, pdf()));
    await kept(page).waitFor();
    await page.locator(".attach-list .attach-away").click();
    await page.waitForFunction(() => !document.querySelector(".attach-list li"));
    const me = await page.evaluate(() => JSON.parse(document.documentElement.dataset.me).person.id);
    assert.ok(meant.length >= 2 && meant.every((person) => person === me), meant.join());
  });

  it("a picture that this browser cannot draw is refused in words and never sent as it is", async () => {
    const page = await composer("staff", { device: "phone" });
    const sent = [];
    page.on("request", (request) => request.url().endsWith("/files") && sent.push(request.url()));
    await choose(page, named("IMG_2.HEIC", "image/heic", Buffer.from(`ftypheic ${SECRETS.join(" ")}`)));
    const failed = rows(page).filter({ hasText: "IMG_2.HEIC" });
    await failed.and(page.locator(".failed")).waitFor();
    assert.match(await failed.innerText(), /打不开这张图片.*JPG/);
    assert.equal(await failed.locator(".attach-again").isVisible(), false, "again would be the same");
    // A canvas that gives nothing, as a device without memory does.
    const picture = await photo(page);
    await page.evaluate(() => (HTMLCanvasElement.prototype.toBlob = (done) => done(null)));
    await choose(page, named("IMG_3.JPG", "image/jpeg", picture));
    await rows(page).filter({ hasText: "IMG_3.JPG" }).and(page.locator(".failed")).waitFor();
    assert.deepEqual(sent, []);
    const english = await composer("staff", { lang: "en" });
    await choose(english, named("IMG_2.HEIC", "image/heic", Buffer.from("ftypheic")));
    await rows(english).filter({ hasText: "cannot open this picture" }).waitFor();
  });

  it("a line that neither carries nor fails is a cut one after a while", async () => {
    const page = await composer("staff", { device: "phone" });
    forgive(page, /ERR_|net::/);
    await page.evaluate(() => {
      const timeout = AbortSignal.timeout.bind(AbortSignal);
      AbortSignal.timeout = () => timeout(3_000);
    });
    let parts = 0;
    let seen;
    const shown = new Promise((go) => (seen = go));
    await page.route(/\/files\/[^/]+\?offset=/, async (route) => {
      parts += 1;
      if (parts === 1) return;
      await shown;
      await route.continue();
    });
    await choose(page, named("电梯里.pdf", PDF, pdf()));
    await page.locator(".attach-list li.cut").waitFor();
    seen();
    await kept(page).waitFor();
    assert.ok(parts >= 2, String(parts));
  });

  it("an upload goes on where a cut line left it", async (t) => {
    const wire = await Wire.to(house.server.url);
    t.after(() => wire.close());
    const page = await house.at("staff", `${wire.url}/new`, { device: "phone" });
    forgive(page, /ERR_|net::/);
    await armed(page);
    const session = await page.context().newCDPSession(page);
    await session.send("Network.enable");
    await session.send("Network.emulateNetworkConditions", { offline: false, latency: 20, downloadThroughput: -1, uploadThroughput: 500_000 });
    const sent = [];
    page.on("request", (request) => request.method() === "POST" && sent.push(new URL(request.url())));
    await choose(page, named("大文件.pdf", PDF, pdf(3_000_000)));
    await page.waitForFunction(() => document.querySelector(".attach progress")?.value > 0.1);
    wire.cut();
    await page.locator(".attach-list li.cut").waitFor();
    wire.mend();
    await kept(page).waitFor(LONG);
    await page.locator("#compose").fill("断线续传的一条。");
    await send(page);
    await page.waitForURL(`${wire.url}/`);
    const row = record(page, "断线续传的一条").locator(".documents a");
    assert.match(await row.innerText(), /大文件\.pdf/);
    const parts = sent.filter((url) => url.searchParams.has("offset"));
    assert.equal(parts.filter((url) => url.searchParams.get("offset") === "0").length, 1, "not from the beginning again");
    assert.equal(sent.filter((url) => url.pathname === "/files").length, 1);
    assert.deepEqual(await stored(page, await row.getAttribute("href")), pdf(3_000_000));
  });

  it("a photo taken where there is no network waits with its record, and both arrive once", async () => {
    const page = await composer("staff", { device: "phone" });
    forgive(page, /ERR_|net::|Failed to fetch/);
    const picture = await photo(page, { orientation: 6 });
    await page.context().setOffline(true);
    await page.locator("#compose").fill("电梯里写的，附照片。");
    await page.locator(".attach input[capture]").setInputFiles(named("lift.jpg", "image/jpeg", picture));
    await page.locator(".attach-list li.cut").waitFor();
    await send(page);
    await page.waitForFunction(() => document.querySelector("#compose")?.value === "" && !document.querySelector(".attach-list li"));
    await page.context().setOffline(false);
    const reader = await house.at("chief", "/");
    for (const from = Date.now(); !(await (await reader.request.get("/")).text()).includes("电梯里写的"); ) {
      assert.ok(Date.now() - from < LONG.timeout, "it came");
      await reader.waitForTimeout(300);
    }
    await reader.reload();
    assert.equal(await record(reader, "电梯里写的").count(), 1);
    const path = await record(reader, "电梯里写的").locator(".pictures a").getAttribute("href");
    assert.ok(!tells(await stored(reader, path)));
  });

  it("a record that is sent while its files are on their way waits for them", async () => {
    const page = await composer("staff");
    let arrive;
    const held = new Promise((go) => (arrive = go));
    await page.route(/\/files\/[^/]+\?offset=/, async (route) => (await held, route.continue()));
    await choose(page, named("在路上.pdf", PDF, pdf(900_000)));
    await page.locator("#compose").fill("等附件传完。");
    await send(page);
    await page.locator(".attach[data-hold]").waitFor();
    arrive();
    await page.waitForURL("/");
    await record(page, "等附件传完").locator(".documents a", { hasText: "在路上.pdf" }).waitFor();
  });

  it("a program that calls itself a report is refused in words, and holds the form until it is gone", async () => {
    const page = await composer("staff");
    forgive(page, /422/);
    await page.locator("#compose").fill("附件有问题的一条。");
    await choose(page, named("月度报告.pdf", PDF, program), named("真的.pdf", PDF, pdf()));
    await page.locator(".attach-list li.failed").getByRole("alert").filter({ hasText: /按内容看不是/ }).waitFor();
    await kept(page).waitFor();
    await send(page);
    assert.equal(new URL(page.url()).pathname, "/new", "not sent without it");
    await page.locator(".attach-list li.failed .attach-away").click();
    assert.equal(await rows(page).count(), 1);
    await send(page);
    await page.waitForURL("/");
    await record(page, "附件有问题的一条").locator(".documents a", { hasText: "真的.pdf" }).waitFor();
    // The next record begins with none.
    assert.equal(await rows(page).count(), 0);
  });

  it("what was added outlives a reload until it is sent or removed", async () => {
    const page = await composer("staff");
    await choose(page, named("留着.pdf", PDF, pdf()), named("不要.pdf", PDF, pdf(400)));
    await page.waitForFunction(() => document.querySelectorAll(".attach-list li.kept").length === 2);
    await page.reload();
    await ready(page);
    await page.waitForFunction(() => document.querySelectorAll(".attach-list li.kept").length === 2);
    await page.getByRole("button", { name: "移除 不要.pdf" }).focus();
    await page.keyboard.press("Enter");
    assert.equal(await rows(page).count(), 1);
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute("aria-label")), "移除 留着.pdf");
    await page.locator("#compose").fill("重新打开以后发出。");
    await page.keyboard.press("Control+Enter");
    await page.waitForURL("/");
    await record(page, "重新打开以后发出").locator(".documents a", { hasText: "留着.pdf" }).waitFor();
    await page.goto("/new");
    await ready(page);
    await armed(page);
    assert.equal(await rows(page).count(), 0);
  });

  it("a file of a draft that is there no more is missed by its name; one that cannot be asked for is not", async () => {
    const page = await composer("staff");
    forgive(page, /404/, /net::ERR_FAILED/);
    await choose(page, named("没了,一半.pdf", PDF, pdf()), named("还在.pdf", PDF, pdf(400)));
    await page.waitForFunction(() => document.querySelectorAll(".attach-list li.kept").length === 2);
    await page.locator("#compose").fill("草稿里的附件。");
    const [gone, there] = (await page.locator("#compose-files").inputValue()).split(",");
    await page.waitForFunction((id) => Object.entries(localStorage).some(([name, text]) => name.endsWith(":new") && text.includes(id)), gone);
    assert.ok((await page.request.post(`/files/${gone}/discard`)).ok());
    await page.route(`**/files/${there}/offset`, (route) => route.abort());
    await page.reload();
    await ready(page);
    const missed = page.locator(".attach-list li.failed", { hasText: "没了,一半.pdf" });
    await missed.getByRole("alert").filter({ hasText: "服务器上已没有这个附件" }).waitFor();
    await kept(page).filter({ hasText: "还在.pdf" }).waitFor();
    assert.equal(await rows(page).count(), 2);
    await finds(() => page.locator("#compose").inputValue(), "草稿里的附件。");
    await send(page);
    assert.equal(new URL(page.url()).pathname, "/new", "not sent unseen");
    await missed.locator(".attach-away").click();
    await send(page);
    await page.waitForURL("/");
    await record(page, "草稿里的附件").locator(".documents a", { hasText: "还在.pdf" }).waitFor();
  });

  it("files are pasted and dropped on the PC, and an edit keeps, adds and takes off", async () => {
    const page = await composer("staff");
    const picture = (await photo(page)).toString("base64");
    await page.locator("#compose").fill("粘贴与拖入。");
    await page.evaluate((encoded) => {
      const bytes = Uint8Array.from(atob(encoded), (c) => c.charCodeAt(0));
      const carry = (name) => {
        const data = new DataTransfer();
        data.items.add(new File([bytes], name, { type: "image/jpeg" }));
        return data;
      };
      const field = document.querySelector("#compose");
      field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: carry("pasted.jpg"), bubbles: true, cancelable: true }));
      field.dispatchEvent(new DragEvent("drop", { dataTransfer: carry("dropped.jpg"), bubbles: true, cancelable: true }));
    }, picture);
    await page.waitForFunction(() => document.querySelectorAll(".attach-list li.kept").length === 2);
    await send(page);
    await page.waitForURL("/");
    await record(page, "粘贴与拖入").getByRole("link", { name: "修改" }).click();
    await page.waitForFunction(() => document.querySelectorAll(".attach-list li.kept").length === 2);
    await page.getByRole("button", { name: "移除 pasted.jpg" }).click();
    await choose(page, named("补充.pdf", PDF, pdf()));
    await page.waitForFunction(() => document.querySelectorAll(".attach-list li.kept").length === 2);
    await send(page);
    await page.locator("article.record .documents a", { hasText: "补充.pdf" }).waitFor();
    const names = await page.locator("article.record .pictures img").evaluateAll((all) => all.map((img) => img.alt));
    assert.deepEqual(names, ["dropped.jpg"]);
  });

  it("without script the form carries the files, and an edit keeps what is ticked", async () => {
    const page = await house.at("staff", "/new", { device: "phone", script: false });
    forgive(page, /422/);
    const drawing = await house.at("staff", "/help");
    const picture = await photo(drawing, { orientation: 6 });
    await page.locator("#compose").fill("不用脚本也能附照片。");
    await page.locator("#compose-attach").setInputFiles([named("现场.jpg", "image/jpeg", picture), named("坏的.pdf", PDF, program)]);
    await send(page);
    await page.getByRole("alert").filter({ hasText: /坏的\.pdf.*按内容看不是/ }).waitFor();
    assert.equal(await page.locator("textarea[name=text]").inputValue(), "不用脚本也能附照片。");
    await page.getByRole("button", { name: "保存" }).click();
    const shown = record(page, "不用脚本也能附照片").locator(".pictures a");
    await shown.waitFor();
    const bytes = await stored(page, await shown.getAttribute("href"));
    assert.ok(!tells(bytes), "the server takes the place out when the browser did not");

    await record(page, "不用脚本也能附照片").getByRole("link", { name: "修改" }).click();
    await page.getByLabel("现场.jpg").uncheck();
    await page.locator("#compose-attach").setInputFiles([named("换的.pdf", PDF, pdf())]);
    await send(page);
    await page.locator("article.record .documents a", { hasText: "换的.pdf" }).waitFor();
    assert.equal(await page.locator("article.record .pictures").count(), 0);
  });

  it("more than ten are not taken, and says so", async () => {
    const page = await composer("staff", { lang: "en" });
    const files = Array.from({ length: 11 }, (_, n) => named(`${n}.pdf`, PDF, pdf(100 + n)));
    await choose(page, ...files);
    await page.getByRole("status").filter({ hasText: /10 attachments at most: “10\.pdf”/ }).waitFor({ state: "attached" });
    await page.waitForFunction(() => document.querySelectorAll(".attach-list li.kept").length === 10, null, LONG);
  });
});

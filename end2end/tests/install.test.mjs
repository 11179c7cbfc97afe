// An installed Daybook: its name, its new versions, and what it leaves to the network.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before, describe, it } from "node:test";
import { chromium } from "playwright-core";
import { guarded } from "../help/device.mjs";
import { DEVICES, FLAGS, forgive, House, ready } from "../help/house.mjs";
import { proxy } from "../help/proxy.mjs";
import { LONG } from "../help/wait.mjs";
import { zh } from "../help/words.mjs";

describe("an installed Daybook", () => {
  let house;
  before(async () => (house = await House.open()));
  after(() => house.close());
  afterEach(() => house.tidy());

  it("can be installed, under its name in the reader's language", async (t) => {
    const folder = mkdtempSync(join(tmpdir(), "daybook-profile-"));
    const executablePath = process.env.CHROMIUM || "/usr/bin/chromium";
    const context = await chromium.launchPersistentContext(folder, { executablePath, headless: true, args: FLAGS, ...DEVICES.phone, locale: "zh-CN", baseURL: house.server.url });
    t.after(async () => {
      await context.close();
      rmSync(folder, { recursive: true, force: true });
    });
    const page = await context.newPage();
    await page.goto("/sign-in");
    await guarded(page);
    const session = await context.newCDPSession(page);
    const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
    assert.deepEqual(installabilityErrors, []);
    const { errors, data } = await session.send("Page.getAppManifest");
    assert.deepEqual(errors, []);
    assert.equal(JSON.parse(data).name, "履职纪实");
    await page.getByRole("button", { name: "English" }).click();
    await page.locator("html[lang=en]").waitFor();
    const english = JSON.parse((await session.send("Page.getAppManifest")).data);
    assert.deepEqual([english.name, english.id, english.start_url], ["Daybook", "/", "/"]);
    for (const icon of english.icons) assert.equal((await page.request.get(icon.src)).status(), 200, icon.src);
  });

  it("says that a new version is ready, and reloading keeps what is typed", async (t) => {
    let renewed = false;
    const front = await proxy(house.server.url, (path, text) => {
      if (path !== "/sw.js" || !renewed) return undefined;
      // A build with another style sheet.
      return text === undefined ? true : text.replace(/\/pkg\/daybook\.\w+\.css/, "/style.css");
    });
    t.after(() => front.close());
    const page = await (await house.seat("staff", {})).newPage();
    await page.goto(`${front.url}/`);
    await ready(page);
    await guarded(page);
    await page.locator("#compose").fill("更新之前写到一半");
    renewed = true;
    await page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).update());
    const line = page.getByRole("status").filter({ hasText: "新版本已就绪" });
    await line.waitFor(LONG);
    const loaded = page.waitForEvent("load");
    await line.getByRole("button").click();
    await loaded;
    await page.waitForFunction(() => document.querySelector("#compose")?.value === "更新之前写到一半");
    const forgotten = page.waitForResponse((response) => response.url().endsWith("/api/forget_draft"));
    await page.locator("#compose").fill("");
    await forgotten;
    await page.close();
  });

  it("leaves the stream, functions and forms to the network", async () => {
    const page = await house.at("staff", "/");
    await guarded(page);
    const [live, answer] = await page.evaluate(async () => {
      const stream = new EventSource("/live");
      const open = await new Promise((resolve) => {
        stream.onopen = () => resolve("open");
        stream.onerror = () => resolve("failed");
      });
      stream.close();
      const answer = await fetch("/api/me", { method: "POST", headers: { accept: "application/json" } });
      return [open, (await answer.json()).person.name];
    });
    assert.deepEqual([live, answer], ["open", house.name("staff")]);
    // Signing in and out, a wrong password, a page that is not there: all as without the worker.
    await page.goto("/me");
    await page.getByRole("button", { name: zh.sign_out, exact: true }).click();
    await page.getByRole("status").filter({ hasText: zh.signed_out }).waitFor();
    await page.locator("#account").fill("staff");
    await page.locator("#password").fill("not this one");
    await page.locator("form.sheet button[type=submit]").click();
    await page.getByRole("alert").filter({ hasText: zh.sign_in_wrong }).waitFor();
    forgive(page, /404/);
    assert.equal((await page.goto("/no/such/page")).status(), 404);
  });
});

// A new password: this device stays signed in, all others are out.
import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { plant, record, stillPlanted, write } from "../help/feed.mjs";
import { forgive, House, PASSWORD, ready, signIn } from "../help/house.mjs";
import { zh } from "../help/words.mjs";
import { finds } from "../help/wait.mjs";

const NEW = "another horse battery";

describe("somebody takes a new password", () => {
  let house;
  before(async () => (house = await House.open()));
  after(() => house.close());
  afterEach(() => house.tidy());

  it("their other tabs go on, their other devices do not", async () => {
    const phone = await house.context({ device: "phone" });
    const lost = await phone.newPage();
    await signIn(lost, "staff");
    await lost.goto("/");
    await ready(lost);
    forgive(lost, /401/);
    await lost.locator("#compose").fill("在另一台设备上写到一半");

    const pc = await house.context();
    const feed = await pc.newPage();
    await signIn(feed, "staff");
    await feed.goto("/");
    await ready(feed);
    forgive(feed, /401/);
    await plant(feed);

    const settings = await pc.newPage();
    await settings.goto("/me");
    await settings.getByText(zh.change_password).first().click();
    await settings.locator("#pw-current").fill("not it at all");
    await settings.locator("#pw-new").fill(NEW);
    await settings.locator("#pw-again").fill(NEW);
    forgive(settings, /422/);
    await settings.locator("form button.primary").last().click();
    await settings.getByRole("alert").waitFor();
    await settings.locator("a.button.primary").click();
    await settings.waitForURL("/me");
    assert.equal(await settings.getByRole("status").filter({ hasText: "密码已更改" }).count(), 0);

    await settings.getByText(zh.change_password).first().click();
    await settings.locator("#pw-current").fill(PASSWORD);
    await settings.locator("#pw-new").fill(NEW);
    await settings.locator("#pw-again").fill(NEW);
    await settings.locator("form button.primary").last().click();
    await settings.getByRole("status").filter({ hasText: "密码已更改" }).waitFor();

    await finds(async () => lost.url().includes("/sign-in?out=1"), true);
    await write(await house.at("chief", "/"), "换密码之后的一条。");
    await feed.locator("button.pill").click();
    await record(feed, "换密码之后的一条").waitFor();
    assert.ok(await stillPlanted(feed), "the other tab never left its page");
    await write(feed, "换密码之后仍能写。");

    // The old password is of no use; the new one brings back what was half written.
    await lost.locator("#account").fill("staff");
    await lost.locator("#password").fill(PASSWORD);
    await lost.locator("form.sheet button[type=submit]").click();
    await lost.waitForURL(/wrong=1/);
    await lost.locator("#account").fill("staff");
    await lost.locator("#password").fill(NEW);
    await lost.locator("form.sheet button[type=submit]").click();
    await lost.waitForFunction(() => document.querySelector("#compose")?.value === "在另一台设备上写到一半");
  });
});

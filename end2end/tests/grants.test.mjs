// Units of one level see each other's work after a grant, and not a moment longer.
import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { overhear, plant, record, stillPlanted, write } from "../help/feed.mjs";
import { forgive, House } from "../help/house.mjs";
import { zh } from "../help/words.mjs";

describe("a grant opens the neighbours' records, and its end closes them at once", () => {
  let house;
  before(async () => (house = await House.open()));
  after(() => house.close());
  afterEach(() => house.tidy());

  it("a leader revokes; the neighbour's open pages lose the records and hear of no other", async () => {
    const staff = await house.at("staff", "/");
    const peer = await house.at("peer", "/");
    const heard = await overhear(peer);
    await peer.reload();

    await write(staff, "与相邻项目对齐封路窗口，共用一份排期。", "granted");
    await peer.locator("button.pill").click();
    const shown = record(peer, "与相邻项目对齐封路窗口");
    await shown.locator(".chip.granted", { hasText: zh.by_grant }).waitFor();
    const id = (await shown.getAttribute("id")).replace("r-", "");
    const alone = await peer.context().newPage();
    forgive(alone, /404.*record_page/);
    await alone.goto(`/record/${id}`);
    await alone.locator("article.record .text", { hasText: "封路窗口" }).waitFor();
    await plant(peer);

    await revoke(await house.at("chief", "/grants"));

    await shown.waitFor({ state: "detached" });
    await alone.locator("article.record", { hasText: zh.gone }).waitFor();
    assert.doesNotMatch(await alone.locator("main").innerText(), /封路窗口/);
    assert.ok(await stillPlanted(peer));

    // What is written now goes past the neighbour: the own record written after it arrives first.
    await write(staff, "排期第二版，已发各标段。", "granted");
    const second = (await record(staff, "排期第二版").getAttribute("id")).replace("r-", "");
    const elsewhere = await house.at("peer", "/", { device: "phone" });
    await write(elsewhere, "自己单位的一条，用作先后的凭据。");
    await record(peer, "用作先后的凭据").waitFor();
    assert.equal(await peer.locator("button.pill:visible").count(), 0);
    assert.ok(heard.some((message) => message.includes(id)), "the first one was delivered");
    assert.ok(!heard.some((message) => message.includes(second)), "the second one was not");

    await peer.reload();
    assert.doesNotMatch(await peer.locator("main").innerText(), /封路窗口|排期第二版/);
  });

  it("what a revoked grant had opened answers like an address that never was", async () => {
    const staff = await house.at("staff", "/");
    await write(staff, "桥梁检测合同续签。", "granted");
    const path = `/record/${(await record(staff, "桥梁检测合同续签").getAttribute("id")).replace("r-", "")}`;
    const peer = await house.at("peer", "/", { script: false });
    const [closed, never] = [await peer.request.get(path), await peer.request.get("/record/01J00000000000000000000000")];
    assert.equal(closed.status(), 404);
    assert.equal(never.status(), 404);
  });

  it("the leader gives the grant again, and the neighbour's next page has the records", async () => {
    const chief = await house.at("chief", "/grants");
    await chief.locator("#grant-to").selectOption({ label: house.server.people.peer.unit });
    await chief.getByRole("button", { name: zh.give_grant }).click();
    await chief.locator("ul.grants li", { hasText: house.server.people.peer.unit }).first().waitFor();
    const peer = await house.at("peer", "/");
    await record(peer, "桥梁检测合同续签").waitFor();
  });

  /** All grants of the own unit. */
  async function revoke(chief) {
    const row = chief.locator("ul.grants").first().locator("li", { hasText: house.server.people.peer.unit });
    await row.getByRole("link", { name: zh.revoke }).click();
    const question = chief.locator("form.ask-page", { hasText: house.server.people.peer.unit });
    assert.match(await question.innerText(), /撤销这项授权？/);
    // Thinking better of it changes nothing.
    await question.getByRole("link", { name: zh.cancel }).click();
    await row.getByRole("link", { name: zh.revoke }).click();
    await question.getByRole("button", { name: zh.revoke }).click();
    await chief.waitForURL("/grants");
    await row.waitFor({ state: "detached" });
  }
});

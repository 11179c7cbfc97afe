// Administration: letting people in, and bringing in an organisation from a table.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, afterEach, before, describe, it } from "node:test";
import { write } from "../help/feed.mjs";
import { House, signIn } from "../help/house.mjs";
import { zh } from "../help/words.mjs";

const HEAD = "单位,单位负责人,岗位编码,岗位名称,上级岗位编码,人员编号,姓名,账号,任职开始";
const GOOD = [
  "新区管委会,是,N001,主任,,9001,欧阳明,ouyang,2026-01-05",
  "新区管委会/规划科,是,N002,规划科科长,N001,9002,林晓,linxiao,2026-01-05",
  "新区管委会/规划科,否,N003,规划员,N002,9003,何平,heping,2026-03-02",
];
/** A superior that is not there, and a day that does not exist. */
const BAD = [GOOD[0], GOOD[1].replace("N001,9002", "N404,9002"), GOOD[2].replace("2026-03-02", "2026-02-30")];

const csv = (rows) => ({ name: "staff.csv", mimeType: "text/csv", buffer: Buffer.from([HEAD, ...rows].join("\r\n")) });

describe("administration", () => {
  let house;
  before(async () => (house = await House.open()));
  after(() => house.close());
  afterEach(() => house.tidy());

  const check = async (page, rows) => {
    await page.goto("/admin/import");
    await page.locator("#files").setInputFiles(csv(rows));
    await page.getByRole("button", { name: zh.check_files }).click();
    await page.waitForURL(/\/admin\/import\/.+/);
  };
  const counts = (page) => page.locator("dl.counts dd").allInnerTexts();

  it("a list with errors is refused by line and column, and nothing is written", async () => {
    const page = await house.at("admin", "/admin/import");
    await check(page, BAD);
    await page.getByText(zh.rejected).waitFor();
    const rows = page.locator("section.state ~ .scroll tbody tr");
    const superior = rows.filter({ hasText: "N404" });
    assert.match(await superior.innerText(), /staff\.csv\s+3\s+上级岗位编码/);
    const day = rows.filter({ hasText: "2026-02-30" });
    assert.match(await day.innerText(), /staff\.csv\s+4\s+任职开始/);
    assert.equal(await page.getByRole("button", { name: zh.apply }).count(), 0);
    await page.goto("/admin/accounts?q=欧阳明");
    await page.getByText(zh.no_person, { exact: true }).waitFor();
  });

  it("the corrected list is checked, written, and changes nothing the second time", async () => {
    const page = await house.at("admin", "/admin/import");
    await check(page, GOOD);
    await page.getByText(zh.ready).waitFor();
    const [units, posts, people, appointments, ended] = await counts(page);
    assert.deepEqual([units, posts, people, appointments, ended], ["2", "3", "3", "3", "0"]);
    const again = page.url();
    await page.getByRole("button", { name: zh.apply }).click();
    await page.getByText(zh.import_done).waitFor();
    await page.goto(again);
    await page.getByText(zh.import_done).waitFor();

    await check(page, GOOD);
    await page.getByText(zh.ready).waitFor();
    assert.ok((await counts(page)).every((count) => count === "0"), "the same file changes nothing");
  });

  it("the new person gets a one-time link, sets a password, and is in", async () => {
    const admin = await house.at("admin", "/admin/accounts?q=何平");
    const row = admin.locator("tbody tr", { hasText: "何平" });
    await row.getByRole("button", { name: zh.invite }).click();
    const [link] = (await admin.locator("code").innerText()).match(/\/invite\/\S{20,}$/);

    const page = await (await house.context({ device: "phone" })).newPage();
    await page.goto(link);
    await page.getByText("heping").or(page.locator("#account[value=heping]")).waitFor();
    await page.locator("#password").fill("短");
    await page.locator("#again").fill("短");
    await page.locator("form.sheet button[type=submit]").click();
    await page.getByRole("alert").filter({ hasText: /\d/ }).waitFor();
    await page.waitForLoadState();
    const password = "天下大事必作于细";
    for (const field of ["#password", "#again"]) await page.locator(field).fill(`${password}2026`);
    await page.locator("form.sheet button[type=submit]").click();
    await page.waitForURL("/");
    await page.locator("#compose").waitFor();

    const later = await (await house.context()).newPage();
    await signIn(later, "heping", `${password}2026`);
    await later.getByText("规划员").first().waitFor();
    await later.goto(link);
    await later.getByText(zh.invite_used).waitFor();
  });

  it("the templates can be downloaded, and the CSV one passes the check as it is", async () => {
    const page = await house.at("admin", "/admin/import");
    const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "CSV (.csv)" }).click()]);
    assert.match(file.suggestedFilename(), /\.csv$/);
    const buffer = readFileSync(await file.path());
    await page.locator("#files").setInputFiles({ name: "template.csv", mimeType: "text/csv", buffer });
    await page.getByRole("button", { name: zh.check_files }).click();
    await page.getByText(zh.ready).waitFor();
    const xlsx = await page.request.get("/admin/template.xlsx");
    assert.equal((await xlsx.body()).subarray(0, 2).toString(), "PK");
  });

  it("who has no post is led to their duties, and is not asked to write", async () => {
    const page = await house.at("admin", "/", { device: "phone" });
    await page.getByText(zh.no_post).first().waitFor();
    assert.equal(await page.locator("nav.tabbar a.add").count(), 0);
    assert.equal(await page.getByText(zh.empty_feed_what).count(), 0);
    await page.locator("main").getByRole("link", { name: zh.accounts }).click();
    await page.waitForURL("/admin/accounts");
  });

  it("an account keeps its name: only who has none is given one with the link", async () => {
    const page = await house.at("admin", "/admin/accounts?q=staff");
    const row = page.locator("tbody tr").first();
    await row.getByRole("button", { name: zh.invite }).waitFor();
    assert.equal(await row.locator("input:not([type=hidden])").count(), 0);
  });

  it("the ledger shows the auditor the acts, and nobody else sees it", async () => {
    const writer = await house.at("staff", "/");
    await write(writer, "台账里有这一条");
    const auditor = await house.at("auditor", "/admin/ledger");
    const first = auditor.locator("table.table tbody tr").first();
    await first.waitFor();
    assert.doesNotMatch(await first.locator("th").innerText(), /_/, "an act is told in words");
    const written = auditor.locator("table.table tbody tr", { hasText: "写纪实" }).first();
    assert.match(await written.innerText(), /的纪实\s+01[0-9A-Z]{24}/, "what was written is told in words, its id below");
    const staff = await house.at("staff", "/", { script: false });
    for (const path of ["/admin/ledger", "/admin/accounts", "/admin/import"]) {
      assert.equal((await staff.request.get(path)).status(), 404, path);
    }
    const admin = await house.at("admin", "/", { script: false });
    assert.equal((await admin.request.get("/admin/ledger")).status(), 404, "the administrator does not read the ledger");
  });
});

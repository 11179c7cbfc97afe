// Official forms as PDF, through the links of the pages and for whom they are.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, afterEach, before, describe, it } from "node:test";
import { openPeriod, ownCourse } from "../help/assess.mjs";
import { House } from "../help/house.mjs";

describe("forms", () => {
  let house;
  let period;
  before(async () => {
    // A form is set by a process of its own, which reads its fonts first.
    house = await House.open({ patience: 60_000 });
    period = await openPeriod(house);
  });
  after(() => house.close());
  afterEach(() => house.tidy());

  const plain = (account, path, lang = "zh") => house.at(account, path, { script: false, lang });

  /** A PDF, under the name that it is kept by. */
  async function pdf(page, path, name) {
    const answer = await page.request.get(path);
    assert.equal(answer.status(), 200, `${path}: ${await answer.text()}`);
    assert.equal(answer.headers()["content-type"], "application/pdf");
    assert.match(answer.headers()["content-disposition"], new RegExp(`attachment; filename="${name}"`));
    const bytes = await answer.body();
    assert.equal(bytes.subarray(0, 5).toString(), "%PDF-");
    return bytes;
  }

  it("the office takes the roster from the page of the period", async () => {
    const office = await plain("personnel", period);
    await office.locator(".head-links a", { hasText: "PDF" }).waitFor();
    const [download] = await Promise.all([office.waitForEvent("download"), office.locator(".head-links a[href$='/roster.pdf']").click()]);
    assert.equal(download.suggestedFilename(), "daybook-roster.pdf");
    assert.equal(readFileSync(await download.path()).subarray(0, 5).toString(), "%PDF-");
    const english = await plain("personnel", period, "en");
    await pdf(english, `${period}/roster.pdf`, "daybook-roster.pdf");
  });

  it("everybody has the own form and the publication, and nobody the roster", async () => {
    const staff = await plain("staff", "/assess");
    const course = await ownCourse(staff);
    await pdf(staff, `${course}/form.pdf`, "daybook-assessment.pdf");
    await pdf(staff, `${period}/publication.pdf`, "daybook-publication.pdf");
    const refused = await staff.request.get(`${period}/roster.pdf`);
    assert.equal(refused.status(), 404);
  });
});

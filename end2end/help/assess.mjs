// A period of assessment, opened through its own form by the personnel office, without a script.
import { leads } from "./wait.mjs";

/** The path of the period's page. Everybody takes part, or those of a unit by its id; `fields`: what else is typed, by field. The director and a peer decide, each with somebody else, since nobody decides about himself. */
export async function openPeriod(house, { pack = "cn-civil-servant", overlays = ["cn-democratic-rating"], kind = "year", unit, fields = {} } = {}) {
  const over = overlays.map((id) => `&overlays[]=${id}`).join("");
  const page = await house.at("personnel", `/assess/new?pack=${pack}${over}`, { script: false });
  if (unit) await page.locator(`input[name=unit][value="${unit}"]`).check();
  else await leads(page, () => page.locator("button[value=all]").click());
  const find = async (part) => {
    await page.locator("#part").fill(part);
    await leads(page, () => page.locator("button[value=find]").click());
  };
  for (const [role, bodies] of [
    ["director", ["committee", "deciding"]],
    ["peer", ["re_review"]],
  ]) {
    await find(house.name(role));
    const row = page.locator("table.sits tbody tr").filter({ hasText: house.name(role) }).first();
    for (const body of bodies) await row.locator(`input[name=${body}]`).check();
  }
  const others = page.locator("table.sits tbody tr:not(:has(input:checked))");
  // Posts have many names in either language of the demo.
  for (const part of ["员", "Director"]) {
    await find(part);
    if ((await others.count()) >= 4) break;
  }
  for (const body of ["committee", "re_review", "appeal", "appeal"]) await others.first().locator(`input[name=${body}]`).check();
  await page.locator(`input[name=kind][value=${kind}]`).check();
  for (const [name, value] of Object.entries(fields)) await page.locator(`#${name}`).fill(value);
  await page.locator("button[value=open]").click();
  await page.waitForURL(/\/assess\/period\//);
  return new URL(page.url()).pathname;
}

/** The path of the newest course of whoever sits at this page. */
export async function ownCourse(page) {
  await page.goto("/assess");
  // What waits for a leader stands above what is his own.
  const title = page.locator("h2.section", { hasText: "我的考核" }).locator("xpath=following-sibling::ul[1]").locator(".title a[href^='/assess/course/']").first();
  return title.getAttribute("href");
}

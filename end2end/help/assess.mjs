// A period of assessment, opened through its own form by the personnel office, and a course in it, step by step; without a script.
import { leads } from "./wait.mjs";
import { says } from "./year/see.mjs";

/** The day so many days ago, where the site is. */
export const ago = (days) => new Date(Date.now() + 8 * 3_600_000 - days * 86_400_000).toISOString().slice(0, 10);

/** The path of the period's page. Everybody takes part, or those of a unit by its id; `fields`: what else is typed, by field; `peer`: the bodies that a peer sits on. The director and the peer decide, each with somebody else, since nobody decides about himself. */
export async function openPeriod(house, { pack = "cn-civil-servant", overlays = ["cn-democratic-rating"], kind = "year", unit, fields = {}, peer = ["re_review"] } = {}) {
  const over = overlays.map((id) => `&overlays[]=${id}`).join("");
  const page = await house.at("personnel", `/assess/new?pack=${pack}${over}`, { script: false });
  // Before the form is sent for anything else, so that the days are those of the kind.
  await page.locator(`input[name=kind][value=${kind}]`).check();
  if (unit) await page.locator(`input[name=unit][value="${unit}"]`).check();
  else await leads(page, () => page.locator("button[value=all]").click());
  const find = async (part) => {
    await page.locator("#part").fill(part);
    await leads(page, () => page.locator("button[value=find]").click());
  };
  for (const [role, bodies] of [
    ["director", ["committee", "deciding"]],
    ["peer", peer],
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

/** The unit that the chief heads, by its id. */
export async function chiefsUnit(house) {
  const chief = await house.at("chief", "/", { script: false });
  return (await chief.locator("aside ul.posts a").first().getAttribute("href")).split("/").pop();
}

/** Hands in a summary, on its page. */
export async function handIn(page, text) {
  await page.locator("#overall").fill(text);
  await page.locator("button[name=do][value=submit]").click();
  await page.waitForURL(/done=submitted/);
}

/** Whoever reviews by the list of staff, the office can name the chief. */
export async function reviewedByChief(house, course) {
  const { name, post } = house.server.people.chief;
  const office = await house.at("personnel", `${course}?who=${encodeURIComponent(name)}`, { script: false });
  if ((await office.locator(".case-head .sub").innerText()).includes(name)) return;
  await office.locator("#reassign ul.checks label", { hasText: name }).filter({ hasText: post }).first().locator("input").check();
  await leads(office, () => office.getByRole("button", { name: "改由此人评鉴" }).click());
  await says(office, "已改由新的评鉴人办理。");
}

/** Says of every indicator of a review what there is to say, and why no record shows it; where there are points, 85. */
export async function reasoned(page) {
  for (const row of await page.locator("table.review-table tbody tr").all()) {
    await row.locator("textarea[name^=text-reason]").fill("该办的都按期办了，手续齐全。");
    const none = row.locator(".case-why details");
    if (!(await none.evaluate((details) => details.open))) await none.locator("summary").click();
    await row.locator("textarea[name^=text-none]").fill("本期没有安排这方面的工作。");
    const points = row.locator("input[name^=score-]");
    if ((await points.count()) > 0) await points.fill("85");
  }
}

/** Sends a review in with 较好. */
export async function judged(page, verdict) {
  await page.locator("label", { hasText: /^较好$/ }).locator("input[name=grade]").check();
  await page.locator("#verdict").fill(verdict);
  const send = () => leads(page, () => page.getByRole("button", { name: "提交评鉴" }).click());
  await send();
  await page.waitForURL(/done=/);
  // Something was asked about it first: now it stood on the page.
  if (page.url().includes("done=look")) await send();
  await page.waitForURL(/done=submitted/);
}

/** On the board of a unit: what was proposed is agreed to and decided. */
export async function decidedAsProposed(page, course, name) {
  const row = page.locator(`tr[id="c-${course.split("/").pop()}"]`);
  await row.getByRole("button", { name: `同意建议：${name}` }).click();
  await row.getByText("已平衡").waitFor();
  await row.getByRole("button", { name: `确定等次：${name}` }).click();
  await row.getByText("已确定等次").waitFor();
}

/** Gives the result to the person, with words. */
export async function giveResult(page, words) {
  await page.locator("#give-words").fill(words);
  await leads(page, () => page.locator("form[action='/api/give_feedback'] button").click());
  await says(page, "已告知本人。");
}

/** The path of a course of the member of staff whose result, 较好, was given today: a period of the chief's unit, opened as `openPeriod` does. */
export async function givenCourse(house, { title, peer }) {
  const at = (account, path) => house.at(account, path, { script: false });
  const unit = await chiefsUnit(house);
  const fields = { title, first: ago(27), last: ago(0) };
  const period = await openPeriod(house, { kind: "period", overlays: [], unit, fields, peer });
  const staff = await at("staff", "/assess");
  const course = await ownCourse(staff);
  await staff.goto(`${course}/summary`);
  await handIn(staff, "本期按计划推进，两件跨处室的事项改了期。");
  await reviewedByChief(house, course);
  const chief = await at("chief", `${course}/review`);
  await reasoned(chief);
  await judged(chief, "任务完成较好，两件事项进度偏慢。");
  await decidedAsProposed(await at("director", `${period}/unit/${unit}`), course, house.name("staff"));
  await chief.goto(course);
  await giveResult(chief, "当面谈过，改期的两件下期跟进。");
  return course;
}

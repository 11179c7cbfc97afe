// Every page, in both languages and both themes: axe finds nothing, and nothing scrolls sideways on a phone.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, afterEach, before, describe, it } from "node:test";
import { openPeriod, ownCourse } from "../help/assess.mjs";
import { record, write } from "../help/feed.mjs";
import { forgive, House, ready } from "../help/house.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], resultTypes: ["violations"] };

/** A word that nothing can break, as long as any in the product may be. */
const LONG = "https://example.org/" + "a-very-long-address/".repeat(8);

describe("every page is open to everybody", () => {
  for (const lang of ["zh", "en"]) describe(`in ${lang}`, () => stories(lang));
});

function stories(lang) {
  let house;
  let pages;
  before(async () => {
    // Six people open all their pages side by side.
    house = await House.open({ locale: lang, patience: 60_000 });
    pages = await addresses();
  });
  after(() => house.close());
  afterEach(() => house.tidy());

  it("axe finds nothing in either theme", async () => {
    const found = await everywhere({ bypassCSP: true, still: true }, async (page, name) => [
      ...(await violations(page, name, RULES)),
      ...(await page.emulateMedia({ colorScheme: "dark" }), await violations(page, `${name}, dark`, RULES)),
    ]);
    assert.deepEqual(found, []);
  });

  it("no page was forgotten", () => {
    const table = readFileSync(new URL("../../server/src/authorisation.rs", import.meta.url), "utf8").split("pub const PAGES")[1].split("];")[0];
    const known = [...table.matchAll(/\("(\/[^"]*)"/g)].map((found) => found[1]);
    assert.ok(known.length > 40, known.length);
    const open = Object.values(pages).flatMap(Object.values).map((path) => path.split("?")[0]);
    const fits = (known) => new RegExp(`^${known.replace(/:[a-z]+/g, "[^/]+")}$`);
    assert.deepEqual(known.filter((page) => !open.some((path) => fits(page).test(path))), []);
  });

  it("on a phone nothing scrolls sideways and everything can be pressed", async () => {
    const found = await everywhere({ device: "phone" }, async (page, name) => {
      const [content, view] = await page.evaluate(() => [document.scrollingElement.scrollWidth, innerWidth]);
      const wide = content > view || view > 390 ? [`${name}: ${content} px in ${view}`] : [];
      const small = (await page.evaluate(tooSmall)).map((what) => `${name}: too small: ${what}`);
      return [...wide, ...small];
    });
    assert.deepEqual(found, []);
  });

  it("dialogs and the open composer are as good", async () => {
    const page = await house.at("staff", "/", { lang, bypassCSP: true, still: true });
    const check = async (what) => assert.deepEqual(await violations(page, what, RULES), []);
    await page.locator("#compose").focus();
    await check("composer");
    const own = page.locator("article.record").filter({ has: page.locator("[href$='?withdraw=1']") }).first();
    await own.locator("[data-key=comment]").click();
    await own.locator(".reply-form textarea").pressSequentially("@");
    await own.getByRole("option").first().waitFor();
    await check("mentions");
    await own.locator("[href$='?withdraw=1']").click();
    await page.getByRole("dialog").waitFor();
    await check("question");
    await page.keyboard.press("Escape");
    await page.locator("h1").click();
    await page.keyboard.press("?");
    await page.getByRole("dialog").waitFor();
    await check("keys");
  });

  /** What `look` finds on every page; those of different people side by side. */
  async function everywhere(options, look) {
    const found = Object.entries(pages).map(async ([account, list]) => {
      const context = account === "nobody" ? await house.context({ lang, ...options }) : await house.seat(account, { lang, ...options });
      const page = await context.newPage();
      forgive(page, /404 \(Not Found\).*(nowhere|0{20})/, /422 .*search/);
      const faults = [];
      for (const [name, path] of Object.entries(list)) {
        await page.emulateMedia({ colorScheme: "light" });
        await page.goto(path);
        if (name === "statuses: found") await findPerson(page, lang === "zh" ? "王" : "a");
        await ready(page);
        faults.push(...(await look(page, name)));
      }
      return faults;
    });
    return (await Promise.all(found)).flat();
  }

  async function violations(page, name, rules) {
    await page.evaluate(AXE);
    const { violations } = await page.evaluate((rules) => axe.run(rules), rules);
    return violations.map((v) => `${name}: ${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" … ")}`);
  }

  /** Every page by who opens it. */
  async function addresses() {
    const staff = await house.at("staff", "/");
    await write(staff, `很长的地址不应撑破页面 ${LONG}`);
    const card = record(staff, "很长的地址不应撑破页面");
    const href = (locator) => locator.evaluate((a) => new URL(a.href).pathname);
    const alone = await href(card.locator("a.when"));
    const unit = await href(staff.locator("aside.side .posts a").first());
    const admin = await house.at("admin", "/admin/import");
    const row = [`新区管委会,是,N001,主任,,9001,欧阳明,ouyang,2026-02-30`];
    const head = "单位,单位负责人,岗位编码,岗位名称,上级岗位编码,人员编号,姓名,账号,任职开始";
    await admin.locator("#files").setInputFiles({ name: "staff.csv", mimeType: "text/csv", buffer: Buffer.from([head, ...row].join("\n")) });
    await admin.locator("form.sheet button[type=submit]").click();
    await admin.waitForURL(/\/admin\/import\/.+/);
    await admin.locator(".state.bad").waitFor();
    const job = new URL(admin.url()).pathname;
    const chief = await house.at("chief", "/grants");
    const revoke = await chief.locator("a[href^='/grants?revoke=']").first().getAttribute("href");
    const person = await href(card.locator("a.who"));
    const sets = await house.at("personnel", "/indicators");
    const of = (...texts) => texts.reduce((rows, hasText) => rows.filter({ hasText }), sets.locator("#sets ~ .scroll tbody tr")).first().locator("a").first();
    const [draft, second, now] = ["草稿", "第 2 版", "生效中"];
    const [drafted, agreed] = [await href(of(draft)), await href(of(second, now))];
    await sets.goto(agreed);
    const compared = await sets.locator("#versions ~ .scroll a[href*=compare]").first().getAttribute("href");
    await sets.goto("/indicators/import");
    await sets.locator("input[type=file]").setInputFiles({ name: "sets.csv", mimeType: "text/csv", buffer: Buffer.from(`For,Family unit or post,Dimension,Indicator,Weight\nfamily,Finance,ji,${LONG.slice(0, 120)},60\nfamily,Nowhere,ji,x,100`) });
    await sets.locator("form.sheet button[type=submit]").click();
    await sets.waitForURL(/\/indicators\/import\/.+/);
    const read = new URL(sets.url()).pathname;
    const plans = await house.at("chief", "/plan");
    const led = await href(plans.locator(".plan-units a").first());
    await plans.goto(led);
    const item = await href(plans.locator("li.plan-item a.title").first());
    await plans.goto("/plan/import");
    const items = ["事项,周期,权重", `${LONG.slice(0, 180)},月度,10`, "清点库房,月度,一百"].join("\n");
    await plans.locator("#file").setInputFiles({ name: "plan.csv", mimeType: "text/csv", buffer: Buffer.from(items) });
    await plans.locator("form.sheet button[type=submit]").click();
    await plans.locator(".state.bad").waitFor();
    const checked = new URL(plans.url()).pathname;
    const period = await openPeriod(house);
    const office = await house.at("personnel", period);
    const board = await href(office.locator("table.progressed th a").first());
    await office.goto("/assess/years");
    const results = ["account,name,year,grade,document", `nobody,${LONG.slice(0, 120)},2023,excellent,No. 3`].join("\n");
    await office.locator("#file").setInputFiles({ name: "years.csv", mimeType: "text/csv", buffer: Buffer.from(results) });
    await office.locator("form[enctype] button[type=submit]").click();
    await office.locator(".state.bad").waitFor();
    const years = new URL(office.url()).pathname;
    await office.goto("/assess/statuses");
    const entered = ["account,name,kind,first day,last day,note", `nobody,${LONG.slice(0, 120)},病假,2026-03-02,2026-03-01,`].join("\n");
    await office.locator("#file").setInputFiles({ name: "statuses.csv", mimeType: "text/csv", buffer: Buffer.from(entered) });
    await office.locator("form[enctype] button[type=submit]").click();
    await office.locator(".state.bad").waitFor();
    const statuses = new URL(office.url()).pathname;
    const courses = await coursesOf(house);
    await house.tidy();
    return {
      nobody: { "sign-in": "/sign-in?wrong=1", why: "/why", invite: "/invite/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", nowhere: "/nowhere" },
      staff: { feed: "/", record: alone, edit: `${alone}?edit=1`, withdraw: `${alone}?withdraw=1`, person, strip: `${person}/indicators`, indicators: "/indicators", unit, new: "/new", plan: "/plan", notices: "/notices", me: "/me", help: "/help", search: "/search", "search: found": "/search?q=%E6%A3%80%E6%9F%A5%20the&who=a", "search: none": "/search?q=zzzz", "search: odd": "/search?q=%E3%80%82", closed: "/record/01J00000000000000000000000", ballot: `${period}/ballot`, period, ...courses.staff },
      chief: { feed: "/", plan: "/plan", "plan unit": led, "plan new": "/plan/new", "plan mine": "/plan/new?for=me", "plan item": item, "plan import": "/plan/import", "plan checked": checked, notices: "/notices", grants: "/grants", revoke, "feed led": "/?scope=led", mentioned: "/?scope=mentioned", ...courses.chief },
      admin: { import: "/admin/import", job, accounts: "/admin/accounts" },
      personnel: { indicators: "/indicators", library: "/indicators/library", drafted, read,  agreed, compared, sheet: "/indicators/import", strip: `${person}/indicators`, ...periods(period, board, years, statuses), ...courses.personnel },
      security: { duties: "/admin/accounts?q=u0000", grants: "/grants" },
      auditor: { ledger: "/admin/ledger", feed: "/" },
    };
  }
}

/** Pages about a whole period, as the personnel office sees them. */
function periods(period, board, years, checked) {
  return {
    "period new": "/assess/new",
    "period new: rules": `/assess/new?pack=cn-civil-servant&overlays[]=cn-pool&overlays[]=cn-pool-front-line`,
    period,
    "period: rules": `${period}/rules`,
    "period: gone": `${period}?do=archive`,
    people: `${period}/people`,
    "people: hand over": `${period}/people?hand=1`,
    board,
    publication: `${period}/publication`,
    statuses: "/assess/statuses",
    "statuses: found": "/assess/statuses",
    "statuses: checked": checked,
    years: "/assess/years",
    "years: checked": years,
    simulate: "/assess/simulate?pack=cn-civil-servant",
    statistics: "/assess/statistics",
    "simulate: gone": `/assess/simulate?period=${period.split("/").pop()}&pack=cn-civil-servant&run=01J00000000000000000000000`,
  };
}

/** The search is sent, so that it stands in no address. */
async function findPerson(page, name) {
  await page.locator("#part").fill(name);
  await page.locator("button[formaction='/assess/statuses']").click();
  await page.locator("ul.checks").waitFor();
}

/** Pages of one person's assessment, by who opens them: the summary is submitted, so that there is something to review. */
async function coursesOf(house) {
  await openPeriod(house, { kind: "period", overlays: [] });
  const staff = await house.at("staff", "/assess");
  const course = await ownCourse(staff);
  await staff.goto(`${course}/summary`);
  await staff.locator("textarea[name=text]").fill(`很长的地址不应撑破页面 ${LONG}`);
  await staff.locator("button[name=do][value=submit]").click();
  await staff.waitForURL(/done=submitted/);
  const chief = await ownCourse(await house.at("chief", "/assess"));
  const id = course.split("/").pop();
  return {
    staff: { assess: "/assess", dossier: course, "summary: submitted": `${course}/summary`, packs: "/assess/rules", pack: "/assess/rules/cn-civil-servant?overlay=cn-pool", firewall: "/assess/firewall", verified: `/assess/firewall?course=${id}` },
    chief: { assess: "/assess", summary: `${chief}/summary`, dossier: course, review: `${course}/review` },
    personnel: { assess: "/assess", dossier: course, "dossier: another assessor": `${course}?who=a` },
  };
}

/**
 * In the page: controls lower than a fingertip (44 px), and links that fail WCAG 2.5.8 (24 px).
 * Links within a sentence may be as high as its line.
 */
function tooSmall() {
  const control = "button, select, textarea, summary, input:not([type=hidden]), nav.tabbar a, a.button, a.act, a.filter, ul.links a";
  const sentence = (one) => getComputedStyle(one).display === "inline" && one.parentElement.textContent.trim().length > one.textContent.trim().length + 3;
  const shown = [...document.querySelectorAll(`${control}, a[href]`)].filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest("dialog:not([open]), .sr"));
  const found = new Map();
  for (const one of shown) {
    // A label around its field is pressed as well.
    const box = (one.closest("label") ?? one).getBoundingClientRect();
    const least = one.matches(control) ? 44 : sentence(one) ? 0 : 24;
    const named = `${one.localName}${one.className ? `.${String(one.className).replaceAll(" ", ".")}` : ""}${one.id ? `#${one.id}` : ""} in ${one.parentElement.localName}.${one.parentElement.className}`;
    if (box.width > 1 && box.bottom > 0 && Math.round(box.height) < least) found.set(named.replaceAll(/01[0-9A-Z]{24}/g, "ID"), `${Math.round(box.width)}×${Math.round(box.height)}, not ${least}`);
  }
  return [...found].map((pair) => pair.join(": "));
}

import { chromium } from "playwright-core";
const [,, base, lang = "zh", outdir = "/tmp/shots"] = process.argv;
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", headless: true, args: ["--no-sandbox","--disable-gpu","--disable-quic","--no-first-run"] });
const sizes = { pc: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };
async function sign(ctx, account) {
  const page = await ctx.newPage();
  await page.goto(base + "/sign-in");
  await page.locator("#account").fill(account);
  await page.locator("#password").fill("daybook-demo");
  await page.locator("form.sheet button[type=submit]").click();
  await page.waitForURL((u) => u.pathname !== "/sign-in");
  return page;
}
for (const [size, viewport] of Object.entries(sizes)) for (const theme of ["light", "dark"]) {
  for (const who of ["chief", "director", "staff"]) {
    if (theme === "dark" && who !== "chief") continue;
    const ctx = await browser.newContext({ viewport, locale: lang === "zh" ? "zh-CN" : "en-GB", colorScheme: theme, javaScriptEnabled: false });
    const page = await sign(ctx, who);
    const shot = async (name) => page.screenshot({ path: `${outdir}/${lang}-${who}-${size}-${theme}-${name}.png`, fullPage: true });
    await page.goto(base + "/plan"); await shot("mine");
    const item = await page.locator("li.plan-item a.title").first().getAttribute("href").catch(() => null);
    const unit = await page.locator("ul.plan-units a").first().getAttribute("href", { timeout: 500 }).catch(() => null);
    if (item) { await page.goto(base + item); await shot("item"); }
    if (unit) { await page.goto(base + unit); await shot("unit"); }
    if (who !== "staff") { await page.goto(base + "/plan/new"); await shot("new"); }
    await page.goto(base + "/plan/import"); await shot("import");
    await ctx.close();
  }
}
await browser.close();

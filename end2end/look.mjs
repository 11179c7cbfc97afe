import { chromium } from "playwright-core";
const [base, account, out, size, scheme, lang, ...paths] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"] });
const viewport = size === "phone" ? { width: 390, height: 844 } : { width: 1440, height: 900 };
const context = await browser.newContext({ viewport, colorScheme: scheme, locale: lang === "zh" ? "zh-CN" : "en-GB", javaScriptEnabled: process.env.script !== "0" });
const page = await context.newPage();
await page.goto(base + "/sign-in");
await page.fill("input[name=account], input[name=name], #account", account);
await page.fill("input[type=password]", process.env.PASSWORD ?? "daybook-demo");
await Promise.all([page.waitForURL((u) => !u.pathname.startsWith("/sign-in")), page.click("form button[type=submit]")]);
await context.addCookies([{ name: "lang", value: lang, url: base }]);
let n = 0;
for (const path of paths) {
  const answer = await page.goto(base + path);
  await page.waitForTimeout(600);
  const file = `${out}-${n++}.png`;
  await page.screenshot({ path: file, fullPage: process.env.full === "1" });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  console.log(answer.status(), path, file, wide > 0 ? `WIDER by ${wide}` : "");
}
await browser.close();

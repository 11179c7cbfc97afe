import { chromium } from "playwright-core";
const [,, base, out, lang = "zh", ...plan] = process.argv;
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu", "--disable-quic"] });
for (const item of plan) {
  const [who, device, theme, path, name] = item.split("|");
  const context = await browser.newContext({ baseURL: base, locale: lang === "zh" ? "zh-CN" : "en-GB", colorScheme: theme, ...(device === "phone" ? { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true } : { viewport: { width: 1440, height: 900 } }) });
  const page = await context.newPage();
  await page.goto("/sign-in"); await page.fill("#account", who); await page.fill("#password", "daybook-demo"); await page.press("#password", "Enter"); await page.waitForURL((u) => !u.pathname.startsWith("/sign-in"));
  let to = path;
  if (to.includes(" > ")) {
    const [first, ...sel] = to.split(" > ");
    await page.goto(first);
    for (const s of sel) { const a = page.locator(s).first(); const href = await a.getAttribute("href"); await page.goto(href); }
  } else await page.goto(to);
  await page.waitForTimeout(700);
  await page.screenshot({ path: `${out}/${name}.png`, fullPage: process.env.FULL === "1" });
  console.log(name, page.url(), (await page.locator("main").innerText()).length);
  await context.close();
}
await browser.close();

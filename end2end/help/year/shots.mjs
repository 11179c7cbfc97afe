// Pictures of key pages, for whoever looks at them: on a phone and a PC, light and dark. Only where a folder is named.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DEVICES } from "../house.mjs";

const FOLDER = process.env.DAYBOOK_SHOTS;

/** Pictures of the page as it stands; afterwards it is as it was. */
export async function shots(page, name) {
  if (!FOLDER) return;
  mkdirSync(FOLDER, { recursive: true });
  const before = page.viewportSize();
  for (const [device, { viewport }] of Object.entries(DEVICES)) {
    await page.setViewportSize(viewport);
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      await page.evaluate(() => scrollTo({ top: 0, behavior: "instant" }));
      await page.screenshot({ path: join(FOLDER, `${name}-${device}-${colorScheme}.png`), fullPage: true });
    }
  }
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize(before);
}

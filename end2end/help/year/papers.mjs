// The official forms of the year as files, where the press is there that sets them.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { PRESS } from "../server.mjs";
import { LONG } from "../wait.mjs";
import { UNITS } from "./cast.mjs";

// On CI it is there, or the story fails.
const PRESSED = existsSync(PRESS) || Boolean(process.env.CI);

/** A PDF with pages; none where there is no press. */
export async function pdf(page, path, lang) {
  if (!PRESSED) return undefined;
  const bytes = await taken(page, path, "application/pdf", lang);
  const text = bytes.toString("latin1");
  assert.match(text, /^%PDF-[^]*%%EOF\s*$/, path);
  assert.ok(Number(text.match(/\/Type\s*\/Pages[^]*?\/Count (\d+)/)?.[1]) > 0, `${path} has no pages`);
  return bytes;
}

/** What is given to somebody, in both languages, and what the office files: the roster, and the forms of a unit. */
export async function papers(office, key, who) {
  if (!PRESSED) return;
  const form = `${office.course(key, who)}/form.pdf`;
  const own = await office.at(who, "/assess");
  const [chinese, english] = [await pdf(own, form), await pdf(own, form, "en-GB")];
  assert.ok(!chinese.equals(english), "each in the language of its reader");
  const period = office.periods[key].path;
  const page = await office.at("personnel", period);
  await pdf(page, `${period}/roster.pdf`);
  const unit = await page.locator("#forms-unit option", { hasText: UNITS[0] }).first().getAttribute("value");
  const archive = await taken(page, `${period}/forms.zip?unit=${unit}`, "application/zip");
  assert.equal(archive.subarray(0, 4).toString("latin1"), "PK\x03\x04");
  // How many files there are stands at the end: at least one form, the roster and the list.
  const end = archive.lastIndexOf("PK\x05\x06", undefined, "latin1");
  assert.ok(end > 0 && archive.readUInt16LE(end + 10) >= 3, "the archive is not whole");
  assert.ok(archive.includes(".pdf"), "nobody’s form is in it");
}

// A request beside the page says no language by itself.
async function taken(page, path, kind, lang = "zh-CN") {
  const answer = await page.request.get(path, { ...LONG, headers: { "accept-language": lang } });
  assert.equal(answer.status(), 200, `${path}: ${await answer.text()}`);
  assert.equal(answer.headers()["content-type"], kind);
  return answer.body();
}

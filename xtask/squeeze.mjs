// node squeeze.mjs <site> [<site before>]: a .br and a .gz beside every file that shrinks.
// What did not change since the site before keeps its compressed siblings.
import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { extname, join, relative } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const [site, before] = process.argv.slice(2);
const shrinks = new Set([".css", ".html", ".ico", ".js", ".json", ".mjs", ".svg", ".txt", ".wasm", ".webmanifest", ".xml"]);

const brotli = (bytes) =>
  brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_LGWIN]: 24,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });
const gzip = (bytes) => gzipSync(bytes, { level: 9 });

for (const entry of readdirSync(site, { recursive: true, withFileTypes: true })) {
  const file = join(entry.parentPath ?? entry.path, entry.name);
  if (!entry.isFile() || !shrinks.has(extname(file)) || entry.name === "assets.json") continue;
  const bytes = readFileSync(file);
  const old = before && join(before, relative(site, file));
  const same = old && existsSync(old) && readFileSync(old).equals(bytes);
  for (const [end, squeeze] of [[".br", brotli], [".gz", gzip]]) {
    if (same && existsSync(old + end)) {
      copyFileSync(old + end, file + end);
      continue;
    }
    const small = squeeze(bytes);
    if (small.length < bytes.length) writeFileSync(file + end, small);
  }
}

// The product's own words, so that a better wording does not break a story.
import { readFileSync } from "node:fs";

export const LANGS = { zh: "zh-CN", en: "en" };

function read(lang) {
  const file = (name) => readFileSync(new URL(`../../app/src/words/${name}.rs`, import.meta.url), "utf8");
  // Words of the accounts and of the offices stand in files of their own, both languages one after the other.
  const own = (name) => file(name).split("pub const ").find((part) => part.startsWith(lang.toUpperCase()));
  const source = own("office") + own("staff") + file(lang);
  const plain = [...source.matchAll(/^ {4}(?:#\[cfg\([^\]]*\)\] )?(\w+):\s+("(?:[^"\\]|\\.)*"),$/gm)];
  const found = Object.fromEntries(plain.map(([, name, text]) => [name, JSON.parse(text)]));
  return new Proxy(found, {
    get(words, name) {
      if (!(name in words)) throw new Error(`no such words: ${String(name)} (${lang})`);
      return words[name];
    },
  });
}

export const zh = read("zh");
export const en = read("en");
export const words = { zh, en };

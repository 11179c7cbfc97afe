// The worker without a browser: what it stands behind, and what it leaves alone.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { answered } from "../../offline/answered.mjs";

describe("the worker", () => {
  it("stands behind pages, and behind forms that do not get through", () => {
    for (const path of ["/", "/new", "/record/01JD3Z8V9QK4M5N6P7R8S9T0AB", "/assess/course/01JD3Z8V9QK4M5N6P7R8S9T0AB", "/offline"]) assert.equal(answered("GET", path), "page", path);
    for (const path of ["/api/write_record", "/records", "/plan/new"]) assert.equal(answered("POST", path), "form", path);
    for (const path of ["/sign-out", "/admin/import", "/assess/new"]) assert.equal(answered("POST", path), undefined, path);
    assert.equal(answered("HEAD", "/"), undefined);
  });

  it("leaves downloads alone, however long they take", () => {
    const ways = readFileSync(new URL("../../server/src/ways.rs", import.meta.url), "utf8");
    const named = [...ways.matchAll(/"(\/[^"]*\.(?:pdf|xlsx|csv|zip))"/g)].map(([, path]) => path.replaceAll(/\{[a-z]+\}/g, "01JD3Z8V9QK4M5N6P7R8S9T0AB"));
    assert.ok(named.some((path) => path.endsWith("/form.pdf")) && named.some((path) => path.endsWith("/roster.xlsx")), named.join());
    for (const path of [...named, "/files/01JD3Z8V9QK4M5N6P7R8S9T0AB"]) assert.equal(answered("GET", path), undefined, path);
  });
});

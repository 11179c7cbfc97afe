// The whole of it, on phones: a leader hands an item down, one accepts and one asks back, the work is recorded with a photo in a
// lift, and stands in the feed, on the item and on the indicator.
import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { guarded, listening } from "../help/device.mjs";
import { record } from "../help/feed.mjs";
import { named, photo } from "../help/files.mjs";
import { forgive, House } from "../help/house.mjs";
import { chip, choices, choose, learnt } from "../help/ties.mjs";
import { leads, LONG } from "../help/wait.mjs";

const SAID = {
  zh: { title: "排查电梯安全隐患", text: "三号楼电梯井渗水，已停梯并贴出告示。", back: "我处没有电梯", item: "事项", indicator: "指标", accept: "接受" },
  en: { title: "Look over the lifts", text: "Water in the shaft of house three: stopped it and put up a notice.", back: "We have no lift", item: "Plan item", indicator: "Indicator", accept: "Accept" },
};
const DOWN = [/net::ERR_/, /Failed to load resource/, /unknown error occurred when fetching the script/];

describe("from the leader's item to the evidence", () => {
  let house;
  before(async () => (house = await House.open({ people: 480 })));
  after(() => house.close());
  afterEach(() => house.tidy());

  const button = (place, action) => place.locator(`form[action="/api/${action}"] button[type=submit]:not([formaction])`);

  for (const [lang, said] of Object.entries(SAID)) it(`a phone in a lift is enough (${lang})`, () => story(lang, said));

  async function story(lang, said) {
    const row = (page) => page.locator("li.plan-item", { has: page.locator("a.title", { hasText: said.title }) });
    const phoneOf = (account, path) => house.at(account, path, { device: "phone", lang });
    const leader = await phoneOf("director", "/plan/new");
    const find = () => leads(leader, () => leader.locator("button[formaction='/plan/new']:not([name=all])").tap());
    await leader.locator("#new-title").fill(said.title);
    await leader.locator("#new-horizon").selectOption("month");
    for (const who of ["staff", "chief"]) {
      await leader.locator("#new-part").fill(house.name(who));
      await find();
      await leader.locator("ul.checks label", { hasText: house.name(who) }).first().locator("input").check();
    }
    await leader.locator("#new-part").fill("");
    await find();
    const boxes = leader.locator("ul.checks input:not(:checked)");
    for (let chosen = 2; chosen < 40; chosen++) await boxes.first().check();
    await button(leader, "assign_plan").tap();
    await leader.waitForURL("/plan");

    const chief = await phoneOf("chief", "/plan");
    await row(chief).locator("summary").first().tap();
    const back = row(chief).locator('form[action="/api/ask_back_plan"]');
    await back.locator("input[name=reason]").fill(said.back);
    await leads(chief, () => back.locator("button").tap());
    assert.equal(await back.count(), 0);

    const phone = await phoneOf("staff", "/plan");
    forgive(phone, ...DOWN);
    assert.equal(await button(row(phone), "accept_plan").innerText(), said.accept);
    await leads(phone, () => button(row(phone), "accept_plan").tap());
    assert.equal(await button(row(phone), "accept_plan").count(), 0);
    const item = (await row(phone).first().locator("a.title").getAttribute("href")).split("/").pop();
    const [indicator] = (await choices(phone)).indicators;
    const picture = await photo(phone, { width: 1200, height: 900, orientation: 6 });
    await listening(phone);
    await phone.goto("/plan");
    await learnt(phone, said.title);
    await guarded(phone);

    await phone.context().setOffline(true);
    await phone.goto("/new");
    await phone.locator("main.offline-page #compose").fill(said.text);
    await choose(phone, said.item, said.title);
    await chip(phone, said.title).locator(".tie-percent").fill("25");
    await choose(phone, said.indicator, indicator.name);
    await phone.locator(".attach input[capture]").setInputFiles(named("IMG_1.JPG", "image/jpeg", picture));
    await phone.locator("form.composer button[type=submit]").tap();
    await phone.locator(".tray-list li", { hasText: "IMG_1" }).waitFor();
    await phone.context().setOffline(false);
    await phone.locator(".tabbar").waitFor(LONG);
    await phone.locator(".tray-sheet li[data-state=sent]", { hasText: said.text }).waitFor({ state: "attached", ...LONG });

    // Once in the leader's feed, with the photo.
    await leader.goto("/");
    await record(leader, said.text).locator(".pictures img").waitFor(LONG);
    assert.equal(await record(leader, said.text).count(), 1);
    const path = await record(leader, said.text).locator("a.when").getAttribute("href");

    // The item moved, and names the record.
    await leader.goto(`/plan/item/${item}`);
    assert.match(await leader.locator(".bar").first().innerText(), /25%/);
    assert.equal(await leader.locator(`ul.plan-records a[href="${path}"]`).count(), 1);
    await leader.goto("/plan");
    await leader.locator("section[aria-labelledby=waiting] li.plan-item", { hasText: said.back }).waitFor();

    // The indicator's strip has this week, and the record below it.
    const person = await phone.evaluate(() => JSON.parse(document.documentElement.dataset.me).person.id);
    await leader.goto(`/person/${person}/indicators`);
    const strip = leader.locator("table.strips tbody tr", { hasText: indicator.name }).first();
    assert.ok((await strip.locator("td.week a.some").count()) > 0);
    await leader.locator(`.by-week li`, { has: leader.locator(`a[href="${path}"]`) }).filter({ hasText: indicator.name }).waitFor();
  }
});

// What a record is tied to, as people tie it.

const json = { accept: "application/json" };

/** An own plan item; gives its id. */
export async function planned(page, title) {
  const answer = await page.request.post("/api/write_plan", { form: { title, key: `planned ${title}` }, headers: json });
  if (!answer.ok()) throw new Error(`${answer.status()} ${await answer.text()}`);
  return answer.json();
}

/** The leader agrees to an own item, and it is finished. */
export async function finished(page, leader, item) {
  for (const [by, act] of [[leader, "agree_plan"], [page, "finish_plan"]]) {
    const answer = await by.request.post(`/api/${act}`, { form: { item, version: 1, key: `${act} ${item}` }, headers: json });
    if (!answer.ok()) throw new Error(`${answer.status()} ${await answer.text()}`);
  }
}

/** What the person can tie records to. */
export async function choices(page) {
  return (await page.request.post("/api/choices", { form: { text: "" }, headers: json })).json();
}

export const chip = (page, name) => page.locator(".composer .tie.on", { hasText: name });

/** Chooses from a list of the composer: `事项` or `指标`. */
export async function choose(page, label, name) {
  await page.locator(".composer .tie-row", { has: page.locator(".tie-label", { hasText: label }) }).locator("select").selectOption({ label: name });
  await chip(page, name).waitFor();
}

/** The device knows what can be tied without a network; the page that teaches it is read again when it does not come. */
export async function learnt(page, name) {
  const known = () =>
    page.evaluate(async () => {
      // Opening it first would make an empty one.
      if (!(await indexedDB.databases()).some((base) => base.name === "daybook")) return "";
      const done = (request) => new Promise((resolve, reject) => Object.assign(request, { onsuccess: () => resolve(request.result), onerror: () => reject(request.error), onblocked: () => reject(new Error("blocked")) }));
      const base = await done(indexedDB.open("daybook"));
      const ties = await done(base.transaction("facts").objectStore("facts").get("ties"));
      base.close();
      return JSON.stringify(ties ?? "");
    });
  for (let look = 1; !(await known()).includes(name); look += 1) {
    if (look > 200) throw new Error(`${name} is not known on this device: ${await known()}`);
    await page.waitForTimeout(100);
    if (look % 50 === 0) await page.reload();
  }
}

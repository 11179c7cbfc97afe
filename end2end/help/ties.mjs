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

/** The device knows what can be tied without a network. */
export async function learnt(page, name) {
  // No waitForFunction: a promise is true to it before it is kept.
  await page.evaluate(async (name) => {
    const done = (request) => new Promise((resolve) => (request.onsuccess = () => resolve(request.result)));
    const base = await done(indexedDB.open("daybook"));
    const known = async () => JSON.stringify((await done(base.transaction("facts").objectStore("facts").get("ties"))) ?? "");
    while (!(await known()).includes(name)) await new Promise((next) => setTimeout(next, 50));
    base.close();
  }, name);
}

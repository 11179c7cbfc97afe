// People and larger items that were ticked in a form of a plan, and that its page does not list this time.
import { element } from "./fields.mjs";
import { call } from "./wire.mjs";
import { words } from "./words.mjs";

/** Which server function knows them by id, and what its answer says of them. */
const KNOWN = {
  "people[]": ["plan_people", ({ chosen }) => chosen.map(({ id, name, post, unit }) => [id, [name, `${post} · ${unit}`]])],
  "serves[]": ["plan_goals", ({ own, leaders, units }) => [...own, ...leaders, ...units].map(({ id, title, whose }) => [id, [title, whose]])],
};

/** They are listed at once, so that the form is whole whenever it is sent; their names come. */
export function chosen(person) {
  document.addEventListener("daybook:lacking", ({ target, detail }) => list(person, target, detail));
}

async function list(person, form, { name, lacking }) {
  const place = form.querySelector(`ul[data-boxes="${name}"]`);
  if (!place) return;
  const rows = lacking.map((id) => [id, element("span", {}, words().chosen)]);
  place.prepend(...rows.map(([value, line]) => element("li", {}, element("label", { className: "radio" }, element("input", { type: "checkbox", name, value, checked: true }), line))));
  const [endpoint, read] = KNOWN[name];
  const answer = await call(endpoint, lacking.map((id) => [name, id]), { person });
  if (answer.kind !== "ok") return;
  const known = new Map(read(answer.value));
  for (const [id, line] of rows) {
    // Whoever is no longer among those that can be chosen would be refused.
    if (!known.has(id)) {
      line.closest("li").remove();
      continue;
    }
    const [title, more] = known.get(id);
    line.replaceChildren(title, element("span", { className: "seat" }, more));
  }
}

// A form's fields as plain texts, out of it and back into it.

/** Not what was typed: where to go on, what names the request, what it answers, what follows from the text, what is cited or searched for so far. */
const MACHINERY = /^(next|key|record|comment|reply_to|mentions|version|which|nth|item|for|in|part|goal|daybook-person)$|^cite-/;

/** What is typed into: the one text of a record, or the many of an assessment. */
const TEXT = /^(text(-|$)|(reason|words)$|improvements\[)/;

/** Fields of a plan item: each is worth keeping, also alone and also emptied. */
const PLAN = /^(title|measure|note|horizon|start|due|difficulty|weight|key_task|owner|people\[\]|serves\[\])$/;

/** Boxes to tick; those with one name are one text, their values with commas between. */
const BOXES = /^(key_task|people\[\]|serves\[\])$/;

const written = (name) => TEXT.test(name) || PLAN.test(name);

const called = (form, name) => [...form.elements].filter((field) => field.name === name);

const namesOf = (form) => [...new Set([...form.elements].map((field) => field.name))];

const together = (boxes) => boxes.map((box) => box.value).sort().join(",");

export function fieldsOf(form) {
  const fields = {};
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && !MACHINERY.test(name)) fields[name] = value;
  }
  for (const name of namesOf(form).filter((name) => BOXES.test(name))) fields[name] = valueOf(form, name);
  return fields;
}

/** What is written in a form, by names: as it is, and as it came. */
export function textsOf(form) {
  return namesOf(form).filter(written).map((name) => ({ name, value: valueOf(form, name), defaultValue: firstOf(form, name) }));
}

function valueOf(form, name) {
  return BOXES.test(name) ? together(called(form, name).filter((box) => box.checked)) : called(form, name)[0].value;
}

function firstOf(form, name) {
  if (BOXES.test(name)) return together(called(form, name).filter((box) => box.defaultChecked));
  const [field] = called(form, name);
  const options = field.options && [...field.options];
  return options ? ((options.find((option) => option.defaultSelected) ?? options[0])?.value ?? "") : field.defaultValue;
}

/** All that is written, as one text. */
export function said(fields) {
  return Object.entries(fields).filter(([name]) => written(name)).map(([, text]) => text).join("\n");
}

/** The same for people to read. */
export function shown(fields) {
  return fields.title ?? Object.entries(fields).filter(([name]) => written(name) && !BOXES.test(name)).map(([, text]) => text).join("\n");
}

/** Whether there is nothing to keep. */
export function blank(fields) {
  return !said(fields).trim() && !Object.keys(fields).some((name) => PLAN.test(name));
}

/** Whether all that is written stands in the form already. */
export function holds(form, fields) {
  const now = Object.fromEntries(textsOf(form).map(({ name, value }) => [name, value]));
  return Object.entries(fields).every(([name, text]) => !written(name) || now[name]?.trim() === text.trim());
}

/** Only what differs from what the form came with: tomorrow its own day stands there. */
export function typedOf(form) {
  const fields = fieldsOf(form);
  // What the server gave back stands in the form as it came, and was typed all the same.
  if (form.dataset.refused === "whole") return fields;
  if (form.hasAttribute("data-refused")) return Object.fromEntries(Object.entries(fields).filter(([name]) => TEXT.test(name)));
  for (const name of Object.keys(fields)) {
    const same = BOXES.test(name) ? valueOf(form, name) === firstOf(form, name) : isDefault(form.elements.namedItem(name));
    if (name !== "text" && same) delete fields[name];
  }
  return fields;
}

function isDefault(field) {
  // Several with one name: plain boxes, until the other script has come.
  if (!field || field instanceof RadioNodeList) return true;
  if (field.type === "hidden") return !field.value.replaceAll(",", "");
  if (field.options) return [...field.options].every((option, place) => option.selected === (option.defaultSelected || (place === 0 && ![...field.options].some((o) => o.defaultSelected))));
  return field.value === field.defaultValue;
}

/** The folds of a form in which something stands that it did not come with. */
export function foldsOf(form) {
  const fields = Object.keys(typedOf(form)).filter(written).flatMap((name) => called(form, name));
  return fields.map((field) => field.closest("details.act")).filter((fold) => fold && form.contains(fold));
}

/** Sets fields as if they were typed, so that every script on the page hears of it. */
export function fill(form, fields) {
  for (const [name, value] of Object.entries(fields)) setField(form, name, value);
}

export function setField(form, name, value) {
  if (BOXES.test(name)) return tick(form, name, value);
  const field = form.elements.namedItem(name);
  if (!field || field instanceof RadioNodeList || field.value === value) return;
  field.value = value;
  for (const type of ["input", "change"]) field.dispatchEvent(new Event(type, { bubbles: true }));
}

function tick(form, name, value) {
  const wanted = value.split(",").filter(Boolean);
  for (const box of called(form, name)) box.checked = wanted.includes(box.value);
  const known = called(form, name).map((box) => box.value);
  const lacking = wanted.filter((one) => !known.includes(one));
  if (lacking.length > 0) form.dispatchEvent(new CustomEvent("daybook:lacking", { bubbles: true, detail: { name, lacking } }));
}

/** Who is asked what to do next to a form: one line with buttons. */
export function note(text, buttons = []) {
  const line = element("p", { className: "draft-note", role: "status" }, text);
  for (const [label, act] of buttons) line.append(" ", button(label, act));
  return line;
}

export function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key in made) made[key] = value;
    else made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

export function button(label, act, className = "") {
  return element("button", { type: "button", className, onclick: act }, label);
}

// A form's fields as plain texts, out of it and back into it.

/** Not what was typed: where to go on, what names the request, what follows from the text, what is cited so far. */
const MACHINERY = /^(next|key|record|comment|reply_to|mentions|version|daybook-person)$|^cite-/;

/** What is typed into: the one text of a record, or the many of an assessment. */
const TEXT = /^text(-|$)/;

export function fieldsOf(form) {
  const fields = {};
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && !MACHINERY.test(name)) fields[name] = value;
  }
  return fields;
}

export function textsOf(form) {
  return [...form.elements].filter((field) => TEXT.test(field.name));
}

/** All that is written, as one text. */
export function said(fields) {
  return Object.entries(fields).filter(([name]) => TEXT.test(name)).map(([, text]) => text).join("\n");
}

/** Whether all that is written stands in the form already. */
export function holds(form, fields) {
  return Object.entries(fields).every(([name, text]) => !TEXT.test(name) || form.elements.namedItem(name)?.value.trim() === text.trim());
}

/** Only what differs from what the form came with: tomorrow its own day stands there. */
export function typedOf(form) {
  const fields = fieldsOf(form);
  // What the server refused stands in the form as it came, and was typed all the same.
  if (form.hasAttribute("data-refused")) return Object.fromEntries(Object.entries(fields).filter(([name]) => TEXT.test(name)));
  for (const name of Object.keys(fields)) if (name !== "text" && isDefault(form.elements.namedItem(name))) delete fields[name];
  return fields;
}

function isDefault(field) {
  // Several with one name: plain boxes, until the other script has come.
  if (!field || field instanceof RadioNodeList) return true;
  if (field.type === "hidden") return !field.value.replaceAll(",", "");
  if (field.options) return [...field.options].every((option, place) => option.selected === (option.defaultSelected || (place === 0 && ![...field.options].some((o) => o.defaultSelected))));
  return field.value === field.defaultValue;
}

/** Sets fields as if they were typed, so that every script on the page hears of it. */
export function fill(form, fields) {
  for (const [name, value] of Object.entries(fields)) setField(form, name, value);
}

export function setField(form, name, value) {
  const field = form.elements.namedItem(name);
  if (!field || field instanceof RadioNodeList || field.value === value) return;
  field.value = value;
  for (const type of ["input", "change"]) field.dispatchEvent(new Event(type, { bubbles: true }));
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

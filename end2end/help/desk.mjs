// Somebody who works with plain forms: pages are read as a browser reads them, and forms sent as a browser without script sends them.
import assert from "node:assert/strict";
import { PASSWORD } from "./house.mjs";

const HTML = { accept: "text/html", "accept-language": "zh-CN" };

/** Reads pages with the browser's own parser, on a blank page of its own. */
export class Reader {
  #page;

  static async in(chromium) {
    const reader = new Reader();
    reader.#page = await (await chromium.newContext()).newPage();
    return reader;
  }

  /** What `look(document, told)` finds in a page. It runs in the browser, and sees nothing but what it is given. */
  look(html, look, told) {
    const run = ([html, look, told]) => (0, eval)(`(${look})`)(new DOMParser().parseFromString(html, "text/html"), told);
    return this.#page.evaluate(run, [html, String(look), told]);
  }
}

export class Desk {
  #url;
  #reader;
  #cookies = new Map();
  account;

  /** A desk at which the person with this account is signed in. */
  static async of(url, reader, account) {
    const desk = new Desk();
    [desk.#url, desk.#reader, desk.account] = [url, reader, account];
    const answer = await desk.#fetch("/sign-in", new URLSearchParams({ account, password: PASSWORD, next: "/" }));
    assert.deepEqual([answer.status, answer.headers.get("location")], [303, "/"], `${account} could not sign in`);
    return desk;
  }

  /** A page as text; with `asked` as it answers a search in its form, which is sent. */
  async page(path, asked) {
    const answer = await this.file(path, asked);
    return answer.text();
  }

  /** Whatever stands under a path. */
  async file(path, asked) {
    const answer = await this.#fetch(path, asked && new URLSearchParams(asked));
    assert.equal(answer.status, 200, `${this.account} ${asked ? "POST" : "GET"} ${path}`);
    return answer;
  }

  /** What `look(document, told)` finds on a page. */
  async look(path, look, told, asked) {
    return this.#reader.look(await this.page(path, asked), look, told);
  }

  /**
   * Fills in a form of a page and sends it. `fields`: values by name, of boxes and radio buttons those to be ticked; a number chooses one
   * of a list, where there is a list. `button`: the value of the button that is pressed; `asked`: what the page is searched for before.
   * Gives the path one is led to.
   */
  async send(path, form, fields = {}, button, asked) {
    const [action, pairs, files] = await this.look(path, filled, [form, fields, button], asked);
    assert.ok(action, `${this.account}: no form ${form} on ${path}`);
    return this.post(action, pairs, path, files);
  }

  /** Sends pairs, as a form with room for files if so told. */
  async post(action, pairs, from = "/", files = false) {
    const form = new FormData();
    for (const [name, value] of pairs) form.append(name, value);
    const answer = await this.#fetch(action, files ? form : new URLSearchParams(pairs), from);
    if (answer.status === 303) return answer.headers.get("location");
    throw new Refused(answer.status, `${this.account} ${action}: ${answer.status} ${await this.#reader.look(await answer.text(), alarm)}`);
  }

  async #fetch(path, body, from) {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const headers = { ...HTML, cookie, ...(body && { origin: this.#url, referer: this.#url + (from ?? path) }) };
    const answer = await patiently(() => fetch(this.#url + path, { method: body ? "POST" : "GET", body, headers, redirect: "manual" }));
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = line.match(/^([^=]+)=([^;]*)/);
      this.#cookies.set(name, value);
    }
    return answer;
  }
}

/** A machine that does much else answers late, or lets a connection go: it is asked again. A form that is sent twice counts once. */
async function patiently(ask) {
  for (let again = 0; ; again += 1) {
    const answer = await ask().catch((error) => (again < 3 ? null : Promise.reject(error)));
    if (answer && (answer.status !== 504 || again >= 3)) return answer;
  }
}

/** The answer to a form that was not taken, with its words. */
export class Refused extends Error {
  constructor(status, words) {
    super(words);
    this.status = status;
  }
}

/** In the browser: what a page warns of. */
function alarm(document) {
  const warned = [...document.querySelectorAll("[role=alert]")].map((one) => one.textContent.trim()).filter(Boolean);
  return warned.join(" ") || document.body.textContent.trim().slice(0, 300);
}

/** In the browser: where a form goes, what it sends, and whether it has room for files. */
function filled(document, [selector, fields, button]) {
  const form = document.querySelector(selector);
  if (!form) return [null, [], false];
  const put = (field, value) => {
    const wanted = typeof value === "number" ? field.options[1 + (value % (field.options.length - 1))].value : value;
    field.value = wanted;
    if (field.value !== wanted) throw new Error(`${field.name} does not take ${value}`);
  };
  for (const [name, given] of Object.entries(fields)) {
    const all = [...form.elements].filter((one) => one.name === name);
    const values = [given].flat();
    if (typeof given === "number" && !(all[0]?.options?.length > 1)) continue;
    if (all.length === 0) throw new Error(`the form ${selector} has no field ${name}`);
    if (["checkbox", "radio"].includes(all[0].type)) {
      for (const one of all) one.checked = values.includes(one.value);
      const lacking = values.find((value) => !all.some((one) => one.value === value && !one.disabled));
      if (lacking !== undefined) throw new Error(`nobody can choose ${lacking} for ${name}`);
    } else all.slice(0, values.length).forEach((field, at) => put(field, values[at]));
  }
  const presses = [...form.querySelectorAll("button[type=submit]:not(.sr)")];
  const press = button === undefined ? (presses.find((one) => one.classList.contains("primary")) ?? presses.at(-1)) : presses.find((one) => one.value === button);
  const of = (own, whole) => press?.getAttribute(own) ?? form.getAttribute(whole);
  const pairs = [...new FormData(form).entries()].filter(([, value]) => typeof value === "string");
  if (press?.name) pairs.push([press.name, press.value]);
  return [of("formaction", "action"), pairs, of("formenctype", "enctype") === "multipart/form-data"];
}

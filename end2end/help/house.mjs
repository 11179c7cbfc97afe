// A server with the browsers around it: who sits where, and what their browsers complain about.
import assert from "node:assert/strict";
import { chromium } from "playwright-core";
import { Server } from "./server.mjs";
import { PATIENCE } from "./wait.mjs";
import { LANGS } from "./words.mjs";

export const PASSWORD = "daybook-demo";

export const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export const DEVICES = {
  phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
  pc: { viewport: { width: 1440, height: 900 } },
};

export class House {
  server;
  chromium;
  #patience;
  #contexts = [];
  #complaints = [];
  #sessions = new Map();

  /** `patience`: for a story that has more to do than others on the same two cores. */
  static async open({ patience = PATIENCE, ...options } = {}) {
    const house = new House();
    house.#patience = patience;
    const executablePath = process.env.CHROMIUM || "/usr/bin/chromium";
    const opened = await Promise.allSettled([Server.start(options), chromium.launch({ executablePath, headless: true, args: FLAGS })]);
    [house.server, house.chromium] = opened.map((one) => one.value);
    const failed = opened.find((one) => one.status === "rejected");
    if (!failed) return house;
    // A browser that is left open would keep the story from ending.
    await house.close();
    throw failed.reason;
  }

  async close() {
    await this.chromium?.close();
    await this.server?.stop();
  }

  /** The name of the person with this role. */
  name(role) {
    return this.server.people[role].name;
  }

  /** A browser of its own (cookies, storage), with nobody signed in. */
  async context({ device = "pc", lang = "zh", theme = "light", script = true, still = false, bypassCSP = false, state } = {}) {
    const context = await this.chromium.newContext({
      ...DEVICES[device],
      baseURL: this.server.url,
      locale: LANGS[lang],
      timezoneId: "Asia/Shanghai",
      colorScheme: theme,
      reducedMotion: still ? "reduce" : "no-preference",
      javaScriptEnabled: script,
      bypassCSP,
      storageState: state,
    });
    context.setDefaultTimeout(this.#patience);
    context.setDefaultNavigationTimeout(this.#patience);
    await context.addInitScript(remember);
    context.on("page", (page) => this.#watch(page));
    this.#contexts.push(context);
    return context;
  }

  /** A browser in which the person with this account is signed in already. */
  async seat(account, options = {}) {
    if (!this.#sessions.has(account)) {
      const context = await this.context({ script: false });
      await signIn(await context.newPage(), account);
      this.#sessions.set(account, await context.storageState());
      await context.close();
    }
    return this.context({ ...options, state: this.#sessions.get(account) });
  }

  /** A page of such a browser, ready to be used. */
  async at(account, path, options = {}) {
    const page = await (await this.seat(account, options)).newPage();
    await page.goto(path);
    if (options.script !== false) await ready(page);
    return page;
  }

  #watch(page) {
    const complain = (text) => {
      const forgiven = page.forgiven ?? [];
      if (!forgiven.some((pattern) => pattern.test(text))) this.#complaints.push(`${new URL(page.url()).pathname}: ${text}`);
    };
    page.on("console", (message) => {
      if (message.type() === "error") complain(`${message.text()} (${message.location().url})`);
    });
    page.on("pageerror", (error) => complain(`uncaught ${error.stack ?? error}`));
    page.on("dialog", (dialog) => {
      complain(`a dialog: ${dialog.message()}`);
      dialog.dismiss().catch(() => {});
    });
  }

  /** After each story: no browser complained (scripts, CSP, dialogs); all are closed. */
  async tidy() {
    await Promise.all(this.#contexts.splice(0).map((context) => context.close()));
    this.calm();
  }

  /** No browser complained so far. */
  calm() {
    const complaints = this.#complaints.splice(0);
    const said = () => this.server.log.split("\n").filter((line) => / (ERROR|WARN) /.test(line)).slice(-5);
    assert.deepEqual(complaints, [], complaints.length > 0 ? ["browsers complained", ...complaints, ...said()].join("\n") : undefined);
  }
}

/** Complaints that belong to the story: a page that is not there, a server that is down. */
export function forgive(page, ...patterns) {
  page.forgiven = [...(page.forgiven ?? []), ...patterns];
}

/** In the page: which elements were given listeners, and that the document is still the same one. */
function remember() {
  const add = EventTarget.prototype.addEventListener;
  EventTarget.prototype.addEventListener = function (type, ...rest) {
    (this.heard ??= new Set()).add(type);
    return add.call(this, type, ...rest);
  };
}

/** The script has come, where the page has one, and everything with a handler has it. */
export async function ready(page) {
  const scripted = await page.evaluate(async () => {
    const boot = document.querySelector("script[type=module][src*='/boot.']");
    if (boot) await import(boot.src);
    return boot !== null;
  });
  if (!scripted) return;
  await page.waitForFunction(() => {
    const hears = (selector, type) => [...document.querySelectorAll(selector)].every((element) => element.heard?.has(type));
    const framed = !document.querySelector(".shell") || globalThis.heard?.has("keydown");
    return framed && !document.querySelector("[aria-busy=true].wait") && hears("[data-key=comment]", "click") && hears("form[action^='/api/']:not(.ask-page)", "submit");
  });
}

export async function signIn(page, account, password = PASSWORD) {
  await page.goto("/sign-in");
  await page.locator("#account").fill(account);
  await page.locator("#password").fill(password);
  await page.locator("form.sheet button[type=submit]").click();
  await page.waitForURL((url) => url.pathname !== "/sign-in");
}

// A real server with the demo organisation, on a port and data of its own.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Calendar } from "./calendar.mjs";

const target = process.env.CARGO_TARGET_DIR ?? join(homedir(), ".cache/daybook/target");
const BIN = process.env.DAYBOOK_BIN ?? join(target, "host/daybook");
const SITE = process.env.DAYBOOK_SITE ?? join(target, "site");
export const PRESS = process.env.DAYBOOK_PRESS ?? join(target, "release/daybook-press");

/** Below the ports that the system gives to whoever connects somewhere: while a killed server is away, nobody takes its place. */
async function freePort() {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    const probe = createServer().listen(port, "127.0.0.1");
    const free = await once(probe, "listening").then(() => true, () => false);
    probe.close();
    if (free) return once(probe, "close").then(() => port);
  }
}

export class Server {
  #folder;
  #args;
  #child;
  #calendar;
  #said = "";
  url;
  /** Who can sign in, by role. */
  people;

  /** Loads the demo organisation and serves it; `assessed` as a newcomer gets it, with its quarters. `day`: the day of the server's clock, after which `turn` moves it on. */
  static async start({ locale = "zh", people = 120, records = 600, day, assessed = false, settings = [] } = {}) {
    const server = new Server();
    const scratch = process.env.DAYBOOK_DEMO_DIR ?? tmpdir();
    mkdirSync(scratch, { recursive: true });
    server.#folder = mkdtempSync(join(scratch, "story-"));
    const listen = `127.0.0.1:${await freePort()}`;
    const db = `surrealkv://${join(server.#folder, "db")}?sync=every`;
    server.#args = ["up", "--json", ...(assessed ? [] : ["--no-assessment"]), "--db", db, "--site", SITE, ...(PRESS ? ["--press", PRESS] : []), "--listen", listen];
    server.#args.push("--people", String(people), "--records", String(records), "--locale", locale, "--seed", "7", ...settings);
    if (day) server.#calendar = new Calendar(server.#folder, day);
    await server.again();
    return server;
  }

  /** Starts on the same data and the same port. */
  async again() {
    const child = spawn(BIN, this.#args, { stdio: ["ignore", "pipe", "pipe"], cwd: this.#folder, env: { ...bare(), ...this.#calendar?.env } });
    this.#child = child;
    child.stderr.on("data", (data) => (this.#said += data));
    const exited = once(child, "exit").then(([code]) => {
      throw new Error(`the server ended with ${code}\n${this.#said}`);
    });
    exited.catch(() => {});
    const line = (async () => {
      for await (const text of createInterface({ input: child.stdout })) {
        if (text.startsWith("{")) return JSON.parse(text);
      }
      return exited;
    })();
    const { url, signins } = await Promise.race([line, exited]);
    child.stdout.resume();
    this.url = url;
    this.people = Object.fromEntries(signins.map((person) => [person.role, person]));
  }

  /** It is this day now, for the server. */
  turn(day, clock) {
    return this.#calendar.turn(this.url, day, clock);
  }

  /** Power cut: no goodbye. */
  async kill() {
    const gone = once(this.#child, "exit");
    this.#child.kill("SIGKILL");
    await gone;
  }

  async stop() {
    if (this.#child.exitCode === null && this.#child.signalCode === null) await this.kill();
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }

  /** What it complained about on standard error. */
  get log() {
    return this.#said;
  }
}

/** Settings of the machine must not reach the server under test. */
function bare() {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("DAYBOOK_") && name !== "RUST_LOG"));
}

// The server's clock, moved by hand: a year of assessments passes in minutes. libfaketime stands between the server and the machine.
import { existsSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const FOLDERS = ["/usr/lib/x86_64-linux-gnu/faketime", "/usr/lib/aarch64-linux-gnu/faketime", "/usr/lib/faketime", "/usr/lib64/faketime", "/usr/local/lib/faketime"];
const NAMES = ["libfaketimeMT.so.1", "libfaketime.so.1"];

/** Where the library is on this machine; nothing where it is not installed (Debian: `apt-get install faketime`). */
export const LIBRARY = FOLDERS.flatMap((folder) => NAMES.map((name) => join(folder, name))).find(existsSync);

/** The site's clock is that of China. */
const moment = (day, clock) => Date.parse(`${day}T${clock}:00+08:00`);

export class Calendar {
  #file;
  day;

  constructor(folder, day) {
    if (!LIBRARY) throw new Error("libfaketime is not installed: a year cannot pass (Debian: apt-get install faketime)");
    this.#file = join(folder, "clock");
    this.#write(day, "09:00");
  }

  /** What the server is started with. Only the clock on the wall is moved: what measures stretches of time goes on as it does. */
  get env() {
    return { LD_PRELOAD: LIBRARY, FAKETIME_TIMESTAMP_FILE: this.#file, FAKETIME_DONT_FAKE_MONOTONIC: "1", FAKETIME_NO_CACHE: "1" };
  }

  /** It is this day from now on, in the morning; and goes on from there. */
  async turn(url, day, clock = "09:00") {
    if (day <= this.day) throw new Error(`time does not go back: ${day} after ${this.day}`);
    this.#write(day, clock);
    for (let look = 0; look < 200; look += 1) {
      const told = Date.parse((await fetch(`${url}/healthz`)).headers.get("date"));
      if (Math.abs(told - moment(day, clock)) < 60_000) return;
      await new Promise((next) => setTimeout(next, 25));
    }
    throw new Error(`the server did not come to ${day}`);
  }

  /** A new file in the place of the old one: the server never reads half a file. */
  #write(day, clock) {
    this.day = day;
    const seconds = Math.round((moment(day, clock) - Date.now()) / 1000);
    writeFileSync(`${this.#file}.new`, `${seconds < 0 ? "" : "+"}${seconds}\n`);
    renameSync(`${this.#file}.new`, this.#file);
  }
}

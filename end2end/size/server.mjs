// A real server on a demo organisation in memory, on a free port.
import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { createInterface } from "node:readline";

export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/** Starts `daybook up`; gives its address, its sign-ins and how to stop it. */
export async function startDaybook({ people = 600, records = 2000, seconds = 240 } = {}) {
  const listen = `127.0.0.1:${await freePort()}`;
  const args = ["up", "--no-assessment", "--listen", listen, "--db", "mem://", "--people", people, "--records", records];
  args.push("--site", process.env.DAYBOOK_SITE, "--json");
  const child = spawn(process.env.DAYBOOK_BIN, args.map(String), { stdio: ["ignore", "pipe", "pipe"] });
  const said = [];
  createInterface({ input: child.stderr }).on("line", (line) => said.push(line));
  const ended = new Promise((resolve) => child.once("close", resolve));
  const stop = () => {
    child.kill("SIGTERM");
    return ended;
  };
  const failed = (why) => new Error(`daybook up ${why}\n${said.slice(-20).join("\n")}`);

  const ready = new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).on("line", (line) => {
      if (!line.startsWith("{")) return said.push(line);
      const message = JSON.parse(line);
      if (message.signins) resolve(message);
    });
    child.once("error", reject);
    ended.then((code) => reject(failed(`ended with ${code}`)));
    setTimeout(() => reject(failed(`said nothing for ${seconds} s`)), seconds * 1000).unref();
  });
  try {
    const { signins, url } = await ready;
    return { url: url ?? `http://${listen}`, signins, stop };
  } catch (error) {
    child.kill("SIGKILL");
    throw error;
  }
}

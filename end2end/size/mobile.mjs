// A slow mobile network in front of the server, for every connection of a browser (its service worker's too).
import { once } from "node:events";
import { connect, createServer } from "node:net";

/** There and back in ms; up and down in bytes per second over all connections. */
export const MOBILE = { trip: 150, down: 1_600_000 / 8, up: 750_000 / 8 };

/** Passes everything on to `server`, late and at the network's pace. */
export async function mobile(server, { trip, down, up } = MOBILE) {
  const { hostname, port } = new URL(server);
  const slow = (rate) => {
    let free = 0;
    return (from, to) => {
      from.on("data", (bytes) => {
        const now = performance.now();
        free = Math.max(free, now) + (bytes.length / rate) * 1000;
        setTimeout(() => to.writable && to.write(bytes), free - now + trip / 2);
      });
      from.on("end", () => setTimeout(() => to.end(), Math.max(0, free - performance.now()) + trip / 2 + 5));
      from.on("error", () => to.destroy());
    };
  };
  const [there, back] = [slow(up), slow(down)];
  const sockets = new Set();
  const front = createServer((near) => {
    sockets.add(near);
    const far = connect({ host: hostname, port: Number(port), noDelay: true });
    near.setNoDelay(true);
    near.on("close", () => (sockets.delete(near), far.destroy()));
    // A connection costs one way there and back before it carries anything.
    near.pause();
    setTimeout(() => near.resume(), trip);
    there(near, far);
    back(far, near);
  });
  front.listen(0, "127.0.0.1");
  await once(front, "listening");
  return { url: `http://127.0.0.1:${front.address().port}`, close: () => (sockets.forEach((socket) => socket.destroy()), front.close()) };
}

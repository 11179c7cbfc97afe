// A cable between a browser and the server that can be cut and mended.
import { once } from "node:events";
import { connect, createServer } from "node:net";

export class Wire {
  url;
  #whole = true;
  /** Both ends of every connection on which the last request was for the live stream. */
  #streams = new Map();
  #sockets = new Set();
  #listener;

  static async to(server) {
    const wire = new Wire();
    const { hostname, port } = new URL(server);
    wire.#listener = createServer((near) => {
      if (!wire.#whole) return near.destroy();
      const far = connect(Number(port), hostname);
      near.on("data", (data) => {
        const live = /^GET \/live[? ]/.test(data.toString("latin1", 0, 12));
        live ? wire.#streams.set(near, far) : wire.#streams.delete(near);
      });
      for (const [one, other] of [[near, far], [far, near]]) {
        wire.#sockets.add(one);
        one.on("error", () => other.destroy());
        one.on("close", () => {
          wire.#sockets.delete(one);
          wire.#streams.delete(one);
          other.destroy();
        });
        one.pipe(other);
      }
    });
    wire.#listener.listen(0, "127.0.0.1");
    await once(wire.#listener, "listening");
    wire.url = `http://127.0.0.1:${wire.#listener.address().port}`;
    return wire;
  }

  /** How many live streams are open now. */
  get live() {
    return this.#streams.size;
  }

  cut() {
    this.#whole = false;
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Nothing comes on the live streams that are open now, and nobody is told; everything else works. */
  numb() {
    for (const [near, far] of this.#streams) {
      far.unpipe(near);
      far.pause();
    }
    this.#streams.clear();
  }

  mend() {
    this.#whole = true;
  }

  close() {
    this.cut();
    this.#listener.close();
  }
}

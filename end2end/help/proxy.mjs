// A server in front of the server, which can change what passes, as a new version would.
import { once } from "node:events";
import { createServer, request } from "node:http";

/** `change(path, text)` gives another text for a path, or nothing. */
export async function proxy(server, change) {
  const { hostname, port } = new URL(server);
  const front = createServer((asked, answer) => {
    // Whole and as it is: neither squeezed nor "not modified".
    const { "if-modified-since": _since, "if-none-match": _tag, ...headers } = { ...asked.headers, "accept-encoding": "identity" };
    const passed = request({ hostname, port, path: asked.url, method: asked.method, headers }, async (told) => {
      if (!change(asked.url)) {
        answer.writeHead(told.statusCode, told.headers);
        return told.pipe(answer);
      }
      let text = "";
      for await (const part of told.setEncoding("utf8")) text += part;
      const { "content-length": _, ...rest } = told.headers;
      answer.writeHead(told.statusCode, rest);
      answer.end(change(asked.url, text) ?? text);
    });
    passed.on("error", () => answer.destroy());
    answer.on("close", () => passed.destroy());
    asked.pipe(passed);
  });
  front.listen(0, "127.0.0.1");
  await once(front, "listening");
  return { url: `http://127.0.0.1:${front.address().port}`, close: () => (front.closeAllConnections(), front.close()) };
}

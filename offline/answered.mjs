// Which navigations the worker stands behind: pure, so that it can be tried without a browser.

/** `page`: answered with the page to write on when the network is late; `form`: when it does not get through; nothing: the browser's own. */
export function answered(method, path) {
  // Forms are the network's; only one that does not get through is answered.
  if (method === "POST") return path.startsWith("/api/") || path === "/records" || path === "/plan/new" ? "form" : undefined;
  // Downloads take their time: files of records, and whatever is named as a file is.
  if (method !== "GET" || path.startsWith("/files/") || /\.[a-z]+$/.test(path)) return undefined;
  return "page";
}

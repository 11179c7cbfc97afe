// What the ways of sending have in common: on open pages (scripts/upload.js takes this in when it is built) and for what waited.

/** A fresh idempotency key: 26 hexadecimal digits. */
export function freshKey() {
  return [...crypto.getRandomValues(new Uint8Array(13))].map((byte) => byte.toString(16).padStart(2, "0")).join("").toUpperCase();
}

async function digest(blob) {
  // Only where the page is safe (https); without it the server cannot compare.
  if (!globalThis.crypto?.subtle) return "";
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", await blob.arrayBuffer()));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** What a file is announced with: its name, its size, and its SHA-256, by which a damaged one is found. */
export async function announced(name, blob) {
  return new URLSearchParams({ name, size: blob.size, sha256: await digest(blob) });
}

// Sends a file in parts and takes it up again after a cut; draws pictures anew, so that they are small and tell nothing else.

import { announced } from "../offline/transfer.mjs";

const EDGE = 2560;
const PREVIEW = 128;
const SMALLEST = 32 << 10;
const LARGEST = 1 << 20;
/** So long an answer is waited for, ms: a line that neither carries a part nor fails is a cut one. */
const PATIENCE = 45_000;

const ZH = {
  group: "附件",
  add: "添加照片或文件",
  camera: "拍照",
  drop: "也可粘贴或拖入",
  preparing: "正在处理…",
  queued: "等待上传",
  sending: (percent) => `已传 ${percent}%`,
  cut: "网络不通，恢复后自动续传",
  kept: "已上传",
  remove: (name) => `移除 ${name}`,
  retry: "重试",
  removed: (name) => `已移除 ${name}`,
  many: (name) => `最多 10 个附件，“${name}”没有添加。`,
  hold: "附件传完后自动发送。",
  failed: "有附件没有传上。请移除或重试，再发送。",
  unnamed: "附件",
  gone: "服务器上已没有这个附件，请移除后重新添加。",
  fault: "没有传上，请重试。",
  unreadable: "这台设备打不开这张图片，无法去掉其中的拍摄地点，因此没有上传。请另存为 JPG 后再添加。",
};
const EN = {
  group: "Attachments",
  add: "Add photos or files",
  camera: "Take a photo",
  drop: "or paste or drop them here",
  preparing: "Preparing…",
  queued: "Waiting",
  sending: (percent) => `${percent}% sent`,
  cut: "No connection; it goes on by itself",
  kept: "Sent",
  remove: (name) => `Remove ${name}`,
  retry: "Try again",
  removed: (name) => `${name} removed`,
  many: (name) => `10 attachments at most: “${name}” was not added.`,
  hold: "It is sent when the attachments have arrived.",
  failed: "An attachment has not arrived. Remove it or try again, then send.",
  unnamed: "Attachment",
  gone: "The server no longer has this attachment. Remove it and add it again.",
  fault: "It was not sent. Try again.",
  unreadable: "This device cannot open this picture, so where it was taken could not be removed, and it was not sent. Save it as JPG and add that.",
};
/** In the page's language, which the page without network sets late. */
export const W = new Proxy(ZH, { get: (_, name) => (document.documentElement.lang.startsWith("zh") ? ZH : EN)[name] });

/** An element with attributes and children. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** A refusal in the server's words; `again`: the same request can succeed later. */
export class Refused extends Error {
  constructor(words, status, again) {
    super(words || W.fault);
    this.status = status;
    this.again = again;
  }
}

/** The person whose page this is; nothing where nobody is signed in. */
export function person() {
  const { me } = document.documentElement.dataset;
  return me && JSON.parse(me).person.id;
}

/** Ends with `signal`, and after a while; older browsers know one reason only. */
function soon(signal) {
  const late = AbortSignal.timeout?.(PATIENCE);
  if (!signal || !late) return signal ?? late;
  return AbortSignal.any ? AbortSignal.any([signal, late]) : signal;
}

/** Asks as that person: the server refuses when somebody else is signed in by now. */
export async function ask(path, options = {}) {
  const headers = { accept: "application/json", ...(person() ? { "daybook-person": person() } : {}) };
  let answer;
  let said = {};
  try {
    answer = await fetch(path, { ...options, headers, signal: soon(options.signal) });
    said = await answer.json();
  } catch (error) {
    if (options.signal?.aborted) throw error;
    // What is no answer of the server's is of somebody between.
    if (!answer || answer.ok) throw new Refused(W.cut, 0, true);
  }
  if (answer.ok) return said;
  throw new Refused(said.words, answer.status, said.again || answer.status === 502 || answer.status === 504);
}

function pause(ms, signal) {
  return new Promise((done) => {
    const end = () => {
      clearTimeout(timer);
      removeEventListener("online", end);
      done();
    };
    const timer = setTimeout(end, ms);
    addEventListener("online", end);
    signal.addEventListener("abort", end);
  });
}

/** Sends a blob in parts until the server has kept it; a cut line is waited out. */
export async function send(blob, name, { signal, progress, cut }) {
  let id;
  let at = 0;
  let chunk = SMALLEST * 8;
  let tries = 0;
  const body = await announced(name, blob);
  for (;;) {
    signal.throwIfAborted();
    try {
      if (!id) {
        ({ id } = await ask("/files", { method: "POST", body, signal }));
        signal.began?.(id);
      } else if (tries > 0) {
        const there = await ask(`/files/${id}/offset`, { signal });
        if (there.file) return there.file;
        at = there.offset;
      }
      const began = performance.now();
      const there = await ask(`/files/${id}?offset=${at}`, { method: "POST", body: blob.slice(at, at + chunk), signal });
      if (there.file) return there.file;
      at = there.offset;
      tries = 0;
      const took = performance.now() - began;
      if (took < 700) chunk = Math.min(chunk * 2, LARGEST);
      else if (took > 5000) chunk = Math.max(chunk / 2, SMALLEST);
      progress(at / blob.size);
    } catch (error) {
      // Cleaned away while nobody looked: from the beginning, once.
      if (error.status === 404 && id && tries < 8) [id, at] = [undefined, 0];
      else if (!error.again) throw error;
      tries += 1;
      chunk = Math.max(chunk / 2, SMALLEST);
      cut(error);
      await pause(Math.min(1000 * 2 ** Math.min(tries - 1, 4), 15_000), signal);
    }
  }
}

function drawn(bitmap, width, height, white) {
  const canvas = make("canvas");
  [canvas.width, canvas.height] = [width, height];
  const pen = canvas.getContext("2d");
  if (white) {
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, width, height);
  }
  pen.drawImage(bitmap, 0, 0, width, height);
  return canvas;
}

const coded = (canvas, type) => new Promise((done) => canvas.toBlob(done, type, 0.85));

/**
 * A picture drawn anew: smaller, upright, and without what the camera wrote beside it. One that cannot be drawn here is refused: it
 * would take along where it was taken. Anything else stays as it is.
 */
export async function lightened(file) {
  const plain = { blob: file, name: file.name || "image" };
  if (!file.type.startsWith("image/") && !/\.hei[cf]$/i.test(file.name)) return plain;
  let bitmap;
  try {
    bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    throw new Refused(W.unreadable, 422);
  }
  const sized = (edge) => {
    const scale = Math.min(1, edge / Math.max(bitmap.width, bitmap.height));
    return [Math.max(1, Math.round(bitmap.width * scale)), Math.max(1, Math.round(bitmap.height * scale))];
  };
  const [width, height] = sized(EDGE);
  // Screenshots keep their sharp letters while that costs little.
  const png = file.type === "image/png" && (await coded(drawn(bitmap, width, height), "image/png"));
  const sharp = png && png.size < 2 << 20;
  const blob = sharp ? png : await coded(drawn(bitmap, width, height, true), "image/jpeg");
  const preview = drawn(bitmap, ...sized(PREVIEW), true).toDataURL("image/jpeg", 0.7);
  bitmap.close();
  if (!blob) throw new Refused(W.unreadable, 422);
  return { blob, name: `${plain.name.replace(/\.[^.]*$/, "")}.${sharp ? "png" : "jpg"}`, preview };
}


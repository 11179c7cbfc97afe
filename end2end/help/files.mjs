// Files as people have them on their devices.

function segment(marker, content) {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([head, content]);
}

/** What a phone writes beside a picture: its maker, which way is up, and where it was taken. */
export const SECRETS = ["SecretMaker", "39.9042N", "GPSLatitude"];

/** A photo as a phone takes it, drawn in the page, with its place in it. `orientation`: 6 lies on its side. */
export async function photo(page, { width = 640, height = 480, orientation = 1 } = {}) {
  const encoded = await page.evaluate(
    ([width, height]) => {
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = [width, height];
      const pen = canvas.getContext("2d");
      const light = pen.createLinearGradient(0, 0, width, height);
      light.addColorStop(0, "#256658");
      light.addColorStop(1, "#fbf2df");
      pen.fillStyle = light;
      pen.fillRect(0, 0, width, height);
      pen.fillStyle = "#b3392b";
      pen.fillRect(width / 3, height / 3, width / 3, height / 3);
      return canvas.toDataURL("image/jpeg", 0.9).split(",")[1];
    },
    [width, height],
  );
  const plain = Buffer.from(encoded, "base64");
  const tiff = Buffer.concat([
    Buffer.from("49492a000800000002000f0102000c00000026000000", "hex"),
    Buffer.from([0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0, 0, 0, 0, 0]),
    Buffer.from("SecretMaker\0 39.9042N 116.4074E"),
  ]);
  const exif = segment(0xe1, Buffer.concat([Buffer.from("Exif\0\0"), tiff]));
  const xmp = segment(0xe1, Buffer.from('http://ns.adobe.com/xap/1.0/\0<x exif:GPSLatitude="39,54"/>'));
  return Buffer.concat([plain.subarray(0, 2), exif, xmp, plain.subarray(2)]);
}

/** A PDF of about so many bytes. */
export function pdf(bytes = 300) {
  const head = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n";
  const filling = `% ${"0123456789abcdef".repeat(Math.ceil(bytes / 16))}\n`;
  return Buffer.from(`${head}${filling}trailer<</Root 1 0 R>>\n%%EOF\n`);
}

/** A program that calls itself something else. */
export const program = Buffer.concat([Buffer.from("MZ\x90\0", "latin1"), Buffer.alloc(4000)]);

export function named(name, mimeType, buffer) {
  return { name, mimeType, buffer };
}

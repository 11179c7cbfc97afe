//! Contents as friends and enemies send them, made here byte by byte.

use domain::file::Refusal;
use domain::view::FileKind;
use image::{DynamicImage, ImageFormat, RgbImage};
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// What a camera writes beside a picture and nobody else should read.
pub const SECRETS: [&[u8]; 4] = [b"SecretMaker", b"39.9042N", b"GPSLatitude", b"private comment"];

fn colours() -> DynamicImage {
    let at = |x: u32, y: u32| image::Rgb([(x * 3) as u8, (y * 4) as u8, (x + y) as u8]);
    DynamicImage::ImageRgb8(RgbImage::from_fn(80, 60, at))
}

fn drawn(format: ImageFormat) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    colours().write_to(&mut out, format).unwrap();
    out.into_inner()
}

fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len() + 2).unwrap().to_be_bytes();
    [&[0xff, marker], &length[..], content].concat()
}

/// A TIFF structure with an orientation, a maker and a place.
fn exif(orientation: u8) -> Vec<u8> {
    let mut tiff = b"II*\0\x08\0\0\0\x02\0".to_vec();
    tiff.extend(*b"\x0f\x01\x02\0\x0c\0\0\0\x26\0\0\0");
    tiff.extend([0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0]);
    tiff.extend(*b"\0\0\0\0SecretMaker\0 39.9042N 116.4074E");
    tiff
}

/// A phone's photo, 80×60 as it lies, with Exif, XMP and a comment, and something behind its end.
pub fn photo(orientation: u8) -> Vec<u8> {
    let plain = drawn(ImageFormat::Jpeg);
    let mut out = vec![0xff, 0xd8];
    out.extend(segment(0xe1, &[b"Exif\0\0".as_slice(), &exif(orientation)].concat()));
    out.extend(segment(
        0xe1,
        b"http://ns.adobe.com/xap/1.0/\0<x exif:GPSLatitude=\"39,54\"/>",
    ));
    out.extend(segment(0xfe, b"private comment"));
    out.extend(&plain[2..]);
    out.extend(b"a film that moves, GPSLatitude");
    out
}

/// A screenshot with texts in it.
pub fn png() -> Vec<u8> {
    let plain = drawn(ImageFormat::Png);
    // Behind the signature and IHDR.
    let mut out = plain[..33].to_vec();
    for (kind, content) in [(b"tEXt", b"Comment\0private comment".to_vec()), (b"eXIf", exif(1))] {
        out.extend(u32::try_from(content.len()).unwrap().to_be_bytes());
        out.extend(kind);
        out.extend(content);
        out.extend([0; 4]);
    }
    out.extend(&plain[33..]);
    out
}

/// A header that promises `width` × `height` pixels, and hardly any data.
pub fn png_of(width: u32, height: u32) -> Vec<u8> {
    let mut out = drawn(ImageFormat::Png);
    out[16..20].copy_from_slice(&width.to_be_bytes());
    out[20..24].copy_from_slice(&height.to_be_bytes());
    let sum = crc(&out[12..29]).to_be_bytes();
    out[29..33].copy_from_slice(&sum);
    out
}

fn crc(bytes: &[u8]) -> u32 {
    let mut sum = u32::MAX;
    for byte in bytes {
        sum ^= u32::from(*byte);
        for _ in 0..8 {
            sum = if sum & 1 == 1 {
                0xedb8_8320 ^ (sum >> 1)
            } else {
                sum >> 1
            };
        }
    }
    !sum
}

fn jpeg_of(width: u16, height: u16) -> Vec<u8> {
    let mut out = drawn(ImageFormat::Jpeg);
    let frame = out.windows(2).position(|w| w == [0xff, 0xc0]).unwrap();
    out[frame + 5..frame + 7].copy_from_slice(&height.to_be_bytes());
    out[frame + 7..frame + 9].copy_from_slice(&width.to_be_bytes());
    out
}

/// A WebP with Exif and XMP, in the extended form.
pub fn webp() -> Vec<u8> {
    let plain = drawn(ImageFormat::WebP);
    let mut body = b"WEBP".to_vec();
    let mut chunk = |kind: &[u8], content: &[u8]| {
        body.extend(kind);
        body.extend(u32::try_from(content.len()).unwrap().to_le_bytes());
        body.extend(content);
        body.resize(body.len() + content.len() % 2, 0);
    };
    chunk(b"VP8X", &[0x0c, 0, 0, 0, 79, 0, 0, 59, 0, 0]);
    let length = u32::from_le_bytes(plain[16..20].try_into().unwrap()) as usize;
    chunk(&plain[12..16], &plain[20..20 + length]);
    chunk(b"EXIF", &exif(6));
    chunk(b"XMP ", b"<x exif:GPSLatitude=\"39,54\"/>");
    let length = u32::try_from(body.len()).unwrap().to_le_bytes();
    [b"RIFF", &length[..], &body].concat()
}

pub fn pdf() -> Vec<u8> {
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n".to_vec()
}

/// A zip archive of entries in their order, packed.
pub fn archive(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in entries {
        let way = if *name == "mimetype" {
            CompressionMethod::Stored
        } else {
            CompressionMethod::Deflated
        };
        let options = SimpleFileOptions::default().compression_method(way);
        zip.start_file(*name, options).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// An office file of today with `more` in it.
pub fn office(main: &str, more: &[(&str, &[u8])]) -> Vec<u8> {
    let types = format!(
        "<Types><Override PartName=\"/m.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.{main}.main+xml\"/></Types>"
    );
    let mut entries: Vec<(&str, &[u8])> = vec![("[Content_Types].xml", types.as_bytes()), ("m.xml", b"<m/>")];
    entries.extend(more);
    archive(&entries)
}

pub const WORD: &str = "wordprocessingml.document";
const EXCEL: &str = "spreadsheetml.sheet";

fn open_document(kind: &str, more: &[(&str, &[u8])]) -> Vec<u8> {
    let mime = format!("application/vnd.oasis.opendocument.{kind}");
    let mut entries: Vec<(&str, &[u8])> = vec![
        ("mimetype", mime.as_bytes()),
        ("META-INF/manifest.xml", b"<manifest/>"),
        ("content.xml", b"<c/>"),
    ];
    entries.extend(more);
    archive(&entries)
}

/// An old office file: a header, its table of chains, and a directory of these names.
pub fn compound(names: &[&str]) -> Vec<u8> {
    let mut out = vec![0; 512];
    out[..8].copy_from_slice(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
    out[30..32].copy_from_slice(&9u16.to_le_bytes());
    out[48..52].copy_from_slice(&1u32.to_le_bytes());
    out[68..72].copy_from_slice(&0xffff_fffeu32.to_le_bytes());
    out[76..512].fill(0xff);
    out[76..80].copy_from_slice(&0u32.to_le_bytes());
    let sectors = names.len().div_ceil(4);
    let mut table = vec![0xff; 512];
    for n in 0..sectors {
        let next = if n + 1 == sectors {
            0xffff_fffe
        } else {
            u32::try_from(n + 2).unwrap()
        };
        table[4 * (n + 1)..4 * (n + 2)].copy_from_slice(&next.to_le_bytes());
    }
    out.extend(table);
    for n in 0..sectors * 4 {
        let mut entry = vec![0; 128];
        if let Some(name) = names.get(n) {
            let units: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
            entry[..units.len()].copy_from_slice(&units);
            entry[64..66].copy_from_slice(&u16::try_from(units.len() + 2).unwrap().to_le_bytes());
            entry[66] = 2;
        }
        out.extend(entry);
    }
    out
}

/// What is taken: name, content, kind, and the name it is kept under.
pub fn friendly() -> Vec<(&'static str, Vec<u8>, FileKind, &'static str)> {
    use FileKind::{Document, Image, Pdf, Sheet, Slides};
    let workbook = office(EXCEL, &[]);
    vec![
        ("现场.JPG", photo(1), Image, "现场.JPG"),
        ("截图.png", png(), Image, "截图.png"),
        ("a.webp", webp(), Image, "a.webp"),
        ("no ending", png(), Image, "no ending.png"),
        ("年度报告.pdf", pdf(), Pdf, "年度报告.pdf"),
        ("../../报告.exe", pdf(), Pdf, "报告.exe.pdf"),
        ("C:\\temp\\x\u{202e}fdp.pdf", pdf(), Pdf, "xfdp.pdf"),
        ("说明.docx", office(WORD, &[]), Document, "说明.docx"),
        (
            "说明.pdf",
            office(WORD, &[("word/embeddings/a.xlsx", &workbook)]),
            Document,
            "说明.pdf.docx",
        ),
        ("表.xlsx", workbook.clone(), Sheet, "表.xlsx"),
        ("稿.pptx", office("presentationml.presentation", &[]), Slides, "稿.pptx"),
        ("a.odt", open_document("text", &[]), Document, "a.odt"),
        ("a.ods", open_document("spreadsheet", &[]), Sheet, "a.ods"),
        ("a.odp", open_document("presentation", &[]), Slides, "a.odp"),
        (
            "a.doc",
            compound(&["Root Entry", "WordDocument", "1Table"]),
            Document,
            "a.doc",
        ),
        ("a.xls", compound(&["Root Entry", "Workbook"]), Sheet, "a.xls"),
        (
            "a.ppt",
            compound(&["Root Entry", "x", "y", "z", "PowerPoint Document"]),
            Slides,
            "a.ppt",
        ),
    ]
}

/// What is not: name, content, and why.
pub fn hostile() -> Vec<(&'static str, Vec<u8>, Refusal)> {
    use Refusal::{Broken, Expands, Inside, Kind, Macros, Password, TooManyPixels};
    let cut = |whole: Vec<u8>, part: usize| whole[..whole.len() * part / 10].to_vec();
    let mut program = b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff".to_vec();
    program.resize(2_000, 0);
    let zeros = vec![0; 30 << 20];
    let inner = archive(&[("a.txt", b"a")]);
    let middle = office(EXCEL, &[("xl/embeddings/b.xlsx", &office(EXCEL, &[]))]);
    let mut circle = compound(&["Root Entry", "WordDocument"]);
    circle[512 + 4..512 + 8].copy_from_slice(&1u32.to_le_bytes());
    let with = |more: &[(&str, &[u8])]| office(WORD, more);
    vec![
        ("program.pdf", program.clone(), Kind),
        ("script.pdf", b"#!/bin/sh\nrm -rf /\n".to_vec(), Kind),
        ("page.png", b"<!DOCTYPE html><script>alert(1)</script>".to_vec(), Kind),
        (
            "picture.svg",
            b"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>".to_vec(),
            Kind,
        ),
        (
            "moving.gif",
            b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;".to_vec(),
            Kind,
        ),
        ("zip.docx", inner.clone(), Kind),
        ("self-extracting.docx", [program.as_slice(), &with(&[])].concat(), Kind),
        ("installer.doc", compound(&["Root Entry", "Setup"]), Kind),
        ("nothing.png", vec![0; 64], Kind),
        ("cut.jpg", cut(photo(1), 6), Broken),
        ("cut.png", cut(png(), 6), Broken),
        ("cut.webp", cut(webp(), 6), Broken),
        ("cut.pdf", cut(pdf(), 6), Broken),
        ("cut.docx", cut(with(&[]), 6), Broken),
        ("circle.doc", circle, Broken),
        ("head.doc", compound(&[])[..300].to_vec(), Broken),
        ("paths.docx", with(&[("../../etc/cron.d/x", b"x")]), Broken),
        ("root.docx", with(&[("/etc/passwd", b"x")]), Broken),
        (
            "moves.webp",
            [b"RIFF\x16\0\0\0WEBPVP8X\x0a\0\0\0\x02\0\0\0\x01\0\0\x01\0\0".as_slice()].concat(),
            Broken,
        ),
        ("bomb.png", png_of(50_000, 50_000), TooManyPixels),
        ("wide.png", png_of(20_000, 20_000), TooManyPixels),
        ("bomb.jpg", jpeg_of(65_000, 65_000), TooManyPixels),
        ("zeros.docx", with(&[("word/zeros.bin", &zeros)]), Expands),
        (
            "lying.docx",
            lying(with(&[("word/zeros.bin", &zeros)]), 30 << 20),
            Broken,
        ),
        (
            "nested-zeros.docx",
            with(&[("word/e.xlsx", &office(EXCEL, &[("x", &zeros)]))]),
            Expands,
        ),
        ("nested.docx", with(&[("word/e.xlsx", &middle)]), Inside),
        ("zip-inside.docx", with(&[("word/a.bin", &inner)]), Inside),
        ("program-inside.docx", with(&[("word/a.bin", &program)]), Inside),
        (
            "package-inside.doc",
            compound(&["Root Entry", "WordDocument", "\u{1}Ole10Native"]),
            Inside,
        ),
        ("two-in-one.pdf", [pdf(), inner, b"%%EOF".to_vec()].concat(), Inside),
        ("macros.docm", with(&[("word/vbaProject.bin", b"x")]), Macros),
        (
            "macros.doc",
            compound(&["Root Entry", "WordDocument", "Macros"]),
            Macros,
        ),
        (
            "macros.odt",
            open_document("text", &[("Basic/Standard/a.xml", b"x")]),
            Macros,
        ),
        ("locked.docx", compound(&["Root Entry", "EncryptedPackage"]), Password),
        (
            "locked.odt",
            archive(&[
                ("mimetype", b"application/vnd.oasis.opendocument.text"),
                ("META-INF/manifest.xml", b"<manifest:encryption-data/>"),
            ]),
            Password,
        ),
    ]
}

/// The archive with one entry's true size said to be ten bytes.
fn lying(mut archive: Vec<u8>, size: u32) -> Vec<u8> {
    let told = size.to_le_bytes();
    let places: Vec<usize> = (0..archive.len() - 4)
        .filter(|at| archive[*at..at + 4] == told)
        .collect();
    assert!(!places.is_empty());
    for at in places {
        archive[at..at + 4].copy_from_slice(&10u32.to_le_bytes());
    }
    archive
}

//! A workbook as a package of parts: which of them are read, which are written anew, and all others as they came.

use super::flaw::{Flaw, Found};
use super::place::Moves;
use super::xml::{Step, Tag, Walk};
use quick_xml::escape::unescape;
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// Parts of a template, and bytes that all of them may unpack to.
const PARTS: usize = 1_000;
const UNPACKED: u64 = 64 << 20;

const BOOK: &str = "xl/workbook.xml";

pub(super) struct Package {
    parts: Vec<(String, Vec<u8>)>,
    /// Kind, id and part of what the workbook is made of.
    relations: Vec<(String, String, String)>,
}

/// A sheet, by its place among all of them.
pub(super) struct Place {
    pub(super) index: usize,
    pub(super) name: String,
    pub(super) part: String,
}

/// What is known of a style: how high a text in it becomes.
#[derive(Clone, Copy)]
pub(super) struct Look {
    pub(super) wraps: bool,
    pub(super) size: f64,
}

impl Package {
    pub(super) fn open(bytes: &[u8]) -> Found<Self> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(Flaw::broken)?;
        if archive.len() > PARTS {
            return Err(Flaw::large());
        }
        let (mut parts, mut room) = (Vec::new(), UNPACKED);
        for index in 0..archive.len() {
            let part = archive.by_index(index).map_err(Flaw::broken)?;
            let name = part.name().map_err(Flaw::broken)?.into_owned();
            if name.ends_with('/') {
                continue;
            }
            let mut content = Vec::new();
            // What is declared may be a lie.
            let read = part.take(room + 1).read_to_end(&mut content).map_err(Flaw::broken)?;
            room = room.checked_sub(read as u64).ok_or_else(Flaw::large)?;
            parts.push((name, content));
        }
        let mut package = Self {
            parts,
            relations: Vec::new(),
        };
        package.relations = relations(package.text("xl/_rels/workbook.xml.rels")?)?;
        Ok(package)
    }

    pub(super) fn text(&self, name: &str) -> Found<&str> {
        let found = self.parts.iter().find(|(own, _)| own == name);
        let (_, content) = found.ok_or_else(|| Flaw::broken(name))?;
        let text = std::str::from_utf8(content).map_err(Flaw::broken)?;
        Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
    }

    pub(super) fn put(&mut self, name: &str, text: String) {
        if let Some((_, content)) = self.parts.iter_mut().find(|(own, _)| own == name) {
            *content = text.into_bytes();
        }
    }

    pub(super) fn close(self) -> Found<Vec<u8>> {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in self.parts {
            archive
                .start_file(name, SimpleFileOptions::default())
                .map_err(Flaw::broken)?;
            archive.write_all(&content).map_err(Flaw::broken)?;
        }
        Ok(archive.finish().map_err(Flaw::broken)?.into_inner())
    }

    fn related(&self, kind: &str) -> Option<&str> {
        let found = self.relations.iter().find(|(own, ..)| own == kind);
        found.map(|(_, _, part)| part.as_str())
    }

    /// Sheets of cells, in order.
    pub(super) fn sheets(&self) -> Found<Vec<Place>> {
        let (mut places, mut index) = (Vec::new(), 0);
        let mut walk = Walk::new(self.text(BOOK)?);
        while let Some(step) = walk.step()? {
            let (Step::Open(tag) | Step::Alone(tag)) = step else {
                continue;
            };
            if tag.name != "sheet" {
                continue;
            }
            let id = tag.spaced("id").unwrap_or_default();
            let of = |(kind, own, _): &&(String, String, String)| kind == "worksheet" && own == id;
            if let Some((_, _, part)) = self.relations.iter().find(of) {
                let name = tag.get("name").unwrap_or_default();
                places.push(Place {
                    index,
                    name: unescape(name).map_err(Flaw::broken)?.into_owned(),
                    part: part.clone(),
                });
            }
            index += 1;
        }
        Ok(places)
    }

    /// The texts that cells share, without their looks.
    pub(super) fn strings(&self) -> Found<Vec<String>> {
        let Some(part) = self.related("sharedStrings") else {
            return Ok(Vec::new());
        };
        let mut strings: Vec<String> = Vec::new();
        let (mut reads, mut aside) = (false, false);
        let mut walk = Walk::new(self.text(part)?);
        while let Some(step) = walk.step()? {
            match step {
                Step::Open(tag) => match tag.name.as_str() {
                    "si" => strings.push(String::new()),
                    "rPh" => aside = true,
                    "t" => reads = !aside,
                    _ => {}
                },
                Step::Alone(tag) if tag.name == "si" => strings.push(String::new()),
                Step::Close(name) => match name.as_str() {
                    "rPh" => aside = false,
                    "t" => reads = false,
                    _ => {}
                },
                Step::Text(text) if reads => {
                    if let Some(string) = strings.last_mut() {
                        string.push_str(&text);
                    }
                }
                _ => {}
            }
        }
        Ok(strings)
    }

    /// Each style that a cell can have.
    pub(super) fn looks(&self) -> Found<Vec<Look>> {
        let Some(part) = self.related("styles") else {
            return Ok(Vec::new());
        };
        let (mut sizes, mut looks) = (Vec::new(), Vec::new());
        let mut within = String::new();
        let mut walk = Walk::new(self.text(part)?);
        while let Some(step) = walk.step()? {
            match step {
                Step::Open(tag) if tag.name == "fonts" || tag.name == "cellXfs" => within = tag.name,
                Step::Open(tag) | Step::Alone(tag) => look(&tag, &within, &mut sizes, &mut looks),
                Step::Close(name) if name == within => within.clear(),
                _ => {}
            }
        }
        Ok(looks)
    }

    /// What is printed and filtered, moved along with its rows.
    pub(super) fn rename(&mut self, moved: &[(usize, Moves)]) -> Found<()> {
        let text = self.text(BOOK)?;
        let (mut out, mut copied) = (String::new(), 0);
        let mut walk = Walk::new(text);
        let mut now: Option<(usize, &Moves)> = None;
        while let Some(step) = walk.step()? {
            match step {
                Step::Open(tag) if tag.name == "definedName" => {
                    let own = tag.get("name").is_some_and(|name| name.starts_with("_xlnm."));
                    let sheet = tag.number::<usize>("localSheetId").filter(|_| own);
                    let found = moved.iter().find(|(index, _)| Some(*index) == sheet);
                    now = found.map(|(_, moves)| (walk.end(), moves));
                }
                Step::Close(name) if name == "definedName" => {
                    if let Some((from, moves)) = now.take() {
                        out.push_str(walk.raw(copied, from));
                        out.push_str(&moves.named(walk.raw(from, walk.start())));
                        copied = walk.start();
                    }
                }
                _ => {}
            }
        }
        out.push_str(walk.raw(copied, text.len()));
        self.put(BOOK, out);
        Ok(())
    }
}

fn look(tag: &Tag, within: &str, sizes: &mut Vec<f64>, looks: &mut Vec<Look>) {
    match (within, tag.name.as_str()) {
        ("fonts", "font") => sizes.push(SIZE),
        ("fonts", "sz") => {
            let size = tag.number::<f64>("val").filter(|size| size.is_finite());
            if let (Some(last), Some(size)) = (sizes.last_mut(), size) {
                *last = size.clamp(4.0, 100.0);
            }
        }
        ("cellXfs", "xf") => {
            let size = tag.number::<usize>("fontId").and_then(|font| sizes.get(font));
            looks.push(Look {
                wraps: false,
                size: size.copied().unwrap_or(SIZE),
            });
        }
        ("cellXfs", "alignment") => {
            if let Some(last) = looks.last_mut() {
                last.wraps = matches!(tag.get("wrapText"), Some("1" | "true"));
            }
        }
        _ => {}
    }
}

/// The size of letters where a style names none, in points.
pub(super) const SIZE: f64 = 11.0;

fn relations(text: &str) -> Found<Vec<(String, String, String)>> {
    let mut relations = Vec::new();
    let mut walk = Walk::new(text);
    while let Some(step) = walk.step()? {
        let (Step::Open(tag) | Step::Alone(tag)) = step else {
            continue;
        };
        let (Some(id), Some(kind), Some(target)) = (tag.get("Id"), tag.get("Type"), tag.get("Target")) else {
            continue;
        };
        let kind = kind.rsplit('/').next().unwrap_or_default();
        let part = match target.strip_prefix('/') {
            Some(whole) => whole.to_owned(),
            None => format!("xl/{target}"),
        };
        relations.push((kind.to_owned(), id.to_owned(), part));
    }
    Ok(relations)
}

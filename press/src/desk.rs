//! All that a template can see: the files of its shelf and its data. No other file, no network, no clock, no packages.

use crate::shelf::Shelf;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime};
use typst::syntax::{FileId, Source, VirtualPath};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_kit::fonts::{FontSlot, Fonts};

/// The name under which a template reads its data.
const DATA: &str = "data.json";

pub struct Desk {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<FontSlot>,
    shelf: Shelf,
    main: FileId,
    data: Bytes,
    /// What was read stays as it was while the form is set.
    read: Mutex<HashMap<String, FileResult<Bytes>>>,
}

impl Desk {
    pub fn new(form: &str, shelf: Shelf, data: Vec<u8>) -> Self {
        let fonts = Fonts::searcher().search_with(shelf.folder());
        Self::with(form, shelf, data, fonts)
    }

    pub fn with(form: &str, shelf: Shelf, data: Vec<u8>, fonts: Fonts) -> Self {
        let Fonts { book, fonts } = fonts;
        Self {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(book),
            fonts,
            shelf,
            main: FileId::new(None, VirtualPath::new(format!("{form}.typ"))),
            data: Bytes::new(data),
            read: Mutex::default(),
        }
    }

    /// There are Chinese characters in the data, and no font for them.
    pub fn lacks_chinese(&self) -> bool {
        let chinese = |c: char| ('\u{3400}'..='\u{9fff}').contains(&c);
        let mut fonts = (0..).map_while(|at| self.book.info(at));
        let data = str::from_utf8(&self.data).unwrap_or_default();
        data.contains(chinese) && !fonts.any(|info| info.coverage.contains(u32::from('考')))
    }

    fn bytes(&self, id: FileId) -> FileResult<Bytes> {
        let path = id.vpath().as_rootless_path();
        if id.package().is_some() {
            return Err(FileError::AccessDenied);
        }
        let name = path.to_str().ok_or(FileError::AccessDenied)?;
        if name == DATA {
            return Ok(self.data.clone());
        }
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        let found = read
            .entry(name.to_owned())
            .or_insert_with(|| match self.shelf.file(name) {
                Some(Ok(bytes)) => Ok(Bytes::new(bytes)),
                Some(Err(error)) => Err(FileError::from_io(error, path)),
                None => Err(FileError::NotFound(path.to_owned())),
            });
        found.clone()
    }
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let bytes = self.bytes(id)?;
        let text = str::from_utf8(&bytes).map_err(|_| FileError::InvalidUtf8)?;
        Ok(Source::new(id, text.trim_start_matches('\u{feff}').to_owned()))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.bytes(id)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index)?.get()
    }

    /// Forms carry their days in their data: the same data gives the same paper.
    fn today(&self, _: Option<i64>) -> Option<Datetime> {
        None
    }
}

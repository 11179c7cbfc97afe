//! The templates: those that were built in, and those of an office, which take their places by name.

use crate::bounds::LARGEST_FILE;
use anyhow::{Result, bail};
use std::io::Read;
use std::path::{Path, PathBuf};

pub const FORMS: [&str; 4] = ["period", "annual", "roster", "publication"];

macro_rules! built_in {
    ($($name:literal)*) => {
        const BUILT_IN: &[(&str, &str)] = &[$(($name, include_str!(concat!("../../forms/", $name)))),*];
    };
}

built_in! { "common.typ" "person.typ" "period.typ" "annual.typ" "roster.typ" "publication.typ" }

macro_rules! samples {
    ($($form:literal $lang:literal)*) => {
        const SAMPLES: &[(&str, &str, &str)] =
            &[$(($form, $lang, include_str!(concat!("../../forms/sample/", $form, ".", $lang, ".json")))),*];
    };
}

samples! {
    "period" "zh" "period" "en" "annual" "zh" "annual" "en"
    "roster" "zh" "roster" "en" "publication" "zh" "publication" "en"
}

pub fn built_in(name: &str) -> Option<&'static str> {
    BUILT_IN.iter().find(|(n, _)| *n == name).map(|(_, text)| *text)
}

/// Data of a form as the server gives it.
pub fn sample(form: &str, lang: &str) -> Option<&'static str> {
    let found = SAMPLES.iter().find(|(f, l, _)| *f == form && *l == lang);
    found.map(|(_, _, text)| *text)
}

/// Where files are taken from.
pub struct Shelf {
    folder: Option<PathBuf>,
}

impl Shelf {
    pub fn new(folder: Option<PathBuf>) -> Result<Self> {
        match folder {
            Some(folder) if !folder.is_dir() => bail!("{} is no folder", folder.display()),
            folder => Ok(Self { folder }),
        }
    }

    /// Fonts may lie beside the templates.
    pub fn folder(&self) -> Option<&Path> {
        self.folder.as_deref()
    }

    /// A file by its bare name: of the folder, else a built-in one.
    pub fn file(&self, name: &str) -> Option<std::io::Result<Vec<u8>>> {
        let bare = Path::new(name).file_name().is_some_and(|own| own == name);
        if !bare {
            return None;
        }
        let own = self.folder.as_ref().map(|folder| folder.join(name));
        if let Some(path) = own.filter(|path| path.is_file()) {
            return Some(read(&path));
        }
        built_in(name).map(|text| Ok(text.as_bytes().to_vec()))
    }
}

fn read(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    std::fs::File::open(path)?
        .take(LARGEST_FILE + 1)
        .read_to_end(&mut bytes)?;
    match bytes.len() as u64 > LARGEST_FILE {
        true => Err(std::io::ErrorKind::FileTooLarge.into()),
        false => Ok(bytes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_the_folder_takes_the_place_of_the_built_in_one() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("period.typ"), "our own").unwrap();
        let shelf = Shelf::new(Some(folder.path().to_owned())).unwrap();
        assert_eq!(shelf.file("period.typ").unwrap().unwrap(), b"our own");
        assert_eq!(
            shelf.file("common.typ").unwrap().unwrap(),
            built_in("common.typ").unwrap().as_bytes()
        );
        assert!(shelf.file("other.typ").is_none());
        assert!(Shelf::new(Some(folder.path().join("none"))).is_err());
    }

    #[test]
    fn nothing_outside_the_folder_is_read_and_nothing_too_large() {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("forms");
        std::fs::create_dir(&folder).unwrap();
        std::fs::write(place.path().join("secret"), "x").unwrap();
        std::fs::File::create(folder.join("large.png"))
            .unwrap()
            .set_len(LARGEST_FILE + 1)
            .unwrap();
        let shelf = Shelf::new(Some(folder)).unwrap();
        for name in ["../secret", "/etc/passwd", "..", ".", "a/b", ""] {
            assert!(shelf.file(name).is_none(), "{name}");
        }
        assert!(shelf.file("large.png").unwrap().is_err());
    }
}

//! Forms and lists as an office laid them out itself, in Excel or WPS: workbooks in the folder of forms, whose cells name what is to stand
//! in them (docs/FORMS.md, adr/0022). All but these cells stays as the office made it.

mod flaw;
mod package;
mod place;
mod rows;
mod sheet;
#[cfg(test)]
mod tests;
mod text;
mod xml;

use crate::{Daybook, Error, Result};
use domain::assessment::Words;
use domain::{Lang, Violation};
use flaw::{Flaw, Found};
use package::Package;
use serde::Serialize;
use serde_json::Value;
use sheet::Sheet;
use std::fs::File;
use std::io::Read;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

/// Bytes of a template, and of what its sheets become.
const LARGEST: u64 = 4 << 20;
const WRITTEN: usize = 128 << 20;

macro_rules! samples {
    ($($form:literal $lang:literal)*) => {
        const SAMPLES: &[(&str, &str, &str)] =
            &[$(($form, $lang, include_str!(concat!("../../../forms/sample/", $form, ".", $lang, ".json")))),*];
    };
}

samples! {
    "period" "zh" "period" "en" "annual" "zh" "annual" "en"
    "roster" "zh" "roster" "en" "publication" "zh" "publication" "en"
}

fn short(lang: Lang) -> &'static str {
    lang.pick("zh", "en")
}

fn sample(form: &str, lang: &str) -> Option<Value> {
    let found = SAMPLES.iter().find(|(f, l, _)| *f == form && *l == lang);
    found.and_then(|(_, _, text)| serde_json::from_str(text).ok())
}

/// Data in which all is there that a template can name. Both forms of a person read the same.
fn shape(form: &str) -> Value {
    let whole = if form == "period" { "annual" } else { form };
    sample(whole, "zh").unwrap_or_default()
}

/// A template of the folder of forms.
pub(super) struct Template<'a> {
    daybook: &'a Daybook,
    form: &'static str,
    file: String,
    path: PathBuf,
}

/// The template of a form as it is at this moment, if there is one: that of the language, else that of both.
pub(super) async fn find<'a>(daybook: &'a Daybook, form: &'static str, lang: Lang) -> Option<Template<'a>> {
    let folder = daybook.press.forms()?;
    for file in [format!("{form}.{}.xlsx", short(lang)), format!("{form}.xlsx")] {
        let path = folder.join(&file);
        if tokio::fs::metadata(&path).await.is_ok_and(|found| found.is_file()) {
            return Some(Template {
                daybook,
                form,
                file,
                path,
            });
        }
    }
    None
}

impl Template<'_> {
    pub(super) async fn fill(self, data: &impl Serialize) -> Result<Vec<u8>> {
        let data = serde_json::to_value(data).map_err(|error| Error::Unavailable(error.to_string()))?;
        let turn = self.daybook.press.turn().await?;
        let (form, path) = (self.form, self.path);
        let made = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            filled(form, &read(&path)?, &data)
        });
        let made = made.await.map_err(|error| Error::Unavailable(error.to_string()))?;
        made.map_err(|flaw| told(&flaw.words(&self.file)))
    }
}

fn told(flaw: &Words) -> Error {
    tracing::warn!(flaw = %flaw.en, "a form was not made");
    let words = Words::new(
        format!(
            "这张表的 Excel 模板有错，没有生成；PDF 不受影响。请把下面的话转告人事部门或管理员：{}",
            flaw.zh
        ),
        format!(
            "The Excel template of this form has a mistake, so it was not made; the PDF does not depend on it. Pass this on to the personnel office or the administrator: {}",
            flaw.en
        ),
    );
    Violation::Assess { words }.into()
}

fn read(path: &Path) -> Found<Vec<u8>> {
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(Flaw::broken)?;
    file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(Flaw::broken)?;
    Ok(bytes)
}

/// A template that somebody is at work on, with the sample's data in it; none where there is no such form.
pub fn try_xlsx(form: &str, file: &Path, lang: Lang) -> Option<std::result::Result<Vec<u8>, Words>> {
    let data = sample(form, short(lang))?;
    let made = read(file).and_then(|template| filled(form, &template, &data));
    Some(made.map_err(|flaw| flaw.words(&file.display().to_string())))
}

fn filled(form: &str, template: &[u8], data: &Value) -> Found<Vec<u8>> {
    if template.len() as u64 > LARGEST {
        return Err(Flaw::large());
    }
    // A workbook is a program's output, and a damaged one may surprise its reader: that is one more that cannot be read.
    let made = catch_unwind(AssertUnwindSafe(|| fill(template, &shape(form), data)));
    made.unwrap_or_else(|_| Err(Flaw::broken("XLSX")))
}

fn fill(template: &[u8], shape: &Value, data: &Value) -> Found<Vec<u8>> {
    let mut package = Package::open(template)?;
    let (strings, looks) = (package.strings()?, package.looks()?);
    let (mut written, mut moved, mut left) = (Vec::new(), Vec::new(), WRITTEN);
    for place in package.sheets()? {
        let on = |flaw: Flaw| flaw.on(&place.name);
        let sheet = Sheet::read(package.text(&place.part)?, &strings, shape).map_err(on)?;
        if sheet.reads() {
            let made = rows::fill(&sheet, data, &looks, left).map_err(on)?;
            left = made.left;
            moved.push((place.index, made.moves));
            written.push((place.part.clone(), made.text));
        }
    }
    if written.is_empty() {
        return Err(Flaw::new(
            "里面没有占位符，例如 {{period.title}}。",
            "there is no placeholder in it, such as {{period.title}}.",
        ));
    }
    for (part, text) in written {
        package.put(&part, text);
    }
    package.rename(&moved)?;
    package.close()
}

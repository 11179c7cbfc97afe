//! One file of a pack as it is written: the base, or an overlay.

use super::{
    Clock, Cycle, Fault, Flaw, Measure, PackDimension, Publication, QuotaRule, Rule, Scale, SecretRating, Source, Step,
    Weights,
};
use crate::assessment::Words;
use serde::Deserialize;
use toml::Spanned;

/// The text of a file, and what it is called in messages.
#[derive(Clone, Debug)]
pub struct File<'a> {
    pub name: &'a str,
    pub text: &'a str,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Layer {
    pub id: Spanned<String>,
    pub version: String,
    pub name: Words,
    /// The pack or overlay it lies on; a base lies on nothing.
    pub lays_over: Option<Spanned<String>>,
    /// Of a pack kept whole: the layers it was made of.
    #[serde(default)]
    pub layers: Vec<String>,
    pub cycle: Option<Cycle>,
    pub calendar: Option<Spanned<String>>,
    /// Entries of the layers below that no longer hold: `rule:annual.warning`.
    #[serde(default)]
    pub remove: Vec<Spanned<String>>,
    #[serde(default)]
    pub source: Vec<Spanned<Source>>,
    #[serde(default)]
    pub dimension: Vec<Spanned<PackDimension>>,
    #[serde(default)]
    pub scale: Vec<Spanned<Scale>>,
    #[serde(default)]
    pub weights: Vec<Spanned<Weights>>,
    #[serde(default)]
    pub step: Vec<Spanned<Step>>,
    #[serde(default)]
    pub clock: Vec<Spanned<Clock>>,
    #[serde(default)]
    pub quota: Vec<Spanned<QuotaRule>>,
    #[serde(default)]
    pub measure: Vec<Spanned<Measure>>,
    #[serde(default)]
    pub rule: Vec<Spanned<Rule>>,
    pub publication: Option<Spanned<Publication>>,
    pub rating: Option<Spanned<SecretRating>>,
}

/// A layer with the file it came from.
pub(super) struct Read<'a> {
    pub file: &'a File<'a>,
    pub layer: Layer,
}

/// The longest file that is read, in bytes.
const LONGEST_FILE: usize = 400_000;

impl<'a> Read<'a> {
    pub fn of(file: &'a File<'a>) -> Result<Self, Flaw> {
        let flaw = |at: usize, message: String| Flaw {
            file: file.name.to_owned(),
            line: line(file.text, at),
            fault: Fault::Unreadable { message },
        };
        if file.text.len() > LONGEST_FILE {
            return Err(flaw(0, format!("> {LONGEST_FILE} bytes")));
        }
        match toml::from_str(file.text) {
            Ok(layer) => Ok(Self { file, layer }),
            Err(error) => Err(flaw(error.span().map_or(0, |s| s.start), error.message().to_owned())),
        }
    }

    pub fn id(&self) -> &str {
        self.layer.id.get_ref()
    }

    pub fn line(&self, at: usize) -> usize {
        line(self.file.text, at)
    }

    pub fn flaw(&self, at: usize, fault: Fault) -> Flaw {
        Flaw {
            file: self.file.name.to_owned(),
            line: self.line(at),
            fault,
        }
    }
}

/// What a file says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    pub id: String,
    pub version: String,
    pub name: Words,
    /// The pack or overlay it lies on; none for a base.
    pub lays_over: Option<String>,
}

/// What each file says of itself, in their order, or all that cannot be read.
pub fn heads(files: &[File<'_>]) -> Result<Vec<Head>, Vec<Flaw>> {
    let (mut heads, mut flaws) = (Vec::new(), Vec::new());
    for file in files {
        match Read::of(file) {
            Ok(Read { layer, .. }) => heads.push(Head {
                id: layer.id.into_inner(),
                version: layer.version,
                name: layer.name,
                lays_over: layer.lays_over.map(Spanned::into_inner),
            }),
            Err(flaw) => flaws.push(flaw),
        }
    }
    if flaws.is_empty() { Ok(heads) } else { Err(flaws) }
}

fn line(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    1 + text.as_bytes().iter().take(at).filter(|b| **b == b'\n').count()
}

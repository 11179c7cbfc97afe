//! The dimensions of the rule packs that come with the product: those that ready sets are written in. What is offered is `Daybook::dimensions`,
//! which has the organ's packs too; others are written freely.

use domain::assessment::Ruleset;
use domain::assessment::pack::File;
use domain::indicator::Dimension;
use std::sync::LazyLock;

macro_rules! packs {
    ($($id:literal),*) => {
        [$(($id, File { name: $id, text: include_str!(concat!("../../../rules/", $id, ".toml")) })),*]
    };
}

static KNOWN: LazyLock<Vec<Dimension>> = LazyLock::new(|| {
    let mut known: Vec<Dimension> = Vec::new();
    for (id, file) in packs!["cn-civil-servant", "neutral", "us-5cfr430"] {
        match Ruleset::load(&[file], &[id]) {
            Ok(rules) => known.extend(rules.pack().dimension.iter().map(|d| Dimension {
                code: d.id.clone(),
                zh: d.zh.clone(),
                en: d.en.clone(),
            })),
            Err(flaws) => tracing::error!(id, ?flaws, "a rule pack cannot be read"),
        }
    }
    known
});

/// Each once, in the order of the packs.
pub fn dimensions() -> &'static [Dimension] {
    &KNOWN
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_packs_say_which_dimensions_there_are() {
        let codes: Vec<&str> = dimensions().iter().map(|d| d.code.as_str()).collect();
        assert_eq!(codes[..5], ["de", "neng", "qin", "ji", "lian"]);
        assert!(codes.contains(&"conduct") && codes.contains(&"critical"), "{codes:?}");
        for known in dimensions() {
            for text in [&known.code, &known.zh, &known.en] {
                assert_eq!(Dimension::parse(text, dimensions()).as_ref(), Some(known), "{text}");
            }
        }
    }
}

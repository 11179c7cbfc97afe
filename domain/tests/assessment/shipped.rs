//! The packs and calendars of `rules/`.

use domain::assessment::pack::File;
use domain::assessment::{Calendar, Ruleset};

macro_rules! files {
    ($($name:literal),* $(,)?) => {
        [$(File { name: $name, text: include_str!(concat!("../../../rules/", $name)) }),*]
    };
}

pub const FILES: [File<'static>; 16] = files![
    "cn-civil-servant.toml",
    "us-5cfr430.toml",
    "neutral.toml",
    "overlay/cutoffs-90-80-60.toml",
    "overlay/democratic-rating.toml",
    "overlay/good-half.toml",
    "overlay/half-up.toml",
    "overlay/hebei.toml",
    "overlay/hubei.toml",
    "overlay/jilin.toml",
    "overlay/nanchang.toml",
    "overlay/pool.toml",
    "overlay/pool-front-line.toml",
    "overlay/public-institution.toml",
    "overlay/tianjin.toml",
    "overlay/zhuhai.toml",
];

const CALENDARS: [File<'static>; 3] = files!["calendar/cn.toml", "calendar/us.toml", "calendar/weekends.toml"];

pub const BASES: [&str; 3] = ["cn-civil-servant", "us-5cfr430", "neutral"];

/// Chosen layers, as `cn-hebei+cn-pool`.
pub fn ruleset(layers: &str) -> Ruleset {
    let chosen: Vec<&str> = layers.split('+').collect();
    match Ruleset::load(&FILES, &chosen) {
        Ok(ruleset) => ruleset,
        Err(flaws) => panic!("{layers}: {}", words(&flaws)),
    }
}

pub fn words(flaws: &[domain::assessment::pack::Flaw]) -> String {
    flaws.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

pub fn calendar(id: &str) -> Calendar {
    let read = CALENDARS.iter().map(|f| match Calendar::read(f) {
        Ok(calendar) => calendar,
        Err(flaws) => panic!("{}", words(&flaws)),
    });
    read.into_iter().find(|c| c.id == id).unwrap()
}

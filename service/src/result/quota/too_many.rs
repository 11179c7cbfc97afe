//! Where a grade is held by more people than there are places for it.

use super::{Table, number};
use domain::assessment::Words;

impl Table {
    /// The units in which that is so, each in words. How many hold it is not said: whoever reads it may be one of them, and not know yet.
    pub(crate) fn too_many(&self) -> Vec<Words> {
        let grade = &self.grade.words;
        let units = self.units.iter().filter_map(|unit| {
            let (held, places) = (number(unit.holders.len()), self.limit(unit));
            (held > places).then(|| {
                Words::new(
                    format!("{}“{}”已定的人数多于名额 {places} 个", unit.name, grade.zh),
                    format!("{}: more hold “{}” than the {places} places", unit.name, grade.en),
                )
            })
        });
        units.collect()
    }
}

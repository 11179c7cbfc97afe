//! Units as tables name them: by the names from the top down, with “/” between them.

use std::collections::HashMap;
use store::organisation::UnitRow;

/// The path of names of each unit, by id.
pub(crate) fn paths(units: &[UnitRow]) -> HashMap<String, String> {
    let names: HashMap<&str, &str> = units.iter().map(|u| (u.id.as_str(), u.name.as_str())).collect();
    let path = |u: &UnitRow| {
        let names: Vec<&str> = u.path.iter().filter_map(|id| names.get(id.as_str()).copied()).collect();
        names.join("/")
    };
    units.iter().map(|u| (u.id.clone(), path(u))).collect()
}

/// Paths of names that differ only in the spaces around “/” are one; names can have a “/” in them.
pub(crate) fn path_key(path: &str) -> String {
    let names: Vec<&str> = path.split(['/', '／']).map(str::trim).collect();
    names.join("/")
}

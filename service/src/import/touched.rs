//! Rows of the present organisation, with those that an import touched.

use crate::{Error, Result};
use std::collections::{BTreeSet, HashMap};

/// Rows by their source, with those touched.
pub(super) struct Table<T> {
    pub(super) rows: HashMap<String, T>,
    pub(super) touched: BTreeSet<String>,
}

impl<T> Table<T> {
    pub(super) fn new(rows: impl IntoIterator<Item = (String, T)>) -> Self {
        Self {
            rows: rows.into_iter().collect(),
            touched: BTreeSet::new(),
        }
    }

    pub(super) fn get(&self, source: &str) -> Result<&T> {
        self.rows.get(source).ok_or(Error::Conflict)
    }

    pub(super) fn change(&mut self, source: &str) -> Result<&mut T> {
        self.touched.insert(source.to_owned());
        self.rows.get_mut(source).ok_or(Error::Conflict)
    }

    pub(super) fn put(&mut self, source: &str, row: T) {
        self.touched.insert(source.to_owned());
        self.rows.insert(source.to_owned(), row);
    }

    pub(super) fn dirty(&self) -> Vec<T>
    where
        T: Clone,
    {
        self.touched
            .iter()
            .filter_map(|source| self.rows.get(source))
            .cloned()
            .collect()
    }
}

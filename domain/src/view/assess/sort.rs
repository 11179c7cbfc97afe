//! The order of a table, where its reader has chosen one.

use serde::{Deserialize, Serialize};

/// A column by which a table can be put in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Column {
    Name,
    Grade,
    Score,
    Difficulty,
    Unit,
    State,
}

impl Column {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Grade => "grade",
            Self::Score => "score",
            Self::Difficulty => "difficulty",
            Self::Unit => "unit",
            Self::State => "state",
        }
    }

    /// Numbers are asked for from the highest down first.
    pub fn falls_first(self) -> bool {
        matches!(self, Self::Score | Self::Difficulty)
    }
}

/// By what a table is put in order, and which way. A grade rises as its scale lists it, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sort {
    pub by: Column,
    pub falling: bool,
}

impl Sort {
    /// As an address says it (`grade`, `-grade`); none for what is none of these columns.
    pub fn parse(text: &str, of: &[Column]) -> Option<Self> {
        let (name, falling) = match text.strip_prefix('-') {
            Some(name) => (name, true),
            None => (text, false),
        };
        let by = of.iter().copied().find(|column| column.as_str() == name)?;
        Some(Self { by, falling })
    }

    pub fn text(self) -> String {
        format!("{}{}", if self.falling { "-" } else { "" }, self.by.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_is_read_as_it_is_written_and_an_unknown_one_is_none() {
        let all = [Column::Name, Column::Grade];
        for by in all {
            for falling in [false, true] {
                let sort = Sort { by, falling };
                assert_eq!(Sort::parse(&sort.text(), &all), Some(sort));
            }
        }
        for unknown in ["", "-", "--name", "Name", "likes", "score"] {
            assert_eq!(Sort::parse(unknown, &all), None, "{unknown}");
        }
    }
}

//! How often a part is worked out again because others wrote what it rests on meanwhile.

use crate::{Error, Result};

/// With many who decide or vote at once it takes several; more than these never happen where anything else is in order.
const MOST: u32 = 30;

/// The tries of one part.
#[derive(Default)]
pub(super) struct Tries(u32);

impl Tries {
    /// Whether there was one already.
    pub(super) fn any(&self) -> bool {
        self.0 > 0
    }

    /// One more; after the last the step stops, and its report says why.
    pub(super) fn again(&mut self) -> Result<()> {
        self.0 += 1;
        match self.0 < MOST {
            true => Ok(()),
            false => Err(Error::Conflict),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_end() {
        let mut tries = Tries::default();
        for _ in 1..MOST {
            tries.again().unwrap();
        }
        assert!(matches!(tries.again(), Err(Error::Conflict)));
    }
}

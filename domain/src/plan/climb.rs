use super::Breach;
use std::collections::BTreeSet;

/// Items looked at on the way up, so that a wide net of links ends somewhere.
const WIDEST: u32 = 2_000;

/// A walk up the links from an item, which tells whether a link to it would close a circle.
pub struct Climb<'a> {
    wanted: &'a str,
    seen: BTreeSet<String>,
    step: Vec<String>,
}

impl<'a> Climb<'a> {
    /// From the larger item of a link to the one that shall serve it.
    pub fn new(from: &str, wanted: &'a str) -> Self {
        Self {
            wanted,
            seen: BTreeSet::from([from.to_owned()]),
            step: vec![from.to_owned()],
        }
    }

    /// Items of which it is to be read what they serve; none at the end.
    pub fn step(&self) -> &[String] {
        &self.step
    }

    /// Goes on to what the items of the step serve: whether the wanted one is among them. A net too wide to be seen whole is refused.
    pub fn up(&mut self, above: Vec<String>) -> Result<bool, Breach> {
        if above.iter().any(|id| id == self.wanted) {
            return Ok(true);
        }
        let seen = &mut self.seen;
        self.step = above.into_iter().filter(|id| seen.insert(id.clone())).collect();
        if self.step.is_empty() || self.seen.len() < WIDEST as usize {
            Ok(false)
        } else {
            Err(Breach::NetTooWide { limit: WIDEST })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Climbs from item 0, where item n serves those that `above` gives.
    fn climb(wanted: &str, above: impl Fn(u32) -> Vec<u32>) -> Result<bool, Breach> {
        let mut climb = Climb::new("0", wanted);
        while !climb.step().is_empty() {
            let step: Vec<u32> = climb.step().iter().filter_map(|id| id.parse().ok()).collect();
            let next = step.into_iter().flat_map(&above).map(|n| n.to_string()).collect();
            if climb.up(next)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    #[test]
    fn a_circle_is_found_however_far_up_and_what_cannot_be_seen_whole_is_refused() {
        let chain = |n: u32| vec![n + 1];
        assert_eq!(climb("1500", chain), Ok(true));
        assert_eq!(climb("x", |n| if n < 1_500 { vec![n + 1] } else { vec![] }), Ok(false));
        // A net that comes together again is looked at once.
        assert_eq!(
            climb("x", |n| if n < 100 { vec![n + 1, n + 2] } else { vec![] }),
            Ok(false)
        );
        let too_wide: Result<bool, Breach> = Err(Breach::NetTooWide { limit: 2_000 });
        assert_eq!(climb("2500", chain), too_wide);
        assert_eq!(
            climb("x", |n| if n == 0 { (1..3_000).collect() } else { vec![] }),
            too_wide
        );
        // All of it was seen, however wide the last step is: found is found.
        assert_eq!(
            climb("2500", |n| if n == 0 { (1..3_000).collect() } else { vec![] }),
            Ok(true)
        );
    }
}

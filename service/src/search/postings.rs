//! Where a term stands: documents in ascending order with the places in each, as bytes.
//!
//! For each document: the step from the one before with a bit "one place only", else the number of places, then the steps
//! between places with two bits of flags. Small numbers take one byte.

/// The list of one term.
#[derive(Clone, Default)]
pub(super) struct Postings {
    bytes: Vec<u8>,
    /// One more than the last document in the list.
    next: u32,
}

/// Where one term stands in one document: `(place << 2) | flags`.
pub(super) type Places = Vec<u32>;

fn put(bytes: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        bytes.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

fn take(bytes: &[u8], at: &mut usize) -> Option<u32> {
    let (mut number, mut shift) = (0u32, 0);
    loop {
        let byte = *bytes.get(*at)?;
        *at += 1;
        number |= u32::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Some(number);
        }
        shift += 7;
        if shift > 28 {
            return None;
        }
    }
}

impl Postings {
    /// Adds a document after all others, its places ascending.
    pub(super) fn push(&mut self, doc: u32, places: &[u32]) {
        let step = doc.saturating_sub(self.next);
        put(&mut self.bytes, step << 1 | u32::from(places.len() == 1));
        if places.len() != 1 {
            put(&mut self.bytes, u32::try_from(places.len()).unwrap_or(u32::MAX));
        }
        let mut before = 0;
        for place in places {
            let (at, flags) = (place >> 2, place & 3);
            put(&mut self.bytes, (at.saturating_sub(before)) << 2 | flags);
            before = at;
        }
        self.next = doc + 1;
    }

    /// Calls `found` with each document that `wanted` and each place in it.
    pub(super) fn each(&self, mut wanted: impl FnMut(u32) -> bool, mut found: impl FnMut(u32, u32)) {
        let (mut at, mut next) = (0, 0u32);
        while let Some(head) = take(&self.bytes, &mut at) {
            let doc = next + (head >> 1);
            let many = if head & 1 == 1 {
                Some(1)
            } else {
                take(&self.bytes, &mut at)
            };
            let wanted = wanted(doc);
            let mut before = 0;
            for _ in 0..many.unwrap_or_default() {
                let Some(step) = take(&self.bytes, &mut at) else { return };
                before += step >> 2;
                if wanted {
                    found(doc, before << 2 | (step & 3));
                }
            }
            next = doc + 1;
        }
    }

    /// The same list with new numbers of documents (in the same order); those without one are left out.
    pub(super) fn renumbered(&self, to: &[u32]) -> Self {
        let new_of = |doc: u32| to.get(doc as usize).copied().filter(|n| *n != u32::MAX);
        let (mut new, mut current, mut places): (Self, Option<u32>, Places) = (Self::default(), None, Vec::new());
        self.each(
            |doc| new_of(doc).is_some(),
            |doc, place| {
                if current != Some(doc) {
                    if let Some(doc) = current.and_then(new_of) {
                        new.push(doc, &places);
                    }
                    places.clear();
                    current = Some(doc);
                }
                places.push(place);
            },
        );
        if let Some(doc) = current.and_then(new_of) {
            new.push(doc, &places);
        }
        new.shrink();
        new
    }

    /// Bytes: what reading it costs.
    pub(super) fn size(&self) -> usize {
        self.bytes.len()
    }

    pub(super) fn shrink(&mut self) {
        self.bytes.shrink_to_fit();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_was_put_in_comes_out(steps in proptest::collection::vec((0u32..5_000, proptest::collection::vec((0u32..9_000, 0u32..4), 1..6)), 0..40)) {
            let mut list = Postings::default();
            let (mut doc, mut all) = (0u32, Vec::new());
            for (step, places) in steps {
                doc += step;
                let mut at = 0;
                let places: Places = places.iter().map(|(by, flags)| { at += by; at << 2 | flags }).collect();
                list.push(doc, &places);
                all.extend(places.iter().map(|p| (doc, *p)));
                doc += 1;
            }
            let mut got = Vec::new();
            list.each(|_| true, |doc, place| got.push((doc, place)));
            prop_assert_eq!(&got, &all);
            let mut even = Vec::new();
            list.each(|doc| doc % 2 == 0, |doc, place| even.push((doc, place)));
            all.retain(|(doc, _)| doc % 2 == 0);
            prop_assert_eq!(even, all);
        }
    }
}

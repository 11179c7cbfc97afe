//! Parents before children, whatever the list's order, and an end even where it runs in a circle.

use std::collections::HashMap;

/// The indices of `parents` so that everyone comes after the one above. Of a circle, one member comes first.
pub fn parents_first(parents: &[Option<usize>]) -> Vec<usize> {
    let mut done = vec![false; parents.len()];
    let mut out = Vec::with_capacity(parents.len());
    for start in 0..parents.len() {
        let mut chain = Vec::new();
        let mut at = Some(start);
        while let Some(index) = at {
            match done.get_mut(index) {
                Some(seen) if !*seen => *seen = true,
                _ => break,
            }
            chain.push(index);
            at = parents.get(index).copied().flatten();
        }
        out.extend(chain.into_iter().rev());
    }
    out
}

/// Every circle, each once, its members in the order of the line.
pub fn circles(parents: &[Option<usize>]) -> Vec<Vec<usize>> {
    let mut state = vec![0usize; parents.len()];
    let mut out = Vec::new();
    for start in 0..parents.len() {
        let round = start + 1;
        let mut chain = Vec::new();
        let mut at = Some(start);
        while let Some(index) = at {
            match state.get_mut(index) {
                Some(seen) if *seen == 0 => *seen = round,
                Some(seen) if *seen == round => {
                    out.push(chain.iter().copied().skip_while(|&i| i != index).collect());
                    break;
                }
                _ => break,
            }
            chain.push(index);
            at = parents.get(index).copied().flatten();
        }
    }
    out
}

/// Settles a tree in which the first `free` items may change and the others stay as they are: links into nothing go, of each
/// circle the first free link goes, and the indices come back parents first.
pub fn settle<'a>(nodes: &mut [(&'a str, Option<&'a str>)], free: usize) -> Vec<usize> {
    let index: HashMap<&str, usize> = nodes.iter().enumerate().rev().map(|(i, (key, _))| (*key, i)).collect();
    let mut links: Vec<Option<usize>> = nodes
        .iter()
        .map(|(_, parent)| parent.and_then(|p| index.get(p).copied()))
        .collect();
    for circle in circles(&links) {
        if let Some(link) = circle
            .into_iter()
            .filter(|&i| i < free)
            .min()
            .and_then(|i| links.get_mut(i))
        {
            *link = None;
        }
    }
    for (node, link) in nodes.iter_mut().zip(&links) {
        node.1 = node.1.filter(|_| link.is_some());
    }
    parents_first(&links)
}

/// The parent's index of each item, by key; the first of equal keys counts.
pub fn links<'a, T>(
    items: &'a [T],
    key: impl Fn(&'a T) -> &'a str,
    parent: impl Fn(&'a T) -> Option<&'a str>,
) -> Vec<Option<usize>> {
    let index = index(items, key);
    items
        .iter()
        .map(|item| parent(item).and_then(|p| index.get(p).copied()))
        .collect()
}

/// Where each key stands first.
pub fn index<'a, T>(items: &'a [T], key: impl Fn(&'a T) -> &'a str) -> HashMap<&'a str, usize> {
    let mut index = HashMap::with_capacity(items.len());
    for (i, item) in items.iter().enumerate() {
        index.entry(key(item)).or_insert(i);
    }
    index
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parents_come_first() {
        assert_eq!(parents_first(&[Some(2), Some(0), None]), [2, 0, 1]);
        assert_eq!(parents_first(&[Some(1), Some(0), Some(9)]), [1, 0, 2]);
    }

    #[test]
    fn circles_are_named_once() {
        assert_eq!(
            circles(&[Some(1), Some(2), Some(1), Some(3), None]),
            [vec![1, 2], vec![3]]
        );
    }
}

//! Laying one set over another, so that the result always comes to 100.
//!
//! Entries with an id of the set below replace it, a weight of 0 takes it out, others are added. The weights of the set laid over
//! stand as they were written; the rest of the set below shares what is left in proportion, by largest remainder.

use super::{Flaw, Indicator, sum};
use std::cmp::Reverse;

/// `over` laid on `base`. With nothing below, `over` must come to 100 by itself; with own weights of 100 it stands alone.
pub fn lay(base: &[Indicator], over: &[Indicator]) -> Result<Vec<Indicator>, Flaw> {
    let own = sum(over);
    let of = |row: &Indicator| over.iter().find(|o| o.id == row.id);
    if own > 100 {
        return Err(Flaw::Over { sum: own });
    }
    if base.is_empty() && own != 100 {
        return Err(Flaw::NoBase { sum: own });
    }
    let left = 100 - own;
    let rest: Vec<&Indicator> = base.iter().filter(|row| of(row).is_none()).collect();
    if rest.is_empty() && own != 100 {
        return Err(if own == 0 {
            Flaw::RemovesAll
        } else {
            Flaw::SumNot100 { sum: own }
        });
    }
    let count = u32::try_from(rest.len()).unwrap_or(u32::MAX);
    if left > 0 && left < count {
        return Err(Flaw::NoRoom { left, rest: count });
    }
    let mut shares = share(&rest, left).into_iter();
    let mut result = Vec::with_capacity(base.len() + over.len());
    for row in base {
        result.push(match of(row) {
            Some(own) => own.clone(),
            None => Indicator {
                weight: shares.next().unwrap_or_default(),
                ..row.clone()
            },
        });
    }
    let new = over.iter().filter(|o| base.iter().all(|row| row.id != o.id));
    result.extend(new.cloned());
    result.retain(|row| row.weight > 0);
    Ok(result)
}

/// `left` in proportion to the weights, at least 1 each (there must be room for that); of equal remainders the lower id goes first.
fn share(rest: &[&Indicator], left: u32) -> Vec<u32> {
    let whole: u64 = rest.iter().map(|r| u64::from(r.weight)).sum();
    if whole == 0 || left == 0 {
        return vec![0; rest.len()];
    }
    let exact = |r: &Indicator| u64::from(r.weight) * u64::from(left);
    let mut shares: Vec<u32> = rest
        .iter()
        .map(|r| u32::try_from(exact(r) / whole).unwrap_or_default())
        .collect();
    let mut order: Vec<usize> = (0..rest.len()).collect();
    order.sort_by_key(|&at| rest.get(at).map(|r| (Reverse(exact(r) % whole), r.id.clone())));
    let missing = left.saturating_sub(shares.iter().sum()) as usize;
    for at in order.into_iter().take(missing) {
        if let Some(share) = shares.get_mut(at) {
            *share += 1;
        }
    }
    while let Some(none) = shares.iter().position(|s| *s == 0) {
        let richest =
            (0..rest.len()).max_by_key(|&at| (shares.get(at).copied(), rest.get(at).map(|r| Reverse(r.id.clone()))));
        let Some(richest) = richest.and_then(|at| shares.get_mut(at)).filter(|most| **most > 1) else {
            break;
        };
        *richest -= 1;
        if let Some(share) = shares.get_mut(none) {
            *share = 1;
        }
    }
    shares
}

/// The family's set with everything laid over it, outermost first. A layer that cannot be laid (any more) is left out and named by
/// its place: the set below it was agreed as well, and somebody must be measured by something.
pub fn effective(base: &[Indicator], layers: &[&[Indicator]]) -> (Vec<Indicator>, Vec<(usize, Flaw)>) {
    let mut rows = base.to_vec();
    let mut flaws = Vec::new();
    for (at, layer) in layers.iter().enumerate() {
        match lay(&rows, layer) {
            Ok(laid) => rows = laid,
            Err(flaw) => flaws.push((at, flaw)),
        }
    }
    (rows, flaws)
}

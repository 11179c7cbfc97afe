//! What the assessors of a period have still to do.

use super::super::course::before_review;
use super::super::later::{self, ungraded};
use super::super::load::{self, Opened, state};
use super::super::open::most_assessors;
use super::has_left;
use crate::{Daybook, Result};
use futures::future::BoxFuture;
use std::sync::Arc;
use store::Db;
use store::assess::CourseHead;

/// Documents that are read at once.
const READ: usize = 200;

/// Of some courses of a period: course and assessor, once for each review that is not submitted and each grade that may still come. Where
/// a course has one assessor, its head tells; documents are read of the others and of those who were left without a grade.
///
/// Boxed: it is too deep for the compiler to see that it can be sent.
pub(super) fn left<'s>(
    daybook: &'s Daybook,
    db: &'s Db,
    opened: &'s Arc<Opened>,
    of: &'s [CourseHead],
) -> BoxFuture<'s, Result<Vec<(String, String)>>> {
    Box::pin(async move {
        let alone = most_assessors(opened) == 1;
        let (mut left, mut open) = (Vec::new(), Vec::new());
        for head in of {
            let at = state(&head.state);
            match head.assessors.as_slice() {
                [] => {}
                [one] if alone && before_review(at) => left.push((head.id.clone(), one.clone())),
                _ if before_review(at) || ungraded(at, head.grade.as_deref()) => open.push(head.id.clone()),
                _ => {}
            }
        }
        for part in open.chunks(READ) {
            for loaded in load::courses(db, opened, part).await? {
                let later = later::may_come(daybook, db, &loaded).await?;
                let dossier = &loaded.dossier;
                let theirs = dossier.assessors.iter().filter(|a| has_left(dossier, &a.id, later));
                left.extend(theirs.map(|a| (loaded.id.0.clone(), a.id.0.clone())));
            }
        }
        Ok(left)
    })
}

//! Who makes room for whom among the assessors of a course.

use super::super::course::before_review;
use super::super::refused;
use crate::Result;
use domain::PersonId;
use domain::assessment::dossier::{Dossier, Named};

/// Whose place it is that is given away, and how many assessors there can be.
type Room<'a> = (Option<&'a PersonId>, usize);

/// Everybody has submitted. Unless it is said who goes, whoever has left makes room first, then who has not handed in what he is to write
/// since.
pub(super) fn give_on(
    dossier: &mut Dossier,
    new: &Named,
    (from, most): Room<'_>,
    left: impl Fn(&Named) -> bool,
) -> Result<()> {
    fits(dossier, new)?;
    let full = dossier.assessors.len() >= most;
    let given = |a: &Named| dossier.since.iter().any(|r| r.submitted && r.by == a.id);
    let gone = match from {
        Some(from) => dossier.assessors.iter().position(|a| a.id == *from),
        None => {
            let gone = dossier.assessors.iter().position(left);
            gone.or_else(|| dossier.assessors.iter().position(|a| !given(a)))
        }
    };
    let gone = gone.unwrap_or_default();
    if from.is_none() && !full {
        dossier.assessors.push(new.clone());
    } else if let Some(place) = dossier.assessors.get_mut(gone) {
        *place = new.clone();
    }
    let assessors = &dossier.assessors;
    dossier.since.retain(|r| assessors.iter().any(|a| a.id == r.by));
    Ok(())
}

/// Before it is reviewed. Unless it is said who goes, a free place is filled first; else the first who has not submitted makes room.
pub(super) fn replace(dossier: &mut Dossier, new: &Named, (from, most): Room<'_>) -> Result<()> {
    if !before_review(dossier.course.state) {
        return refused(
            "已经评鉴，不能再换评鉴人。",
            "It is reviewed already; the assessor cannot be changed any more.",
        );
    }
    fits(dossier, new)?;
    let goes = |a: &&Named| match from {
        Some(from) => a.id == *from,
        None => !dossier.is_reviewed_by(&a.id),
    };
    let gone = dossier.assessors.iter().find(goes).map(|a| a.id.clone());
    match gone {
        _ if from.is_none() && dossier.assessors.len() < most => dossier.assessors.push(new.clone()),
        Some(gone) => {
            if let Some(place) = dossier.assessors.iter_mut().find(|a| a.id == gone) {
                *place = new.clone();
            }
            // What somebody began to write and did not submit is nobody's review.
            dossier.reviews.retain(|r| r.by != gone);
        }
        None => {
            return refused(
                "评鉴人都已提交，不能再换。",
                "All assessors have submitted; none can be changed any more.",
            );
        }
    }
    Ok(())
}

fn fits(dossier: &Dossier, new: &Named) -> Result<()> {
    if new.id == dossier.person.id {
        return refused(
            "本人不能评鉴自己，请另选一人。",
            "Nobody reviews himself. Choose somebody else.",
        );
    }
    if dossier.assessors.iter().any(|a| a.id == new.id) {
        return refused("这个人已经是评鉴人。", "This person reviews already.");
    }
    Ok(())
}

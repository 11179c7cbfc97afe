//! The people of a period, each with what the rules say of him now.

use super::quota::part_of;
use crate::apart::{abreast, apart};
use crate::assess::case::{self, Filed, Known};
use crate::assess::load::{Loaded, Opened, WHOLE, courses};
use crate::assess::unsound;
use crate::{Daybook, Result};
use domain::assessment::dossier::{Dossier, Review};
use domain::assessment::process::{Act, State};
use domain::assessment::{Case, Facts, Outcome, Ratio};
use domain::view::PersonRef;
use domain::{CourseId, PersonId, UnitId};
use futures::future::BoxFuture;
use futures::stream::{self, StreamExt, TryStreamExt};
use std::sync::Arc;
use store::Db;
use store::assess::CourseHead;

/// Courses read at once.
pub(super) const CHUNK: usize = 200;

/// Somebody as a quota sees him.
#[derive(Clone)]
pub(crate) struct Member {
    pub course: CourseId,
    pub person: PersonId,
    pub name: String,
    /// The unit of the period that his place is shared in.
    pub part: UnitId,
    pub state: State,
    pub grade: Option<String>,
    pub score: Option<Ratio>,
    pub outcome: Outcome,
    /// Quotas that are about him.
    pub quotas: Vec<String>,
    /// Who has reviewed him, with the name and the grade that was proposed.
    pub reviewed: Vec<(PersonId, String, String)>,
}

/// A course as it is, the facts of today, and how a quota sees it.
pub(crate) struct Stood {
    pub loaded: Loaded,
    pub case: Case,
    /// What the case rests on, where the grade is not decided.
    pub known: Option<Known>,
    pub member: Member,
}

impl Stood {
    pub(crate) fn of(loaded: Loaded, case: Case, known: Option<Known>) -> Result<Self> {
        let (opened, dossier) = (&loaded.opened, &loaded.dossier);
        let reviewed =
            reviews_in(dossier, None).filter_map(|r| Some((r.by.clone(), r.by_name.clone(), r.grade.clone()?)));
        let facts = opened.facts(&case);
        let member = Member {
            reviewed: reviewed.collect(),
            course: loaded.id.clone(),
            person: dossier.person.id.clone(),
            name: dossier.person.name.clone(),
            part: part_of(&opened.period.units, &dossier.place.path),
            state: dossier.course.state,
            grade: dossier.course.grade.clone(),
            score: case.score,
            outcome: match case.grade {
                None => opened.concluded(&facts)?,
                Some(_) => opened.outcome(&case)?,
            },
            quotas: quotas(opened, &facts)?,
        };
        Ok(Self {
            loaded,
            case,
            known,
            member,
        })
    }
}

/// The reviews that are in, and a reader's own: while another of several assessors is still to judge, nobody's is shown to him.
pub(crate) fn reviews_in<'d>(
    dossier: &'d Dossier,
    reader: Option<&'d PersonId>,
) -> impl Iterator<Item = &'d Review> + 'd {
    let all = dossier.course.on(Act::SubmitReview).is_some();
    let reviews = dossier.reviews.iter();
    reviews.filter(move |r| r.submitted && (all || reader.is_some_and(|reader| *reader == r.by)))
}

/// The quotas that are about somebody of whom these are the facts.
pub(crate) fn quotas(opened: &Opened, facts: &Facts) -> Result<Vec<String>> {
    let stage = opened.stage();
    let mut quotas = Vec::new();
    for quota in opened.pack().quota.iter().filter(|q| q.of == stage) {
        if opened.rules.quota_concerns(&quota.id, facts).map_err(|u| unsound(&u))? {
            quotas.push(quota.id.clone());
        }
    }
    Ok(quotas)
}

/// All courses of a list, in its order.
pub(crate) async fn lane(db: &Db, lane: &str) -> Result<Vec<String>> {
    Ok(db.course_places(lane, i64::MIN, WHOLE).await?)
}

/// Courses whole, in the order of `ids`: as the rules see them today, or as they saw them when the grade was decided.
///
/// Boxed: it is too deep for the compiler to see that it can be sent.
pub(crate) fn stood<'s>(
    daybook: &'s Daybook,
    db: &'s Db,
    opened: &'s Arc<Opened>,
    ids: &'s [String],
) -> BoxFuture<'s, Result<Vec<Stood>>> {
    Box::pin(async move {
        let filed = filed(db, ids).await?;
        let mut all = Vec::with_capacity(ids.len());
        for chunk in ids.chunks(CHUNK) {
            all.extend(read(daybook, db, opened, &filed, chunk).await?);
        }
        Ok(all)
    })
}

/// What is filed about the people of a list: of everybody where it is long.
pub(super) async fn filed(db: &Db, ids: &[String]) -> Result<Filed> {
    match ids.len() > CHUNK {
        true => Filed::of_everybody(db).await,
        false => Ok(Filed::looked_up()),
    }
}

async fn read(daybook: &Daybook, db: &Db, opened: &Arc<Opened>, filed: &Filed, ids: &[String]) -> Result<Vec<Stood>> {
    let loaded = courses(db, opened, ids).await?;
    let cases = case::many(daybook, db, opened, filed, &loaded).await?;
    let all = loaded.into_iter().zip(cases);
    all.map(|(loaded, (case, known))| Stood::of(loaded, case, known))
        .collect()
}

/// The people of a list as a quota sees them, each with what is known of him; what else was read is let go.
pub(crate) async fn members(
    daybook: &Daybook,
    db: &Db,
    opened: &Arc<Opened>,
    filed: &Arc<Filed>,
    ids: &[String],
) -> Result<Vec<(Member, Option<Known>)>> {
    let as_member = |stood: Vec<Stood>| stood.into_iter().map(|s| (s.member, s.known)).collect::<Vec<_>>();
    if ids.len() <= CHUNK {
        return Ok(as_member(read(daybook, db, opened, filed, ids).await?));
    }
    let chunks: Vec<Vec<String>> = ids.chunks(CHUNK).map(<[String]>::to_vec).collect();
    let chunks = stream::iter(chunks).map(|chunk| {
        let (daybook, db, opened, filed) = (daybook.clone(), db.clone(), opened.clone(), filed.clone());
        apart(move || async move { Ok(as_member(read(&daybook, &db, &opened, &filed, &chunk).await?)) })
    });
    let chunks: Vec<Vec<(Member, Option<Known>)>> = chunks.buffered(abreast()).try_collect().await?;
    Ok(chunks.into_iter().flatten().collect())
}

pub(crate) fn person(head: &CourseHead) -> PersonRef {
    PersonRef {
        id: PersonId(head.person.clone()),
        name: head.person_name.clone(),
        post: head.title.clone(),
        unit: head.unit_name.clone(),
        unit_id: Some(UnitId(head.unit.clone())),
    }
}

/// The same from a dossier.
pub(crate) fn person_of(dossier: &Dossier) -> PersonRef {
    PersonRef {
        id: dossier.person.id.clone(),
        name: dossier.person.name.clone(),
        post: dossier.place.title.clone(),
        unit: dossier.place.unit_name.clone(),
        unit_id: Some(dossier.place.unit.clone()),
    }
}

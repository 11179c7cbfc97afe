//! 个人小结: drafted from the records, edited by the person, submitted, returned once.

use super::clocks;
use super::course::{course_line, last_reason};
use super::draft::draft;
use super::evidence::{cite, evidence};
use super::load::{self, Loaded};
use super::turn::{Request, Step, Wanted, change, turn};
use super::{case, optional, refused, role};
use crate::{Daybook, Error, Result};
use domain::assessment::dossier::{About, Citation, Evidence, Point, Summary};
use domain::assessment::process::{Act, State};
use domain::permission::Actor;
use domain::view::assess::{SummaryPage, cite_key};
use domain::{CourseId, Tie, Violation};

/// Characters of a point, and of what is said of the whole.
const POINT: u32 = 1_000;
const OVERALL: u32 = 3_000;
const REASON: u32 = 1_000;
/// Points: more than anybody has plan items in a year.
const MOST_POINTS: usize = 1_000;
/// Records cited in one.
const MOST_CITES: usize = 30;

/// The person's summary to be written, or as it is. While nothing was written, it is a draft from the records.
pub async fn summary_page(daybook: &Daybook, actor: &Actor, course: &CourseId) -> Result<SummaryPage> {
    let loaded = own(daybook, actor, course).await?;
    crate::notice::read_thread(daybook, actor, course.as_str()).await?;
    let dossier = &loaded.dossier;
    let evidence = evidence(daybook, &actor.person, loaded.period(), &dossier.aspects).await?;
    let roles = role::roles(actor, &loaded.row, loaded.period());
    let steps = dossier.course.open_to(&actor.person, &roles, loaded.opened.pack());
    let may_submit = !loaded.opened.withdrawn() && steps.iter().any(|s| s.act == Act::SubmitSummary);
    let drafted = may_submit && is_blank(&dossier.summary);
    let outcome = loaded
        .opened
        .outcome(&case::case_now(daybook, &daybook.db(), &loaded).await?)?;
    let today = daybook.clock.today();
    Ok(SummaryPage {
        line: course_line(actor, &loaded, today)?,
        version: version(&loaded),
        summary: if drafted {
            draft(&evidence)
        } else {
            dossier.summary.clone()
        },
        evidence,
        returned: match dossier.course.state {
            State::Opened => last_reason(&dossier.course, Act::ReturnSummary),
            _ => None,
        },
        drafted,
        clock: clocks::of_step(&loaded, &outcome, Act::SubmitSummary, today),
        may_submit,
    })
}

/// A course of the reader's own.
async fn own(daybook: &Daybook, actor: &Actor, course: &CourseId) -> Result<Loaded> {
    let loaded = load::readable(daybook, actor, course).await?;
    match loaded.dossier.person.id == actor.person {
        true => Ok(loaded),
        false => Err(Error::NotFound),
    }
}

pub(super) fn version(loaded: &Loaded) -> u32 {
    u32::try_from(loaded.row.version).unwrap_or_default()
}

fn is_blank(summary: &Summary) -> bool {
    summary.points.is_empty() && summary.overall.is_empty()
}

/// Keeps what the person wrote, and submits it if so asked. Quotations are taken from the records, never from what was sent.
pub async fn keep_summary(
    daybook: &Daybook,
    actor: &Actor,
    course: &CourseId,
    version: u32,
    typed: &Summary,
    submit: bool,
    key: &str,
) -> Result<()> {
    let loaded = own(daybook, actor, course).await?;
    let evidence = evidence(daybook, &actor.person, loaded.period(), &loaded.dossier.aspects).await?;
    let summary = accept(typed, &loaded.dossier.summary, &evidence)?;
    if submit && summary.overall.is_empty() && summary.points.iter().all(|p| p.text.is_empty()) {
        return Err(Violation::TextEmpty.into());
    }
    let words = load::written(&(submit, &summary))?;
    let request = Request {
        course,
        version: Some(version),
        key,
        words: &words,
    };
    let summary = &summary;
    change(daybook, actor, request, |scene| {
        let step = Step {
            act: Act::SubmitSummary,
            grade: None,
            reason: String::new(),
            uncited: 0,
        };
        if !submit && scene.dossier.course.state != State::Opened {
            // What was submitted stands until it is returned.
            return Err(not_now(Act::SubmitSummary, scene.dossier.course.state));
        }
        scene.dossier.summary = summary.clone();
        Ok(submit.then_some(step))
    })
    .await
}

pub(super) fn not_now(act: Act, state: State) -> Error {
    Violation::from(domain::assessment::process::Refusal::NotNow { act, state }).into()
}

/// What was typed as it is kept: of known subjects, each once, quotations as the records have them.
fn accept(typed: &Summary, kept: &Summary, evidence: &Evidence) -> Result<Summary> {
    let mut points: Vec<Point> = Vec::new();
    for point in &placed(typed, kept, evidence) {
        if points.iter().any(|p| p.about == point.about) {
            continue;
        }
        let before = kept.points.iter().find(|p| p.about == point.about);
        let name = name(&point.about, evidence).or_else(|| before.map(|p| p.name.clone()));
        let cites = cites(
            &point.cites,
            before.map(|p| p.cites.as_slice()).unwrap_or_default(),
            evidence,
        )?;
        let name = name.ok_or_else(|| unknown(&point.about))?;
        few(&name, cites.len())?;
        points.push(Point {
            name,
            text: optional(&point.text, POINT)?,
            cites,
            about: point.about.clone(),
        });
    }
    Ok(Summary {
        points,
        overall: optional(&typed.overall, OVERALL)?,
    })
}

/// The points as they were typed. What was written about an item that was dropped or put off meanwhile stands under other work: the form
/// still has it, and its words are not to be lost with it.
fn placed(typed: &Summary, kept: &Summary, evidence: &Evidence) -> Vec<Point> {
    let gone = |p: &&Point| {
        let item = matches!(p.about, About::Item(_));
        item && name(&p.about, evidence).is_none() && kept.points.iter().all(|k| k.about != p.about)
    };
    let all = || typed.points.iter().take(MOST_POINTS);
    let mut points: Vec<Point> = all().filter(|p| !gone(p)).cloned().collect();
    let says = |p: &&Point| !p.text.trim().is_empty() || !p.cites.is_empty();
    for point in all().filter(gone).filter(says) {
        match points.iter_mut().find(|p| p.about == About::Else) {
            Some(rest) => {
                rest.text = [rest.text.trim_end(), point.text.trim()].join("\n");
                rest.cites.extend(point.cites.iter().cloned());
            }
            None => points.push(Point {
                about: About::Else,
                ..point.clone()
            }),
        }
    }
    points
}

/// Refused rather than left out: nobody would see which.
fn few(name: &str, many: usize) -> Result<()> {
    if many <= MOST_CITES {
        return Ok(());
    }
    let (zh, en) = if name.is_empty() {
        ("其他工作", "Other work")
    } else {
        (name, name)
    };
    refused(
        &format!("“{zh}”引用了 {many} 条纪实，一项最多引用 {MOST_CITES} 条。请移除一些再保存。"),
        &format!("“{en}” cites {many} records, and {MOST_CITES} is the most for one. Take some out and keep it again."),
    )
}

fn name(about: &About, evidence: &Evidence) -> Option<String> {
    match about {
        About::Indicator(id) => evidence.aspects.iter().find(|a| a.id == *id).map(|a| a.name.clone()),
        About::Item(id) => evidence.items.iter().find(|i| i.item == *id).map(|i| i.title.clone()),
        About::Else => Some(String::new()),
    }
}

fn unknown(about: &About) -> Error {
    let what = match about {
        About::Item(_) => Tie::Item,
        _ => Tie::Indicator,
    };
    Violation::TieUnknown { what }.into()
}

/// Records by the ids that were sent. One that was cited before stays as it was cited, whatever became of it.
fn cites(typed: &[Citation], kept: &[Citation], evidence: &Evidence) -> Result<Vec<Citation>> {
    let mut cites: Vec<Citation> = Vec::new();
    for one in typed {
        let key = cite_key(one);
        if cites.iter().any(|c| cite_key(c) == key) {
            continue;
        }
        let before = kept.iter().find(|c| cite_key(c) == key).cloned();
        let entry = evidence
            .entries
            .iter()
            .find(|e| one.comment.is_none() && e.record == one.record);
        let found = before.or_else(|| entry.map(cite));
        cites.push(found.ok_or(Violation::TieUnknown { what: Tie::Record })?);
    }
    cites.sort_by(|a, b| (a.day, &a.record).cmp(&(b.day, &b.record)));
    Ok(cites)
}

/// Goes on without a summary, with the reason: the person hands in none. What was begun and not handed in is nobody's statement.
pub async fn go_on(daybook: &Daybook, actor: &Actor, course: &CourseId, reason: &str, key: &str) -> Result<()> {
    let reason = domain::text::accept(reason, REASON)?;
    let wanted = Wanted {
        act: Act::GoOn,
        grade: None,
        reason: &reason,
    };
    turn(daybook, actor, course, None, key, wanted, |dossier| {
        dossier.summary = Summary::default();
        Ok(())
    })
    .await
}

/// Sends a summary back, once, with the reason. What assessors have submitted on it stays as a draft: the words it is about may be gone.
/// `version`: of the course, or of the reader's own review of it.
pub async fn return_summary(
    daybook: &Daybook,
    actor: &Actor,
    course: &CourseId,
    version: u32,
    reason: &str,
    key: &str,
) -> Result<()> {
    let reason = domain::text::accept(reason, REASON)?;
    let words = [Act::ReturnSummary.as_str(), &version.to_string(), &reason].join("\u{1f}");
    let request = Request {
        course,
        version: Some(version),
        key,
        words: &words,
    };
    change(daybook, actor, request, |scene| {
        for review in &mut scene.dossier.reviews {
            (review.submitted, review.on) = (false, None);
        }
        Ok(Some(Step {
            act: Act::ReturnSummary,
            grade: None,
            reason: reason.clone(),
            uncited: 0,
        }))
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::assessment::dossier::{Entry, ItemResult};

    fn evidence(records: u32, items: &[&str]) -> Evidence {
        let entry = |n: u32| Entry {
            record: format!("r{n}").into(),
            day: chrono::NaiveDate::default(),
            text: format!("Did {n}."),
            indicators: vec![],
            items: vec![],
        };
        let item = |id: &&str| ItemResult {
            item: (*id).into(),
            title: format!("Item {id}"),
            due: chrono::NaiveDate::default(),
            key: false,
            difficulty: 1,
            done: false,
            progress: 0,
        };
        Evidence {
            aspects: vec![],
            entries: (0..records).map(entry).collect(),
            items: items.iter().map(item).collect(),
        }
    }

    fn point(about: About, text: &str, evidence: &Evidence) -> Point {
        Point {
            about,
            name: String::new(),
            text: text.to_owned(),
            cites: evidence.entries.iter().map(cite).collect(),
        }
    }

    fn of(points: Vec<Point>) -> Summary {
        Summary {
            points,
            overall: String::new(),
        }
    }

    #[test]
    fn what_was_written_about_an_item_that_was_dropped_meanwhile_is_kept() {
        let (there, none) = (evidence(1, &["p", "q"]), evidence(0, &[]));
        let typed = of(vec![
            point(About::Item("p".into()), "Half of it is done.", &there),
            point(About::Item("q".into()), "All done.", &none),
            point(About::Else, "Helped out.", &none),
        ]);
        let now = evidence(1, &["q"]);
        let kept = accept(&typed, &Summary::default(), &now).unwrap();
        let read: Vec<(&str, &str, usize)> = (kept.points.iter())
            .map(|p| (p.name.as_str(), p.text.as_str(), p.cites.len()))
            .collect();
        assert_eq!(
            read,
            [("Item q", "All done.", 0), ("", "Helped out.\nHalf of it is done.", 1)]
        );
        // What was kept before stays where it stands.
        let before = accept(&typed, &Summary::default(), &there).unwrap();
        assert_eq!(accept(&typed, &before, &now).unwrap(), before);
    }

    #[test]
    fn a_record_too_many_is_refused_and_not_left_out() {
        let many = |n: u32| {
            let all = evidence(n, &[]);
            accept(&of(vec![point(About::Else, "", &all)]), &Summary::default(), &all)
        };
        assert_eq!(many(30).unwrap().points.first().map(|p| p.cites.len()), Some(30));
        let refused = many(31);
        assert!(
            matches!(&refused, Err(Error::Invalid(Violation::Assess { words })) if words.en.contains("cites 31 records")),
            "{refused:?}"
        );
    }

    #[test]
    fn a_year_of_plan_items_leaves_room_for_other_work() {
        let ids: Vec<String> = (0..300).map(|n| format!("p{n}")).collect();
        let items: Vec<&str> = ids.iter().map(String::as_str).collect();
        let (year, none) = (evidence(0, &items), evidence(0, &[]));
        let all = items.iter().map(|id| About::Item((*id).into())).chain([About::Else]);
        let typed = of(all.map(|about| point(about, "Done.", &none)).collect());
        let kept = accept(&typed, &Summary::default(), &year).unwrap();
        assert_eq!(kept.points.last().map(|p| &p.about), Some(&About::Else));
    }
}

//! That nothing social reaches the demo organisation's assessment, nor how much anybody writes.

use super::demo_year::Demo;
use super::result_kit::replayed;
use super::world::{draft, until};
use domain::assessment::process::{Act, Kind, State};
use domain::permission::Actor;
use domain::view::assess::{CoursePage, ReviewPage};
use domain::view::{CommentDraft, RecordDraft};
use domain::{CourseId, PeriodId, PersonId, RecordId, Scope, UnitId};
use rand::prelude::*;
use rand::rngs::StdRng;
use serde_json::{Value, json};
use service::assess::{TypedReview, TypedRow};
use service::demo::Tongue;
use service::{assess, comment, feed, like, record, result};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Changes by one seed.
const CHANGES: usize = 60;
/// After each of these all is compared. One more is taken from the environment.
const ROUNDS: [[u64; 2]; 2] = [[0, 1], [2, 3]];
const SEED: &str = "DAYBOOK_SEED";

struct Said {
    all: String,
    /// Facts, proposals, grades and quotas, without the lists of records that there are to cite.
    follows: String,
}

/// How far a year was taken.
#[derive(Default)]
struct Reached {
    grades: BTreeMap<String, usize>,
    /// What the reviews cite, and who wrote them.
    cited: Vec<(Arc<Actor>, RecordId)>,
}

impl Demo {
    /// Most hand in a summary of the year, and it is compiled. Of four two are reviewed before the committee agrees to all there are places
    /// for, one afterwards, and one is left; but all whom the rules leave the best grade are reviewed.
    async fn carry_on(&self, year: &PeriodId) -> Reached {
        let mut own: Vec<(Arc<Actor>, CourseId)> = Vec::new();
        for actor in &self.people {
            let lines = assess::home(&self.daybook, actor).await.unwrap().own;
            let line = lines.into_iter().find(|line| line.period == *year);
            own.extend(line.map(|line| (actor.clone(), line.id)));
        }
        let mut handed_in = Vec::new();
        for (actor, course) in (own.iter().enumerate()).filter_map(|(n, one)| (n % 5 < 4).then_some(one)) {
            let page = assess::summary_page(&self.daybook, actor, course).await.unwrap();
            let mut summary = page.summary;
            summary.overall = "The year went by the plan.".into();
            assess::keep_summary(&self.daybook, actor, course, page.version, &summary, true, "")
                .await
                .unwrap();
            handed_in.push(course);
        }
        self.for_all(&self.office, year, Act::Compile).await;
        let mut reached = Reached::default();
        for (n, course) in handed_in.iter().enumerate() {
            let page = assess::course_page(&self.daybook, &self.office, course).await.unwrap();
            if n % 4 < 2 || page.outcome.open().next() == Some("excellent") {
                self.judge(course, &mut reached).await;
            }
        }
        self.for_all(&*self.actor("director").await, year, Act::Calibrate).await;
        for course in handed_in.iter().skip(2).step_by(4) {
            let page = assess::course_page(&self.daybook, &self.office, course).await.unwrap();
            if page.line.state == State::Compiled {
                self.judge(course, &mut reached).await;
            }
        }
        reached
    }

    /// The assessor proposes the best grade that is open, and cites the first and the last record for each indicator.
    async fn judge(&self, course: &CourseId, reached: &mut Reached) {
        let page = assess::course_page(&self.daybook, &self.office, course).await.unwrap();
        let Some(by) = page.dossier.assessors.first() else {
            return;
        };
        let by = self.daybook.profile(&by.id).await.unwrap().actor.clone();
        let page = assess::review_page(&self.daybook, &by, course).await.unwrap();
        let typed = judged(&page);
        assess::keep_review(&self.daybook, &by, course, page.version, &typed, true, "")
            .await
            .unwrap_or_else(|error| panic!("{}: {error}", page.line.person.name));
        let cites = typed.rows.iter().flat_map(|row| &row.cites);
        let cited = cites.map(|record| (by.clone(), RecordId::from(record.as_str())));
        reached.cited.extend(cited);
        *reached.grades.entry(typed.grade).or_default() += 1;
    }

    /// A step for everybody who is ready, to its end.
    async fn for_all(&self, by: &Actor, period: &PeriodId, act: Act) {
        result::period_act(&self.daybook, by, period, act.as_str(), "")
            .await
            .unwrap();
        until(&format!("{act:?} did not end"), async || {
            let page = assess::period_page(&self.daybook, &self.office, period).await;
            page.unwrap().running.filter(|r| r.act == act && r.ended)
        })
        .await;
    }

    /// What is cited is marked and commented on by whoever cited it, and by others who can read it.
    async fn praise(&self, cited: &[(Arc<Actor>, RecordId)], rng: &mut StdRng) -> usize {
        let mut done = 0;
        let said = CommentDraft {
            text: "The best I have read this year.".into(),
            ..CommentDraft::default()
        };
        for n in 0..CHANGES / 3 {
            let (by, record) = cited.choose(rng).unwrap();
            let other = self.people.choose(rng).unwrap();
            let actor = if n % 2 == 0 { by } else { other };
            done += usize::from(like::set(&self.daybook, actor, record, true).await.is_ok());
            done += usize::from(comment::write(&self.daybook, actor, record, &said, "").await.is_ok());
        }
        done
    }

    /// All that the assessment holds and says, of everybody, as bytes. Colleagues' words, which can be cited as words, are left out where
    /// they are offered for citing; where one is cited it stands in the dossier.
    async fn said(&self) -> Said {
        let (mut all, mut follows) = (Vec::new(), Vec::new());
        for page in self.courses().await {
            for assessor in &page.dossier.assessors {
                let assessor = self.daybook.profile(&assessor.id).await.unwrap().actor.clone();
                let review = assess::review_page(&self.daybook, &assessor, &page.line.id)
                    .await
                    .unwrap();
                let rows = review
                    .rows
                    .iter()
                    .map(|r| json!([r.aspect, r.weeks, r.entries, r.cites, r.reason, r.score]));
                let rows: Vec<_> = rows.collect();
                all.push(json!([
                    rows,
                    review.others,
                    review.items,
                    review.summary,
                    review.grades,
                    review.outcome
                ]));
                all.push(json!([review.questions, review.quotas]));
                follows.push(json!([review.items, review.grades, review.outcome, review.quotas]));
            }
            follows.push(json!([
                page.dossier.case,
                page.dossier.course,
                page.outcome,
                page.grades
            ]));
            all.push(json!(page));
        }
        let committee = self.actor("director").await;
        for page in self.periods().await {
            let units: Vec<UnitId> = page.units.iter().map(|u| u.unit.unit.clone()).collect();
            for unit in units.iter().filter(|_| !page.committee.is_empty()) {
                let board = result::board(&self.daybook, &committee, &page.line.id, unit, ("", 0, ""))
                    .await
                    .unwrap();
                let rows = board.rows.iter();
                let rows = rows.map(|r| json!([r.grade, r.rules_point_to, r.standing, r.score]));
                follows.push(json!([rows.collect::<Vec<_>>(), board.quotas, board.steps, board.cut]));
                all.push(json!(board));
            }
            let (_, replay) = replayed(&self.daybook, &self.office, &page.line.id, &["cn-half-up"]).await;
            follows.push(json!([replay.run, page.quotas, page.exempt]));
            all.push(json!(replay.run));
            all.push(json!(page));
        }
        let text = |all: &[Value]| serde_json::to_string(all).unwrap();
        Said {
            all: text(&all),
            follows: text(&follows),
        }
    }

    /// Likes, marks, comments, views, and how many records there are beside those of the people assessed: changed at random.
    async fn stir(&self, assessed: &BTreeSet<PersonId>, rng: &mut StdRng) -> [usize; 4] {
        let mut done = [0; 4];
        for n in 0..CHANGES {
            let actor = self.people.choose(rng).unwrap();
            let cards = feed::page(&self.daybook, actor, &Scope::All, None).await.unwrap().cards;
            let Some(card) = cards.choose(rng) else { continue };
            let own = card.author.id == actor.person;
            match n % 4 {
                0 if !own => {
                    let on = rng.random_bool(0.7);
                    done[0] += usize::from(like::set(&self.daybook, actor, &card.id, on).await.is_ok());
                }
                1 => {
                    let said = CommentDraft {
                        text: format!("Thank you, that helped ({n})."),
                        ..CommentDraft::default()
                    };
                    done[1] += usize::from(comment::write(&self.daybook, actor, &card.id, &said, "").await.is_ok());
                }
                2 => {
                    done[2] += usize::from(
                        feed::set_read_up_to(&self.daybook, actor, card.written.at)
                            .await
                            .is_ok(),
                    )
                }
                _ => {
                    let audience = if assessed.contains(&actor.person) {
                        "draft"
                    } else {
                        "unit"
                    };
                    let text = format!("Went through the file again, and closed it ({n}).");
                    record::write(&self.daybook, actor, &draft(&text, audience), "")
                        .await
                        .unwrap();
                    done[3] += 1;
                }
            }
        }
        done
    }

    /// Some of those who are assessed write more that their leaders can read: of a day of which there is a record, for the same indicators.
    async fn write_more(&self, courses: &[CoursePage]) -> usize {
        let mut written = 0;
        let some = courses.len().div_ceil(2 * CHANGES).max(1);
        for page in courses.iter().step_by(some) {
            let Some(assessor) = page.dossier.assessors.first() else {
                continue;
            };
            let assessor = self.daybook.profile(&assessor.id).await.unwrap().actor.clone();
            let review = assess::review_page(&self.daybook, &assessor, &page.line.id)
                .await
                .unwrap();
            let mut entries = review.rows.iter().flat_map(|r| &r.entries).chain(&review.others);
            let Some(entry) = entries.next_back() else { continue };
            let indicators: Vec<&str> = entry.indicators.iter().map(|i| i.as_str()).collect();
            let more = RecordDraft {
                day: entry.day.to_string(),
                indicators: Some(indicators.join(",")),
                ..draft("Went through the same file once more.", "unit")
            };
            let author = self
                .daybook
                .profile(&page.dossier.person.id)
                .await
                .unwrap()
                .actor
                .clone();
            written += usize::from(record::write(&self.daybook, &author, &more, "").await.is_ok());
        }
        written
    }
}

/// A review that rests on what there is to cite.
fn judged(page: &ReviewPage) -> TypedReview {
    let rows = page.rows.iter().map(|row| {
        let ends = [row.entries.first(), row.entries.last()].into_iter().flatten();
        let cites: Vec<String> = ends.map(|entry| entry.record.0.clone()).collect();
        let none = if cites.is_empty() {
            "Nothing of this kind was asked for."
        } else {
            ""
        };
        TypedRow {
            indicator: row.aspect.id.0.clone(),
            reason: format!("{}: as the records say.", row.aspect.name),
            none: none.into(),
            cites,
            ..TypedRow::default()
        }
    });
    TypedReview {
        rows: rows.collect(),
        grade: page.outcome.open().next().unwrap_or_default().to_owned(),
        words: format!("What {} did in the year, from day to day.", page.line.person.name),
    }
}

/// The seeds of each round.
fn rounds() -> Vec<Vec<u64>> {
    let mut all: Vec<Vec<u64>> = ROUNDS.iter().map(|seeds| seeds.to_vec()).collect();
    all.extend(std::env::var(SEED).ok().map(|seed| vec![seed.parse().unwrap()]));
    all
}

#[tokio::test]
async fn likes_comments_views_and_numbers_of_records_reach_no_dossier_no_quota_and_no_proposal() {
    let demo = Demo::load(Tongue::En, 90).await;
    let periods = demo.periods().await;
    // The quarter that is decided, so that the year has results to rest on, whatever the day of the test.
    let decided = periods.first().unwrap();
    let year = demo.open_year(decided, decided.line.last[..4].parse().unwrap()).await;
    let reached = demo.carry_on(&year).await;
    let grades = &reached.grades;
    assert!(grades.values().sum::<usize>() > 10, "{grades:?}");
    assert!(reached.cited.len() > 20, "{}", reached.cited.len());
    let courses = demo.courses().await;
    let of_year = || courses.iter().filter(|c| c.line.kind == Kind::Year);
    let states: BTreeSet<&str> = of_year().map(|c| c.line.state.as_str()).collect();
    for state in [State::Opened, State::Compiled, State::Reviewed, State::Calibrated] {
        assert!(states.contains(state.as_str()), "{states:?}");
    }
    assert!(of_year().any(|c| c.dossier.earlier.iter().any(|e| e.grade.is_some())));
    let assessed: BTreeSet<PersonId> = courses.iter().map(|c| c.dossier.person.id.clone()).collect();
    let before = demo.said().await;
    assert!(before.all.len() > 200_000, "{}", before.all.len());
    let (mut done, mut praised) = ([0; 4], 0);
    for seeds in rounds() {
        for seed in &seeds {
            let mut rng = StdRng::seed_from_u64(*seed);
            let some = demo.stir(&assessed, &mut rng).await;
            done = [0, 1, 2, 3].map(|n| done[n] + some[n]);
            praised += demo.praise(&reached.cited, &mut rng).await;
        }
        let after = demo.said().await;
        assert!(
            after.all == before.all,
            "one of the seeds {seeds:?} ({SEED} takes another): {}",
            difference(&before.all, &after.all)
        );
    }
    assert!(done.iter().all(|many| *many > 20) && praised > 20, "{done:?} {praised}");

    // Own records that leaders can read are evidence: the comparison sees them, and nothing that follows is another for their number.
    let written = demo.write_more(&courses).await;
    assert!(written > 20, "{written}");
    let after = demo.said().await;
    assert!(after.all != before.all);
    assert!(
        after.follows == before.follows,
        "{}",
        difference(&before.follows, &after.follows)
    );
}

/// Where two long texts begin to differ.
fn difference(a: &str, b: &str) -> String {
    let at = a.bytes().zip(b.bytes()).take_while(|(x, y)| x == y).count();
    let around = |s: &str| {
        String::from_utf8_lossy(
            s.as_bytes()
                .get(at.saturating_sub(200)..(at + 200).min(s.len()))
                .unwrap_or_default(),
        )
        .into_owned()
    };
    format!("\n{}\n{}", around(a), around(b))
}

//! That nothing social reaches the demo organisation's assessment, nor how much anybody writes.

use super::demo_year::Demo;
use super::result_kit::replayed;
use super::world::{draft, today};
use chrono::Datelike;
use domain::view::assess::CoursePage;
use domain::view::{CommentDraft, RecordDraft};
use domain::{PersonId, Scope, UnitId};
use rand::prelude::*;
use rand::rngs::StdRng;
use serde_json::{Value, json};
use service::demo::Tongue;
use service::{assess, comment, feed, like, record, result};
use std::collections::BTreeSet;

/// Changes of a round, and rounds.
const CHANGES: usize = 60;
const ROUNDS: u64 = 4;

struct Said {
    all: String,
    /// Facts, proposals, grades and quotas, without the lists of records that there are to cite.
    follows: String,
}

impl Demo {
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

#[tokio::test]
async fn likes_comments_views_and_numbers_of_records_reach_no_dossier_no_quota_and_no_proposal() {
    let demo = Demo::load(Tongue::En, 90).await;
    let periods = demo.periods().await;
    demo.open_year(periods.last().unwrap(), today().year()).await;
    let courses = demo.courses().await;
    let assessed: BTreeSet<PersonId> = courses.iter().map(|c| c.dossier.person.id.clone()).collect();
    let before = demo.said().await;
    assert!(before.all.len() > 200_000, "{}", before.all.len());
    let mut done = [0; 4];
    for round in 0..ROUNDS {
        let some = demo.stir(&assessed, &mut StdRng::seed_from_u64(round)).await;
        done = [0, 1, 2, 3].map(|n| done[n] + some[n]);
        let after = demo.said().await;
        assert!(
            after.all == before.all,
            "round {round}: {}",
            difference(&before.all, &after.all)
        );
    }
    assert!(done.iter().all(|many| *many > 20), "{done:?}");

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

//! What comes twice, late, or at the same moment: done once, in its place, and without a circle.

use super::measured::{Measured, casework, three, tied};
use super::plans::{breach, draft, nowhere, titles};
use super::world::{World, draft as record};
use domain::plan::{Breach, Draft, Field, State};
use domain::view::RecordDraft;
use domain::{PlanItemId, Scope, Tie, Violation};
use futures::future::join_all;
use service::Error;
use service::plan::{self, Wanted};

fn on(item: &PlanItemId, percent: u8) -> RecordDraft {
    RecordDraft {
        items: Some(item.0.clone()),
        progress: Some(format!("{item}:{percent}")),
        ..record("Worked on it", "unit")
    }
}

/// Finished last week, so that it can be copied.
async fn finished_last_week(world: &World, who: &str) {
    let (daybook, actor) = (&world.daybook, world.actor(who).await);
    let weekly = Draft {
        horizon: "week".into(),
        ..draft("Sort the letters")
    };
    let item = plan::write(daybook, &actor, &weekly, &nowhere(), "", "").await.unwrap();
    plan::agree(daybook, &*world.actor("ole").await, &item, 1, "")
        .await
        .unwrap();
    plan::finish(daybook, &actor, &item, "", "").await.unwrap();
    daybook.pass_days(7);
}

#[tokio::test]
async fn a_second_press_copies_once_and_says_what_was_copied() {
    let world = World::new().await;
    finished_last_week(&world, "ann").await;
    let ann = world.actor("ann").await;
    let copy = |horizon, key| plan::copy(&world.daybook, &ann, horizon, &NOWHERE, key);
    let first = copy("week", "pressed").await.unwrap();
    assert_eq!(copy("week", "pressed").await.unwrap(), first);
    assert_eq!(
        titles(&super::plans::open(&world.plan("ann").await)),
        ["Sort the letters"]
    );
    // Another form, or the same key for another period, is another request.
    assert_eq!(breach(copy("week", "again").await), Breach::NothingToCopy);
    assert_eq!(breach(copy("month", "pressed").await), Breach::NothingToCopy);
}

static NOWHERE: std::sync::LazyLock<domain::UnitId> = std::sync::LazyLock::new(nowhere);

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_tabs_at_once_copy_once() {
    let world = World::new().await;
    finished_last_week(&world, "ann").await;
    let ann = world.actor("ann").await;
    let tabs = (0..6).map(|n| {
        let (daybook, ann) = (world.daybook.clone(), ann.clone());
        tokio::spawn(async move { plan::copy(&daybook, &ann, "week", &nowhere(), &format!("tab {n}")).await })
    });
    let done: Vec<_> = join_all(tabs).await.into_iter().map(Result::unwrap).collect();
    assert_eq!(done.iter().filter(|d| d.is_ok()).count(), 1, "{done:?}");
    for other in done.into_iter().filter(Result::is_err) {
        assert_eq!(breach(other), Breach::NothingToCopy);
    }
    assert_eq!(
        titles(&super::plans::open(&world.plan("ann").await)),
        ["Sort the letters"]
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn links_made_at_once_close_no_circle() {
    let world = World::new().await;
    let ole = world.actor("ole").await;
    for round in 0..8 {
        let mut items = Vec::new();
        for name in ["a", "b", "c"] {
            items.push(world.set("ole", &format!("Goal {name}{round}")).await);
        }
        // Each alone is right; all three are a circle.
        let links = [(0, 1), (1, 2), (2, 0)].map(|(from, to)| {
            let (daybook, ole, from, to) = (
                world.daybook.clone(),
                ole.clone(),
                items[from].clone(),
                items[to].clone(),
            );
            tokio::spawn(async move { plan::serve(&daybook, &ole, &from, &to, "").await })
        });
        let done: Vec<_> = join_all(links).await.into_iter().map(Result::unwrap).collect();
        assert_eq!(done.iter().filter(|d| d.is_ok()).count(), 2, "{done:?}");
        let refused = done.into_iter().find(Result::is_err).unwrap();
        assert!(matches!(breach(refused), Breach::Circle { .. }));
    }
}

#[tokio::test]
async fn a_note_is_part_of_the_history_and_two_tabs_do_not_overwrite_each_other() {
    let world = World::new().await;
    let (daybook, ann) = (&world.daybook, world.actor("ann").await);
    let item = world.hand("ole", "Renew the index", &["ann"]).await.unwrap();
    world.accept("ann", &item).await.unwrap();
    let seen = world.look("ann", &item).await;
    let noted = |note: &str| Draft {
        note: note.into(),
        due: seen.due.clone(),
        start: seen.start.clone(),
        ..draft("Renew the index")
    };
    fn wanted(draft: &Draft) -> Wanted<'_> {
        Wanted {
            draft,
            owner: "",
            why: "",
        }
    }
    let (first, second) = (noted("Begin in the east room"), noted("Ask Bob for the key"));
    plan::change(daybook, &ann, &item, 1, &wanted(&first), "")
        .await
        .unwrap();
    let page = world.item("ann", &item).await.unwrap();
    assert_eq!(
        (page.item.state, page.item.version, page.item.note.as_str()),
        (State::Agreed, 2, "Begin in the east room")
    );
    let edits = page.history.iter().flat_map(|c| &c.edits);
    assert!(
        edits
            .into_iter()
            .any(|e| e.field == Field::Note && e.before.is_empty() && e.after == "Begin in the east room")
    );
    // The other tab still shows the first version.
    assert_eq!(
        breach(plan::change(daybook, &ann, &item, 1, &wanted(&second), "").await),
        Breach::ChangedMeanwhile
    );
    assert_eq!(world.look("ann", &item).await.note, "Begin in the east room");
}

#[tokio::test]
async fn what_is_told_late_does_not_turn_progress_back() {
    let world = World::new().await;
    let (daybook, ann) = (&world.daybook, world.actor("ann").await);
    let item = world.hand("ole", "Renew the index", &["ann"]).await.unwrap();
    world.accept("ann", &item).await.unwrap();
    let before = chrono::Utc::now().timestamp_millis();
    let today: chrono::NaiveDate = daybook.today().parse().unwrap();
    let told = async || world.look("ann", &item).await.progress;
    tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    plan::advance(daybook, &ann, &item, "60", "", "").await.unwrap();

    // Yesterday's, written today.
    let yesterday = RecordDraft {
        day: today.pred_opt().unwrap().to_string(),
        ..on(&item, 30)
    };
    let late = world.try_write("ann", &yesterday, "").await.unwrap().id;
    assert_eq!(told().await, 60);
    // Composed before, in a lift; it waited for a network.
    let queued = RecordDraft {
        composed: Some(before.to_string()),
        ..on(&item, 40)
    };
    world.try_write("ann", &queued, "").await.unwrap();
    assert_eq!(told().await, 60);
    // The steps and the evidence stay, and an edit of the old one is as old.
    world
        .edit(
            "ann",
            &late,
            &RecordDraft {
                progress: Some(format!("{item}:35")),
                ..yesterday.clone()
            },
            "",
        )
        .await
        .unwrap();
    let page = world.item("ann", &item).await.unwrap();
    let steps: Vec<_> = page.steps.iter().map(|s| s.progress).collect();
    assert_eq!((page.item.progress, page.item.evidenced), (60, true));
    assert_eq!(steps, [Some(35), Some(40), Some(30), Some(60)]);
    assert_eq!(world.feed("ole", &Scope::Plan(item.clone())).await.len(), 2);
    // What is told now counts, less too; a clock that runs ahead is not believed.
    world.try_write("ann", &on(&item, 50), "").await.unwrap();
    assert_eq!(told().await, 50);
    let ahead = RecordDraft {
        composed: Some((before + 86_400_000).to_string()),
        ..on(&item, 55)
    };
    world.try_write("ann", &ahead, "").await.unwrap();
    plan::advance(daybook, &ann, &item, "70", "", "").await.unwrap();
    assert_eq!(told().await, 70);
}

#[tokio::test]
async fn late_records_move_what_was_told_before_them() {
    let world = World::new().await;
    let item = world.hand("ole", "Renew the index", &["ann"]).await.unwrap();
    world.accept("ann", &item).await.unwrap();
    let now = chrono::Utc::now().timestamp_millis();
    for (composed, percent, wanted) in [(now - 9_000, 20, 20), (now - 5_000, 45, 45), (now - 7_000, 30, 45)] {
        let queued = RecordDraft {
            composed: Some(composed.to_string()),
            ..on(&item, percent)
        };
        world.try_write("ann", &queued, "").await.unwrap();
        assert_eq!(world.look("ann", &item).await.progress, wanted, "{percent}");
    }
}

/// One line of work, written once, answers every report that asks for it.
#[tokio::test]
async fn one_record_answers_several_reports() {
    let m = Measured::new().await;
    m.in_force(&casework(), &three(), "").await;
    let world = &m.world;
    let ours = world.hand("ole", "Answer the old letters", &["ann"]).await.unwrap();
    let above = world.hand("dir", "Ready for the visit", &["ann"]).await.unwrap();
    for item in [&ours, &above] {
        world.accept("ann", item).await.unwrap();
    }
    let indicators = [
        m.row("ann", "Decided in time").await,
        m.row("ann", "Clear letters").await,
    ];
    let draft = RecordDraft {
        items: Some(format!("{ours},{above}")),
        progress: Some(format!("{ours}:40,{above}:10")),
        ..tied(record("Answered forty letters", "unit"), &indicators.each_ref())
    };
    let before = world.acts().await.len();
    let written = world.try_write("ann", &draft, "").await.unwrap().id;
    assert_eq!(world.acts().await.len(), before + 1, "one act");
    for (leader, item, percent) in [("ole", &ours, 40), ("dir", &above, 10)] {
        let page = world.item(leader, item).await.unwrap();
        assert_eq!((page.item.progress, page.item.evidenced), (percent, true), "{leader}");
        assert_eq!(world.feed(leader, &Scope::Plan(item.clone())).await, [written.clone()]);
        let ann = world.id("ann");
        let strip = m.strip(&*world.actor(leader).await, "ann").await.unwrap();
        let shown: Vec<_> = strip
            .into_iter()
            .filter(|(_, n)| *n > 0)
            .map(|(name, _)| name)
            .collect();
        assert_eq!(shown, ["Decided in time", "Clear letters"], "{leader} of {ann}");
    }
    // Reported in one place, it is not lost in the other: taken off one item it stays on the other.
    let only = RecordDraft {
        items: Some(above.0.clone()),
        progress: None,
        ..draft
    };
    world.edit("ann", &written, &only, "").await.unwrap();
    assert!(!world.look("ole", &ours).await.evidenced && world.look("dir", &above).await.evidenced);
}

#[tokio::test]
async fn a_set_agreed_twice_by_one_press_is_agreed_once() {
    let m = Measured::new().await;
    let set = m.draft(&m.office, &casework()).await.unwrap();
    m.save(&m.office, &set, &three()).await.unwrap();
    let edition = m.page(&m.office, &set).await.unwrap().edition;
    let agree = |key| service::indicator::agree(&m.world.daybook, &m.office, &set, edition, "", key);
    agree("pressed").await.unwrap();
    agree("pressed").await.unwrap();
    assert!(matches!(agree("again").await, Err(Error::Invalid(_))));
    let acts = m.world.acts().await;
    assert_eq!(acts.iter().filter(|a| *a == "indicators_agreed").count(), 1, "{acts:?}");
}

#[tokio::test]
async fn a_record_whose_answer_was_lost_is_found_again_though_its_item_has_ended_since() {
    let world = World::new().await;
    let item = world.hand("ole", "Renew the index", &["ann"]).await.unwrap();
    world.accept("ann", &item).await.unwrap();
    let draft = on(&item, 60);
    let written = world.try_write("ann", &draft, "one key").await.unwrap().id;
    plan::finish(&world.daybook, &*world.actor("ann").await, &item, "", "")
        .await
        .unwrap();
    assert_eq!(world.try_write("ann", &draft, "one key").await.unwrap().id, written);
    let anew = world.try_write("ann", &draft, "another key").await;
    assert!(matches!(
        anew,
        Err(Error::Invalid(Violation::TieUnknown { what: Tie::Item }))
    ));
}

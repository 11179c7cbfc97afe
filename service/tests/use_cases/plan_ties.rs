//! Plans with what is around them: records, larger items, the unit, tables, the period before, and who is told.

use super::plans::{breach, draft, nowhere, open, titles};
use super::world::{World, draft as record};
use domain::plan::{Breach, State};
use domain::view::RecordDraft;
use domain::{Lang, PlanItemId, RecordId, Scope, Tie, Violation};
use service::Error;
use service::plan;

impl World {
    pub async fn tied(
        &self,
        who: &str,
        items: &[&PlanItemId],
        progress: &str,
        audience: &str,
    ) -> service::Result<RecordId> {
        Ok(self.try_write(who, &ties(items, progress, audience), "").await?.id)
    }
}

pub fn ties(items: &[&PlanItemId], progress: &str, audience: &str) -> RecordDraft {
    let items: Vec<&str> = items.iter().map(|i| i.as_str()).collect();
    RecordDraft {
        items: Some(items.join(",")),
        progress: Some(progress.to_owned()),
        ..record("Worked on it", audience)
    }
}

fn unknown<T: std::fmt::Debug>(outcome: service::Result<T>) -> bool {
    matches!(outcome, Err(Error::Invalid(Violation::TieUnknown { what: Tie::Item })))
}

#[tokio::test]
async fn a_record_advances_the_item_in_its_own_act() {
    let world = World::new().await;
    let item = world.hand("ole", "Renew the index", &["ann"]).await.unwrap();
    world.accept("ann", &item).await.unwrap();
    let before = world.acts().await.len();
    let written = world
        .tied("ann", &[&item], &format!("{item}:60"), "unit")
        .await
        .unwrap();
    assert_eq!(world.acts().await.len(), before + 1, "one act");
    let page = world.item("ole", &item).await.unwrap();
    assert_eq!(
        (page.item.state, page.item.progress, page.item.evidenced),
        (State::InHand, 60, true)
    );
    assert_eq!(
        (page.steps[0].progress, page.steps[0].record.as_ref()),
        (Some(60), Some(&written))
    );
    let card = world.card("ole", &written).await.unwrap();
    assert_eq!(card.anchors.items[0].title, "Renew the index");
    assert_eq!(world.feed("ole", &Scope::Plan(item.clone())).await, [written.clone()]);
    // Edited: another figure is another step; without the tie the item has nothing to show again.
    world
        .edit("ann", &written, &ties(&[&item], &format!("{item}:70"), "unit"), "")
        .await
        .unwrap();
    let page = world.item("ann", &item).await.unwrap();
    assert_eq!((page.item.progress, page.steps.len()), (70, 2));
    world.edit("ann", &written, &ties(&[], "", "unit"), "").await.unwrap();
    assert!(!world.look("ann", &item).await.evidenced);
    assert!(world.feed("ole", &Scope::Plan(item.clone())).await.is_empty());
    // What a record does not speak of stays.
    let again = world.tied("ann", &[&item], "", "unit").await.unwrap();
    assert_eq!(world.look("ann", &item).await.progress, 70);
    world
        .edit("ann", &again, &record("Other words", "unit"), "")
        .await
        .unwrap();
    assert!(world.look("ann", &item).await.evidenced);
    service::record::withdraw(&world.daybook, &*world.actor("ann").await, &again)
        .await
        .unwrap();
    assert!(!world.look("ann", &item).await.evidenced);
}

#[tokio::test]
async fn a_draft_advances_nothing_until_it_is_published() {
    let world = World::new().await;
    let item = world.hand("ole", "Renew the index", &["ann"]).await.unwrap();
    world.accept("ann", &item).await.unwrap();
    let written = world
        .tied("ann", &[&item], &format!("{item}:60"), "draft")
        .await
        .unwrap();
    let seen = world.look("ann", &item).await;
    assert_eq!((seen.state, seen.progress, seen.evidenced), (State::Agreed, 0, false));
    world
        .edit("ann", &written, &record("Worked on it", "unit"), "")
        .await
        .unwrap();
    let seen = world.look("ann", &item).await;
    assert_eq!((seen.state, seen.progress, seen.evidenced), (State::InHand, 60, true));
}

#[tokio::test]
async fn only_open_items_of_ones_own_or_of_the_units_can_be_tied() {
    let world = World::new().await;
    let ours = world.unowned("ole", "Tidy the archive").await;
    let anns = world.hand("ole", "Renew the index", &["ann"]).await.unwrap();
    assert!(unknown(world.tied("bob", &[&anns], "", "unit").await));
    assert!(
        unknown(world.tied("ole", &[&anns], "", "unit").await),
        "a leader's work is not the owner's"
    );
    assert!(unknown(world.tied("pia", &[&ours], "", "unit").await));
    assert!(unknown(
        world
            .tied("bob", &[&"01JD3Z8V9QK4M5N6P7R8S9T0AB".into()], "", "unit")
            .await
    ));
    world
        .tied("bob", &[&ours], &format!("{ours}:10"), "unit")
        .await
        .unwrap();
    world.tied("ann", &[&ours, &anns], "", "unit").await.unwrap();
    assert_eq!(world.look("ole", &ours).await.progress, 10);
    let ole = world.actor("ole").await;
    plan::drop_item(&world.daybook, &ole, &ours, "Not now", "")
        .await
        .unwrap();
    assert!(unknown(world.tied("bob", &[&ours], "", "unit").await));
}

#[tokio::test]
async fn items_serve_larger_ones_across_people_and_units_but_never_in_a_circle() {
    let world = World::new().await;
    let (daybook, dir) = (&world.daybook, world.actor("dir").await);
    let goal = world.set("dir", "Answer within ten days").await;
    let office = world.hand("dir", "Halve the backlog", &["ole"]).await.unwrap();
    let desk = world.hand("ole", "Answer the old letters", &["ann"]).await.unwrap();
    let serve = |item, larger| plan::serve(daybook, &dir, item, larger, "");
    serve(&office, &goal).await.unwrap();
    serve(&desk, &office).await.unwrap();
    assert_eq!(breach(serve(&desk, &office).await), Breach::AlreadyServes);
    assert_eq!(breach(serve(&goal, &goal).await), Breach::ServesItself);
    assert!(matches!(breach(serve(&goal, &desk).await), Breach::Circle { .. }));
    let page = world.item("dir", &office).await.unwrap();
    assert_eq!(
        (titles(&page.serves), titles(&page.served_by)),
        (vec!["Answer within ten days"], vec!["Answer the old letters"])
    );
    // Ann reads what hers serves in the own unit, and not what that serves above.
    assert_eq!(
        titles(&world.item("ann", &desk).await.unwrap().serves),
        ["Halve the backlog"]
    );
    assert!(world.item("ann", &office).await.unwrap().serves.is_empty());
    let fin = world.actor("fin").await;
    assert!(matches!(
        plan::serve(daybook, &fin, &desk, &goal, "").await,
        Err(Error::NotFound)
    ));
    plan::unserve(daybook, &dir, &desk, &office, "").await.unwrap();
    plan::unserve(daybook, &dir, &desk, &office, "").await.unwrap();
    assert!(world.item("ann", &desk).await.unwrap().serves.is_empty());
}

#[tokio::test]
async fn the_leaders_page_shows_load_overlaps_and_what_nobody_has() {
    let world = World::new().await;
    world.unowned("ole", "Tidy the archive").await;
    world
        .hand("ole", "Answer the old letters from 2024", &["ann"])
        .await
        .unwrap();
    world.hand("ole", "Answer old letters of 2024", &["bob"]).await.unwrap();
    world.hand("ole", "Read the statute", &["ann", "bob"]).await.unwrap();
    world.hand("ole", "Visit the branch", &["pet"]).await.unwrap();
    world.set("pia", "Sort petitions by street").await;
    let page = world.unit_plan("ole", &world.unit("ole").await).await.unwrap();
    let of = |name: &str| {
        let person = page.people.iter().find(|p| p.person.name.starts_with(name));
        person.map(|p| (p.items.len(), p.load.map(|l| (l.ordinary, l.hard))))
    };
    assert_eq!(
        (of("Ann"), of("Bob"), of("Pet"), of("Pia")),
        (
            Some((2, Some((2, 0)))),
            Some((2, Some((2, 0)))),
            Some((1, Some((1, 0)))),
            None
        )
    );
    assert_eq!(titles(&page.unowned), ["Tidy the archive"]);
    assert_eq!(page.overlaps.len(), 1, "what one act gave to two is meant so");
    assert_eq!(page.overlaps[0].len(), 2);
    // The same words of two people who each set them themselves are an overlap; twice of one person they are not.
    for who in ["ann", "bob", "bob"] {
        world.set(who, "Rewrite the reading room rules").await;
    }
    let again = world.unit_plan("ole", &world.unit("ole").await).await.unwrap();
    assert_eq!(again.overlaps.len(), 2);
    assert!(
        again
            .overlaps
            .iter()
            .any(|group| titles(group) == ["Rewrite the reading room rules"; 2])
    );
    assert_eq!((page.below.len(), page.below[0].open), (1, Some(2)));
    let names: Vec<&str> = page.people.iter().map(|p| p.person.name.as_str()).collect();
    let mut sorted = names.clone();
    sorted.sort_by_key(|n| (!["Ole Two", "Pet Six"].contains(n), *n));
    assert_eq!(names, sorted, "heads first, then by name: no ranking");
}

#[tokio::test]
async fn a_table_is_checked_by_cell_and_written_as_one_act() {
    let world = World::new().await;
    let (daybook, ole) = (&world.daybook, world.actor("ole").await);
    let bad = "事项,承办人,周期,完成时限,权重,难度,重点任务\n\
        Read the statute,ann,月度,2020-01-01,10,一般,否\n\
        ,bob,week,,10,1,yes\n\
        Visit,fin,week,,10,1,no\n\
        Visit,Bob Four,decade,,10,1,no\n\
        Visit,Bob Four,week,,0,hard,perhaps\n";
    let id = plan::check_import(daybook, &ole, "plan.csv", bad.as_bytes())
        .await
        .unwrap();
    let report = plan::import_report(daybook, &ole, &id, Lang::En).unwrap();
    let found: Vec<(u32, &str)> = report
        .findings
        .iter()
        .map(|f| (f.line, f.column.as_deref().unwrap_or("")))
        .collect();
    assert_eq!(
        found,
        [(2, "Due"), (3, "Item"), (4, "Owner"), (5, "Horizon"), (6, "Key task")]
    );
    assert_eq!(breach(plan::apply_import(daybook, &ole, &id).await), Breach::ImportGone);
    assert!(world.acts().await.is_empty());
    let ann = world.actor("ann").await;
    assert!(matches!(
        plan::import_report(daybook, &ann, &id, Lang::En),
        Err(Error::NotFound)
    ));
    let good = "Item,Owner,Horizon,Due,Weight,Difficulty,Key task\n\
        Read the statute,ann,Month,,20,hard,yes\n\
        Tidy up,,周,,,,\n\
        Visit the branch,bob four,本周,2999/1/1,,2,\n";
    let id = plan::check_import(daybook, &ole, "plan.csv", good.as_bytes())
        .await
        .unwrap();
    let report = plan::import_report(daybook, &ole, &id, Lang::En).unwrap();
    assert_eq!(
        (report.rows.len(), report.findings.len()),
        (2, 1),
        "{:?}",
        report.findings
    );
    let id = plan::check_import(daybook, &ole, "plan.csv", good.replace("2999/1/1", "").as_bytes())
        .await
        .unwrap();
    plan::apply_import(daybook, &ole, &id).await.unwrap();
    plan::apply_import(daybook, &ole, &id).await.unwrap();
    assert_eq!(world.acts().await, ["plan_assigned"]);
    assert_eq!(titles(&world.plan("ann").await.waiting), ["Read the statute"]);
    assert_eq!(titles(&open(&world.plan("ole").await)), ["Tidy up"]);
    // The template reads back, empty as it is, in both languages.
    for lang in [Lang::Zh, Lang::En] {
        let book = plan::template_xlsx(lang).unwrap();
        let id = plan::check_import(daybook, &ole, "plan.xlsx", &book).await.unwrap();
        let report = plan::import_report(daybook, &ole, &id, lang).unwrap();
        assert_eq!((report.rows.len(), report.findings.len()), (0, 1));
        assert!(report.findings[0].column.is_none() && report.findings[0].line == 0);
    }
    for rubbish in [&b"PK\x03\x04rubbish"[..], b"\xd0\xcf\x11\xe0", b"", b"a,b\n1,2\n"] {
        let id = plan::check_import(daybook, &ole, "x", rubbish).await.unwrap();
        assert_eq!(
            plan::import_report(daybook, &ole, &id, Lang::Zh)
                .unwrap()
                .findings
                .len(),
            1
        );
    }
}

#[tokio::test]
async fn the_leaders_page_asks_about_what_waits_has_no_record_or_is_late() {
    let world = World::new().await;
    let (daybook, ole, ann) = (&world.daybook, world.actor("ole").await, world.actor("ann").await);
    let office = world.unit("ole").await;
    let proposed = world.set_far("ann", "Learn the new form").await;
    let today = domain::plan::Draft {
        due: daybook.today(),
        ..draft("Send the figures")
    };
    let people = [world.id("ann").0.clone()];
    let late = plan::assign(daybook, &ole, &today, &people, &nowhere(), "", "")
        .await
        .unwrap();
    let ended = world.hand("ole", "Count the files", &["bob"]).await.unwrap();
    for (who, item) in [("ann", &late), ("bob", &ended)] {
        world.accept(who, item).await.unwrap();
    }
    plan::finish(daybook, &*world.actor("bob").await, &ended, "", "")
        .await
        .unwrap();
    let page = world.unit_plan("ole", &office).await.unwrap();
    assert_eq!(
        (titles(&page.waiting), titles(&page.bare), titles(&page.ended)),
        (
            vec!["Learn the new form"],
            vec!["Send the figures"],
            vec!["Count the files"]
        )
    );
    let overdue = |page: &domain::view::plan::UnitPlan| {
        let all = page
            .people
            .iter()
            .map(|p| (p.person.name.clone(), p.load.unwrap().overdue));
        all.filter(|(_, n)| *n > 0).collect::<Vec<_>>()
    };
    assert!(overdue(&page).is_empty());
    plan::agree(daybook, &ole, &proposed, 1, "").await.unwrap();
    world.tied("ann", &[&late], "", "unit").await.unwrap();
    daybook.pass_days(1);
    let page = world.unit_plan("ole", &office).await.unwrap();
    assert!(page.waiting.is_empty() && !titles(&page.bare).contains(&"Send the figures"));
    assert_eq!(overdue(&page), [("Ann Three".to_owned(), 1)]);
    plan::finish(daybook, &ann, &late, "", "").await.unwrap();
    let page = world.unit_plan("ole", &office).await.unwrap();
    assert_eq!((overdue(&page).len(), page.ended.len()), (0, 2));
    let above = world.unit_plan("dir", &world.unit("dir").await).await.unwrap();
    let below = above.below.iter().find(|u| u.unit.id == office).unwrap();
    assert_eq!((below.open, below.overdue), (Some(1), Some(0)));
}

//! Who is told of what is done with plan items, in how many lines, and what asks for whom.

use super::notices::{kinds, told, unread, wish};
use super::plans::{draft, nowhere};
use super::world::{SURELY, World, hear};
use domain::notice::NoticeKind as Kind;
use domain::plan::Draft;
use domain::view::{DueCounts, Waiting};
use domain::{Lang, PlanItemId};
use service::plan::{self, Wanted};

async fn waits(world: &World, who: &str) -> Waiting {
    service::notice::waits(&world.daybook, &*world.actor(who).await, Lang::En)
        .await
        .unwrap()
}

fn names(group: &domain::view::WaitingGroup) -> Vec<&str> {
    group.items.iter().map(|i| i.title.as_str()).collect()
}

/// An item of Ann's, agreed to, that is due today.
async fn due_today(world: &World, title: &str) -> PlanItemId {
    let today = Draft {
        due: world.daybook.today(),
        ..draft(title)
    };
    let ann = world.actor("ann").await;
    let item = plan::write(&world.daybook, &ann, &today, &nowhere(), "", "")
        .await
        .unwrap();
    plan::agree(&world.daybook, &*world.actor("ole").await, &item, 1, "")
        .await
        .unwrap();
    item
}

#[tokio::test]
async fn each_act_is_told_to_whom_it_concerns_in_its_own_words() {
    let world = World::new().await;
    // At the end of a month these items are due soon, which is another matter.
    wish(&world, "ann", "kind:plan_due", "off").await.unwrap();
    let (daybook, ole, ann) = (&world.daybook, world.actor("ole").await, world.actor("ann").await);
    let item = world.hand("ole", "Renew the index", &["ann"]).await.unwrap();
    let first = told(&world, "ann").await;
    assert_eq!(
        (kinds(&first), first[0].about.as_str()),
        (vec![Kind::PlanAssigned], "Renew the index")
    );
    assert_eq!(first[0].path, format!("/plan/item/{item}"));
    for nobody in ["ole", "bob", "dir", "fin"] {
        assert!(told(&world, nobody).await.is_empty(), "{nobody}");
    }
    plan::ask_back(daybook, &ann, &item, 1, "The cards are away", "")
        .await
        .unwrap();
    assert_eq!(unread(&world, "ann").await, 0, "who answers has read");
    assert_eq!(kinds(&told(&world, "ole").await), [Kind::PlanAskedBack]);
    plan::stand_by(daybook, &ole, &item, 1, "They are back on Monday", "")
        .await
        .unwrap();
    assert_eq!(unread(&world, "ole").await, 0);
    assert_eq!(
        kinds(&told(&world, "ann").await),
        [Kind::PlanAnswered, Kind::PlanAssigned]
    );
    world.accept("ann", &item).await.unwrap();
    assert_eq!(
        kinds(&told(&world, "ole").await),
        [Kind::PlanAgreed, Kind::PlanAskedBack]
    );
    // A step is for nobody's inbox.
    plan::advance(daybook, &ann, &item, "10", "", "").await.unwrap();
    assert_eq!(told(&world, "ole").await.len(), 2);
    let other = draft("Renew the whole index");
    let wanted = Wanted {
        draft: &other,
        owner: "",
        why: "",
    };
    plan::change(daybook, &ole, &item, 1, &wanted, "").await.unwrap();
    assert_eq!(kinds(&told(&world, "ann").await)[0], Kind::PlanRevised);
    plan::accept(daybook, &ann, &item, 2, "").await.unwrap();
    plan::finish(daybook, &ann, &item, "", "").await.unwrap();
    assert_eq!(kinds(&told(&world, "ole").await)[0], Kind::PlanFinished);
    let dropped = world.hand("ole", "Not to be", &["ann"]).await.unwrap();
    plan::drop_item(daybook, &ole, &dropped, "It is not needed", "")
        .await
        .unwrap();
    assert_eq!(kinds(&told(&world, "ann").await)[0], Kind::PlanDropped);
    // What one sets for oneself asks the leader, once, however far it comes meanwhile.
    let own = world.set("ann", "Learn the new form").await;
    assert_eq!(kinds(&told(&world, "ole").await)[0], Kind::PlanProposed);
    service::notice::read_thread(daybook, &ole, own.as_str()).await.unwrap();
    plan::advance(daybook, &ann, &own, "20", "", "").await.unwrap();
    assert!(!told(&world, "ole").await[0].unread, "a step does not ask again");
    plan::agree(daybook, &ole, &own, 1, "").await.unwrap();
    assert_eq!(kinds(&told(&world, "ann").await)[0], Kind::PlanAgreed);
}

#[tokio::test]
async fn who_agreed_or_handed_down_is_told_that_an_item_is_dropped_or_goes_on() {
    let world = World::new().await;
    let (daybook, ole, ann) = (&world.daybook, world.actor("ole").await, world.actor("ann").await);
    let agreed = async |title: &str| {
        let item = world.set("ann", title).await;
        plan::agree(daybook, &ole, &item, 1, "").await.unwrap();
        item
    };
    // What Ann set for herself, and Ole agreed to.
    let gone = agreed("Learn the new form").await;
    plan::drop_item(daybook, &ann, &gone, "It is withdrawn", "")
        .await
        .unwrap();
    assert_eq!(kinds(&told(&world, "ole").await)[0], Kind::PlanDropped);
    let again = agreed("Sort the letters").await;
    plan::finish(daybook, &ann, &again, "", "").await.unwrap();
    assert!(!kinds(&told(&world, "ole").await).contains(&Kind::PlanChanged));
    plan::reopen(daybook, &ann, &again, "One drawer is left", "")
        .await
        .unwrap();
    assert_eq!(kinds(&told(&world, "ole").await)[0], Kind::PlanChanged);
    assert!(
        told(&world, "dir").await.is_empty(),
        "nobody but the post that is asked"
    );
    // What Dir handed down, and Ole ends.
    let handed = world.hand("dir", "Renew the index", &["ann"]).await.unwrap();
    plan::drop_item(daybook, &ole, &handed, "The archive takes it", "")
        .await
        .unwrap();
    for who in ["dir", "ann"] {
        assert_eq!(kinds(&told(&world, who).await)[0], Kind::PlanDropped, "{who}");
    }
    plan::reopen(daybook, &ole, &handed, "It does not", "").await.unwrap();
    assert_eq!(kinds(&told(&world, "dir").await)[0], Kind::PlanChanged);
    assert_eq!(kinds(&told(&world, "ann").await)[0], Kind::PlanRevised);
}

#[tokio::test]
async fn answers_to_one_act_are_one_line_that_grows() {
    let world = World::new().await;
    let (daybook, ole) = (&world.daybook, world.actor("ole").await);
    let people = ["ann", "bob", "pia", "xia"];
    let first = world.hand("ole", "Count the files", &people).await.unwrap();
    for who in people {
        let item = world.plan(who).await.waiting[0].id.clone();
        world.accept(who, &item).await.unwrap();
    }
    let notices = told(&world, "ole").await;
    assert_eq!(
        (kinds(&notices), unread(&world, "ole").await),
        (vec![Kind::PlanAgreed], 1)
    );
    assert_eq!(notices[0].by, ["Xia Ten", "Pia Seven", "Bob Four", "Ann Three"]);
    assert_eq!(notices[0].about, "Count the files");
    // Any of them on the screen is the line read.
    world.item("ole", &first).await.unwrap();
    assert_eq!(unread(&world, "ole").await, 0);
    for who in ["ann", "bob"] {
        let open = super::plans::open(&world.plan(who).await);
        plan::finish(daybook, &*world.actor(who).await, &open[0].id, "", "")
            .await
            .unwrap();
    }
    let notices = told(&world, "ole").await;
    assert_eq!(kinds(&notices), [Kind::PlanFinished, Kind::PlanAgreed]);
    assert_eq!(notices[0].by, ["Bob Four", "Ann Three"]);
    // The line can be muted; a question still comes.
    wish(&world, "ole", &format!("thread:{}", notices[0].thread), "off")
        .await
        .unwrap();
    service::notice::read_all(daybook, &ole, i64::MAX).await.unwrap();
    let open = super::plans::open(&world.plan("pia").await);
    plan::finish(daybook, &*world.actor("pia").await, &open[0].id, "", "")
        .await
        .unwrap();
    assert_eq!(unread(&world, "ole").await, 0);
    let open = super::plans::open(&world.plan("xia").await);
    plan::ask_back(
        daybook,
        &*world.actor("xia").await,
        &open[0].id,
        1,
        "The cellar is shut",
        "",
    )
    .await
    .unwrap();
    assert_eq!(kinds(&told(&world, "ole").await)[0], Kind::PlanAskedBack);
}

#[tokio::test]
async fn what_asks_for_an_answer_is_told_even_to_who_wants_nothing() {
    let world = World::new().await;
    for kind in ["plan_assigned", "plan_agreed", "plan_finished"] {
        wish(&world, "ann", &format!("kind:{kind}"), "off").await.unwrap();
        wish(&world, "ole", &format!("kind:{kind}"), "off").await.unwrap();
    }
    let item = world.hand("ole", "Renew the index", &["ann"]).await.unwrap();
    assert_eq!(kinds(&told(&world, "ann").await), [Kind::PlanAssigned]);
    world.accept("ann", &item).await.unwrap();
    assert!(told(&world, "ole").await.is_empty());
}

#[tokio::test]
async fn opening_the_item_or_the_plan_reads_and_tells_the_other_device() {
    let world = World::new().await;
    let item = world.hand("ole", "Renew the index", &["ann"]).await.unwrap();
    assert_eq!(unread(&world, "ann").await, 1);
    let mut device = world.stream("ann", None).await;
    world.item("bob", &item).await.unwrap();
    assert_eq!(unread(&world, "ann").await, 1, "what a colleague reads is read by him");
    world.item("ann", &item).await.unwrap();
    let (_, event) = hear(&mut device, SURELY).await.unwrap();
    assert_eq!(event["kind"], "noticed");
    assert_eq!(unread(&world, "ann").await, 0);
    world.item("ann", &item).await.unwrap();
    assert!(hear(&mut device, 200).await.is_none(), "nothing was left to read");
}

#[tokio::test]
async fn what_waits_stands_once_and_says_how_much_more_there_is() {
    let world = World::new().await;
    let mut streams = Vec::new();
    for who in ["ann", "bob", "fin"] {
        streams.push((who, world.stream(who, None).await));
    }
    let today = Draft {
        due: world.daybook.today(),
        ..draft("Send the figures")
    };
    let (ann, ole) = (world.id("ann").0.clone(), world.actor("ole").await);
    let item = plan::assign(&world.daybook, &ole, &today, &[ann], &nowhere(), "", "")
        .await
        .unwrap();
    for (who, stream) in &mut streams {
        let heard = hear(stream, 400).await.map(|(_, event)| event["kind"].clone());
        assert_eq!(heard.is_some(), *who != "fin", "{who}: {heard:?}");
    }
    let asked = waits(&world, "ann").await;
    assert_eq!(
        (names(&asked.answer), asked.soon.items.len()),
        (vec!["Send the figures"], 0)
    );
    world.accept("ann", &item).await.unwrap();
    let accepted = waits(&world, "ann").await;
    assert_eq!(
        (accepted.answer.items.len(), names(&accepted.soon)),
        (0, vec!["Send the figures"])
    );
    for n in 0..7 {
        due_today(&world, &format!("Letter {n}")).await;
    }
    world.set_far("ann", "Next quarter's").await;
    let many = waits(&world, "ann").await;
    assert_eq!(
        (many.soon.items.len(), many.soon.more, many.overdue.items.len()),
        (5, 3, 0)
    );
    world.daybook.pass_days(1);
    let late = waits(&world, "ann").await;
    assert_eq!((late.overdue.items.len(), late.overdue.more, late.soon.more), (5, 3, 0));
    assert!(waits(&world, "bob").await.overdue.items.is_empty());
    // The leader has what asks for agreement; nobody else's days.
    let leader = waits(&world, "ole").await;
    assert_eq!(
        (names(&leader.answer), leader.overdue.items.len()),
        (vec!["Next quarter's"], 0)
    );
    // Somebody whose wish it is sees no days.
    wish(&world, "ann", "kind:plan_due", "off").await.unwrap();
    let quiet = waits(&world, "ann").await;
    assert_eq!((quiet.overdue.items.len(), quiet.overdue.more), (0, 0));
}

#[tokio::test]
async fn due_days_are_told_once_a_day_in_one_line_and_can_be_muted() {
    let world = World::new().await;
    let due = |notices: &[domain::view::NoticeView]| {
        let all = notices.iter().filter(|n| n.kind == Kind::PlanDue);
        all.map(|n| (n.due.unwrap(), n.unread)).collect::<Vec<_>>()
    };
    waits(&world, "ann").await;
    assert!(
        due(&told(&world, "ann").await).is_empty(),
        "nothing is due, nothing is told"
    );
    let first = due_today(&world, "Send the figures").await;
    due_today(&world, "Send the letters").await;
    for _ in 0..3 {
        waits(&world, "ann").await;
    }
    let counts = |soon, overdue| DueCounts { soon, overdue };
    assert_eq!(due(&told(&world, "ann").await), [(counts(2, 0), true)]);
    let notice = told(&world, "ann").await.into_iter().find(|n| n.kind == Kind::PlanDue);
    assert_eq!(notice.unwrap().path, "/plan");
    // The plan on the screen is the line read, and stays read that day.
    world.plan("ann").await;
    waits(&world, "ann").await;
    assert_eq!(due(&told(&world, "ann").await), [(counts(2, 0), false)]);
    world.daybook.pass_days(1);
    plan::finish(&world.daybook, &*world.actor("ann").await, &first, "", "")
        .await
        .unwrap();
    waits(&world, "ann").await;
    assert_eq!(
        due(&told(&world, "ann").await),
        [(counts(0, 1), true)],
        "one line, of the new day"
    );
    service::notice::read_all(&world.daybook, &*world.actor("ann").await, i64::MAX)
        .await
        .unwrap();
    wish(&world, "ann", "kind:plan_due", "off").await.unwrap();
    world.daybook.pass_days(1);
    assert_eq!(waits(&world, "ann").await.unread, 0);
    assert!(
        told(&world, "ole").await.iter().all(|n| n.kind != Kind::PlanDue),
        "whose it is, is told"
    );
}

/// What every page reads, with a full plan; how long it takes is printed.
#[tokio::test]
async fn a_full_plan_costs_each_page_little() {
    let world = World::new().await;
    let today = world.daybook.today();
    for who in ["ann", "bob", "fay", "pia"] {
        let actor = world.actor(who).await;
        let rows = (0..200).map(|n| match n {
            0..8 => format!("Letter {n},year,{today}\n"),
            _ => format!("Matter {n},year,{}\n", world.far("x").due),
        });
        let table = format!("item,horizon,due\n{}", rows.collect::<String>());
        let id = plan::check_import(&world.daybook, &actor, "plan.csv", table.as_bytes())
            .await
            .unwrap();
        plan::apply_import(&world.daybook, &actor, &id).await.unwrap();
    }
    let ann = world.actor("ann").await;
    let mut times = Vec::new();
    for round in 0..6 {
        // Whatever changes in a plan makes the first reading a fresh one.
        world.set_far("bob", &format!("Another {round}")).await;
        for fresh in [true, false] {
            let began = std::time::Instant::now();
            let waiting = service::notice::waits(&world.daybook, &ann, Lang::En).await.unwrap();
            times.push((fresh, began.elapsed()));
            assert_eq!(
                (waiting.soon.items.len(), waiting.soon.more, waiting.overdue.items.len()),
                (5, 3, 0)
            );
        }
    }
    let began = std::time::Instant::now();
    let mine = plan::mine(&world.daybook, &ann).await.unwrap();
    let whole = began.elapsed();
    assert_eq!(super::plans::open(&mine).len() + mine.waiting.len(), 200);
    let of = |fresh| times.iter().filter(|t| t.0 == fresh).map(|t| t.1).min().unwrap();
    println!(
        "what waits: {:?} fresh, {:?} from memory; the whole plan {whole:?}",
        of(true),
        of(false)
    );
}

//! Who is asked to a secret rating, and when the box opens.

use crate::asked::of_office;
use crate::result_kit::{Kit, ago, opening, words};
use crate::world::{HEADINGS, STAFF, World, import};
use domain::Lang;
use domain::assessment::process::Act;
use service::{assess, result};

pub const BUREAU: [&str; 10] = ["dir", "ole", "ann", "bob", "pet", "pia", "fin", "fay", "xia", "two"];

/// A year of the whole Bureau with a rating; Finance is a part of its own if so asked.
pub async fn year(apart: bool) -> Kit {
    let world = World::new().await;
    let mut units = vec![world.unit("dir").await];
    if apart {
        units.push(world.unit("fin").await);
    }
    let mut opening = opening("year", "2026", &units);
    opening.overlays = vec!["cn-democratic-rating".into()];
    let kit = Kit::open(world, opening, (300, 1)).await;
    let dir = kit.course("dir").await;
    assess::reassign(&kit.world.daybook, &kit.personnel, &dir, kit.world.id("har"), "")
        .await
        .unwrap();
    kit
}

async fn compiled(kit: &Kit, but: &[&str]) {
    for who in BUREAU.iter().filter(|who| !but.contains(who)) {
        kit.summarise(who).await;
    }
    assert_eq!(kit.all("personnel", Act::Compile).await.refused, []);
}

async fn links(kit: &Kit, who: &str) -> usize {
    let home = assess::home(&kit.world.daybook, &*kit.actor(who).await).await.unwrap();
    home.ballots.len()
}

/// Whether the side of every page asks for the ballot.
async fn is_asked(kit: &Kit, who: &str) -> bool {
    let waits = service::notice::waits(&kit.world.daybook, &*kit.actor(who).await, Lang::En).await;
    let path = format!("/assess/period/{}/ballot", kit.period);
    let all = waits.unwrap().assess;
    all.iter().any(|e| e.path == path && e.words == "Cast your ballot")
}

#[tokio::test]
async fn the_box_opens_when_everybody_can_be_voted_on() {
    let kit = year(false).await;
    let (daybook, ann) = (&kit.world.daybook, kit.actor("ann").await);
    compiled(&kit, &["fay", "two"]).await;
    let page = async || result::ballot_page(daybook, &ann, &kit.period).await.unwrap();
    let early = page().await;
    assert_eq!((early.open, early.missing, early.people.len()), (false, 2, 0));
    assert_eq!((links(&kit, "ann").await, is_asked(&kit, "ann").await), (0, false));
    let bob = [(kit.course("bob").await, "competent".to_owned())];
    let refused = words(result::cast(daybook, &ann, &kit.period, &bob, "").await);
    assert!(refused.starts_with("2 of the unit are not compiled yet"), "{refused}");
    // Who gets no grade holds up nobody.
    let (fay, sick) = (kit.world.id("fay"), (ago(290), ago(20)));
    assess::keep_status(daybook, &kit.personnel, fay, "sick_leave", &sick.0, &sick.1, "", "")
        .await
        .unwrap();
    assert_eq!(page().await.missing, 1);
    kit.summarise("two").await;
    assert_eq!(kit.all("personnel", Act::Compile).await.refused, []);
    let open = page().await;
    assert_eq!((open.open, open.missing), (true, 0));
    let names: Vec<&str> = open.people.iter().map(|(_, p)| p.name.as_str()).collect();
    assert!(names.len() == 8 && names.contains(&"Two Eleven"), "{names:?}");
    assert_eq!((links(&kit, "ann").await, is_asked(&kit, "ann").await), (1, true));
    result::cast(daybook, &ann, &kit.period, &bob, "").await.unwrap();
    assert_eq!((links(&kit, "ann").await, links(&kit, "bob").await), (0, 1));
    assert_eq!(
        (is_asked(&kit, "ann").await, is_asked(&kit, "bob").await),
        (false, true)
    );
}

#[tokio::test]
async fn a_unit_too_small_to_vote_is_not_asked_and_not_counted() {
    let kit = year(true).await;
    let daybook = &kit.world.daybook;
    compiled(&kit, &[]).await;
    // Finance has four people; with the director and the Office the rest has six, of whom five vote on each.
    let page = result::ballot_page(daybook, &kit.personnel, &kit.period).await.unwrap();
    assert_eq!((page.turnout, page.fewest), ((6, 0), 5));
    let period = assess::period_page(daybook, &kit.personnel, &kit.period).await.unwrap();
    assert_eq!(period.turnout, Some((6, 0)));
    // The pack gives the rating no days: once everybody can vote the office is asked, and says when it is enough.
    assert_eq!(of_office(&kit).await, ["Close the rating: 0 of 6 have voted"]);
    for (who, asked) in [("ann", 1), ("dir", 1), ("fay", 0), ("xia", 0)] {
        assert_eq!(links(&kit, who).await, asked, "{who}");
        let page = result::ballot_page(daybook, &*kit.actor(who).await, &kit.period)
            .await
            .unwrap();
        assert_eq!((page.open, page.people.len()), (asked == 1, asked * 5), "{who}");
    }
}

#[tokio::test]
async fn what_was_cast_counts_when_somebody_who_voted_moves() {
    let kit = year(true).await;
    let daybook = &kit.world.daybook;
    compiled(&kit, &[]).await;
    for who in ["dir", "ole", "ann", "bob", "pet", "pia"] {
        let actor = kit.actor(who).await;
        let page = result::ballot_page(daybook, &actor, &kit.period).await.unwrap();
        let ballots: Vec<_> = page
            .people
            .into_iter()
            .map(|(course, _)| (course, "competent".to_owned()))
            .collect();
        result::cast(daybook, &actor, &kit.period, &ballots, "").await.unwrap();
    }
    let moved = STAFF.replace(
        "Bureau/Office,no,O2,Clerk,O1,3,Ann Three,ann,2024-01-01,\n",
        "Bureau/Office,no,O2,Clerk,O1,,,,,\n",
    ) + "Bureau/Finance,no,F5,Clerk,F1,3,Ann Three,ann,,\n";
    import(daybook, &format!("{HEADINGS}{moved}")).await.unwrap();
    let place = kit.page("personnel", "ann").await.dossier.place;
    assert_eq!(place.unit_name, "Finance");
    let page = result::ballot_page(daybook, &kit.personnel, &kit.period).await.unwrap();
    assert_eq!(page.turnout, (6, 6), "nobody has voted who was not asked");
    assert_eq!(kit.all("personnel", Act::Rate).await.refused, []);
    // Five others voted on each; four of them are left in the unit of the one, and the other came to four people who did not vote.
    for who in ["bob", "ann"] {
        let tally = kit.page("personnel", who).await.dossier.rating.unwrap();
        assert_eq!((tally.invited, tally.turnout), (5, 5), "{who}");
    }
}

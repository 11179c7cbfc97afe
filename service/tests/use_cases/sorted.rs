//! Tables in the order that their reader has chosen: the board of a unit, and everybody of a period.

use crate::result_kit::Kit;
use domain::view::assess::{Board, Column, PeoplePage};
use service::assess::{self, Whom};
use service::result;

async fn board(kit: &Kit, sort: &str) -> Board {
    let (fin, office) = (kit.actor("fin").await, kit.world.unit("ole").await);
    result::board(&kit.world.daybook, &fin, &kit.period, &office, ("", 0, sort))
        .await
        .unwrap()
}

async fn people(kit: &Kit, sort: &str) -> PeoplePage {
    let place = ("", sort);
    assess::people_page(&kit.world.daybook, &kit.personnel, &kit.period, &Whom::default(), place)
        .await
        .unwrap()
}

fn on_board(board: &Board) -> Vec<&str> {
    board.rows.iter().map(|row| row.person.name.as_str()).collect()
}

fn on_list(page: &PeoplePage) -> Vec<&str> {
    page.rows.iter().map(|row| row.person.name.as_str()).collect()
}

#[tokio::test]
async fn a_board_stands_by_name_or_by_the_scale_and_as_ever_where_nothing_is_chosen() {
    let kit = Kit::usual().await;
    kit.reviewed(&[
        ("bob", "ole", "average"),
        ("ann", "ole", "good"),
        ("ole", "dir", "fairly_good"),
    ])
    .await;
    let backwards = board(&kit, "-name").await;
    assert_eq!(
        on_board(&backwards),
        ["Pia Seven", "Pet Six", "Ole Two", "Bob Four", "Ann Three"]
    );
    assert_eq!(backwards.sort.map(|sort| sort.text()).as_deref(), Some("-name"));
    // Who has no grade stands last, both ways.
    let best = board(&kit, "grade").await;
    assert_eq!(on_board(&best)[..3], ["Ann Three", "Ole Two", "Bob Four"]);
    let least = board(&kit, "-grade").await;
    assert_eq!(on_board(&least)[..3], ["Bob Four", "Ole Two", "Ann Three"]);
    // Nobody was given points: nothing is put in order by them, and what nobody knows changes nothing.
    let usual = board(&kit, "").await;
    assert_eq!(usual.columns, [Column::Name, Column::Grade, Column::Difficulty]);
    for unknown in ["-score", "likes", "state"] {
        assert_eq!(board(&kit, unknown).await, usual, "{unknown}");
    }
    // The same people, places and questions, in whatever order.
    assert_eq!(
        (&best.quotas, &best.questions, best.people),
        (&usual.quotas, &usual.questions, usual.people)
    );
}

#[tokio::test]
async fn the_people_of_a_period_stand_by_name_and_by_how_far_they_are() {
    let kit = Kit::usual().await;
    kit.summarise("bob").await;
    let names = ["Ann Three", "Bob Four", "Ole Two", "Pet Six", "Pia Seven"];
    let mut backwards = names;
    backwards.reverse();
    assert_eq!(on_list(&people(&kit, "name").await), names);
    assert_eq!(on_list(&people(&kit, "-name").await), backwards);
    assert_eq!(on_list(&people(&kit, "state").await).last(), Some(&"Bob Four"));
    assert_eq!(on_list(&people(&kit, "-state").await).first(), Some(&"Bob Four"));
    let usual = people(&kit, "").await;
    // No grade stands in this list.
    for unknown in ["grade", "likes"] {
        assert_eq!(people(&kit, unknown).await, usual, "{unknown}");
    }
    assert_eq!(usual.columns, [Column::Name, Column::Unit, Column::State]);
}

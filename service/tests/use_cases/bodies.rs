//! Who sits on the bodies of a period: that they can act is checked when it is opened, and the office changes them in an open one.

use super::assess::{office, said};
use super::notices::{kinds, told};
use crate::result_kit::{Kit, words};
use crate::world::World;
use domain::notice::NoticeKind;
use service::assess::{self, BodyChange, Opening};
use service::{Error, result};

#[tokio::test]
async fn a_period_in_which_somebody_could_not_be_decided_on_is_not_opened() {
    let world = World::new().await;
    let ids = |names: &[&str]| names.iter().map(|n| world.id(n).0.clone()).collect::<Vec<_>>();
    let good = world.opening(&["ole"]).await;
    let open = async |opening: Opening| assess::open_period(&world.daybook, &office(), opening, "").await;
    for (wrong, told) in [
        (
            Opening {
                committee: vec![],
                deciding: ids(&["ole"]),
                ..good.clone()
            },
            "Ole Two alone could decide, and takes part",
        ),
        (
            Opening {
                re_review: ids(&["dir"]),
                ..good.clone()
            },
            "All who could decide the re-review",
        ),
        (
            Opening {
                re_review: ids(&["bob"]),
                ..good.clone()
            },
            "Bob Four alone could decide the re-review",
        ),
        (
            Opening {
                appeal: ids(&["har", "fin"]),
                ..good.clone()
            },
            "All who could decide the appeal",
        ),
    ] {
        let said = said(open(wrong).await);
        assert!(said.starts_with(told), "{said}");
    }
    assert!(
        assess::home(&world.daybook, &office())
            .await
            .unwrap()
            .periods
            .is_empty()
    );
    // One more of them is enough; so is one alone who has no such assessment by the rules, as the head of the organisation.
    for enough in [
        Opening {
            re_review: ids(&["bob", "har"]),
            ..good.clone()
        },
        Opening {
            title: "Of the whole Bureau".into(),
            committee: vec![],
            deciding: ids(&["dir"]),
            ..world.opening(&["dir"]).await
        },
    ] {
        open(enough).await.unwrap();
    }
}

impl Kit {
    async fn change(&self, by: &str, body: &str, (out, person): (&str, &str), reason: &str) -> service::Result<()> {
        let id = |who: &str| match who {
            "" => String::new(),
            who => self.world.id(who).0.clone(),
        };
        let change = BodyChange {
            body: body.into(),
            out: id(out),
            person: id(person),
            reason: reason.into(),
        };
        let actor = self.actor(by).await;
        assess::change_body(&self.world.daybook, &actor, &self.period, &change, "").await
    }
}

#[tokio::test]
async fn somebody_else_comes_to_sit_on_a_body_of_an_open_period() {
    let kit = Kit::usual().await;
    let daybook = &kit.world.daybook;
    kit.reviewed(&[("pia", "pet", "average")]).await;
    kit.calibrate("fin", "pia", "average", "").await.unwrap();
    kit.decide("xia", "pia", "average", "").await.unwrap();
    let (course, pia) = (kit.course("pia").await, kit.actor("pia").await);
    result::give_feedback(daybook, &kit.personnel, &course, "", vec![], "")
        .await
        .unwrap();
    result::ask(
        daybook,
        &pia,
        &course,
        "re_review",
        "Two records were not looked at.",
        "",
    )
    .await
    .unwrap();
    let change =
        async |out: &str, person: &str| kit.change("personnel", "review_body", (out, person), "Retired.").await;
    assert!(matches!(
        kit.change("fin", "review_body", ("har", "two"), "Retired.").await,
        Err(Error::NotFound)
    ));
    assert!(
        kit.change("personnel", "review_body", ("har", "two"), " ")
            .await
            .is_err(),
        "a reason is needed"
    );
    assert!(words(change("hal", "two").await).contains("does not sit on the body"));
    assert!(words(change("", "").await).starts_with("Nobody is chosen"));
    assert!(words(change("", "har").await).contains("sits on it already"));
    // Not so that nobody could decide: nobody left, one who decided before, one alone about himself.
    assert!(change("har", "").await.is_err());
    assert!(words(change("har", "fay").await).starts_with("All who could decide the re-review"));
    assert!(words(change("har", "bob").await).starts_with("Bob Four alone"));
    change("har", "two").await.unwrap();
    assert_eq!(kit.world.acts().await.last().map(String::as_str), Some("body_changed"));
    let page = assess::period_page(daybook, &kit.personnel, &kit.period).await.unwrap();
    assert_eq!(
        page.re_review.iter().map(|n| n.name.as_str()).collect::<Vec<_>>(),
        ["Two Eleven"]
    );
    let remark = &page.remarks[0];
    assert!(
        remark
            .en
            .ends_with("Har Twelve left, Two Eleven joined. Reason: Retired."),
        "{remark:?}"
    );
    for who in ["har", "two"] {
        assert!(
            kinds(&told(&kit.world, who).await).contains(&NoticeKind::AssessChanged),
            "{who}"
        );
    }
    // What waits is decided by who sits there now.
    let decide = async |who: &str| {
        let actor = kit.actor(who).await;
        let asked = ("re_review", 1);
        result::decide_objection(daybook, &actor, &course, asked, "fairly_good", "They bear it out.", "").await
    };
    assert!(matches!(decide("har").await, Err(Error::NotFound)));
    decide("two").await.unwrap();
    assert_eq!(kit.grade("pia").await.as_deref(), Some("fairly_good"));
}

//! Unsent text: own, bounded, and never lost between two devices.

use super::world::World;
use domain::Violation;
use domain::draft::{Draft, LONGEST, MOST, OF_COURSE, Version};
use service::Error;

async fn save(world: &World, who: &str, place: &str, text: &str, at: i64, seen: i64) -> service::Result<Draft> {
    let version = Version {
        body: serde_json::json!({ "text": text }).to_string(),
        at,
    };
    service::draft::save(&world.daybook, &*world.actor(who).await, version, place, seen).await
}

async fn list(world: &World, who: &str) -> Vec<Draft> {
    service::draft::list(&world.daybook, &*world.actor(who).await)
        .await
        .unwrap()
}

async fn forget(world: &World, who: &str, place: &str, seen: i64) {
    service::draft::forget(&world.daybook, &*world.actor(who).await, place, seen)
        .await
        .unwrap();
}

fn text(version: &Version) -> String {
    let fields: serde_json::Value = serde_json::from_str(&version.body).unwrap();
    fields["text"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_draft_goes_on_at_another_device_and_leaves_no_trace() {
    let world = World::new().await;
    let phone = save(&world, "ann", "new", "On the way", 1_000, 0).await.unwrap();
    // The PC has seen it and writes on; its clock is behind.
    let pc = save(&world, "ann", "new", "On the way, and back", 400, phone.kept.at)
        .await
        .unwrap();
    assert!(pc.kept.at > phone.kept.at && pc.other.is_none());
    // The phone, in a pocket since, comes with something of its own.
    let settled = save(&world, "ann", "new", "On the way home", 9_000, phone.kept.at)
        .await
        .unwrap();
    assert_eq!(text(&settled.kept), "On the way home");
    assert_eq!(
        settled.other.as_ref().map(text).as_deref(),
        Some("On the way, and back")
    );
    // Sent from the phone: what the PC wrote unseen comes forward, and goes when it is thrown away.
    forget(&world, "ann", "new", settled.kept.at).await;
    let left = list(&world, "ann").await;
    assert_eq!(
        left.iter().map(|d| text(&d.kept)).collect::<Vec<_>>(),
        ["On the way, and back"]
    );
    forget(&world, "ann", "new", left[0].kept.at).await;
    assert!(list(&world, "ann").await.is_empty() && world.acts().await.is_empty());
}

#[tokio::test]
async fn a_clock_that_runs_ahead_does_not_win_for_ever() {
    let world = World::new().await;
    let ahead = save(&world, "ann", "new", "From tomorrow", i64::MAX, 0).await.unwrap();
    assert!(ahead.kept.at < 10_000_000_000_000);
    let late = save(&world, "ann", "new", "A little later", ahead.kept.at + 1, 0)
        .await
        .unwrap();
    assert_eq!(text(&late.kept), "A little later");
}

#[tokio::test]
async fn drafts_are_the_writers_alone() {
    let world = World::new().await;
    save(&world, "ann", "new", "Only Ann's", 1, 0).await.unwrap();
    for other in ["bob", "ole", "dir"] {
        assert!(list(&world, other).await.is_empty(), "{other}");
        forget(&world, other, "new", 1).await;
        save(&world, other, "new", "Another's", 1, 0).await.unwrap();
    }
    assert_eq!(text(&list(&world, "ann").await[0].kept), "Only Ann's");
}

#[tokio::test]
async fn words_of_every_form_about_a_course_are_kept_side_by_side() {
    let world = World::new().await;
    let course = "01JD3Z8V9QK4M5N6P7R8S9T0AB";
    for (at, form) in (1..).zip(OF_COURSE) {
        save(&world, "ann", &format!("{form}:{course}"), form, at, 0)
            .await
            .unwrap_or_else(|error| panic!("{form}: {error}"));
    }
    let kept = list(&world, "ann").await;
    assert_eq!(kept.len(), OF_COURSE.len());
    for draft in &kept {
        assert_eq!(draft.place, format!("{}:{course}", text(&draft.kept)));
    }
}

#[tokio::test]
async fn there_is_a_measure_to_it() {
    let world = World::new().await;
    let refused = |place: &'static str, text: String| {
        let world = &world;
        async move { save(world, "ann", place, &text, 1, 0).await }
    };
    assert!(matches!(
        refused("new", "a".repeat(LONGEST)).await,
        Err(Error::Invalid(Violation::DraftTooLong))
    ));
    for place in ["", "edit:nothing", "own", "new "] {
        assert!(matches!(
            refused(place, "a".into()).await,
            Err(Error::Invalid(Violation::DraftUnreadable))
        ));
    }
    let ann = world.actor("ann").await;
    let nonsense = Version {
        body: "[1]".into(),
        at: 1,
    };
    assert!(matches!(
        service::draft::save(&world.daybook, &ann, nonsense, "new", 0).await,
        Err(Error::Invalid(Violation::DraftUnreadable))
    ));
    // The one not touched for longest gives way.
    for n in 0..=MOST {
        let place = format!("reply:01JD3Z8V9QK4M5N6P7R8S9{n:04}");
        save(&world, "ann", &place, "Half a reply", 100 + n as i64, 0)
            .await
            .unwrap();
    }
    let kept = list(&world, "ann").await;
    assert_eq!(kept.len(), MOST);
    assert!(kept.iter().all(|d| d.kept.at > 100) && kept[0].kept.at == 100 + MOST as i64);
}

#[tokio::test]
async fn two_devices_at_the_same_moment_lose_nothing() {
    let world = World::new().await;
    let (one, two) = tokio::join!(
        save(&world, "ann", "new", "From the phone", 5_000, 0),
        save(&world, "ann", "new", "From the PC", 5_001, 0)
    );
    one.unwrap();
    two.unwrap();
    let draft = list(&world, "ann").await.remove(0);
    let mut texts: Vec<String> = std::iter::once(&draft.kept).chain(&draft.other).map(text).collect();
    texts.sort();
    assert_eq!(texts, ["From the PC", "From the phone"]);
}

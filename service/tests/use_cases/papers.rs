//! Official forms as PDF: by the press itself, where it was built (`xtask test` names it in DAYBOOK_PRESS); what is said where it was not.

use crate::result_kit::{Kit, words};
use crate::result_year::{published, year};
use crate::world::{World, settings};
use domain::Lang;
use service::{Error, Settings, result};
use std::path::{Path, PathBuf};

fn press() -> Option<PathBuf> {
    std::env::var_os("DAYBOOK_PRESS").map(PathBuf::from)
}

async fn published_year(press: Option<PathBuf>, forms: &Path) -> Kit {
    let settings = Settings {
        press,
        forms: Some(forms.to_owned()),
        ..settings("mem://")
    };
    let kit = year(World::with(settings).await).await;
    published(&kit).await;
    kit
}

#[tokio::test]
async fn forms_are_set_for_whom_the_page_is() {
    let folder = tempfile::tempdir().unwrap();
    let kit = published_year(press(), folder.path()).await;
    let (daybook, office, ann) = (&kit.world.daybook, &kit.personnel, kit.actor("ann").await);
    let course = kit.course("ann").await;
    let stranger = kit.actor("hal").await;
    let two = kit.actor("two").await;
    assert!(matches!(
        result::roster_pdf(daybook, &ann, &kit.period, Lang::En).await,
        Err(Error::NotFound)
    ));
    assert!(matches!(
        result::course_pdf(daybook, &two, &course, Lang::En).await,
        Err(Error::NotFound)
    ));
    // Whoever works in the organ reads what is published.
    let before = kit.world.acts().await.len();
    for lang in [Lang::Zh, Lang::En] {
        let made = [
            result::course_pdf(daybook, office, &course, lang).await,
            result::course_pdf(daybook, &ann, &course, lang).await,
            result::roster_pdf(daybook, office, &kit.period, lang).await,
            result::publication_pdf(daybook, &stranger, &kit.period, lang).await,
        ];
        for made in made {
            match press() {
                Some(_) => assert!(made.unwrap().starts_with(b"%PDF-")),
                None => assert!(words(made).contains("--press")),
            }
        }
    }
    assert_eq!(kit.world.acts().await.len(), before, "nothing is written");
    if press().is_none() {
        return;
    }
    // A template of the office is used at once, and what it says by mistake shows what it was given.
    let told = "#let d = json(\"data.json\")\n#panic(d.person.name, d.grade, d.reviews.len(), d.decision.by)";
    std::fs::write(folder.path().join("annual.typ"), told).unwrap();
    let all = words(result::course_pdf(daybook, office, &course, Lang::En).await);
    assert!(
        all.contains("annual.typ:2") && all.contains("\"Ann Three\", \"Excellent\", 1"),
        "{all}"
    );
    let own = words(result::course_pdf(daybook, &ann, &course, Lang::En).await);
    assert!(own.contains("\"Ann Three\", \"\", 0, \"\""), "not told yet: {own}");
    let listed =
        "#let d = json(\"data.json\")\n#panic(d.rows.filter(r => r.grade == \"Competent\").len(), d.rows.len())";
    std::fs::write(folder.path().join("roster.typ"), listed).unwrap();
    let roster = words(result::roster_pdf(daybook, office, &kit.period, Lang::En).await);
    assert!(roster.contains("roster.typ:2") && roster.contains("7, 10"), "{roster}");
    let names = "#let d = json(\"data.json\")\n#panic(..d.rows.map(r => r.name), d.first != \"\", d.first < d.last)";
    std::fs::write(folder.path().join("publication.typ"), names).unwrap();
    let published = words(result::publication_pdf(daybook, &ann, &kit.period, Lang::En).await);
    assert!(
        published.contains("\"Pia Seven\"") && published.contains("true, true"),
        "{published}"
    );
}

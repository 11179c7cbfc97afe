//! Official forms as PDF: by the press itself, where it was built (`xtask test` names it in DAYBOOK_PRESS); what is said where it was not.
//! And as Excel files that an office laid out itself.

use crate::result_kit::{Kit, words};
use crate::result_year::{published, year};
use crate::world::{World, settings};
use calamine::{Data, Reader, Xlsx};
use domain::Lang;
use rust_xlsxwriter::Workbook;
use service::{Error, Settings, result};
use std::io::Cursor;
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

/// A template with one placeholder under the other.
fn template(folder: &Path, file: &str, rows: &[&str]) {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (at, text) in (0u32..).zip(rows) {
        sheet.write_string(at, 0, *text).unwrap();
    }
    std::fs::write(folder.join(file), book.save_to_buffer().unwrap()).unwrap();
}

fn first_column(made: service::Result<Vec<u8>>) -> Vec<String> {
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(made.unwrap())).unwrap();
    let sheets = book.worksheets();
    let cells = sheets[0].1.rows().map(|row| row[0].clone());
    let texts = cells.filter(|cell| *cell != Data::Empty).map(|cell| cell.to_string());
    texts.filter(|text| !text.is_empty()).collect()
}

#[tokio::test]
async fn a_workbook_of_the_office_takes_the_place_of_the_built_in_form() {
    let folder = tempfile::tempdir().unwrap();
    let kit = published_year(None, folder.path()).await;
    let (daybook, office, ann) = (&kit.world.daybook, &kit.personnel, kit.actor("ann").await);
    let (course, stranger) = (kit.course("ann").await, kit.actor("hal").await);
    let before = kit.world.acts().await.len();
    let built_in = first_column(result::roster_xlsx(daybook, office, &kit.period, Lang::En).await);
    template(
        folder.path(),
        "annual.xlsx",
        &["{{person.name}}", "{{grade}}", "by {{reviews.by}}", "end"],
    );
    template(folder.path(), "roster.xlsx", &["{{rows.name}}: {{rows.grade}}"]);
    template(folder.path(), "publication.xlsx", &["名单", "{{rows.name}}"]);
    template(folder.path(), "publication.en.xlsx", &["Names", "{{rows.name}}"]);
    // It is used at once, and shows what the page of its reader shows.
    let all = first_column(result::course_xlsx(daybook, office, &course, Lang::En).await);
    assert_eq!(
        (all[0].as_str(), all[1].as_str(), all.len()),
        ("Ann Three", "Excellent", 4)
    );
    let own = first_column(result::course_xlsx(daybook, &ann, &course, Lang::En).await);
    assert_eq!(own, ["Ann Three", "end"], "not told yet");
    let roster = first_column(result::roster_xlsx(daybook, office, &kit.period, Lang::Zh).await);
    assert_eq!(roster.len(), 10);
    assert_eq!(roster.iter().filter(|line| line.ends_with(": 称职")).count(), 7);
    for (lang, head) in [(Lang::Zh, "名单"), (Lang::En, "Names")] {
        let names = first_column(result::publication_xlsx(daybook, &stranger, &kit.period, lang).await);
        assert!(
            names[0] == head && names.iter().any(|name| name == "Pia Seven"),
            "{names:?}"
        );
    }
    // A mistake is told to whom the form is for, and to nobody else.
    template(folder.path(), "annual.xlsx", &["{{person.nome}}"]);
    std::fs::write(folder.path().join("roster.xlsx"), "no workbook").unwrap();
    let said = words(result::course_xlsx(daybook, office, &course, Lang::En).await);
    for part in ["annual.xlsx", "cell A1", "{{person.nome}}"] {
        assert!(said.contains(part), "{part}: {said}");
    }
    let said = words(result::roster_xlsx(daybook, office, &kit.period, Lang::En).await);
    assert!(said.contains("roster.xlsx"), "{said}");
    assert!(matches!(
        result::roster_xlsx(daybook, &ann, &kit.period, Lang::En).await,
        Err(Error::NotFound)
    ));
    // Without it the built-in form is there again.
    std::fs::remove_file(folder.path().join("roster.xlsx")).unwrap();
    let again = first_column(result::roster_xlsx(daybook, office, &kit.period, Lang::En).await);
    assert_eq!(again, built_in);
    assert_eq!(kit.world.acts().await.len(), before, "nothing is written");
}

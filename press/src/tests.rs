//! The built-in templates, with all sorts of data, as they come out on paper.

mod page;

use crate::Fault;
use crate::desk::Desk;
use crate::set;
use crate::shelf::{FORMS, Shelf, sample};
use page::{Page, pages};
use serde_json::Value;
use std::path::PathBuf;
use std::process::Command;
use std::sync::Arc;
use typst_kit::fonts::Fonts;

const LANGS: [&str; 2] = ["zh", "en"];

fn data(form: &str, lang: &str) -> Value {
    serde_json::from_str(sample(form, lang).unwrap()).unwrap()
}

fn desk(form: &str, data: &Value, folder: Option<PathBuf>) -> Desk {
    Desk::new(form, Shelf::new(folder).unwrap(), serde_json::to_vec(data).unwrap())
}

fn set(form: &str, data: &Value) -> Vec<Page> {
    match set::document(&desk(form, data, None)) {
        Ok(document) => pages(&document),
        Err(fault) => panic!("{form}: {fault:?}"),
    }
}

/// Every text of the data but the language and the days, which a template reads.
fn each(value: &mut Value, change: &mut dyn FnMut(&mut Value)) {
    const READ: [&str; 8] = [
        "lang",
        "printed",
        "first",
        "last",
        "on",
        "day",
        "published",
        "decided_on",
    ];
    match value {
        Value::Object(fields) => {
            let own = fields.iter_mut().filter(|(name, _)| !READ.contains(&name.as_str()));
            own.for_each(|(_, value)| each(value, change));
        }
        Value::Array(list) => list.iter_mut().for_each(|value| each(value, change)),
        text => change(text),
    }
}

/// The footer numbers the pages, and nothing stands in the margins.
fn sound(pages: &[Page], lang: &str) {
    for (at, page) in pages.iter().enumerate() {
        let number = match lang {
            "zh" => format!("第{}页共{}页", at + 1, pages.len()),
            _ => format!("Page{}of{}", at + 1, pages.len()),
        };
        assert!(page.text().contains(&number), "{number}: {}", page.text());
        assert_eq!(page.outside(), Vec::<String>::new(), "page {}", at + 1);
    }
}

#[test]
fn every_form_is_set_in_both_languages() {
    for form in FORMS {
        for lang in LANGS {
            let data = data(form, lang);
            let pages = set(form, &data);
            sound(&pages, lang);
            let all: String = pages.iter().map(Page::text).collect();
            let mut texts = 0;
            each(&mut data.clone(), &mut |text| {
                let text = page::bare(text.as_str().unwrap_or_default());
                assert!(all.contains(&text), "{form} {lang}: {text} is not in {all}");
                texts += 1;
            });
            assert!(
                texts > 10 && pages.len() <= 3,
                "{form}: {texts} texts on {} pages",
                pages.len()
            );
        }
    }
}

#[test]
fn a_special_assessment_is_called_so_with_its_task() {
    for (lang, form, roster) in [
        ("zh", "公务员专项考核登记表", "专项考核：防汛抢险"),
        ("en", "SpecialAssessmentForm", "Specialassessment:防汛抢险"),
    ] {
        for name in ["period", "roster"] {
            let mut data = data(name, lang);
            let text = |data: &Value| set(name, data).iter().map(Page::text).collect::<String>();
            assert!(
                !text(&data).contains(page::bare(roster.trim_end_matches("防汛抢险")).as_str()),
                "{name}"
            );
            data["period"]["special"] = Value::from("防汛抢险");
            let all = text(&data);
            assert!(all.contains(roster), "{name}: {all}");
            assert_eq!(all.contains(form), name == "period", "{name}: {all}");
        }
    }
}

#[test]
fn what_was_not_met_and_why_there_is_no_grade_stand_apart() {
    for form in ["period", "annual"] {
        let mut data = data(form, "en");
        let text = |data: &Value| set(form, data).iter().map(Page::text).collect::<String>();
        assert!(!text(&data).contains("Criticalelementnotmet"), "{form}");
        data["reviews"][0]["rows"][1]["failed"] = Value::from("Critical element not met");
        let named = page::bare(data["reviews"][0]["rows"][1]["name"].as_str().unwrap());
        let all = text(&data);
        assert!(all.contains(&format!("{named}Criticalelementnotmet")), "{form}: {all}");
        // The year has a place for the reason; it is not said a second time among what else is remarked.
        data["grade"] = Value::from("");
        data["no_grade"] = Value::from("On probation: no grade.");
        data["remarks"] = Value::from(vec!["On probation: no grade.", "Another office since May."]);
        let all = text(&data);
        assert_eq!(all.matches("Onprobation:nograde.").count(), 2, "{form}: {all}");
        let (label, said) = ("Remarks", "Anotherofficesince");
        let (label, said) = (all.rfind(label).unwrap(), all.rfind(said).unwrap());
        assert!(label < said, "{form}: {all}");
        if form == "annual" {
            let place = all.find("Whythereisnograde").unwrap();
            assert!(place < label && all[place..label].contains("Onprobation"), "{all}");
        }
    }
}

#[test]
fn the_form_of_the_year_is_set_with_blocks_of_an_office_that_are_older() {
    let folder = tempfile::tempdir().unwrap();
    let before = include_str!("tests/person_of_before.typ");
    std::fs::write(folder.path().join("person.typ"), before).unwrap();
    let mut data = data("annual", "en");
    data["grade"] = Value::from("");
    data["no_grade"] = Value::from("On probation: no grade.");
    data["remarks"] = Value::from(vec!["On probation: no grade.", "Another office since May."]);
    let pages = match set::document(&desk("annual", &data, Some(folder.path().to_owned()))) {
        Ok(document) => pages(&document),
        Err(fault) => panic!("{fault:?}"),
    };
    let all: String = pages.iter().map(Page::text).collect();
    for said in ["Onprobation:nograde.", "AnotherofficesinceMay."] {
        assert!(all.contains(said), "{said}: {all}");
    }
}

#[test]
fn a_form_that_nobody_has_written_on_is_one_to_write_on() {
    for form in FORMS {
        for lang in LANGS {
            let mut data = data(form, lang);
            each(&mut data, &mut |text| *text = Value::from(""));
            let empty = |value: &mut Value| empty_lists(value);
            empty(&mut data);
            let pages = set(form, &data);
            sound(&pages, lang);
            assert!(pages.len() <= 2, "{form}: {}", pages.len());
        }
    }
}

fn empty_lists(value: &mut Value) {
    match value {
        Value::Array(list) => list.clear(),
        Value::Object(fields) => fields.values_mut().for_each(empty_lists),
        _ => (),
    }
}

#[test]
fn forty_pages_lose_nothing_and_number_themselves() {
    for (form, lang) in [("period", "zh"), ("annual", "en")] {
        let mut data = data(form, lang);
        let line = |at: usize| match lang {
            "zh" => format!("段{at}终，核对移交清单，逐项签字确认，差错当日更正。\n").repeat(6),
            _ => format!("Part{at}end, counted the list again, line by line, and signed it.\n").repeat(6),
        };
        let point = data.pointer("/summary/points/0").unwrap().clone();
        let points = (0..90).map(|at| {
            let mut point = point.clone();
            point["text"] = Value::from(line(at));
            point
        });
        data["summary"]["points"] = points.collect();
        let row = data.pointer("/reviews/0/rows/0").unwrap().clone();
        let rows = (90..170).map(|at| {
            let mut row = row.clone();
            row["reason"] = Value::from(line(at));
            row
        });
        data["reviews"][0]["rows"] = rows.collect();
        let pages = set(form, &data);
        sound(&pages, lang);
        assert!(pages.len() >= 40, "{}", pages.len());
        let all: String = pages.iter().map(Page::text).collect();
        for at in 0..170 {
            let part = if lang == "zh" {
                format!("段{at}终")
            } else {
                format!("Part{at}end")
            };
            assert_eq!(all.matches(&part).count(), 6, "{part}");
        }
        // Every page says whose it is; every page of the review has its headings.
        let name = page::bare(data["person"]["name"].as_str().unwrap());
        assert!(pages.iter().all(|p| p.text().contains(&name)));
        let head = if lang == "zh" {
            "引用的纪实"
        } else {
            "Recordscited"
        };
        let with_rows = pages.iter().filter(|p| p.text().contains("40%"));
        assert!(with_rows.clone().count() > 5 && with_rows.clone().all(|p| p.text().contains(head)));
    }
}

#[test]
fn a_long_roster_has_its_headings_on_every_page() {
    for (form, head) in [("roster", "主管领导"), ("publication", "拟定等次")] {
        let mut data = data(form, "zh");
        let row = data["rows"][1].clone();
        let rows = (0..1_000).map(|at| {
            let mut row = row.clone();
            row["name"] = Value::from(format!("某{at}某"));
            row
        });
        data["rows"] = rows.collect();
        let pages = set(form, &data);
        sound(&pages, "zh");
        assert!(pages.len() >= 20, "{}", pages.len());
        let all: String = pages.iter().map(Page::text).collect();
        assert!((0..1_000).all(|at| all.contains(&format!("某{at}某"))));
        let rows = pages.iter().filter(|p| p.text().contains("某"));
        assert!(rows.clone().all(|p| p.text().contains(head)), "{form}");
    }
}

#[test]
fn names_that_are_published_on_other_days_have_theirs_beside_them() {
    for (lang, shared, named, own) in [
        ("zh", "公示期为2027年1月11日", "公示期见名单", "2027年2月22日至3月1日"),
        (
            "en",
            "decided,from",
            "onthedaysbesideeachname",
            "22Februaryto1March2027",
        ),
    ] {
        let mut data = data("publication", lang);
        let text = |data: &Value| set("publication", data).iter().map(Page::text).collect::<String>();
        let same = text(&data);
        assert!(same.contains(shared) && !same.contains(named), "{same}");
        data["first"] = Value::from("");
        data["last"] = Value::from("");
        data["rows"][1]["first"] = Value::from("2027-02-22");
        data["rows"][1]["last"] = Value::from("2027-03-01");
        let pages = set("publication", &data);
        sound(&pages, lang);
        let apart: String = pages.iter().map(Page::text).collect();
        assert!(!apart.contains(shared) && apart.contains(named), "{apart}");
        assert!(apart.contains(own), "{own}: {apart}");
    }
}

#[test]
fn what_people_wrote_stays_text() {
    let hostile = "#panic(\"x\") *b* _i_ $x$ `c` = H // c /* d */ <l> @r \\ [b] {c} #read(\"/etc/passwd\") https://a.example ~ -- ... 1/2";
    for form in FORMS {
        let mut data = data(form, "en");
        let mut texts = 0;
        each(&mut data, &mut |text| {
            *text = Value::from(hostile);
            texts += 1;
        });
        let all: String = set(form, &data).iter().map(Page::text).collect();
        // Word by word: a text may go on on the next page. Titles and names stand in more than one place.
        for word in hostile.split(' ').map(page::bare) {
            let found = all.matches(&word).count();
            assert!(found >= texts, "{form}: {word} {found} of {texts}: {all}");
        }
    }
}

#[test]
fn a_word_without_an_end_stays_in_its_cell() {
    for form in FORMS {
        for lang in LANGS {
            for word in ["W".repeat(300), "超".repeat(300), "https://a.example/?q=".repeat(20)] {
                let mut data = data(form, lang);
                each(&mut data, &mut |text| *text = Value::from(word.as_str()));
                data["id"] = Value::from("x");
                sound(&set(form, &data), lang);
            }
        }
    }
}

#[test]
fn a_reader_of_pdf_finds_the_pages_and_the_same_data_gives_the_same_bytes() {
    for form in FORMS {
        for lang in LANGS {
            let data = data(form, lang);
            let pdf = set::pdf(&desk(form, &data, None)).unwrap();
            assert!(pdf == set::pdf(&desk(form, &data, None)).unwrap(), "{form}");
            let read = hayro_syntax::Pdf::new(Arc::new(pdf.clone())).unwrap();
            assert_eq!(read.pages().len(), set(form, &data).len(), "{form}");
            let Some(text) = copied(&pdf) else {
                eprintln!("pdftotext is not installed: what can be copied out of a form was not looked at");
                continue;
            };
            let name = page::bare(data["period"]["title"].as_str().unwrap());
            assert!(page::bare(&text).contains(&name), "{form}: {text}");
        }
    }
}

/// What a person copies out of a PDF.
fn copied(pdf: &[u8]) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("form.pdf");
    std::fs::write(&file, pdf).unwrap();
    let said = Command::new("pdftotext").arg(&file).arg("-").output().ok()?;
    Some(String::from_utf8_lossy(&said.stdout).into_owned())
}

fn fault(template: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("roster.typ"), template).unwrap();
    match set::pdf(&desk("roster", &data("roster", "zh"), Some(folder.path().to_owned()))) {
        Err(Fault::Template(said)) => said,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_mistake_is_told_with_its_file_and_line() {
    let said = fault("fine\n\n#nothing-known");
    assert!(
        said.starts_with("roster.typ:3: unknown variable: nothing-known"),
        "{said}"
    );
    let said = fault("#import \"common.typ\": *\n#let x = 1\n#day(5)");
    assert!(
        said.starts_with("common.typ:") && said.contains("called at roster.typ:3"),
        "{said}"
    );
    let said = fault("#let d = json(\"data.json\")\n#d.nam");
    assert!(said.starts_with("roster.typ:2: ") && said.contains("nam"), "{said}");
    assert!(fault("#let (").starts_with("roster.typ:1: "));
}

#[test]
fn a_template_reads_nothing_else() {
    for other in ["/etc/passwd", "../secret", "other.json"] {
        let said = fault(&format!("#read(\"{other}\")"));
        assert!(said.starts_with("roster.typ:1: "), "{said}");
    }
    assert!(fault("#import \"@preview/cetz:0.3.0\": canvas").starts_with("roster.typ:1: "));
    assert!(fault("#datetime.today()").starts_with("roster.typ:1: "));
}

#[test]
fn without_a_font_for_it_it_is_said_what_to_install() {
    let none = || Fonts::searcher().include_system_fonts(false).search();
    let set = |lang: &str, data: Value| {
        let data = serde_json::to_vec(&data).unwrap();
        let desk = Desk::with("roster", Shelf::new(None).unwrap(), data, none());
        set::pdf(&desk).map_err(|fault| (lang.to_owned(), fault))
    };
    match set("zh", data("roster", "zh")) {
        Err((_, Fault::Call(error))) => assert!(error.to_string().contains("fonts-noto-cjk"), "{error}"),
        other => panic!("{other:?}"),
    }
    assert!(set("en", data("roster", "en")).unwrap().starts_with(b"%PDF"));
}

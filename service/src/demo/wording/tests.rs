use super::super::script::Tongue;
use super::in_tongue;

/// Every unit, title and grade of the six organisations.
fn published(kind: &str) -> Vec<&'static str> {
    let rows = include_str!("published.txt")
        .lines()
        .filter_map(|line| line.split_once('\t'));
    rows.filter(|(of, _)| *of == kind).map(|(_, text)| text).collect()
}

/// Single letters and codes such as `1A` are the same in both tongues.
fn is_chinese(text: &str) -> bool {
    !text
        .split(|c: char| !c.is_ascii_alphanumeric())
        .any(|word| word.chars().filter(char::is_ascii_alphabetic).count() > 1)
}

#[test]
fn units_titles_and_grades_come_out_in_chinese() {
    for (kind, least) in [("unit", 1.0), ("title", 0.95), ("grade", 0.95)] {
        let all = published(kind);
        assert!(all.len() > 100);
        let kept: Vec<&str> = all
            .iter()
            .copied()
            .filter(|text| !is_chinese(&in_tongue(text, Tongue::Zh)))
            .collect();
        let covered = 1.0 - kept.len() as f64 / all.len() as f64;
        assert!(covered >= least, "{kind}: {covered:.3} covered; left: {kept:?}");
    }
}

#[test]
fn organisations_have_their_names() {
    let names = [
        "Department for Transport",
        "Highways Agency",
        "HM Treasury",
        "Department for Culture, Media and Sport",
        "Department of Energy and Climate Change",
        "Health and Safety Executive",
    ];
    for name in names {
        let chinese = in_tongue(name, Tongue::Zh);
        assert!(is_chinese(&chinese) && chinese.starts_with("英国"), "{name}: {chinese}");
    }
}

#[test]
fn ranks_stand_where_chinese_has_them() {
    let zh = |text| in_tongue(text, Tongue::Zh);
    assert_eq!(zh("Deputy Director Buses & Taxis"), "公交与出租车副司长");
    assert_eq!(zh("Head of Sport"), "体育处长");
    assert_eq!(zh("Director General, Tax and Welfare"), "税收与福利总司长");
    assert_eq!(zh("Head of Fuel Poverty (Acting)"), "燃料贫困处长（代理）");
    assert_eq!(zh("Grade 7 - Nuclear"), "7级·核安全");
    assert_eq!(zh("Rail Director"), "铁路司长");
    assert_eq!(zh("Director"), "司长");
}

#[test]
fn what_nobody_translated_stays_english() {
    assert_eq!(in_tongue("Head of Zymurgy", Tongue::Zh), "Zymurgy处长");
    let sentence = "A sentence that no organogram has ever published, long enough not to be taken apart word by word into something that nobody can read";
    assert_eq!(in_tongue(sentence, Tongue::Zh), sentence);
    assert_eq!(in_tongue("  Rail Director ", Tongue::En), "Rail Director");
}

#[test]
fn numbered_copies_of_a_unit_keep_their_number() {
    assert_eq!(in_tongue("Asset Freezing Unit 3", Tongue::Zh), "资产冻结处（3）");
}

//! Codes of organisations, keys of units, spellings, and the many ways of leaving a cell empty.

use domain::roster::Holder;
use sha2::{Digest, Sha256};

/// Organisations whose short names everybody knows. Others get their capitals and four digits of their name's hash.
const CODES: [(&str, &str); 6] = [
    ("Department for Culture, Media and Sport", "DCMS"),
    ("Department for Transport", "DfT"),
    ("Department of Energy and Climate Change", "DECC"),
    ("Health and Safety Executive", "HSE"),
    ("Highways Agency", "HA"),
    ("HM Treasury", "HMT"),
];

/// The professions of the civil service as they should be spelt; files differ in capitals and in `&`.
const FAMILIES: [&str; 24] = [
    "Communications",
    "Economics",
    "Finance",
    "Human Resources",
    "Information Technology",
    "Inspector of Education and Training",
    "Internal Audit",
    "Knowledge and Information Management (KIM)",
    "Law",
    "Medicine",
    "Operational Delivery",
    "Operational Research",
    "Other",
    "Planning",
    "Policy",
    "Procurement",
    "Programme and Project Management (PPM)",
    "Property and Asset Management",
    "Psychology",
    "Science and Engineering",
    "Social Research",
    "Statisticians",
    "Tax Professionals",
    "Veterinarian",
];

const OTHER_FAMILIES: [(&str, &str); 3] = [
    (
        "knowledge and information management",
        "Knowledge and Information Management (KIM)",
    ),
    ("medical", "Medicine"),
    (
        "project and programme management",
        "Programme and Project Management (PPM)",
    ),
];

/// The short name that an organisation's references start with; the same for ever.
pub fn code(organisation: &str) -> String {
    if let Some((_, code)) = CODES.iter().find(|(name, _)| *name == organisation) {
        return (*code).to_owned();
    }
    let capitals: String = organisation.chars().filter(|c| c.is_uppercase()).take(8).collect();
    format!("{capitals}-{}", hex(organisation, 2))
}

fn hex(text: &str, bytes: usize) -> String {
    Sha256::digest(text.as_bytes())
        .iter()
        .take(bytes)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// The key of a unit of an organisation; of the organisation itself without a unit.
pub fn unit_key(organisation: &str, unit: &str) -> String {
    let source = organisation.replace('/', "∕");
    if unit.is_empty() {
        source
    } else {
        format!("{source}/{unit}")
    }
}

pub fn family(text: &str) -> String {
    let plain = text.replace('&', "and").to_lowercase();
    let known = FAMILIES.iter().find(|f| f.to_lowercase() == plain);
    let known = known
        .copied()
        .or_else(|| OTHER_FAMILIES.iter().find(|(f, _)| *f == plain).map(|(_, f)| *f));
    known.map_or_else(|| text.to_owned(), str::to_owned)
}

/// Cells that say that there is nothing to say.
pub fn is_blank(text: &str) -> bool {
    matches!(
        text.to_uppercase().as_str(),
        "" | "XX" | "N/A" | "N/D" | "NA" | "ND" | "-" | "0" | "NONE" | "TBC"
    )
}

pub fn is_vacant(name: &str) -> bool {
    let name = name.to_lowercase();
    name.starts_with("vacant") || name.starts_with("vacancy")
}

/// References of rows that are kept in the file though there is no such post.
pub fn is_placeholder(reference: &str) -> bool {
    is_blank(reference)
        || matches!(
            reference.to_lowercase().as_str(),
            "deleted" | "eliminated" | "not in post"
        )
}

/// The holder where the file gives a name. There are no staff numbers: within an organisation the name stands for the person.
pub fn holder(code: &str, name: &str) -> Option<Holder> {
    if is_blank(name) || is_vacant(name) {
        return None;
    }
    Some(Holder {
        reference: format!("{code}/p-{}", hex(name, 5)),
        name: name.to_owned(),
        ..Holder::default()
    })
}

/// The rank of a senior grade: `SCS4` above `SCS1A` above `SCS1`; others below, by their numbers.
pub fn rank(grade: &str) -> (bool, u32, String) {
    let upper = grade.to_uppercase();
    let number: String = upper
        .chars()
        .skip_while(|c| !c.is_ascii_digit())
        .take_while(char::is_ascii_digit)
        .collect();
    let letters: String = upper
        .chars()
        .skip_while(|c| !c.is_ascii_digit())
        .skip_while(char::is_ascii_digit)
        .collect();
    (upper.starts_with("SCS"), number.parse().unwrap_or(0), letters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_short_and_never_shared() {
        assert_eq!(code("Department for Transport"), "DfT");
        assert_eq!(code("Department for Tourism").split('-').next(), Some("DT"));
        assert_ne!(code("Department for Tourism"), code("Department for Trade"));
    }

    #[test]
    fn spellings_become_one() {
        assert_eq!(family("Operational delivery"), "Operational Delivery");
        assert_eq!(family("Science & Engineering"), "Science and Engineering");
        assert_eq!(family("Falconry"), "Falconry");
    }

    #[test]
    fn grades_have_ranks() {
        assert!(rank("SCS2") > rank("SCS1A") && rank("SCS1A") > rank("SCS1") && rank("SCS1") > rank("Grade 7"));
    }
}

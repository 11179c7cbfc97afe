//! The level of a grade and the craft of a title.

use super::super::script::Cast;
use super::Words;

pub(super) fn level(me: &Cast, words: &Words) -> u8 {
    let grade = me.grade.to_lowercase();
    let grade = grade.as_str();
    let starts = |options: &[&str]| options.iter().any(|option| grade.starts_with(option));
    if me.leads || starts(&["scs"]) || words.any(&["permanent secretary", "director general"]) {
        4
    } else if starts(&[
        "grade 6",
        "grade 7",
        "g6",
        "g7",
        "seo",
        "senior executive",
        "range e",
        "specialist",
        "a",
        "pb5",
        "pb6",
        "pb7",
        "6n",
        "6l",
        "7n",
        "7l",
        "8n",
        "8l",
        "5n",
        "5l",
    ]) && !starts(&["ao", "administrative", "allocate"])
    {
        3
    } else if starts(&[
        "ao",
        "administrative",
        "pb1",
        "pb2",
        "range b",
        "1",
        "2",
        "d",
        "car",
        "van",
        "allocate",
        "tm1a",
        "student",
    ]) {
        1
    } else {
        2
    }
}

/// The craft of a title, or failing that of the professional group.
pub(super) fn main_craft(me: &Cast, words: &Words, level: u8, domain: &str) -> &'static str {
    let title = |needles: &[&str]| words.any(needles);
    let group = |needles: &[&str]| needles.iter().any(|needle| words.family.contains(needle));
    let science = matches!(domain, "hsl" | "chemreg");
    if title(&["curator"]) || words.unit.contains("art collection") && level >= 2 {
        return "curator";
    }
    if title(&[
        "car driver",
        "van driver",
        "allocated driver",
        "workshop fitter",
        "estates",
    ]) || group(&["property"])
    {
        return if title(&["car driver", "van driver", "allocated driver", "fitter"]) {
            "driver"
        } else {
            "estates"
        };
    }
    if title(&["traffic manager", "traffic management director"]) {
        return "traffic";
    }
    if title(&[
        "accident inspector",
        "accident chief inspector",
        "accident deputy chief",
    ]) {
        return "accident";
    }
    if title(&["transport security inspector", "security compliance"]) {
        return "security";
    }
    if title(&["office manager"]) {
        return "support";
    }
    // Small units whose whole work is one craft, whatever the generic titles of their posts.
    let unit = |needles: &[&str]| needles.iter().any(|needle| words.unit.contains(needle));
    if unit(&["correspondence &"]) {
        return "records";
    }
    if unit(&[
        "secretary's office",
        "chancellors office",
        "parliamentary unit",
        "parliam & sec",
    ]) && !group(&["communic"])
    {
        return "private";
    }
    if unit(&["hr unit"]) {
        return "people";
    }
    if unit(&["laboratories - finance"]) {
        return "finance";
    }
    if title(&[
        "private secretary",
        "diary",
        "executive assistant",
        "ministerial support",
    ]) {
        return "private";
    }
    if title(&[
        "correspondence",
        "librarian",
        "knowledge information",
        "information rights",
    ]) {
        return "records";
    }
    if title(&["- nuclear", "safeguards", "inspector security"])
        || level == 4 && domain == "nuclearreg" && !group(&["law"])
        || domain == "nuclearreg"
            && title(&[
                "- factories",
                "- agriculture",
                "- scientific",
                "- spec",
                "professional/technical",
            ])
    {
        return if group(&["finance"]) { "finance" } else { "nuclear" };
    }
    if title(&["- administration", "- office services", "- typing"])
        && !group(&[
            "human",
            "finance",
            "procurement",
            "communic",
            "law",
            "audit",
            "information",
            "knowledge",
            "property",
        ])
    {
        return match level {
            1 | 2 => "support",
            _ if group(&["statistic"]) => "statistics",
            _ if group(&["policy", "science"]) => "policy",
            _ => "manager",
        };
    }
    if title(&[
        "- factories",
        "- agriculture",
        "- quarries",
        "- mines",
        "field operations",
        "fod",
        "chief inspector of construction",
    ]) {
        return if matches!(domain, "chemicalind" | "offshore") {
            "engineer"
        } else {
            "field"
        };
    }
    if title(&[
        "hygienist",
        "nursing",
        "med insp",
        "psychologist",
        "medical adviser",
        "human factors",
    ]) {
        return "health";
    }
    if title(&["offshore di", "offshore wells", "- spec", "professional/technical"]) {
        return if domain == "hsl" { "lab" } else { "engineer" };
    }
    if title(&["scientific", "photographer", "industrial"]) {
        return match domain {
            "chemreg" => "dossier",
            "healthrisk" => "health",
            "factories" | "construction" | "chemicalind" | "specialised" => "engineer",
            _ => "lab",
        };
    }
    if title(&["auditor", "internal audit"]) || group(&["audit"]) {
        return "audit";
    }
    if title(&["statistic", "social research", "research", "modeller"])
        || group(&["statistic", "social research", "operational research"])
    {
        return "statistics";
    }
    if group(&["finance"])
        || title(&[
            "finance manager",
            "finance officer",
            "finance support",
            "financial liaison",
            "accountant",
            "head of finance",
        ])
    {
        return "finance";
    }
    if group(&["human"]) {
        return "people";
    }
    if group(&["information technology"]) || title(&["- information tech", "psd info"]) {
        return "systems";
    }
    if group(&["communication"]) || title(&["press officer"]) {
        return "comms";
    }
    if group(&["law"]) || title(&["legal", "lawyer", "law clerk"]) {
        return "legal";
    }
    if group(&["economics"]) || title(&["economist"]) {
        return "economics";
    }
    if group(&["procurement"]) || title(&["contract", "procurement"]) {
        return if words.unit == "major projects" {
            "project"
        } else {
            "procurement"
        };
    }
    if group(&["knowledge"]) {
        return "records";
    }
    if group(&["programme", "planning"]) || title(&["project", "programme"]) {
        return "project";
    }
    if group(&["psychology", "medic"]) {
        return "health";
    }
    if group(&["science"]) && science {
        return if domain == "chemreg" { "dossier" } else { "lab" };
    }
    if group(&["operational"]) {
        return match domain {
            "network" if level >= 2 => "network",
            "games" | "schemes" if level >= 2 => "project",
            "construction" | "factories" | "agrifood" | "publicservices" if level >= 3 => "field",
            "chemicalind" | "offshore" | "specialised" if level >= 3 => "engineer",
            "accidents" if level >= 3 => "accident",
            "avsec" if level >= 2 => "security",
            _ if level < 3 => "support",
            _ if me.leads => "policy",
            _ => "manager",
        };
    }
    if domain == "network" && level >= 2 && !group(&["policy"]) {
        "network"
    } else {
        "policy"
    }
}

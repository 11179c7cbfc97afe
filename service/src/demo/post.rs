//! From the words of a post to what its holder writes about: the crafts (what one does), the domain (what it is about), the matters one handles.

use super::bank::{BANK, craft};
use super::rng::Rng;
use super::script::Cast;

#[derive(Debug, Clone)]
pub(super) struct Post {
    /// Crafts with their weights.
    pub(super) crafts: Vec<(usize, u32)>,
    pub(super) domain: usize,
    /// 1 clerical, 2 junior managers and caseworkers, 3 advisers and specialists, 4 senior civil service.
    pub(super) level: u8,
    /// Works at weekends as on weekdays.
    pub(super) shift: bool,
    /// Rows of the domain's first list that this post handles.
    pub(super) matters: Vec<usize>,
}

impl Post {
    pub(super) fn of(cast: &[Cast], index: usize) -> Self {
        let Some(me) = cast.get(index) else {
            return Self { crafts: vec![(craft("office"), 1)], domain: 0, level: 2, shift: false, matters: Vec::new() };
        };
        let words = Words::of(me);
        let chain = superiors(cast, index);
        let level = level(me, &words);
        let domain = domain(&words, &chain);
        let main = main_craft(me, &words, level, domain_id(domain));
        let mut crafts = vec![(craft(main), 100)];
        if level == 4 {
            crafts.push((craft("leader"), if words.title.contains("chief executive") { 200 } else { 110 }));
        }
        if matches!(main, "policy" | "leader") && level <= 2 {
            crafts.push((craft("support"), if level == 1 { 130 } else { 35 }));
        }
        // Clerical posts inside a profession do the profession's lighter work and the office's.
        if level == 1 && !matches!(main, "support" | "traffic" | "policy") {
            crafts.push((craft("support"), 60));
        }
        crafts.push((craft("office"), if matches!(main, "traffic") { 8 } else { 13 }));
        let shift = matches!(main, "traffic") && level <= 2 || words.title.contains("driver");
        Self { crafts, domain, level, shift, matters: matters(domain, &words, &chain, index) }
    }
}

/// The lower-case words of one post.
struct Words {
    title: String,
    unit: String,
    function: String,
    family: String,
}

impl Words {
    fn of(me: &Cast) -> Self {
        let low = |text: &str| text.to_lowercase();
        Self { title: low(&me.title), unit: low(&me.unit), function: low(&me.function), family: low(&me.family) }
    }

    fn any(&self, needles: &[&str]) -> bool {
        needles.iter().any(|needle| self.title.contains(needle))
    }

    /// How strongly the post speaks of `key`; `~key` counts little.
    fn weight(&self, key: &str) -> usize {
        let (key, worth) = key.strip_prefix('~').map_or((key, 12), |key| (key, 2));
        let found = |text: &str, times: usize| if text.contains(key) { times * worth } else { 0 };
        found(&self.title, 4) + found(&self.unit, 3) + found(&self.function, 2)
    }

    fn mentions(&self, tag: &str) -> bool {
        [&self.title, &self.unit, &self.function].iter().any(|text| text.contains(tag))
    }
}

/// The three nearest superiors, nearest first.
fn superiors(cast: &[Cast], index: usize) -> Vec<Words> {
    let mut at = cast.get(index).and_then(|me| me.superior);
    let mut chain = Vec::new();
    while let Some(person) = at.and_then(|at| cast.get(at)) {
        chain.push(Words::of(person));
        if chain.len() == 3 {
            break;
        }
        at = person.superior;
    }
    chain
}

fn domain_id(domain: usize) -> &'static str {
    BANK.domains.get(domain).map_or("", |section| section.id)
}

fn domain(words: &Words, chain: &[Words]) -> usize {
    let score = |section: &super::bank::Section| {
        section.keys.iter().map(|key| {
            let above = chain.iter().zip([5, 2, 1]).map(|(words, share)| words.weight(key) * share).sum::<usize>();
            words.weight(key) * 12 + above
        }).sum::<usize>()
    };
    let scores = BANK.domains.iter().enumerate().map(|(index, section)| (score(section), index));
    // The first of equals; the last domain is the one for whoever says nothing about it.
    match scores.max_by_key(|(score, index)| (*score, std::cmp::Reverse(*index))) {
        Some((score, index)) if score > 0 => index,
        _ => BANK.domains.len().saturating_sub(1),
    }
}

fn matters(domain: usize, words: &Words, chain: &[Words], index: usize) -> Vec<usize> {
    let Some(group) = BANK.domains.get(domain).and_then(|section| section.groups.first()) else { return Vec::new() };
    let tagged = |words: &Words| {
        let fits = |tags: &[&str]| tags.iter().any(|tag| words.mentions(tag));
        group.rows.iter().enumerate().filter(|(_, row)| fits(&row.tags)).map(|(at, _)| at).collect::<Vec<_>>()
    };
    let mut own = tagged(words);
    if own.is_empty() {
        own = chain.iter().map(tagged).find(|rows| !rows.is_empty()).unwrap_or_default();
    }
    let mut free: Vec<usize> = group.rows.iter().enumerate().filter(|(_, row)| row.tags.is_empty()).map(|(at, _)| at).collect();
    if own.len() + free.len() < 3 {
        free = (0..group.rows.len()).filter(|at| !own.contains(at)).collect();
    }
    let mut rng = Rng::of(&[7, index as u64]);
    rng.shuffle(&mut free);
    rng.shuffle(&mut own);
    free.truncate(5usize.saturating_sub(own.len()).max(usize::from(own.len() < 3) * 2));
    own.append(&mut free);
    own
}

fn level(me: &Cast, words: &Words) -> u8 {
    let grade = me.grade.to_lowercase();
    let grade = grade.as_str();
    let starts = |options: &[&str]| options.iter().any(|option| grade.starts_with(option));
    if me.leads || starts(&["scs"]) || words.any(&["permanent secretary", "director general"]) {
        4
    } else if starts(&["grade 6", "grade 7", "g6", "g7", "seo", "senior executive", "range e", "specialist", "a", "pb5", "pb6", "pb7", "6n", "6l", "7n", "7l", "8n", "8l", "5n", "5l"])
        && !starts(&["ao", "administrative", "allocate"])
    {
        3
    } else if starts(&["ao", "administrative", "pb1", "pb2", "range b", "1", "2", "d", "car", "van", "allocate", "tm1a", "student"]) {
        1
    } else {
        2
    }
}

/// The craft of a title, or failing that of the professional group.
fn main_craft(me: &Cast, words: &Words, level: u8, domain: &str) -> &'static str {
    let title = |needles: &[&str]| words.any(needles);
    let group = |needles: &[&str]| needles.iter().any(|needle| words.family.contains(needle));
    let science = matches!(domain, "hsl" | "chemreg" | "science");
    if title(&["driver", "workshop fitter", "estates"]) || group(&["property"]) && !title(&["curator"]) {
        return if words.unit.contains("art collection") { "support" } else { "estates" };
    }
    if title(&["traffic manager", "traffic management director"]) {
        return "traffic";
    }
    if title(&["accident inspector", "accident chief inspector", "accident deputy chief"]) {
        return "accident";
    }
    if title(&["transport security inspector", "security compliance"]) {
        return "security";
    }
    if title(&["private secretary", "diary", "executive assistant", "ministerial support"]) {
        return "private";
    }
    if title(&["correspondence", "librarian", "knowledge information", "information rights"]) {
        return "records";
    }
    if title(&["- nuclear", "safeguards", "inspector security"]) || level == 4 && domain == "nuclearreg" {
        return if group(&["finance"]) { "finance" } else { "nuclear" };
    }
    if title(&["factories", "agriculture", "quarries", "- mines", "field operations", "fod", "chief inspector of construction"]) {
        return "field";
    }
    if title(&["hygienist", "nursing", "med insp", "psychologist", "medical adviser", "human factors"]) {
        return "health";
    }
    if title(&["offshore di", "offshore wells", "- spec", "professional/technical"]) {
        return if science && !title(&["- spec"]) { "lab" } else { "engineer" };
    }
    if title(&["scientific", "photographer", "industrial"]) {
        return "lab";
    }
    if title(&["auditor", "internal audit"]) || group(&["audit"]) {
        return "finance";
    }
    if title(&["statistic", "social research", "research", "modeller"]) || group(&["statistic", "social research", "operational research"]) {
        return "statistics";
    }
    if group(&["finance"]) || title(&["finance", "accountant"]) {
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
        return if words.unit == "major projects" { "project" } else { "procurement" };
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
        return "lab";
    }
    if group(&["operational"]) {
        return match domain {
            "network" => if level == 1 { "support" } else { "network" },
            "traffic" if level <= 2 => "traffic",
            "games" | "schemes" => if level >= 2 { "project" } else { "support" },
            "construction" | "factories" | "agrifood" | "publicservices" if level >= 3 => "field",
            "chemicalind" | "offshore" | "specialised" if level >= 3 => "engineer",
            "accidents" if level >= 3 => "accident",
            "avsec" if level >= 2 => "security",
            _ if level >= 3 => if me.leads { "policy" } else { "project" },
            _ => "support",
        };
    }
    if domain == "network" && level >= 2 && !group(&["policy"]) { "network" } else { "policy" }
}

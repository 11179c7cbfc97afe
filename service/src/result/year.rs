//! The year rests on its periods: which results there are, said one by one, so that what follows from them can be checked.

use crate::assess::case::Known;
use crate::assess::stage;
use domain::assessment::dossier::{Dossier, Earlier};
use domain::assessment::process::Kind;
use domain::assessment::{Ratio, Words};
use domain::{Lang, PeriodId};

/// What a year rests on, by day: usual and special assessments, with and without a grade, decided or not.
fn rests(known: &Known) -> Vec<Earlier> {
    let of = |period: &PeriodId, grade: Option<&String>, score: Option<Ratio>| {
        let within = known.periods.get(period.as_str())?;
        let named = grade.map(|id| super::grade_words(within.pack(), stage(Kind::Period), id));
        Some(Earlier {
            period: period.clone(),
            title: within.period.title.clone(),
            special: within.period.special.clone(),
            last: within.period.last,
            grade: grade.cloned(),
            named,
            score,
        })
    };
    let decided = known.earlier.iter().filter(|e| e.kind == Kind::Period);
    let decided = decided.filter_map(|e| of(&e.period, e.grade.as_ref(), e.score));
    let open = known.open.iter().filter_map(|period| of(period, None, None));
    let mut all: Vec<Earlier> = decided.chain(open).collect();
    all.sort_by(|a, b| (a.last, &a.period).cmp(&(b.last, &b.period)));
    all
}

/// Writes down what the year rests on as it stands, in place of how it stood before. The facts and what follows from them are
/// `assess::case` and the rules. Special results are no remarks: they stand under a heading of their own.
pub(crate) fn renew(dossier: &mut Dossier, known: &Known) {
    let usual = |all: &[Earlier]| -> Vec<Words> {
        let usual = all.iter().filter(|e| e.special.is_none());
        usual.map(remark_of).collect()
    };
    let (stood, rests) = (usual(&dossier.earlier), rests(known));
    let at = dossier.remarks.iter().position(|r| stood.contains(r));
    dossier.remarks.retain(|r| !stood.contains(r));
    let mut at = at.unwrap_or(dossier.remarks.len());
    for words in usual(&rests) {
        if !dossier.remarks.contains(&words) {
            dossier.remarks.insert(at, words);
            at += 1;
        }
    }
    dossier.earlier = rests;
}

/// The periods of a year that somebody's result is not decided of, as they are called.
pub(super) fn open(known: &Known) -> impl Iterator<Item = String> {
    let all = rests(known).into_iter();
    let open = known.open.clone();
    all.filter(move |e| open.contains(&e.period)).map(|e| match e.special {
        Some(task) => format!("{} ({task})", e.title),
        None => e.title,
    })
}

/// A result as it is remarked; a special one with its task.
pub(crate) fn remark_of(one: &Earlier) -> Words {
    let title = match &one.special {
        Some(task) => Words::new(format!("{}（{task}）", one.title), format!("{} ({task})", one.title)),
        None => Words::new(&one.title, &one.title),
    };
    let (zh, en) = match (&one.named, one.score) {
        (Some(grade), Some(score)) => (format!("{}（{score} 分）", grade.zh), format!("{} ({score})", grade.en)),
        (Some(grade), None) => (grade.zh.clone(), grade.en.clone()),
        (None, _) => ("没有等次或尚未确定".into(), "no grade, or not decided yet".into()),
    };
    Words::new(format!("{}：{zh}", title.zh), format!("{}: {en}", title.en))
}

/// The usual results of a year in words, each on a line of its own.
pub(super) fn usual(dossier: &Dossier, lang: Lang) -> Vec<String> {
    let usual = dossier.earlier.iter().filter(|e| e.special.is_none());
    usual.map(|e| remark_of(e).pick(lang).to_owned()).collect()
}

/// What is remarked besides the results of a year: that somebody has moved, that assessors differ, that there were too few ballots.
pub(super) fn besides(dossier: &Dossier, lang: Lang) -> Vec<String> {
    let usual = dossier.earlier.iter().filter(|e| e.special.is_none());
    let results: Vec<Words> = usual.map(remark_of).collect();
    let besides = dossier.remarks.iter().filter(|r| !results.contains(r));
    besides.map(|r| r.pick(lang).to_owned()).collect()
}

/// The special results of a year in words, each on a line of its own.
pub(super) fn special(dossier: &Dossier, lang: Lang) -> Vec<String> {
    let special = dossier.earlier.iter().filter(|e| e.special.is_some());
    special.map(|e| remark_of(e).pick(lang).to_owned()).collect()
}

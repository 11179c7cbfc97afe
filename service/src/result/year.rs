//! The year rests on its periods: which results there are, said one by one, so that what follows from them can be checked.

use crate::assess::case::{Known, is_decided};
use crate::assess::load::{Opened, kind, periods_of, state};
use crate::assess::stage;
use crate::{Daybook, Result};
use domain::PersonId;
use domain::assessment::Words;
use domain::assessment::dossier::{Dossier, Earlier};
use domain::assessment::process::Kind;
use std::collections::HashMap;
use store::Db;

/// The periods within the year of some people, by day: usual and special ones, with and without a grade, decided or not.
pub(super) async fn earlier(
    daybook: &Daybook,
    db: &Db,
    opened: &Opened,
    people: &[&PersonId],
    known: &HashMap<PersonId, Known>,
) -> Result<HashMap<PersonId, Vec<Earlier>>> {
    let ids: Vec<&str> = people.iter().map(|p| p.as_str()).collect();
    let mut heads = db.course_heads_of_many(ids).await?;
    heads.retain(|h| kind(&h.kind) == Kind::Period);
    let periods = periods_of(daybook, db, &heads).await?;
    let mut all: HashMap<PersonId, Vec<Earlier>> = HashMap::new();
    for head in heads {
        let Some(within) = periods.get(&head.period) else {
            continue;
        };
        let of = &within.period;
        if of.first < opened.period.first || of.last > opened.period.last {
            continue;
        }
        let person = PersonId(head.person);
        let scored = known.get(&person).into_iter().flat_map(|k| &k.earlier);
        let same = |e: &&crate::assess::case::Earlier| (e.kind, e.first, e.last) == (Kind::Period, of.first, of.last);
        let score = scored.into_iter().find(same).and_then(|e| e.score);
        let grade = head.grade.filter(|_| is_decided(state(&head.state)));
        let named = grade.as_deref();
        let named = named.map(|id| super::grade_words(within.pack(), stage(Kind::Period), id));
        all.entry(person).or_default().push(Earlier {
            period: head.period.into(),
            title: of.title.clone(),
            last: of.last,
            grade,
            named,
            score,
        });
    }
    for earlier in all.values_mut() {
        earlier.sort_by(|a, b| (a.last, &a.period).cmp(&(b.last, &b.period)));
    }
    Ok(all)
}

/// Writes down what the year rests on. The facts and what follows from them are `assess::case` and the rules.
pub(super) fn compile(dossier: &mut Dossier, earlier: Vec<Earlier>) {
    for one in &earlier {
        let words = remark_of(one);
        if !dossier.remarks.contains(&words) {
            dossier.remarks.push(words);
        }
    }
    dossier.earlier = earlier;
}

/// A result as it is remarked.
pub(crate) fn remark_of(one: &Earlier) -> Words {
    let title = &one.title;
    let grade = one.named.as_ref();
    match (grade, one.score) {
        (Some(grade), Some(score)) => Words::new(
            format!("{title}：{}（{score} 分）", grade.zh),
            format!("{title}: {} ({score})", grade.en),
        ),
        (Some(grade), None) => Words::new(format!("{title}：{}", grade.zh), format!("{title}: {}", grade.en)),
        (None, _) => Words::new(
            format!("{title}：没有等次或尚未确定"),
            format!("{title}: no grade, or not decided yet"),
        ),
    }
}

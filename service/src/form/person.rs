use super::{footer, pick};
use crate::{Daybook, Result, press};
use domain::assessment::dossier::{Citation, Dossier, Review};
use domain::assessment::process::{Act, Kind};
use domain::permission::Actor;
use domain::view::assess::{CoursePage, GradeName, HistoryLine};
use domain::{CourseId, Lang};
use serde_json::{Value, json};

/// The form of one person's assessment, as far as it is and as far as the reader may see it.
pub async fn course_pdf(daybook: &Daybook, actor: &Actor, course: &CourseId, lang: Lang) -> Result<Vec<u8>> {
    let page = crate::assess::course_page(daybook, actor, course).await?;
    press::pdf(daybook, "person.typ", &data(&page, footer(daybook, course.as_str(), lang), lang)).await
}

fn data(page: &CoursePage, footer: String, lang: Lang) -> Value {
    let dossier = &page.dossier;
    let shown = page.shows_result;
    let grade = |id: &Option<String>| name(&page.grades, id.as_deref(), lang);
    let year = dossier.course.kind == Kind::Year;
    let title = match year {
        true => lang.pick("公务员年度考核登记表", "Annual assessment"),
        false => lang.pick("公务员平时考核登记表", "Usual assessment"),
    };
    let names = dossier.assessors.iter().map(|n| n.name.as_str()).collect::<Vec<_>>();
    let outcome = dossier.outcome.as_ref().unwrap_or(&page.outcome);
    let rules = outcome.fired.iter().filter(|_| shown);
    let no_grade = outcome
        .fired
        .iter()
        .find(|f| matches!(f.effect, domain::assessment::pack::Effect::NoGrade(_)));
    let answered = last(&page.history, &[Act::Acknowledge, Act::Disagree]);
    json!({
        "lang": lang.pick("zh", "en"),
        "title": title,
        "person": { "name": dossier.person.name, "post": dossier.place.title, "unit": dossier.place.unit_name },
        "period": { "title": page.line.period_title, "first": dossier.case.first.to_string(), "last": dossier.case.last.to_string() },
        "assessors": names.join(lang.pick("、", ", ")),
        "labels": { "summary": match year {
            true => lang.pick("个人总结", "Annual summary"),
            false => lang.pick("个人小结", "Summary"),
        } },
        "summary": dossier.summary.points.iter().filter(|p| !p.text.trim().is_empty())
            .map(|p| json!({ "name": p.name, "text": p.text })).collect::<Vec<_>>(),
        "overall": dossier.summary.overall,
        "summarised": step(&page.history, &[Act::SubmitSummary]),
        "reviews": dossier.reviews.iter().filter(|r| r.submitted && shown)
            .map(|r| review(page, r, lang)).collect::<Vec<_>>(),
        "grade": if shown { grade(&dossier.course.grade) } else { String::new() },
        "no_grade": no_grade.filter(|_| shown).map(|f| pick(&f.sentence, lang)).unwrap_or_default(),
        "decided": step(&page.history, &[Act::Decide, Act::GradeAfterwards]),
        "rules": rules.map(|f| json!({ "sentence": pick(&f.sentence, lang), "article": pick(&f.article, lang) })).collect::<Vec<_>>(),
        "improvements": dossier.improvements.iter().filter(|_| shown).map(|i| i.text.as_str()).collect::<Vec<_>>(),
        "told": step(&page.history, &[Act::GiveFeedback]),
        "answer": {
            "words": answered.map(|h| answer(h, lang)).unwrap_or_default(),
            "by": answered.map(|h| h.by.as_str()).unwrap_or_default(),
            "on": answered.map(|h| h.on.as_str()).unwrap_or_default(),
        },
        "objections": objections(dossier, &page.grades, lang),
        "footer": footer,
    })
}

fn name(grades: &[GradeName], id: Option<&str>, lang: Lang) -> String {
    let found = id.and_then(|id| grades.iter().find(|g| g.id == id));
    found.map(|g| pick(&g.words, lang)).unwrap_or_default()
}

fn last<'a>(history: &'a [HistoryLine], acts: &[Act]) -> Option<&'a HistoryLine> {
    history.iter().rfind(|h| acts.contains(&h.act))
}

fn step(history: &[HistoryLine], acts: &[Act]) -> Value {
    let found = last(history, acts);
    json!({
        "by": found.map(|h| h.by.as_str()).unwrap_or_default(),
        "on": found.map(|h| h.on.as_str()).unwrap_or_default(),
    })
}

fn answer(line: &HistoryLine, lang: Lang) -> String {
    match line.act {
        Act::Disagree => line.reason.clone(),
        _ => lang.pick("本人确认。", "Acknowledged.").to_owned(),
    }
}

fn review(page: &CoursePage, review: &Review, lang: Lang) -> Value {
    let aspects = &page.dossier.aspects;
    let rows = review.rows.iter().map(|row| {
        let aspect = aspects.iter().find(|a| a.id == row.indicator);
        json!({
            "name": aspect.map(|a| a.name.as_str()).unwrap_or_default(),
            "weight": aspect.map(|a| format!("{}%", a.weight)).unwrap_or_default(),
            "reason": row.reason,
            "none": row.none,
            "cites": row.cites.iter().map(cite).collect::<Vec<_>>(),
        })
    });
    let on = page.history.iter().rfind(|h| h.act == Act::SubmitReview).map(|h| h.on.as_str());
    json!({
        "by": review.by_name,
        "on": on.unwrap_or_default(),
        "grade": name(&page.grades, review.grade.as_deref(), lang),
        "words": review.words,
        "rows": rows.collect::<Vec<_>>(),
    })
}

fn cite(citation: &Citation) -> Value {
    json!({ "day": citation.day.to_string(), "quote": citation.quote, "by": citation.by })
}

fn objections(dossier: &Dossier, grades: &[GradeName], lang: Lang) -> Vec<Value> {
    let one = |o: &domain::assessment::dossier::Objection| {
        let decision = o.decided.as_ref().map(|d| {
            let grade = name(grades, d.grade.as_deref(), lang);
            match d.upheld {
                true => lang.pick(
                    format!("{} 决定：改为“{grade}”。{}", d.on, d.reason),
                    format!("Decided on {}: now “{grade}”. {}", d.on, d.reason),
                ),
                false => lang.pick(
                    format!("{} 决定：维持。{}", d.on, d.reason),
                    format!("Decided on {}: it stands. {}", d.on, d.reason),
                ),
            }
        });
        json!({
            "kind": o.asked.words(lang),
            "on": o.on.to_string(),
            "reason": o.reason,
            "decision": decision.unwrap_or_else(|| lang.pick("尚未决定。", "Not decided yet.").to_owned()),
        })
    };
    dossier.objections.iter().map(one).collect()
}

//! What the templates of one person's form read.

use super::list::Period;
use crate::result::sheet::{Bodies, no_grade, not_met, remarks, said};
use crate::result::year;
use domain::Lang;
use domain::assessment::dossier::{Citation, Dossier, Objection as Objected, Review as Reviewed};
use domain::assessment::process::{Act, Kind, Role};
use domain::view::assess::{CoursePage, GradeName, HistoryLine};
use serde::Serialize;

macro_rules! data {
    ($($(#[$doc:meta])* $name:ident { $($(#[$of:meta])* $field:ident: $kind:ty,)* })*) => {
        $($(#[$doc])*
        #[derive(Serialize)]
        #[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
        pub(super) struct $name { $($(#[$of])* $field: $kind,)* })*
    };
}

data! {
    /// All in the reader's language, days as `YYYY-MM-DD`; what is not there, or not the reader's to know yet, is empty.
    Form {
        lang: String,
        /// Of the course.
        id: String,
        printed: String,
        person: Person,
        assessors: String,
        period: Period,
        summary: Summary,
        year: Year,
        reviews: Vec<Review>,
        calibration: Opinion,
        decision: Opinion,
        grade: String,
        /// Why there is no grade by the rules.
        no_grade: String,
        rules: Vec<Rule>,
        answer: Answer,
        improvements: Vec<String>,
        objections: Vec<Objection>,
        remarks: Vec<String>,
    }
    Person { name: String, post: String, unit: String, family: String, }
    Summary { points: Vec<Point>, overall: String, by: String, on: String, }
    Point { name: String, text: String, cites: Vec<Cite>, }
    Cite { day: String, by: String, quote: String, }
    /// Of a period all of it is empty.
    Year { results: Vec<String>, special: Vec<String>, rating: String, published: String, }
    Review { by: String, on: String, grade: String, words: String, rows: Vec<Row>, }
    /// `failed` says of a critical element that it was not met.
    Row { name: String, weight: String, reason: String, score: String, none: String, failed: String, cites: Vec<Cite>, }
    Opinion { who: String, text: String, grade: String, by: String, on: String, }
    Rule { sentence: String, article: String, }
    Answer { text: String, by: String, on: String, }
    Objection { kind: String, on: String, by: String, reason: String, decided_on: String, decided_by: String, decision: String, }
}

impl Form {
    pub(super) fn of(page: &CoursePage, bodies: &Bodies, printed: String, lang: Lang) -> Self {
        Source {
            page,
            dossier: &page.dossier,
            lang,
        }
        .form(bodies, printed)
    }
}

struct Source<'a> {
    page: &'a CoursePage,
    dossier: &'a Dossier,
    lang: Lang,
}

impl Source<'_> {
    fn form(&self, bodies: &Bodies, printed: String) -> Form {
        let (page, dossier, lang) = (self.page, self.dossier, self.lang);
        let shown = page.shows_result;
        let assessors: Vec<&str> = dossier.assessors.iter().map(|a| a.name.as_str()).collect();
        let outcome = dossier.outcome.as_ref().unwrap_or(&page.outcome);
        let fired = outcome.fired.iter().filter(|_| shown);
        let reviews = dossier.reviews.iter().filter(|r| r.submitted && shown);
        let improvements = dossier.improvements.iter().filter(|_| shown);
        Form {
            lang: lang.pick("zh", "en").to_owned(),
            id: page.line.id.0.clone(),
            printed,
            person: Person {
                name: dossier.person.name.clone(),
                post: dossier.place.title.clone(),
                unit: dossier.place.unit_name.clone(),
                family: dossier.place.family.clone(),
            },
            assessors: assessors.join(lang.pick("、", ", ")),
            period: Period {
                title: page.line.period_title.clone(),
                first: dossier.case.first.to_string(),
                last: dossier.case.last.to_string(),
                special: page.line.special.clone().unwrap_or_default(),
            },
            summary: self.summary(),
            year: self.year(),
            reviews: reviews.map(|r| self.review(r)).collect(),
            calibration: self.opinion(&bodies.calibrates, Act::Calibrate),
            decision: self.opinion(&bodies.decides, Act::Decide),
            grade: self.name(dossier.course.grade.as_deref().filter(|_| shown)),
            no_grade: no_grade(page, lang),
            rules: fired
                .map(|f| Rule {
                    sentence: f.sentence.pick(lang).to_owned(),
                    article: f.article.pick(lang).to_owned(),
                })
                .collect(),
            answer: self.answer(),
            improvements: improvements.map(|i| i.text.clone()).collect(),
            objections: match shown {
                true => dossier.objections.iter().map(|o| self.objection(o)).collect(),
                false => vec![],
            },
            remarks: remarks(page, lang),
        }
    }

    fn name(&self, grade: Option<&str>) -> String {
        let find = |id: &str| self.page.grades.iter().find(|g: &&GradeName| g.id == id);
        let found = grade.and_then(find);
        found.map(|g| g.words.pick(self.lang).to_owned()).unwrap_or_default()
    }

    /// The last time one of these steps was taken.
    fn last(&self, acts: &[Act]) -> Option<&HistoryLine> {
        self.page.history.iter().rfind(|h| acts.contains(&h.act))
    }

    fn on(&self, acts: &[Act]) -> String {
        self.last(acts).map(|h| h.on.clone()).unwrap_or_default()
    }

    fn year_form(&self) -> bool {
        self.dossier.course.kind == Kind::Year
    }

    fn summary(&self) -> Summary {
        let summary = &self.dossier.summary;
        let without = self.dossier.course.without_summary();
        // What was handed in once and returned is signed by nobody.
        let on = match &without {
            Some(_) => String::new(),
            None => self.on(&[Act::SubmitSummary]),
        };
        let points = summary.points.iter().filter(|p| !p.text.trim().is_empty());
        Summary {
            points: points
                .map(|p| Point {
                    name: p.name.clone(),
                    text: p.text.trim().to_owned(),
                    cites: p.cites.iter().map(cite).collect(),
                })
                .collect(),
            overall: match without {
                Some(why) => why.pick(self.lang).to_owned(),
                None => summary.overall.trim().to_owned(),
            },
            by: self.person_if(&on),
            on,
        }
    }

    /// The person's name where a step was taken on a day.
    fn person_if(&self, on: &str) -> String {
        match on.is_empty() {
            true => String::new(),
            false => self.dossier.person.name.clone(),
        }
    }

    fn year(&self) -> Year {
        let shown = self.page.shows_result && self.year_form();
        let published = self.on(&[Act::Publish]);
        Year {
            results: year::usual(self.dossier, self.lang),
            special: year::special(self.dossier, self.lang),
            rating: if shown { self.rating() } else { String::new() },
            published: if shown { published } else { String::new() },
        }
    }

    fn rating(&self) -> String {
        let Some(tally) = &self.dossier.rating else {
            return String::new();
        };
        let counts = tally.counts.iter();
        let counts = counts.map(|(grade, many)| format!("{} {many}", self.name(Some(grade))));
        let counts = counts.collect::<Vec<_>>().join(self.lang.pick("，", ", "));
        self.lang.pick(
            format!("应投 {} 票，收到 {} 票：{counts}", tally.invited, tally.turnout),
            format!("{} invited, {} ballots: {counts}", tally.invited, tally.turnout),
        )
    }

    fn review(&self, review: &Reviewed) -> Review {
        let rows = review.rows.iter().map(|row| {
            let aspect = self.dossier.aspects.iter().find(|a| a.id == row.indicator);
            Row {
                name: aspect.map(|a| a.name.clone()).unwrap_or_default(),
                weight: aspect.map(|a| format!("{}%", a.weight)).unwrap_or_default(),
                reason: row.reason.clone(),
                score: row.score.map(|s| s.to_string()).unwrap_or_default(),
                none: row.none.trim().to_owned(),
                failed: not_met(row, self.lang).to_owned(),
                cites: row.cites.iter().map(cite).collect(),
            }
        });
        // Of one that was kept without its day, that of the step.
        let on = review.on.map(|on| on.to_string());
        Review {
            by: review.by_name.clone(),
            on: on.unwrap_or_else(|| self.on(&[Act::SubmitReview])),
            grade: self.name(review.grade.as_deref()),
            words: said(review, self.lang),
            rows: rows.collect(),
        }
    }

    /// Of those who took a step, on the result that holds: a grade that is given afterwards is put before them again.
    fn opinion(&self, roles: &[Role], act: Act) -> Opinion {
        let roles: Vec<&str> = roles.iter().map(|r| r.words(self.lang)).collect();
        let last = self.last(&[act, Act::GradeAfterwards]).filter(|h| h.act == act);
        let known = last.filter(|_| self.page.shows_result);
        let text = |of: fn(&HistoryLine) -> &String| known.map(|h| of(h).clone()).unwrap_or_default();
        let grade = known.and_then(|h| h.grade.as_ref());
        Opinion {
            who: roles.join(self.lang.pick("、", " / ")),
            text: text(|h| &h.reason),
            grade: grade.map(|g| g.words.pick(self.lang).to_owned()).unwrap_or_default(),
            by: text(|h| &h.by),
            on: text(|h| &h.on),
        }
    }

    fn answer(&self) -> Answer {
        let own = self.last(&[Act::Acknowledge, Act::Disagree]);
        let text = match own {
            Some(h) if h.act == Act::Disagree => h.reason.clone(),
            Some(_) => self
                .lang
                .pick("已阅，无不同意见。", "Read and acknowledged.")
                .to_owned(),
            None => String::new(),
        };
        let on = own.map(|h| h.on.clone()).unwrap_or_default();
        Answer {
            text,
            by: self.person_if(&on),
            on,
        }
    }

    fn objection(&self, one: &Objected) -> Objection {
        let decided = one.decided.as_ref();
        let decision = match decided {
            None if one.withdrawn.is_some() => self.lang.pick("已撤回。", "Taken back.").to_owned(),
            None => self.lang.pick("尚未决定。", "Not decided yet.").to_owned(),
            Some(d) => {
                let (grade, reason) = (self.name(d.grade.as_deref()), &d.reason);
                match (d.upheld, self.lang) {
                    (true, Lang::Zh) => format!("改为“{grade}”。{reason}"),
                    (true, Lang::En) => format!("Now “{grade}”. {reason}"),
                    (false, Lang::Zh) => format!("维持。{reason}"),
                    (false, Lang::En) => format!("It stands. {reason}"),
                }
            }
        };
        Objection {
            kind: one.asked.words(self.lang).to_owned(),
            on: one.on.to_string(),
            by: one.by_name.clone(),
            reason: one.reason.clone(),
            decided_on: decided.map(|d| d.on.to_string()).unwrap_or_default(),
            decided_by: decided.map(|d| d.by_name.clone()).unwrap_or_default(),
            decision,
        }
    }
}

fn cite(citation: &Citation) -> Cite {
    Cite {
        day: citation.day.to_string(),
        by: citation.by.clone(),
        quote: citation.quote.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_samples_are_what_the_templates_are_given() {
        for text in [
            include_str!("../../../../forms/sample/period.zh.json"),
            include_str!("../../../../forms/sample/period.en.json"),
            include_str!("../../../../forms/sample/annual.zh.json"),
            include_str!("../../../../forms/sample/annual.en.json"),
        ] {
            let form: Form = serde_json::from_str(text).unwrap();
            assert!(!form.reviews.is_empty() && !form.summary.points.is_empty());
        }
    }
}

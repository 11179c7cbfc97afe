//! The form of one person's assessment, as the office files it: title, person, summary, review, grade, opinions and signatures.

use super::paper::Paper;
use crate::assess::load::Opened;
use domain::Lang;
use domain::assessment::dossier::{Dossier, Objection, Review, ReviewRow};
use domain::assessment::pack::Effect;
use domain::assessment::process::{Act, Kind, Role};
use domain::view::assess::{CoursePage, GradeName, HistoryLine};
use rust_xlsxwriter::{Workbook, XlsxError};

pub(super) fn workbook(page: &CoursePage, bodies: &Bodies, lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let dossier = &page.dossier;
    let year = dossier.course.kind == Kind::Year;
    let special = page.line.special.as_deref();
    let (name, title) = titles(year, special.is_some(), lang);
    let days = super::list::under(special, dossier.case.first, dossier.case.last, lang);
    let under = format!("{}　{days}", page.line.period_title);
    let form = Form { page, dossier, lang };
    let mut paper = Paper::new(&mut book, name, title, &under)?;
    form.head(&mut paper)?;
    form.summary(&mut paper, year)?;
    if year {
        form.results(&mut paper)?;
    }
    if page.shows_result {
        for review in dossier.reviews.iter().filter(|r| r.submitted) {
            form.review(&mut paper, review)?;
        }
    }
    form.grade(&mut paper)?;
    form.opinions(&mut paper, bodies, year)?;
    // Why there is no grade stands in the place of the grade.
    let remarks = crate::result::year::besides(dossier, lang).join("\n");
    paper.block(lang.pick("有关情况说明", "Remarks"), &remarks, 2)?;
    form.objections(&mut paper)?;
    paper.note(made_by(lang))?;
    book.save_to_buffer()
}

pub(super) fn made_by(lang: Lang) -> &'static str {
    lang.pick(
        "本表由履职纪实系统生成，内容以系统存档为准。",
        "Made by Daybook; what is kept there is what counts.",
    )
}

/// Of the sheet, and of the form.
pub(super) fn titles(year: bool, special: bool, lang: Lang) -> (&'static str, &'static str) {
    match (year, special) {
        (true, _) => lang.pick(("年度考核", "年度考核登记表"), ("Annual", "Annual assessment form")),
        (false, false) => lang.pick(("平时考核", "平时考核登记表"), ("Period", "Usual assessment form")),
        (false, true) => lang.pick(("专项考核", "专项考核登记表"), ("Special", "Special assessment form")),
    }
}

/// Whose opinions stand on the form, as the pack names who decides.
pub(in crate::result) struct Bodies {
    pub calibrates: Vec<Role>,
    pub decides: Vec<Role>,
}

impl Bodies {
    pub(in crate::result) fn of(opened: &Opened) -> Self {
        let by = |act: Act| {
            let mut steps = opened.pack().step.iter();
            let step = steps.find(|s| s.of == opened.period.kind && s.act == act);
            step.map(|s| s.by.clone()).unwrap_or_default()
        };
        Self {
            calibrates: by(Act::Calibrate),
            decides: by(Act::Decide),
        }
    }
}

/// What a review says of the whole, with why a grade was given afterwards.
pub(in crate::result) fn said(review: &Review, lang: Lang) -> String {
    let why = review.why.trim();
    let why = match why.is_empty() {
        true => String::new(),
        false => format!(
            "{}{why}",
            lang.pick("补定等次的理由：", "Why it is graded afterwards: ")
        ),
    };
    let both = [review.words.trim(), why.as_str()];
    let both: Vec<&str> = both.into_iter().filter(|text| !text.is_empty()).collect();
    both.join("\n")
}

/// Of a critical element that was not met, that it was not: by some rules it decides the grade alone (5 CFR 430).
pub(in crate::result) fn not_met(row: &ReviewRow, lang: Lang) -> &'static str {
    match row.failed {
        true => lang.pick("关键要素没有达到", "Critical element not met"),
        false => "",
    }
}

/// The sentence of the rule by which there is no grade; empty where there is one, or it is not the reader's to know yet.
pub(in crate::result) fn no_grade(page: &CoursePage, lang: Lang) -> String {
    if !page.shows_result || page.dossier.course.grade.is_some() {
        return String::new();
    }
    let outcome = page.dossier.outcome.as_ref().unwrap_or(&page.outcome);
    let why = outcome.fired.iter().find(|f| matches!(f.effect, Effect::NoGrade(_)));
    why.map(|f| f.sentence.pick(lang).to_owned()).unwrap_or_default()
}

/// What is to be said besides: why there is no grade, then what was remarked on the way.
pub(in crate::result) fn remarks(page: &CoursePage, lang: Lang) -> Vec<String> {
    let why = Some(no_grade(page, lang)).filter(|why| !why.is_empty());
    let besides = crate::result::year::besides(&page.dossier, lang);
    why.into_iter().chain(besides).collect()
}

struct Form<'a> {
    page: &'a CoursePage,
    dossier: &'a Dossier,
    lang: Lang,
}

impl Form<'_> {
    fn words(&self, zh: &'static str, en: &'static str) -> &'static str {
        self.lang.pick(zh, en)
    }

    fn signs(&self) -> (&'static str, &'static str) {
        self.lang.pick(("签名：", "日期："), ("Signed: ", "Date: "))
    }

    fn name(&self, grade: Option<&str>) -> String {
        let find = |id: &str| self.page.grades.iter().find(|g: &&GradeName| g.id == id);
        let found = grade.and_then(find);
        found.map(|g| g.words.pick(self.lang).to_owned()).unwrap_or_default()
    }

    /// The last time one of these steps was taken.
    fn last(&self, acts: &[Act]) -> Option<&HistoryLine> {
        self.page
            .history
            .iter()
            .filter(|h| acts.contains(&h.act))
            .max_by(|a, b| a.on.cmp(&b.on))
    }

    fn head(&self, paper: &mut Paper<'_>) -> Result<(), XlsxError> {
        let (d, w) = (self.dossier, |zh, en| self.words(zh, en));
        let assessors: Vec<&str> = d.assessors.iter().map(|a| a.name.as_str()).collect();
        let assessors = assessors.join(w("、", ", "));
        paper.pairs(&[
            (w("姓名", "Name"), &d.person.name),
            (w("单位", "Unit"), &d.place.unit_name),
            (w("职务", "Post"), &d.place.title),
            (w("类别", "Family"), &d.place.family),
            (w("主管领导", "Assessor"), &assessors),
            (w("考核期", "Period"), &self.page.line.period_title),
        ])
    }

    fn summary(&self, paper: &mut Paper<'_>, year: bool) -> Result<(), XlsxError> {
        let summary = &self.dossier.summary;
        let mut text = Vec::new();
        for (at, point) in summary.points.iter().filter(|p| !p.text.trim().is_empty()).enumerate() {
            text.push(format!("{}. {}：{}", at + 1, point.name, point.text.trim()));
            for cite in &point.cites {
                text.push(format!("    {} {}", cite.day, cite.quote));
            }
        }
        if !summary.overall.trim().is_empty() {
            text.push(summary.overall.trim().to_owned());
        }
        let without = self.dossier.course.without_summary();
        if let Some(why) = &without {
            text.push(why.pick(self.lang).to_owned());
        }
        let label = if year {
            self.words("个人总结", "Annual summary")
        } else {
            self.words("个人小结", "Summary")
        };
        let on = self.last(&[Act::SubmitSummary]).filter(|_| without.is_none());
        let on = on.map_or("", |h| h.on.as_str());
        let by = if on.is_empty() {
            ""
        } else {
            self.dossier.person.name.as_str()
        };
        paper.signed(label, &text.join("\n"), by, on, self.signs())
    }

    /// What the year rests on.
    fn results(&self, paper: &mut Paper<'_>) -> Result<(), XlsxError> {
        let usual = crate::result::year::usual(self.dossier, self.lang);
        paper.block(self.words("平时考核结果", "Results of the year"), &usual.join("\n"), 2)?;
        let special = crate::result::year::special(self.dossier, self.lang);
        if !special.is_empty() {
            let label = self.words("专项考核结果", "Special assessments");
            paper.block(label, &special.join("\n"), 1)?;
        }
        let Some(tally) = self.dossier.rating.as_ref().filter(|_| self.page.shows_result) else {
            return Ok(());
        };
        let counts = tally
            .counts
            .iter()
            .map(|(grade, many)| format!("{} {many}", self.name(Some(grade))));
        let counts = counts.collect::<Vec<_>>().join(self.words("，", ", "));
        let text = self.lang.pick(
            format!("应投 {} 票，收到 {} 票：{counts}", tally.invited, tally.turnout),
            format!("{} invited, {} ballots: {counts}", tally.invited, tally.turnout),
        );
        paper.block(self.words("民主测评", "Democratic rating"), &text, 1)
    }

    fn review(&self, paper: &mut Paper<'_>, review: &Review) -> Result<(), XlsxError> {
        let w = |zh, en| self.words(zh, en);
        paper.heading(w("审核评鉴", "Review"))?;
        let rows = review.rows.iter().map(|row| {
            let aspect = self.dossier.aspects.iter().find(|a| a.id == row.indicator);
            let cites = row.cites.iter().map(|c| match c.by.is_empty() {
                true => format!("{} {}", c.day, c.quote),
                false => format!("{} {}：{}", c.day, c.by, c.quote),
            });
            let mut cites: Vec<String> = cites.collect();
            if !row.none.trim().is_empty() {
                cites.push(row.none.trim().to_owned());
            }
            let name = aspect.map(|a| a.name.as_str()).unwrap_or_default();
            let name = [name, not_met(row, self.lang)];
            let name: Vec<&str> = name.into_iter().filter(|text| !text.is_empty()).collect();
            vec![
                name.join("\n"),
                aspect.map(|a| format!("{}%", a.weight)).unwrap_or_default(),
                row.reason.clone(),
                cites.join("\n"),
                row.score.map(|s| s.to_string()).unwrap_or_default(),
            ]
        });
        let head = [
            w("指标", "Indicator"),
            w("权重", "Weight"),
            w("评价", "Reason"),
            w("引用的纪实", "Cited"),
            w("得分", "Score"),
        ];
        paper.rows(&[1, 1, 2, 3, 1], &head, &rows.collect::<Vec<_>>())?;
        let (proposed, words) = (self.name(review.grade.as_deref()), said(review, self.lang));
        let text = match proposed.is_empty() {
            true => words,
            false => format!("{words}\n{}{proposed}", w("建议等次：", "Proposed: ")),
        };
        // Of one that was kept without its day, that of the step.
        let submitted = || self.last(&[Act::SubmitReview]).map(|h| h.on.clone());
        let on = review.on.map(|on| on.to_string()).or_else(submitted);
        let on = on.unwrap_or_default();
        paper.signed(w("评语", "Words"), &text, &review.by_name, &on, self.signs())
    }

    fn grade(&self, paper: &mut Paper<'_>) -> Result<(), XlsxError> {
        let w = |zh, en| self.words(zh, en);
        if !self.page.shows_result {
            return paper.block(w("考核等次", "Grade"), "", 2);
        }
        let outcome = self.dossier.outcome.as_ref().unwrap_or(&self.page.outcome);
        let text = match &self.dossier.course.grade {
            Some(grade) => self.name(Some(grade)),
            None => no_grade(self.page, self.lang),
        };
        paper.block(w("考核等次", "Grade"), &text, 2)?;
        let rules = outcome.fired.iter().map(|f| match self.lang {
            Lang::Zh => format!("{}（{}）", f.sentence.zh, f.article.zh),
            Lang::En => format!("{} ({})", f.sentence.en, f.article.en),
        });
        let rules: Vec<String> = rules.collect();
        paper.block(w("适用的规则", "Rules that applied"), &rules.join("\n"), 1)
    }

    fn opinions(&self, paper: &mut Paper<'_>, bodies: &Bodies, year: bool) -> Result<(), XlsxError> {
        let w = |zh, en| self.words(zh, en);
        // A grade that is given afterwards is put before them again.
        let known = |act: Act| {
            let last = self.last(&[act, Act::GradeAfterwards]).filter(|h| h.act == act);
            let shown = last.filter(|_| self.page.shows_result);
            let one = shown.map(|h| (h.reason.clone(), h.by.clone(), h.on.clone()));
            one.unwrap_or_default()
        };
        let roles = |roles: &[Role]| {
            let names: Vec<&str> = roles.iter().map(|r| r.words(self.lang)).collect();
            names.join(w("、", " / "))
        };
        let (text, by, on) = known(Act::Calibrate);
        let label = format!("{}{}", roles(&bodies.calibrates), w("意见", ": opinion"));
        paper.signed(&label, &text, &by, &on, self.signs())?;
        let (text, by, on) = known(Act::Decide);
        let label = format!("{}{}", roles(&bodies.decides), w("意见", ": decision"));
        paper.signed(&label, &text, &by, &on, self.signs())?;
        if year {
            let published = self.last(&[Act::Publish]).filter(|_| self.page.shows_result);
            let text = published
                .map(|h| format!("{} {}", h.on, w("起公示", "published")))
                .unwrap_or_default();
            paper.block(w("公示情况", "Publication"), &text, 1)?;
        }
        let own = self.last(&[Act::Acknowledge, Act::Disagree]);
        let text = match own {
            Some(h) if h.act == Act::Disagree => h.reason.clone(),
            Some(_) => w("已阅，无不同意见。", "Read and acknowledged.").to_owned(),
            None => String::new(),
        };
        let on = own.map_or("", |h| h.on.as_str());
        let by = if on.is_empty() {
            ""
        } else {
            self.dossier.person.name.as_str()
        };
        paper.signed(w("本人意见", "The person"), &text, by, on, self.signs())?;
        let improve: Vec<&str> = self.dossier.improvements.iter().map(|i| i.text.as_str()).collect();
        if self.page.shows_result && !improve.is_empty() {
            paper.block(w("改进方向", "To improve"), &improve.join("\n"), 1)?;
        }
        Ok(())
    }

    fn objections(&self, paper: &mut Paper<'_>) -> Result<(), XlsxError> {
        if !self.page.shows_result {
            return Ok(());
        }
        for objection in &self.dossier.objections {
            paper.block(objection.asked.words(self.lang), &self.objection(objection), 2)?;
        }
        Ok(())
    }

    fn objection(&self, one: &Objection) -> String {
        let decided = match &one.decided {
            None if one.withdrawn.is_some() => self.words("已撤回。", "Taken back.").to_owned(),
            None => self.words("尚未决定。", "Not decided yet.").to_owned(),
            Some(d) => {
                let (grade, by, on, reason) = (self.name(d.grade.as_deref()), &d.by_name, d.on, &d.reason);
                match (d.upheld, self.lang) {
                    (true, Lang::Zh) => format!("{on} {by}决定：改为“{grade}”。{reason}"),
                    (true, Lang::En) => format!("{on}, {by}: now “{grade}”. {reason}"),
                    (false, Lang::Zh) => format!("{on} {by}决定：维持。{reason}"),
                    (false, Lang::En) => format!("{on}, {by}: it stands. {reason}"),
                }
            }
        };
        format!("{} {}：{}\n{decided}", one.on, one.by_name, one.reason)
    }
}

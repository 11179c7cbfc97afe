//! What a period asks of the personnel office: its own steps, and whoever disagrees. Nobody else would see that they are due.

use super::{LOOK, Whole};
use crate::assess::load::{self, state};
use crate::assess::{clocks, is_over, spread};
use crate::result::{heads, invited, voted_before};
use crate::{Daybook, Result};
use domain::assessment::process::{Act, State};
use domain::view::Errand;
use domain::{Lang, PeriodId};
use store::assess::CourseHead;

/// Steps that are asked for as soon as somebody is ready.
const STEPS: [Act; 3] = [Act::Compile, Act::Publish, Act::GiveFeedback];

/// A rating that the office closes. That somebody has voted is no event, so that it is counted each time.
pub(in crate::assess::waits) struct Rating {
    period: PeriodId,
    errand: Errand,
    invited: u32,
    /// Who voted before being taken out: of those who are invited they are none.
    gone: u32,
    /// It is asked for however many have voted: its days are over or, where the pack gives it none, everybody can vote.
    anyhow: bool,
}

impl Rating {
    /// What is asked now, if it is.
    pub(in crate::assess::waits) async fn asked(&self, daybook: &Daybook, lang: Lang) -> Result<Option<Errand>> {
        let cast = daybook.db().cast_count(&self.period).await?;
        let cast = cast.saturating_sub(self.gone);
        let invited = self.invited.max(cast);
        let words = match invited {
            0 => lang
                .pick("结束民主测评（人数不足，不投票）", "Close the rating: too few to vote")
                .to_owned(),
            _ => lang.pick(
                format!("结束民主测评（已投 {cast}/{invited}）"),
                format!("Close the rating: {cast} of {invited} have voted"),
            ),
        };
        Ok((self.anyhow || cast >= invited).then(|| Errand {
            words,
            ..self.errand.clone()
        }))
    }
}

impl Whole<'_> {
    /// All but the rating.
    pub(super) async fn office(&self) -> Result<Vec<Errand>> {
        let steps = STEPS.into_iter().filter_map(|act| {
            let many = Some(self.many(act, true)).filter(|many| *many > 0)?;
            Some(
                self.of_office(match act {
                    Act::Compile => self
                        .lang
                        .pick(format!("{many} 人等你汇总资格"), format!("{many} to compile")),
                    Act::Publish => self
                        .lang
                        .pick(format!("{many} 人等你公示"), format!("{many} to publish")),
                    _ => super::super::to_tell(many, self.lang),
                }),
            )
        });
        let mut errands: Vec<Errand> = steps.collect();
        errands.extend(self.disagreed());
        errands.extend(self.closable().await?);
        Ok(errands)
    }

    fn of_office(&self, words: String) -> Errand {
        self.errand(format!("/assess/period/{}", self.opened.id), words, None)
    }

    /// Who disagrees with the result.
    fn disagreed(&self) -> Option<Errand> {
        let many = self.in_state(State::Disagreed);
        let words = self.lang.pick(
            format!("{many} 人不同意考核结果"),
            format!("Disagree with the result: {many}"),
        );
        (many > 0).then(|| self.of_office(words))
    }

    /// Against whose result nobody can ask any more. Since when that is stands in the documents: of many some are read, from the first to the
    /// last by name, as most are told on the same day.
    async fn closable(&self) -> Result<Option<Errand>> {
        if self.many(Act::Close, true) < 1 {
            return Ok(self.left_open());
        }
        let heads = heads(self.daybook, self.opened).await?;
        let open: Vec<String> = ids(&heads, |h| self.can(Act::Close, h));
        let looked_at = spread(&open, LOOK);
        let today = self.daybook.clock.today();
        let mut over = 0_usize;
        for loaded in load::courses(&self.daybook.db(), self.opened, &looked_at).await? {
            let outcome = loaded.opened.outcome(&loaded.dossier.case)?;
            let clocks = clocks::of(&loaded, &outcome, today);
            let asks = clocks.iter().any(|c| matches!(c.act, Act::AskReReview | Act::Appeal));
            over += usize::from(!asks);
        }
        let words = match looked_at.len() == open.len() {
            true => self
                .lang
                .pick(format!("{over} 人的考核可以结束"), format!("{over} to close")),
            false => self.lang.pick("有考核可以结束", "Some can be closed").to_owned(),
        };
        Ok((over > 0).then(|| self.of_office(words)))
    }

    /// A period in which nobody is left to be closed since the last one was taken out ends by no other's step.
    fn left_open(&self) -> Option<Errand> {
        let waits = !self.opened.closed() && !self.opened.still_opening() && self.in_state(State::Excused) > 0;
        let words = self.lang.pick("考核期可以结束", "The period can be closed");
        (waits && self.census.iter().all(|row| is_over(state(&row.state)))).then(|| self.of_office(words.to_owned()))
    }

    /// The rating, if somebody waits for its end.
    pub(super) async fn rating(&self) -> Result<Option<Rating>> {
        let Some(invited) = invited(self.opened, &self.census) else {
            return Ok(None);
        };
        if self.many(Act::Rate, true) < 1 {
            return Ok(None);
        }
        let (kind, pack) = (self.opened.period.kind, self.opened.pack());
        let step = pack.step.iter().find(|s| s.of == kind && s.act == Act::Rate);
        let anyhow = match step.and_then(|s| pack.clock(s.clock.as_deref()?)) {
            Some(_) => self.rating_over().await?,
            None => self.in_state(State::Opened) + self.in_state(State::Summarised) == 0,
        };
        Ok(Some(Rating {
            period: self.opened.id.clone(),
            errand: self.of_office(String::new()),
            invited,
            gone: voted_before(self.daybook, self.opened, &self.census).await?,
            anyhow,
        }))
    }

    /// Whether the days of the rating are over, by some of those who are voted on.
    async fn rating_over(&self) -> Result<bool> {
        let heads = heads(self.daybook, self.opened).await?;
        let compiled = ids(&heads, |h| state(&h.state) == State::Compiled);
        let today = self.daybook.clock.today();
        for loaded in load::courses(&self.daybook.db(), self.opened, &spread(&compiled, LOOK)).await? {
            let outcome = loaded.opened.outcome(&loaded.dossier.case)?;
            let clock = clocks::of_step(&loaded, &outcome, Act::Rate, today);
            if clock.is_none_or(|clock| clock.days >= 0) {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

fn ids(heads: &[CourseHead], of: impl Fn(&CourseHead) -> bool) -> Vec<String> {
    heads.iter().filter(|h| of(h)).map(|h| h.id.clone()).collect()
}

use super::rows::{StoredCourses, StoredHead};
use super::{CensusRow, CourseHead, CourseRow, PeriodRow, PlaceRow, SpanRow, StatusRow, TallyRow, YearRow};
use crate::sql::{rid, rids};
use crate::{Db, Result};
use domain::{CourseId, PeriodId, PersonId, RecordId};
use surrealdb::types::{SurrealValue, vars};

#[derive(SurrealValue)]
struct Given {
    course: String,
    grade: String,
}

#[derive(SurrealValue)]
struct Count {
    count: i64,
}

impl Db {
    /// Up to `limit` periods after the place `after` (exclusive), newest first.
    pub async fn periods(&self, after: i64, limit: u32) -> Result<Vec<PeriodRow>> {
        self.rows(sql!("assess_periods"), vars! { after: after, limit: limit })
            .await
    }

    /// When the periods after the place `after` (exclusive) are, newest first.
    pub async fn period_spans(&self, after: i64, limit: u32) -> Result<Vec<SpanRow>> {
        self.rows(sql!("assess_spans"), vars! { after: after, limit: limit })
            .await
    }

    pub async fn period(&self, id: &PeriodId) -> Result<Option<PeriodRow>> {
        Ok(self.periods_named([id.as_str()]).await?.into_iter().next())
    }

    /// Periods by id; unknown ones are left out.
    pub async fn periods_named<'a>(&self, ids: impl IntoIterator<Item = &'a str>) -> Result<Vec<PeriodRow>> {
        let periods = rids("period", ids);
        if periods.is_empty() {
            return Ok(vec![]);
        }
        self.rows(sql!("assess_periods_named"), vars! { periods: periods })
            .await
    }

    /// The state of a period without its document; none for an unknown one.
    pub async fn period_state(&self, id: &PeriodId) -> Result<Option<String>> {
        let vars = vars! { period: rid("period", id.as_str()) };
        self.row(sql!("assess_period_state"), vars).await
    }

    pub async fn course(&self, id: &CourseId) -> Result<Option<CourseRow>> {
        Ok(self.courses([id.as_str()]).await?.into_iter().next())
    }

    /// Courses by id, with their documents, in the order of the ids; unknown ones are left out.
    pub async fn courses<'a>(&self, ids: impl IntoIterator<Item = &'a str>) -> Result<Vec<CourseRow>> {
        let ids: Vec<&str> = ids.into_iter().collect();
        if ids.is_empty() {
            return Ok(vec![]);
        }
        let vars = vars! { courses: rids("course", ids.iter().copied()), dossiers: rids("dossier", ids) };
        let stored: Option<StoredCourses> = self.row(sql!("assess_courses"), vars).await?;
        stored.map_or_else(|| Ok(vec![]), StoredCourses::into_rows)
    }

    /// Courses by id, without their documents, in the order of the ids; unknown ones are left out.
    pub async fn course_heads<'a>(&self, ids: impl IntoIterator<Item = &'a str>) -> Result<Vec<CourseHead>> {
        let courses = rids("course", ids);
        if courses.is_empty() {
            return Ok(vec![]);
        }
        let stored: Vec<Option<StoredHead>> = self.rows(sql!("assess_heads"), vars! { courses: courses }).await?;
        Ok(stored.into_iter().flatten().map(CourseHead::from).collect())
    }

    /// Somebody's course in a period.
    pub async fn course_of(&self, period: &PeriodId, person: &PersonId) -> Result<Option<CourseHead>> {
        let found = self.courses_of_many(period, [person.as_str()]).await?;
        Ok(found.into_iter().next())
    }

    /// The courses of some people in a period; who has none is left out.
    pub async fn courses_of_many<'a>(
        &self,
        period: &PeriodId,
        people: impl IntoIterator<Item = &'a str>,
    ) -> Result<Vec<CourseHead>> {
        let people = people.into_iter().map(|p| rid("person", p));
        let vars = vars! { period: rid("period", period.as_str()) };
        let stored: Vec<StoredHead> = self
            .rows_for_each(sql!("assess_course_of"), "person", people, vars)
            .await?;
        Ok(stored.into_iter().map(CourseHead::from).collect())
    }

    /// Somebody's courses in all periods, in no particular order.
    pub async fn course_heads_of(&self, person: &PersonId) -> Result<Vec<CourseHead>> {
        self.course_heads_of_many([person.as_str()]).await
    }

    /// The same of many people.
    pub async fn course_heads_of_many<'a>(&self, people: impl IntoIterator<Item = &'a str>) -> Result<Vec<CourseHead>> {
        let people = people.into_iter().map(|p| rid("person", p));
        let stored: Vec<StoredHead> = self
            .rows_for_each(sql!("assess_heads_of"), "person", people, vars! {})
            .await?;
        Ok(stored.into_iter().map(CourseHead::from).collect())
    }

    /// Up to `limit` courses of a list after the place `after` (exclusive), in its order.
    pub async fn course_places(&self, lane: &str, after: i64, limit: u32) -> Result<Vec<String>> {
        let places = self.course_places_from(lane, after, limit).await?;
        Ok(places.into_iter().map(|p| p.course).collect())
    }

    /// The same with their places, to go on from the last one.
    pub async fn course_places_from(&self, lane: &str, after: i64, limit: u32) -> Result<Vec<PlaceRow>> {
        let vars = vars! { lane: lane.to_owned(), after: after, limit: limit };
        self.rows(sql!("assess_places"), vars).await
    }

    /// How many courses of a period are in which state and have which grade, unit by unit.
    pub async fn course_census(&self, period: &PeriodId) -> Result<Vec<CensusRow>> {
        self.rows(sql!("assess_census"), vars! { period: rid("period", period.as_str()) })
            .await
    }

    /// What pages show of the last steps for many of some kinds in a period.
    pub async fn report_heads(&self, period: &PeriodId, acts: &[&str]) -> Result<Vec<String>> {
        let key = |act: &&str| super::write::report_key(period.as_str(), act);
        let reports: Vec<_> = acts.iter().map(key).collect();
        self.rows(sql!("assess_reports"), vars! { reports: reports }).await
    }

    /// The whole of one of them.
    pub async fn report(&self, period: &PeriodId, act: &str) -> Result<Option<String>> {
        let report = super::write::report_key(period.as_str(), act);
        self.row(sql!("assess_report"), vars! { report: report }).await
    }

    /// Ids of the courses that rest on a record.
    pub async fn cited_in(&self, record: &RecordId) -> Result<Vec<String>> {
        self.rows(
            sql!("assess_cited_in"),
            vars! { record: rid("record", record.as_str()) },
        )
        .await
    }

    /// Up to `limit` statuses after the place `after` (exclusive), newest first, removed ones among them.
    pub async fn statuses(&self, after: i64, limit: u32) -> Result<Vec<StatusRow>> {
        self.rows(sql!("assess_statuses"), vars! { after: after, limit: limit })
            .await
    }

    pub async fn status(&self, id: &str) -> Result<Option<StatusRow>> {
        self.row(sql!("assess_status"), vars! { status: rid("status", id) })
            .await
    }

    /// What holds of somebody, removed statuses among it, in no particular order.
    pub async fn statuses_of(&self, person: &PersonId) -> Result<Vec<StatusRow>> {
        self.statuses_of_many([person.as_str()]).await
    }

    /// The same of many people.
    pub async fn statuses_of_many<'a>(&self, people: impl IntoIterator<Item = &'a str>) -> Result<Vec<StatusRow>> {
        let people = people.into_iter().map(|p| rid("person", p));
        self.rows_for_each(sql!("assess_statuses_of"), "person", people, vars! {})
            .await
    }

    /// Up to `limit` results of earlier years after the place `after` (exclusive), newest entry first, those taken back among them.
    pub async fn earlier_years(&self, after: i64, limit: u32) -> Result<Vec<YearRow>> {
        self.rows(sql!("assess_years"), vars! { after: after, limit: limit })
            .await
    }

    pub async fn earlier_year(&self, id: &str) -> Result<Option<YearRow>> {
        self.row(sql!("assess_year"), vars! { year: rid("earlier_year", id) })
            .await
    }

    /// Those of some people, those taken back among them, in no particular order.
    pub async fn earlier_years_of_many<'a>(&self, people: impl IntoIterator<Item = &'a str>) -> Result<Vec<YearRow>> {
        let people = people.into_iter().map(|p| rid("person", p));
        self.rows_for_each(sql!("assess_years_of"), "person", people, vars! {})
            .await
    }

    /// All ballots of a period: course and grade, in an order that tells nothing.
    pub async fn ballots(&self, period: &PeriodId) -> Result<Vec<(String, String)>> {
        let vars = vars! { period: rid("period", period.as_str()) };
        let given: Vec<Given> = self.rows(sql!("assess_ballots"), vars).await?;
        Ok(given.into_iter().map(|b| (b.course, b.grade)).collect())
    }

    /// The same counted.
    pub async fn ballot_tally(&self, period: &PeriodId) -> Result<Vec<TallyRow>> {
        self.rows(sql!("assess_tally"), vars! { period: rid("period", period.as_str()) })
            .await
    }

    /// How many have cast a ballot.
    pub async fn cast_count(&self, period: &PeriodId) -> Result<u32> {
        let vars = vars! { period: rid("period", period.as_str()) };
        let count: Option<Count> = self.row(sql!("assess_cast_count"), vars).await?;
        Ok(count.and_then(|c| u32::try_from(c.count).ok()).unwrap_or_default())
    }

    pub async fn has_cast(&self, period: &PeriodId, voter: &PersonId) -> Result<bool> {
        let cast = super::write::cast_key(period.as_str(), voter.as_str());
        let found: Option<String> = self.row(sql!("assess_has_cast"), vars! { cast: cast }).await?;
        Ok(found.is_some())
    }
}

//! Forms of the personnel office for somebody who takes no part in the period any more.

use super::a;
use super::ask::{named, reason};
use crate::api::{ExcuseCourse, TakeInCourse};
use crate::prelude::*;
use crate::session::Session;
use domain::view::assess::CoursePage;

/// Taking the person out, or in again.
pub(super) fn part(page: &CoursePage) -> AnyView {
    match (page.may_excuse, page.may_take_in) {
        (true, _) => out(page),
        (false, true) => again(page),
        (false, false) => ().into_any(),
    }
}

fn out(page: &CoursePage) -> AnyView {
    let words = &a().part;
    view! {
        <section class="box" id="part">
            <details class="act">
                <summary>{words.out}</summary>
                <form class="stack" method="post" action=ExcuseCourse::url() data-draft=format!("excuse:{}", page.line.id)>
                    {named(page, "excused")}
                    <div class="field"><label for="excuse-since">{words.since}</label><input type="date" id="excuse-since" name="since" required value=Session::here().today()/></div>
                    {reason("excuse", words.out_why, vec![words.out_what.to_owned()])}
                    <div class="row start"><button type="submit" class="danger">{words.out}</button></div>
                </form>
            </details>
        </section>
    }
    .into_any()
}

fn again(page: &CoursePage) -> AnyView {
    let words = &a().part;
    view! {
        <section class="box" id="part">
            <details class="act">
                <summary>{words.again}</summary>
                <form class="stack" method="post" action=TakeInCourse::url() data-draft=format!("take_in:{}", page.line.id)>
                    {named(page, "taken_in")}
                    {reason("take-in", words.again_why, vec![words.again_what.to_owned()])}
                    <div class="row start"><button type="submit">{words.again}</button></div>
                </form>
            </details>
        </section>
    }
    .into_any()
}

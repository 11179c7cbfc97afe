//! The posts above a post, nearest first: one walk, whether the posts are at hand or asked for one by one.

use crate::{Daybook, Result};
use domain::PositionId;
use store::organisation::PostRow;

/// No chain of superiors is longer; it also ends a cycle.
const LONGEST: usize = 32;

fn goes_on(line: &[PositionId], id: &str) -> bool {
    line.len() < LONGEST && line.iter().all(|post| post.as_str() != id)
}

/// Among posts at hand: `superior` names the post above one.
pub(crate) fn above<'a>(first: Option<&'a str>, superior: impl Fn(&str) -> Option<&'a str>) -> Vec<PositionId> {
    let mut line: Vec<PositionId> = Vec::new();
    let mut next = first;
    while let Some(id) = next
        && goes_on(&line, id)
    {
        line.push(id.into());
        next = superior(id);
    }
    line
}

/// Asked for one by one, each with what is known of it.
pub(crate) async fn climb(daybook: &Daybook, first: Option<&str>) -> Result<(Vec<PositionId>, Vec<Option<PostRow>>)> {
    let (mut line, mut posts): (Vec<PositionId>, Vec<Option<PostRow>>) = (Vec::new(), Vec::new());
    let mut next = first.map(str::to_owned);
    while let Some(id) = next
        && goes_on(&line, &id)
    {
        let id = PositionId(id);
        let post = daybook.db().post(&id).await?;
        next = post.as_ref().and_then(|p| p.superior.clone());
        line.push(id);
        posts.push(post);
    }
    Ok((line, posts))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_ends_at_the_top_in_a_circle_and_when_it_is_too_long() {
        let names: Vec<String> = (0..100).map(|n| n.to_string()).collect();
        let walk = |superior: &dyn Fn(usize) -> usize| {
            let next = |id: &str| {
                id.parse()
                    .ok()
                    .and_then(|n: usize| names.get(superior(n)))
                    .map(String::as_str)
            };
            above(names.first().map(String::as_str), next).len()
        };
        assert_eq!(walk(&|n| if n < 4 { n + 1 } else { usize::MAX }), 5, "the top");
        assert_eq!(walk(&|n| (n + 1) % 3), 3, "a circle");
        assert_eq!(walk(&|n| n), 1, "above itself");
        assert_eq!(walk(&|n| n + 1), LONGEST);
        assert!(above(None, |_| None).is_empty());
    }
}

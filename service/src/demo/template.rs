//! The notation of the text files: literal words, slots and alternatives.
//!
//! ```text
//! {issue}          an item of a list; the same item wherever this piece of work names it again ({issue.2}: another)
//! {a:3-9}          a number, named a; {a:120-980,5} in fives; {a:1.2-4.8} with a decimal; {a:1.2-9.8£m} money; {a} again
//! {b~a:40-80}      40 to 80 % of a            {c=a-b} {c=a+b} {p=b%a}   arithmetic
//! {d@+3-6}         three to six working days ahead; {d@-2-9} back         {t^9-16}  a time of day
//! [one|another|]   alternatives, which may hold slots
//! ```
//! Slots are defined in the English line; the Chinese line only names them.

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Money {
    None,
    Pounds,
    Millions,
    Billions,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Spec {
    /// `low`, `high` and `step` are scaled by ten when `tenths`.
    Number {
        low: i64,
        high: i64,
        step: i64,
        tenths: bool,
        money: Money,
    },
    Share {
        of: &'static str,
        low: i64,
        high: i64,
    },
    Sum {
        left: &'static str,
        sign: char,
        right: &'static str,
    },
    /// Working days from the day of the record.
    Date {
        low: i64,
        high: i64,
    },
    Clock {
        low: i64,
        high: i64,
    },
}

#[derive(Debug)]
pub(super) enum Seg {
    Text(&'static str),
    Slot(&'static str, Option<Spec>),
    Alt(Vec<Template>),
}

pub(super) type Template = Vec<Seg>;

pub(super) fn parse(text: &'static str) -> Template {
    let mut rest = text;
    let mut all = Template::new();
    while !rest.is_empty() {
        all.append(&mut sequence(&mut rest, false));
        // A stray closing sign is an author's slip; a test refuses it, the program goes on.
        rest = rest.get(1..).unwrap_or("");
    }
    all
}

fn sequence(rest: &mut &'static str, inside: bool) -> Template {
    let mut out = Template::new();
    loop {
        let stop = rest
            .find(|c| matches!(c, '{' | '[' | '\\') || (inside && matches!(c, '|' | ']')))
            .unwrap_or(rest.len());
        let (words, tail) = rest.split_at_checked(stop).unwrap_or((*rest, ""));
        if !words.is_empty() {
            out.push(Seg::Text(words));
        }
        *rest = tail;
        if let Some(tail) = rest.strip_prefix("\\n") {
            out.push(Seg::Text("\n"));
            *rest = tail;
        } else if let Some(tail) = rest.strip_prefix('{') {
            let (slot, tail) = tail.split_once('}').unwrap_or((tail, ""));
            out.push(read_slot(slot));
            *rest = tail;
        } else if let Some(tail) = rest.strip_prefix('[') {
            *rest = tail;
            out.push(Seg::Alt(alternatives(rest)));
        } else {
            return out;
        }
    }
}

fn alternatives(rest: &mut &'static str) -> Vec<Template> {
    let mut options = Vec::new();
    loop {
        options.push(sequence(rest, true));
        if let Some(tail) = rest.strip_prefix('|') {
            *rest = tail;
        } else {
            *rest = rest.strip_prefix(']').unwrap_or(rest);
            return options;
        }
    }
}

fn read_slot(slot: &'static str) -> Seg {
    let Some((at, sign)) = slot
        .char_indices()
        .find(|(_, c)| matches!(c, ':' | '~' | '=' | '@' | '^'))
    else {
        return Seg::Slot(slot, None);
    };
    let name = slot.get(..at).unwrap_or(slot);
    let body = slot.get(at + 1..).unwrap_or("");
    let spec = match sign {
        ':' => number(body),
        '~' => body
            .split_once(':')
            .and_then(|(of, range)| bounds(range).map(|(low, high)| Spec::Share { of, low, high })),
        '=' => sum(body),
        '@' => match (body.strip_prefix('+'), body.strip_prefix('-')) {
            (Some(range), _) => bounds(range).map(|(low, high)| Spec::Date { low, high }),
            (_, Some(range)) => bounds(range).map(|(low, high)| Spec::Date { low: -high, high: -low }),
            _ => None,
        },
        _ => bounds(body).map(|(low, high)| Spec::Clock { low, high }),
    };
    Seg::Slot(name, spec)
}

fn number(body: &'static str) -> Option<Spec> {
    let (body, money) = if let Some(body) = body.strip_suffix("£m") {
        (body, Money::Millions)
    } else if let Some(body) = body.strip_suffix("£bn") {
        (body, Money::Billions)
    } else if let Some(body) = body.strip_suffix('£') {
        (body, Money::Pounds)
    } else {
        (body, Money::None)
    };
    let (range, step) = match body.split_once(',') {
        Some((range, step)) => (range, step.parse().ok()?),
        None => (body, 1),
    };
    let tenths = range.contains('.');
    let (low, high) = if tenths {
        let (low, high) = range.split_once('-')?;
        (in_tenths(low)?, in_tenths(high)?)
    } else {
        bounds(range)?
    };
    Some(Spec::Number {
        low,
        high,
        step,
        tenths,
        money,
    })
}

fn in_tenths(text: &str) -> Option<i64> {
    match text.split_once('.') {
        Some((whole, tenth)) => Some(whole.parse::<i64>().ok()? * 10 + tenth.parse::<i64>().ok()?),
        None => Some(text.parse::<i64>().ok()? * 10),
    }
}

fn bounds(range: &str) -> Option<(i64, i64)> {
    let (low, high) = range.split_once('-')?;
    Some((low.parse().ok()?, high.parse().ok()?))
}

fn sum(body: &'static str) -> Option<Spec> {
    let (at, sign) = body.char_indices().find(|(_, c)| matches!(c, '+' | '-' | '%'))?;
    Some(Spec::Sum {
        left: body.get(..at)?,
        sign,
        right: body.get(at + 1..)?,
    })
}

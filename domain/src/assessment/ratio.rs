use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::fmt;

/// An exact number that is not negative: quotas and scores are never rounded on the way.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Ratio {
    num: u64,
    den: u64,
}

impl Ratio {
    pub const ZERO: Self = Self { num: 0, den: 1 };

    /// `num / den` in lowest terms; none over zero.
    pub fn new(num: u64, den: u64) -> Option<Self> {
        Self::of(u128::from(num), u128::from(den))
    }

    pub fn whole(num: u32) -> Self {
        Self {
            num: u64::from(num),
            den: 1,
        }
    }

    /// A decimal such as `91.25`, as people write a score.
    pub fn parse(text: &str) -> Option<Self> {
        let (whole, part) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
        let digits = |t: &str| t.len() <= 6 && t.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || !digits(whole) || !digits(part) {
            return None;
        }
        let den = 10u64.checked_pow(u32::try_from(part.len()).ok()?)?;
        Self::new(format!("{whole}{part}").parse().ok()?, den)
    }

    fn of(num: u128, den: u128) -> Option<Self> {
        if den == 0 {
            return None;
        }
        let by = gcd(num, den).max(1);
        Some(Self {
            num: u64::try_from(num / by).ok()?,
            den: u64::try_from(den / by).ok()?,
        })
    }

    /// None when the sum cannot be written exactly any more.
    pub fn plus(self, other: Self) -> Option<Self> {
        let den = u128::from(self.den) * u128::from(other.den);
        let left = u128::from(self.num) * u128::from(other.den);
        let right = u128::from(other.num) * u128::from(self.den);
        Self::of(left.checked_add(right)?, den)
    }

    pub fn times(self, num: u32, den: u32) -> Option<Self> {
        Self::of(
            u128::from(self.num) * u128::from(num),
            u128::from(self.den) * u128::from(den),
        )
    }

    pub fn floor(self) -> u64 {
        self.num / self.den
    }

    pub fn ceil(self) -> u64 {
        self.num.div_ceil(self.den)
    }

    /// A half goes up.
    pub fn half_up(self) -> u64 {
        let twice = (u128::from(self.num) * 2 + u128::from(self.den)) / (u128::from(self.den) * 2);
        u64::try_from(twice).unwrap_or(u64::MAX)
    }

    pub fn is_whole(self) -> bool {
        self.den == 1
    }
}

fn gcd(a: u128, b: u128) -> u128 {
    if b == 0 { a } else { gcd(b, a % b) }
}

impl PartialEq for Ratio {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Ratio {}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Ratio {
    fn cmp(&self, other: &Self) -> Ordering {
        let left = u128::from(self.num) * u128::from(other.den);
        left.cmp(&(u128::from(other.num) * u128::from(self.den)))
    }
}

/// A decimal where it is one, else a whole number and a fraction: `3.6`, `3 1/3`.
impl fmt::Display for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, rest) = (self.num / self.den, self.num % self.den);
        if rest == 0 {
            return write!(f, "{whole}");
        }
        for places in 1..=4usize {
            let scale = 10u128.pow(u32::try_from(places).unwrap_or(1));
            let scaled = u128::from(rest) * scale;
            if scaled % u128::from(self.den) == 0 {
                return write!(f, "{whole}.{:0places$}", scaled / u128::from(self.den));
            }
        }
        match whole {
            0 => write!(f, "{rest}/{}", self.den),
            _ => write!(f, "{whole} {rest}/{}", self.den),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_exact_and_readable() {
        let third = Ratio::new(10, 3).unwrap();
        assert_eq!(third.to_string(), "3 1/3");
        assert_eq!(Ratio::new(36, 10).unwrap().to_string(), "3.6");
        assert_eq!(
            (
                third.floor(),
                third.ceil(),
                third.half_up(),
                Ratio::new(7, 2).unwrap().half_up()
            ),
            (3, 4, 3, 4)
        );
        assert_eq!(third.plus(third).and_then(|r| r.plus(third)), Some(Ratio::whole(10)));
        assert_eq!(Ratio::parse("91.50"), Ratio::new(183, 2));
        assert!(Ratio::parse("89.999999") < Ratio::parse("90"));
        for bad in ["", ".5", "-1", "1e3", "9999999", "1.2.3", "九"] {
            assert_eq!(Ratio::parse(bad), None, "{bad}");
        }
        assert_eq!(Ratio::new(1, 0), None);
    }
}

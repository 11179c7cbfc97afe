//! Limits: on signing in per account *and* address (so nobody can lock a colleague out), on writing per person,
//! on searching per person and per address.

use crate::{Error, Result};
use domain::PersonId;
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use std::net::IpAddr;
use std::num::NonZeroU32;

pub(crate) struct Throttle {
    /// Account and address together: 10 tries, then one every 20 s.
    tries: DefaultKeyedRateLimiter<String>,
    /// One address over all accounts: 100 tries, then one a second.
    addresses: DefaultKeyedRateLimiter<String>,
    writes: DefaultKeyedRateLimiter<String>,
    marks: DefaultKeyedRateLimiter<String>,
    /// One person: 40 questions, then three a second.
    questions: DefaultKeyedRateLimiter<String>,
    /// One address over all persons: 400 questions, then thirty a second.
    askers: DefaultKeyedRateLimiter<String>,
    unlimited: bool,
}

const fn times(n: u32) -> NonZeroU32 {
    match NonZeroU32::new(n) {
        Some(n) => n,
        None => NonZeroU32::MIN,
    }
}

impl Throttle {
    pub(crate) fn new(unlimited: bool) -> Self {
        Self {
            tries: RateLimiter::keyed(Quota::per_minute(times(3)).allow_burst(times(10))),
            addresses: RateLimiter::keyed(Quota::per_second(times(1)).allow_burst(times(100))),
            writes: RateLimiter::keyed(Quota::per_second(times(1)).allow_burst(times(30))),
            marks: RateLimiter::keyed(Quota::per_second(times(4)).allow_burst(times(80))),
            questions: RateLimiter::keyed(Quota::per_second(times(3)).allow_burst(times(40))),
            askers: RateLimiter::keyed(Quota::per_second(times(30)).allow_burst(times(400))),
            unlimited,
        }
    }

    pub(crate) fn signing_in(&self, account: &str, address: IpAddr) -> Result<()> {
        let network = network(address);
        self.check(&self.addresses, network.clone())?;
        self.check(&self.tries, format!("{account} {network}"))
    }

    pub(crate) fn writing(&self, person: &PersonId) -> Result<()> {
        self.check(&self.writes, person.0.clone())
    }

    pub(crate) fn marking(&self, person: &PersonId) -> Result<()> {
        self.check(&self.marks, person.0.clone())
    }

    pub(crate) fn searching(&self, person: &PersonId, address: IpAddr) -> Result<()> {
        self.check(&self.askers, network(address))?;
        self.check(&self.questions, person.0.clone())
    }

    fn check(&self, limiter: &DefaultKeyedRateLimiter<String>, key: String) -> Result<()> {
        if self.unlimited {
            return Ok(());
        }
        if limiter.len() > 50_000 {
            limiter.retain_recent();
        }
        limiter.check_key(&key).map_err(|until| {
            let wait = until.wait_time_from(DefaultClock::default().now()).as_secs();
            Error::TooMany {
                seconds: u32::try_from(wait + 1).unwrap_or(u32::MAX),
            }
        })
    }
}

/// An IPv6 subscriber holds a /64 at least.
fn network(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(v4) => v4.to_string(),
        IpAddr::V6(v6) => v6
            .segments()
            .iter()
            .take(4)
            .map(|s| format!("{s:x}"))
            .collect::<Vec<_>>()
            .join(":"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flood_from_one_address_does_not_lock_the_account_elsewhere() {
        let throttle = Throttle::new(false);
        let (attacker, owner): (IpAddr, IpAddr) = ([10, 0, 0, 1].into(), [10, 0, 0, 2].into());
        let refused = (0..50)
            .filter(|_| throttle.signing_in("wei", attacker).is_err())
            .count();
        assert_eq!(refused, 40);
        assert!(throttle.signing_in("wei", owner).is_ok());
    }
}

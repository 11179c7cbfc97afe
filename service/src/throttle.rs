//! Limits: on failing to sign in, on writing per person. Success costs nothing, so that forty people behind one proxy, or one
//! administrator with forty accounts to open, are not stopped.
//!
//! Nobody can lock a colleague out: failures count for the account *and* the address they come from, and a browser in which
//! somebody signed in before counts by itself, whatever others do at the same address.

mod failures;

use crate::{Error, Result};
use domain::PersonId;
use failures::Failures;
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

pub(crate) struct Throttle {
    /// Account and address together, or account and known browser: 10 failures, then one every 20 s.
    accounts: Failures,
    /// One address over all accounts: 100 failures, then one a second.
    addresses: Failures,
    /// One-time links that open nothing, by address: 20, then one every 10 s.
    links: Failures,
    writes: DefaultKeyedRateLimiter<String>,
    marks: DefaultKeyedRateLimiter<String>,
    /// One-time links made by an administrator: 300 at once, then two a second.
    invitations: DefaultKeyedRateLimiter<String>,
    /// What one person sends in files, in KiB: a gigabyte, and a gigabyte more within a day.
    sent: DefaultKeyedRateLimiter<String>,
    /// One person: 40 questions, then three a second.
    questions: DefaultKeyedRateLimiter<String>,
    /// One address over all persons: 400 questions, then thirty a second.
    askers: DefaultKeyedRateLimiter<String>,
    unlimited: AtomicBool,
}

/// What a try took; [`Try::settle`] and [`Try::succeeded`] give it back.
#[must_use = "a try that succeeds is given back"]
pub(crate) struct Try<'a>(Vec<(&'a Failures, String)>);

impl Try<'_> {
    /// Of what a try named only what was looked at and did not fit stays counted: a server that is too busy to look is nobody's failure.
    pub(crate) fn settle(self, fits: Result<bool>) -> Result<bool> {
        if !matches!(fits, Ok(false)) {
            self.succeeded();
        }
        fits
    }

    pub(crate) fn succeeded(self) {
        for (failures, key) in self.0 {
            failures.give_back(&key);
        }
    }
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
            accounts: Failures::new(10, Duration::from_secs(20)),
            addresses: Failures::new(100, Duration::from_secs(1)),
            links: Failures::new(20, Duration::from_secs(10)),
            writes: RateLimiter::keyed(Quota::per_second(times(1)).allow_burst(times(30))),
            marks: RateLimiter::keyed(Quota::per_second(times(4)).allow_burst(times(80))),
            invitations: RateLimiter::keyed(Quota::per_second(times(2)).allow_burst(times(300))),
            sent: RateLimiter::keyed(Quota::per_second(times(12)).allow_burst(times(1 << 20))),
            questions: RateLimiter::keyed(Quota::per_second(times(3)).allow_burst(times(40))),
            askers: RateLimiter::keyed(Quota::per_second(times(30)).allow_burst(times(400))),
            unlimited: AtomicBool::new(unlimited),
        }
    }

    /// Counts nothing until told otherwise, and says how it was: while the demo organisation is written, before anybody is served.
    pub(crate) fn pause(&self, on: bool) -> bool {
        self.unlimited.swap(on, Ordering::Relaxed)
    }

    /// A try to sign in. `browser`: the digest of what a browser keeps in which this account was signed in before.
    pub(crate) fn signing_in(&self, account: &str, address: IpAddr, browser: Option<&str>) -> Result<Try<'_>> {
        let network = network(address);
        match browser {
            Some(browser) => self.take(&[(&self.accounts, format!("{account} known {browser}"))]),
            None => self.take(&[
                (&self.addresses, network.clone()),
                (&self.accounts, format!("{account} from {network}")),
            ]),
        }
    }

    /// A try to use a one-time link.
    pub(crate) fn using_link(&self, address: IpAddr) -> Result<Try<'_>> {
        self.take(&[(&self.links, network(address))])
    }

    /// A try to name the own password.
    pub(crate) fn naming_password(&self, person: &PersonId) -> Result<Try<'_>> {
        self.take(&[(&self.accounts, format!("own {person}"))])
    }

    fn take<'a>(&self, wanted: &[(&'a Failures, String)]) -> Result<Try<'a>> {
        let mut taken = Try(vec![]);
        if self.unlimited.load(Ordering::Relaxed) {
            return Ok(taken);
        }
        let now = Instant::now();
        for (failures, key) in wanted {
            if let Err(wait) = failures.take(key, now) {
                taken.succeeded();
                return Err(Error::TooMany { seconds: seconds(wait) });
            }
            taken.0.push((failures, key.clone()));
        }
        Ok(taken)
    }

    pub(crate) fn writing(&self, person: &PersonId) -> Result<()> {
        self.check(&self.writes, person.0.clone())
    }

    pub(crate) fn marking(&self, person: &PersonId) -> Result<()> {
        self.check(&self.marks, person.0.clone())
    }

    pub(crate) fn inviting(&self, person: &PersonId) -> Result<()> {
        self.check(&self.invitations, person.0.clone())
    }

    /// Counts the bytes of a part of a file.
    pub(crate) fn sending(&self, person: &PersonId, bytes: usize) -> Result<()> {
        let kib = u32::try_from(bytes.div_ceil(1024)).ok().and_then(NonZeroU32::new);
        let Some(kib) = kib.filter(|_| !self.unlimited.load(Ordering::Relaxed)) else {
            return Ok(());
        };
        if self.sent.len() > 50_000 {
            self.sent.retain_recent();
        }
        match self.sent.check_key_n(&person.0, kib) {
            Ok(Ok(())) => Ok(()),
            Ok(Err(until)) => {
                let wait = until.wait_time_from(DefaultClock::default().now()).as_secs();
                Err(Error::TooMany {
                    seconds: u32::try_from(wait + 1).unwrap_or(u32::MAX),
                })
            }
            Err(_) => Err(Error::TooMany { seconds: 86_400 }),
        }
    }

    pub(crate) fn searching(&self, person: &PersonId, address: IpAddr) -> Result<()> {
        self.check(&self.askers, network(address))?;
        self.check(&self.questions, person.0.clone())
    }

    fn check(&self, limiter: &DefaultKeyedRateLimiter<String>, key: String) -> Result<()> {
        if self.unlimited.load(Ordering::Relaxed) {
            return Ok(());
        }
        if limiter.len() > 50_000 {
            limiter.retain_recent();
        }
        limiter.check_key(&key).map_err(|until| Error::TooMany {
            seconds: seconds(until.wait_time_from(DefaultClock::default().now())),
        })
    }
}

fn seconds(wait: Duration) -> u32 {
    u32::try_from(wait.as_secs() + 1).unwrap_or(u32::MAX)
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

    fn fails(throttle: &Throttle, account: &str, from: IpAddr, browser: Option<&str>) -> bool {
        throttle.signing_in(account, from, browser).map(drop).is_ok()
    }

    #[test]
    fn what_was_not_looked_at_is_nobodys_failure() {
        let throttle = Throttle::new(false);
        let from: IpAddr = [10, 0, 0, 3].into();
        let settle = |fits: Result<bool>| {
            throttle
                .signing_in("wei", from, None)
                .and_then(|tried| tried.settle(fits))
        };
        for _ in 0..50 {
            assert!(matches!(
                settle(Err(Error::TooMany { seconds: 7 })),
                Err(Error::TooMany { seconds: 7 })
            ));
            assert!(settle(Ok(true)).unwrap());
        }
        for _ in 0..10 {
            assert!(!settle(Ok(false)).unwrap());
        }
        assert!(settle(Ok(true)).is_err(), "ten that did not fit are enough");
    }

    #[test]
    fn a_flood_locks_the_account_neither_elsewhere_nor_in_its_owners_browser() {
        let throttle = Throttle::new(false);
        let (attacker, owner): (IpAddr, IpAddr) = ([10, 0, 0, 1].into(), [10, 0, 0, 2].into());
        let refused = (0..50).filter(|_| !fails(&throttle, "wei", attacker, None)).count();
        assert_eq!(refused, 40);
        assert!(fails(&throttle, "wei", owner, None));
        // In the same office, behind one address: whole of it is spent, and her own browser still opens. A colleague's new
        // phone does not (adr/0003 says so): only from another address, or with a one-time link.
        for n in 0..200 {
            fails(&throttle, &format!("guess{n}"), attacker, None);
        }
        assert!(!fails(&throttle, "lin", attacker, None));
        assert!(fails(&throttle, "wei", attacker, Some("hers")));
        assert!(fails(&throttle, "lin", owner, None));
        assert!(throttle.using_link(attacker).map(Try::succeeded).is_ok());
        // A known browser guesses no more than any other.
        let refused = (0..50)
            .filter(|_| !fails(&throttle, "wei", attacker, Some("hers")))
            .count();
        assert_eq!(refused, 41);
    }

    #[test]
    fn an_office_that_signs_in_behind_one_address_is_not_stopped() {
        let throttle = Throttle::new(false);
        for n in 0..600 {
            let tried = throttle.signing_in(&format!("person{n}"), [10, 0, 0, 1].into(), None);
            assert!(tried.map(Try::succeeded).is_ok(), "{n}");
            let tried = throttle.using_link([10, 0, 0, 1].into());
            assert!(tried.map(Try::succeeded).is_ok(), "{n}");
        }
        let guesses = (0..50).filter(|_| throttle.using_link([10, 0, 0, 1].into()).map(drop).is_ok());
        assert_eq!(guesses.count(), 20);
    }
}

//! Passwords: argon2id, a bounded number at a time, so that a flood of sign-ins cannot take all the memory and time.

mod argon;

use crate::{Error, Result};
use argon2::password_hash::SaltString;
use argon2::password_hash::rand_core::OsRng;
use domain::Violation;
use tokio::sync::Semaphore;

/// Characters; NIST SP 800-63B asks for 8 at least, 15 where it is the only factor.
pub const SHORTEST: u32 = 10;
pub const LONGEST: u32 = 200;

/// Hashes at once, and waiting for their turn.
static AT_ONCE: Semaphore = Semaphore::const_new(argon::ROOMS);
static WAITING: Semaphore = Semaphore::const_new(64);

pub(crate) fn accept(password: &str, again: &str) -> Result<(), Violation> {
    let length = domain::text::length(password);
    if length < SHORTEST {
        return Err(Violation::PasswordTooShort { limit: SHORTEST });
    }
    if length > LONGEST || password.len() > 4096 {
        return Err(Violation::PasswordTooLong { limit: LONGEST });
    }
    if password != again {
        return Err(Violation::PasswordsDiffer);
    }
    Ok(())
}

pub(crate) async fn hash(password: String) -> Result<String> {
    bounded(move || hash_now(&password)).await?
}

/// Without the bound, for many at once in one process (the demo's).
pub(crate) fn hash_now(password: &str) -> Result<String> {
    let salt = SaltString::generate(&mut OsRng);
    argon::hash(password.as_bytes(), &salt).map_err(|e| Error::Unavailable(e.to_string()))
}

/// Whether the password fits the hash. Without a hash the same work is done, so that time tells nothing.
pub(crate) async fn verify(password: String, hash: Option<String>) -> Result<bool> {
    const NOBODY: &str =
        "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    bounded(move || {
        let known = hash.is_some();
        let text = hash.unwrap_or_else(|| NOBODY.to_owned());
        let fits = argon::fits(password.as_bytes(), &text).unwrap_or(false);
        known && fits
    })
    .await
}

async fn bounded<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    let place = WAITING.try_acquire().map_err(|_| Error::TooMany { seconds: 5 })?;
    let turn = AT_ONCE.acquire().await.map_err(|e| Error::Unavailable(e.to_string()))?;
    // They end with the work, not with the request: whoever hangs up leaves the work behind.
    let held = move || {
        let _until_done = (place, turn);
        work()
    };
    tokio::task::spawn_blocking(held)
        .await
        .map_err(|e| Error::Unavailable(e.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_right_password_fits() {
        let hashed = hash("correct horse".into()).await.unwrap_or_default();
        assert!(hashed.starts_with("$argon2id$"));
        assert!(
            verify("correct horse".into(), Some(hashed.clone()))
                .await
                .is_ok_and(|fits| fits)
        );
        assert!(
            verify("correct house".into(), Some(hashed))
                .await
                .is_ok_and(|fits| !fits)
        );
        assert!(verify("anything".into(), None).await.is_ok_and(|fits| !fits));
    }

    #[tokio::test]
    async fn work_that_nobody_waits_for_any_more_keeps_its_turn() {
        let (go, wait) = std::sync::mpsc::channel::<()>();
        let mut left = Box::pin(bounded(move || wait.recv().is_ok()));
        assert!(futures::poll!(&mut left).is_pending());
        drop(left);
        let (turns, places) = (AT_ONCE.available_permits(), WAITING.available_permits());
        drop(go);
        assert!(turns < argon::ROOMS && places < 64, "{turns} {places}");
    }

    #[test]
    fn lengths_are_counted_in_characters() {
        assert_eq!(
            accept("一二三四五六七八九", "一二三四五六七八九"),
            Err(Violation::PasswordTooShort { limit: 10 })
        );
        assert_eq!(accept("一二三四五六七八九十", "一二三四五六七八九十"), Ok(()));
        assert_eq!(accept("一二三四五六七八九十", "x"), Err(Violation::PasswordsDiffer));
    }
}

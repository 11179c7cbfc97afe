use crate::clock::now_ms;
use crate::session::Token;
use crate::{Daybook, Result};
use domain::ledger::hex;
use sha2::{Digest, Sha256};
use std::net::IpAddr;

/// A browser not seen for so long is known no more, ms.
const KNOWN: i64 = 400 * 24 * 3600 * 1000;
/// Characters of what [`Origin::draw`] gives.
const KEY: usize = 43;

/// Where somebody signs in from: limits are counted by it.
pub struct Origin {
    pub address: IpAddr,
    /// What the browser keeps to be known again; see [`Origin::draw`].
    pub browser: Option<String>,
}

impl From<IpAddr> for Origin {
    fn from(address: IpAddr) -> Self {
        Self { address, browser: None }
    }
}

impl Origin {
    /// With what a browser kept, or with something new for it to keep.
    pub fn of(address: IpAddr, kept: Option<&str>) -> Self {
        let plain = |c: char| c.is_ascii_alphanumeric() || "-_".contains(c);
        let kept = kept.filter(|k| k.len() == KEY && k.chars().all(plain));
        Self {
            address,
            browser: Some(kept.map_or_else(Self::draw, str::to_owned)),
        }
    }

    fn draw() -> String {
        Token::draw().0
    }

    fn digest(&self) -> Option<String> {
        self.browser.as_ref().map(|kept| hex(&Sha256::digest(kept.as_bytes())))
    }

    /// The browser's digest, if the account was signed in there before. Asked alike for accounts that do not exist.
    pub(super) async fn known(&self, daybook: &Daybook, account: &str) -> Result<Option<String>> {
        let Some(digest) = self.digest() else { return Ok(None) };
        let known = daybook.db().knows_browser(&digest, account).await?;
        Ok(known.then_some(digest))
    }

    pub(super) async fn remember(&self, daybook: &Daybook, account: &str) -> Result<()> {
        let Some(digest) = self.digest() else { return Ok(()) };
        let now = now_ms();
        Ok(daybook.store.know_browser(&digest, account, now, now - KNOWN).await?)
    }
}

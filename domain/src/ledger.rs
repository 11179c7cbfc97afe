//! The hash of an act, as it will stand in a leaf of the Merkle tree (RFC 6962, section 2.1).

use crate::act::Act;
use sha2::{Digest, Sha256};

/// An act as the ledger sees it: who did what to which thing and when. Of the content only a salted digest enters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerAct<'a> {
    pub act: Act,
    pub actor: &'a str,
    pub subject: &'a str,
    /// Milliseconds since 1970-01-01 UTC.
    pub at: i64,
    /// [`content_digest`] of what was written; zeros when the act has no content.
    pub content: [u8; 32],
}

/// The leaf hash: `SHA-256(0x00 ‖ canonical act)`.
pub fn leaf_hash(act: &LedgerAct<'_>) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update([0x00]);
    hash.update(canonical(act));
    hash.finalize().into()
}

/// The digest of a content under its salt. Deleting the salt makes the content unprovable, and so deletable by law.
pub fn content_digest(salt: &[u8; 16], content: &str) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(salt);
    hash.update(content.as_bytes());
    hash.finalize().into()
}

/// One encoding only: a version byte, then each field as its length (u32, big-endian) and bytes; the time as i64, big-endian.
pub fn canonical(act: &LedgerAct<'_>) -> Vec<u8> {
    let mut out = vec![1u8];
    for field in [act.act.as_str(), act.actor, act.subject] {
        out.extend(u32::try_from(field.len()).unwrap_or(u32::MAX).to_be_bytes());
        out.extend(field.as_bytes());
    }
    out.extend(act.at.to_be_bytes());
    out.extend(act.content);
    out
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn act<'a>(actor: &'a str, subject: &'a str) -> LedgerAct<'a> {
        LedgerAct {
            act: Act::Liked,
            actor,
            subject,
            at: 1_763_600_000_000,
            content: [0; 32],
        }
    }

    #[test]
    fn fields_cannot_run_into_each_other() {
        assert_ne!(canonical(&act("ab", "c")), canonical(&act("a", "bc")));
        assert_ne!(leaf_hash(&act("ab", "c")), leaf_hash(&act("a", "bc")));
    }

    #[test]
    fn the_empty_leaf_is_the_one_of_the_rfc() {
        // RFC 6962: the hash of a leaf with empty data is SHA-256(0x00).
        assert_eq!(
            hex(&Sha256::digest([0x00])),
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
        );
    }

    #[test]
    fn the_salt_hides_equal_contents() {
        assert_ne!(content_digest(&[1; 16], "x"), content_digest(&[2; 16], "x"));
    }
}

//! Pictures without what their maker and place are told by: only what is needed to show them is copied, in their own coding.
//!
//! What a browser stripped already passes unchanged. Everything behind the end of a picture goes too, and with it films,
//! second pictures and archives that hide there.

mod exif;
mod jpeg;
mod png;
mod webp;

use super::form::Form;
use domain::file::Refusal;

/// The content as it is stored. What is no picture stays as it came.
pub(crate) fn strip(form: Form, bytes: Vec<u8>) -> Result<Vec<u8>, Refusal> {
    match form {
        Form::Jpeg => jpeg::strip(&bytes),
        Form::Png => png::strip(&bytes),
        Form::Webp => webp::strip(&bytes),
        _ => return Ok(bytes),
    }
    .ok_or(Refusal::Broken)
}

fn u32_be(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

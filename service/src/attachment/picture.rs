//! A picture as it is shown: its size the right way up, and a small copy.

use super::form::Form;
use domain::file::{MOST_PIXELS, Refusal};
use image::codecs::jpeg::JpegEncoder;
use image::error::ImageError;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, RgbImage};
use std::io::Cursor;

/// The longer edge of a small copy, in pixels: the reading column on a phone, twice as dense.
const EDGE: u32 = 640;
const QUALITY: u8 = 78;
/// Memory for one picture.
const MOST_BYTES: u64 = 320 << 20;
const LONGEST_EDGE: u32 = 32_000;

pub(crate) struct Picture {
    pub width: u32,
    pub height: u32,
    /// JPEG, without any metadata.
    pub thumb: Vec<u8>,
}

/// Decodes within bounds: the size is looked at before a pixel is.
pub(crate) fn picture(form: Form, bytes: &[u8]) -> Result<Picture, Refusal> {
    let format = match form {
        Form::Png => ImageFormat::Png,
        Form::Webp => ImageFormat::WebP,
        _ => ImageFormat::Jpeg,
    };
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_BYTES);
    limits.max_image_width = Some(LONGEST_EDGE);
    limits.max_image_height = Some(LONGEST_EDGE);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|e| refusal(&e))?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_PIXELS || decoder.total_bytes() > MOST_BYTES {
        return Err(Refusal::TooManyPixels);
    }
    let turned = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let whole = DynamicImage::from_decoder(decoder).map_err(|e| refusal(&e))?;
    let mut small = if width.max(height) > EDGE {
        whole.thumbnail(EDGE, EDGE)
    } else {
        whole
    };
    small.apply_orientation(turned);
    let across = matches!(
        turned,
        Orientation::Rotate90 | Orientation::Rotate270 | Orientation::Rotate90FlipH | Orientation::Rotate270FlipH
    );
    let (width, height) = if across { (height, width) } else { (width, height) };
    Ok(Picture {
        width,
        height,
        thumb: encoded(&on_white(&small)).map_err(|e| refusal(&e))?,
    })
}

fn refusal(error: &ImageError) -> Refusal {
    match error {
        ImageError::Limits(_) => Refusal::TooManyPixels,
        ImageError::Unsupported(_) => Refusal::Kind,
        _ => Refusal::Broken,
    }
}

/// JPEG knows no transparency: screenshots with round corners stand on paper.
fn on_white(image: &DynamicImage) -> RgbImage {
    if !image.color().has_alpha() {
        return image.to_rgb8();
    }
    let clear = image.to_rgba8();
    RgbImage::from_fn(clear.width(), clear.height(), |x, y| {
        let [r, g, b, a] = clear.get_pixel(x, y).0;
        let over = |c: u8| {
            let mixed = (u32::from(c) * u32::from(a) + 255 * (255 - u32::from(a))) / 255;
            u8::try_from(mixed).unwrap_or(u8::MAX)
        };
        image::Rgb([over(r), over(g), over(b)])
    })
}

fn encoded(image: &RgbImage) -> Result<Vec<u8>, ImageError> {
    let mut out = Vec::new();
    image.write_with_encoder(JpegEncoder::new_with_quality(&mut out, QUALITY))?;
    Ok(out)
}

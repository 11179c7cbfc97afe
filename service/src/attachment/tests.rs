//! Contents as they come from friends and enemies; and one that ends while it is given up.

#[path = "../../tests/use_cases/samples.rs"]
mod samples;

use super::blobs::reached;
use super::finish::{check, refuse};
use super::form::Form;
use super::picture::picture;
use super::sniff::sniff;
use super::strip::strip;
use crate::harm::harmed;
use crate::{Daybook, Error, Settings};
use domain::file::Refusal;
use domain::permission::{Actor, Seat};
use domain::{PersonId, PositionId, UnitId};
use image::ImageFormat;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use std::time::Instant;

fn stripped(form: Form, bytes: Vec<u8>) -> Vec<u8> {
    strip(form, bytes).unwrap()
}

fn tells(bytes: &[u8]) -> bool {
    let has = |part: &[u8]| bytes.windows(part.len()).any(|w| w == part);
    samples::SECRETS.iter().any(|secret| has(secret))
}

#[test]
fn pictures_lose_what_their_camera_says_and_keep_every_pixel() {
    for (form, format, bytes) in [
        (Form::Jpeg, ImageFormat::Jpeg, samples::photo(1)),
        (Form::Png, ImageFormat::Png, samples::png()),
        (Form::Webp, ImageFormat::WebP, samples::webp()),
    ] {
        assert!(tells(&bytes), "{form:?}: the sample has something to hide");
        let clean = stripped(form, bytes.clone());
        assert!(!tells(&clean), "{form:?}");
        let pixels = |bytes: &[u8]| image::load_from_memory_with_format(bytes, format).unwrap().to_rgb8();
        // The sample's own texts carry no sums, so its pixels are read from what was cut out of it.
        assert_eq!(pixels(&clean).dimensions(), (80, 60));
        if form != Form::Png {
            assert_eq!(pixels(&clean), pixels(&bytes), "{form:?}");
        }
        assert_eq!(stripped(form, clean.clone()), clean, "{form:?}: once is enough");
        assert_eq!(sniff(&clean), Ok(form));
    }
}

#[test]
fn a_picture_stands_upright_in_every_orientation() {
    for orientation in 1..=8 {
        let clean = stripped(Form::Jpeg, samples::photo(orientation));
        assert!(!tells(&clean));
        let shown = picture(Form::Jpeg, &clean).unwrap();
        let size = if orientation > 4 { (60, 80) } else { (80, 60) };
        assert_eq!((shown.width, shown.height), size, "{orientation}");
        let thumb = image::load_from_memory_with_format(&shown.thumb, ImageFormat::Jpeg).unwrap();
        assert_eq!((thumb.width(), thumb.height()), size, "{orientation}");
        assert!(!shown.thumb.windows(4).any(|w| w == b"Exif"));
    }
    // WebP says it in a chunk of its own.
    let clean = stripped(Form::Webp, samples::webp());
    let shown = picture(Form::Webp, &clean).unwrap();
    assert_eq!((shown.width, shown.height), (60, 80));
}

#[test]
fn small_copies_are_small_and_stand_on_white() {
    let clear = image::RgbaImage::from_pixel(2_000, 1_000, image::Rgba([0, 0, 0, 0]));
    let mut png = std::io::Cursor::new(Vec::new());
    clear.write_to(&mut png, ImageFormat::Png).unwrap();
    let shown = picture(Form::Png, &png.into_inner()).unwrap();
    let thumb = image::load_from_memory_with_format(&shown.thumb, ImageFormat::Jpeg)
        .unwrap()
        .to_rgb8();
    assert_eq!(
        (shown.width, shown.height, thumb.dimensions()),
        (2_000, 1_000, (640, 320))
    );
    assert!(thumb.pixels().all(|p| p.0.iter().all(|c| *c > 250)));
}

#[test]
fn bombs_are_refused_before_they_go_off() {
    let began = Instant::now();
    for (name, bytes, refusal) in samples::hostile() {
        assert_eq!(check(bytes, "").err(), Some(refusal), "{name}");
    }
    for (name, bytes, _, _) in samples::friendly() {
        assert!(check(bytes, "").is_ok(), "{name}");
    }
    assert!(began.elapsed().as_secs() < 120, "{:?}", began.elapsed());
}

#[test]
fn a_name_never_decides() {
    // The same bytes are the same thing, and an empty file is nothing.
    assert_eq!(sniff(&[]), Err(Refusal::Empty));
    assert_eq!(sniff(b"%PDF-1.4 and nothing more"), Err(Refusal::Broken));
    assert_eq!(sniff(b"PK\x03\x04"), Err(Refusal::Broken));
    assert_eq!(
        sniff(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
        Err(Refusal::Broken)
    );
}

/// More than a hundred thousand harmed contents: each ends in an answer, none in a panic, and none tells a secret.
#[test]
fn harmed_contents_end_in_an_answer() {
    let seeds: Vec<Vec<u8>> = samples::friendly().into_iter().map(|(_, bytes, _, _)| bytes).collect();
    let mut rng = StdRng::seed_from_u64(7);
    let (mut taken, mut refused) = (0, 0);
    for n in 0..120_000 {
        let bytes = harmed(&mut rng, &seeds);
        match sniff(&bytes).and_then(|form| Ok((form, strip(form, bytes)?))) {
            Ok((form, clean)) => {
                taken += 1;
                let image = matches!(form, Form::Jpeg | Form::Png | Form::Webp);
                // Decoding is the slow part, and is bounded elsewhere; a sample of it.
                if image && n % 50 == 0 {
                    let _ = picture(form, &clean);
                }
            }
            Err(_) => refused += 1,
        }
    }
    println!("{taken} taken, {refused} refused");
    assert!(taken > 5_000 && refused > 50_000, "{taken} taken, {refused} refused");
}

#[test]
fn parts_in_any_order_reach_as_far_as_there_is_no_gap() {
    let mut rng = StdRng::seed_from_u64(8);
    for _ in 0..100_000 {
        let mut parts: Vec<(u64, u64)> = (0..rng.random_range(0..8))
            .map(|_| (rng.random_range(0..40), rng.random_range(0..20)))
            .collect();
        parts.sort_unstable();
        let covered = |byte: u64| {
            parts
                .iter()
                .any(|(offset, length)| (*offset..offset + length).contains(&byte))
        };
        let wanted = (0..100).find(|byte| !covered(*byte)).unwrap();
        assert_eq!(reached(&parts), wanted, "{parts:?}");
    }
    assert_eq!(reached(&[(0, 5), (u64::MAX, u64::MAX)]), 5);
}

#[tokio::test]
async fn an_upload_that_ended_meanwhile_is_not_forgotten() {
    let daybook = Daybook::open(Settings::default()).await.unwrap();
    let unit = UnitId(crate::clock::new_id());
    let actor = Actor {
        person: PersonId(crate::clock::new_id()),
        seats: vec![Seat {
            position: PositionId(crate::clock::new_id()),
            unit: unit.clone(),
            path: vec![unit],
            leads: false,
        }],
        duties: vec![],
        granted: vec![],
    };
    let content = samples::png();
    let id = super::begin(&daybook, &actor, "a.png", content.len() as u64, "")
        .await
        .unwrap();
    // Read by a request that will find its part wrong, while another one ends the upload.
    let seen = super::own(&daybook, &actor, &id).await.unwrap();
    super::part(&daybook, &actor, &id, 0, content.into()).await.unwrap();
    let file = refuse(&daybook, &actor, &seen, Refusal::Changed).await.unwrap();
    assert_eq!(file.id, id);
    assert!(super::own(&daybook, &actor, &id).await.unwrap().is_kept());
    // One that has not ended goes, with the words; and whoever takes a file back takes it back in whatever state it is by now.
    let id = super::begin(&daybook, &actor, "b.png", 9, "").await.unwrap();
    let seen = super::own(&daybook, &actor, &id).await.unwrap();
    let refused = refuse(&daybook, &actor, &seen, Refusal::Changed).await;
    assert!(matches!(refused, Err(Error::File(Refusal::Changed))));
    assert!(matches!(super::own(&daybook, &actor, &id).await, Err(Error::NotFound)));
}

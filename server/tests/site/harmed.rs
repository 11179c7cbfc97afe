//! Thousands of harmed uploads through the real router: none is the server's fault, and none leaves anything behind. `DAYBOOK_HARM=16` sends so
//! many times as many, over 100,000.

use super::house::{Answer, FORM, House};
use super::samples;
use axum::body::{Body, Bytes};
use axum::http::header;
use domain::Lang;
use std::io;

const TABLE: &[u8] = b"For,Family unit or post,Dimension,Indicator,Weight\nunit,Bureau/Office,ji,Visits,100\n";
const STAFF: &[u8] = super::house::STAFF.as_bytes();

/// The same every time (xorshift64*).
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let n = u64::try_from(n.max(1)).unwrap();
        usize::try_from((self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) % n).unwrap()
    }

    fn of<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }

    /// Some bytes changed, cut, doubled or filled; now and then none.
    fn harm(&mut self, bytes: &[u8]) -> Vec<u8> {
        let mut bytes = bytes.to_vec();
        for _ in 0..self.below(4) {
            if bytes.is_empty() {
                break;
            }
            let at = self.below(bytes.len());
            let end = (at + 1 + self.below(30)).min(bytes.len());
            match self.below(5) {
                0 => bytes.truncate(at),
                1 => bytes[at] = u8::try_from(self.below(256)).unwrap(),
                2 => {
                    let piece = bytes[at..end].to_vec();
                    bytes.splice(at..at, piece);
                }
                3 => bytes[at..end].fill(0),
                _ => bytes[at] ^= 1 << self.below(8),
            }
        }
        bytes
    }

    /// The bytes, or a body that breaks off within them.
    fn body(&mut self, bytes: Vec<u8>) -> Body {
        if self.below(6) > 0 {
            return bytes.into();
        }
        let until = self.below(bytes.len() + 1);
        let some = Bytes::copy_from_slice(&bytes[..until]);
        let parts = [Ok(some), Err(io::Error::from(io::ErrorKind::ConnectionReset))];
        Body::from_stream(futures::stream::iter(parts))
    }
}

const NAMES: [&str; 12] = [
    "a.png",
    "报告 (终稿).pdf",
    "",
    ".",
    "../../etc/passwd",
    "a\0b.png",
    "a\r\nSet-Cookie: x=1.png",
    "\u{202e}gnp.exe",
    "CON.pdf",
    "a\"b;filename=c.xlsx",
    "👩‍👩‍👧.csv",
    "<svg onload=alert(1)>.png",
];
const SIZES: [&str; 9] = [
    "",
    "0",
    "1",
    "-1",
    "20971520",
    "20971521",
    "18446744073709551615",
    "99999999999999999999",
    "x",
];
const OFFSETS: [&str; 9] = [
    "0",
    "0",
    "0",
    "1",
    "30",
    "20971520",
    "9223372036854775808",
    "18446744073709551615",
    "-1",
];
const HASHES: [&str; 5] = [
    "",
    "",
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B85Z",
    "../../blobs",
];
const TYPES: [&str; 7] = [
    FORM,
    FORM,
    "multipart/form-data; boundary=XX",
    "multipart/form-data",
    "multipart/form-data; boundary=\"",
    "application/json",
    "x/y; a=\"",
];

fn sound(answer: &Answer, what: &str) {
    assert!(
        answer.status.as_u16() < 500,
        "{what}: {} {}",
        answer.status,
        answer.body
    );
}

fn many(of: usize) -> usize {
    let times = std::env::var("DAYBOOK_HARM").ok().and_then(|n| n.parse::<usize>().ok());
    of * times.unwrap_or(1)
}

#[tokio::test]
async fn harmed_files_are_refused_and_leave_nothing() {
    let house = House::new().await;
    // Pictures, PDF, and office files of today, open and old: every kind that is taken.
    let seeds: Vec<Vec<u8>> = samples::friendly()
        .into_iter()
        .map(|(_, content, ..)| content)
        .collect();
    let mut dice = Dice(41);
    let (mut sent, mut kept, mut announced) = (0, 0, 0);
    while sent < many(4_000) {
        let seed = &seeds[dice.below(seeds.len())];
        let content = dice.harm(seed);
        let length = content.len().to_string();
        let size = if dice.below(3) > 0 {
            length.as_str()
        } else {
            dice.of(&SIZES)
        };
        let fields = [("name", dice.of(&NAMES)), ("size", size), ("sha256", dice.of(&HASHES))];
        let form = super::house::encode(&fields);
        let form = if dice.below(8) == 0 {
            dice.harm(&form)
        } else {
            form.to_vec()
        };
        let kind = if dice.below(8) == 0 { dice.of(&TYPES) } else { FORM };
        let request = house
            .request("POST", "/files", "ann")
            .header(header::CONTENT_TYPE, kind);
        let answer = house.send(request.body(dice.body(form)).unwrap()).await;
        sound(&answer, &format!("announcing {fields:?} as {kind}"));
        sent += 1;
        let Some(id) = serde_json::from_str::<serde_json::Value>(&answer.body)
            .ok()
            .and_then(|told| told["id"].as_str().map(str::to_owned))
        else {
            continue;
        };
        announced += 1;
        for _ in 0..=dice.below(3) {
            let offset = dice.of(&OFFSETS);
            let part = dice.harm(&content);
            let what = format!("{} bytes at {offset} of {size}", part.len());
            let request = house.request("POST", &format!("/files/{id}?offset={offset}"), "ann");
            let answer = house.send(request.body(dice.body(part)).unwrap()).await;
            sound(&answer, &what);
            kept += u32::from(answer.body.contains("\"file\""));
            sent += 1;
        }
        for path in [
            format!("/files/{id}"),
            format!("/files/{id}/thumb"),
            format!("/files/{id}/offset"),
        ] {
            sound(&house.get(&path, "ann").await, &path);
        }
        sound(
            &house.form(&format!("/files/{id}/discard"), "ann", &[]).await,
            "discarding",
        );
    }
    assert!(
        announced > 500 && kept > 10,
        "{announced} announced, {kept} kept: too much harm to mean anything"
    );
    let later = now_ms() + 3 * 86_400_000;
    let left = service::attachment::clean(&house.daybook, later).await.unwrap();
    assert_eq!(left, 0, "rows, parts or contents were left");
    // All places for uploads are free again, and what was harmed goes through when it is sound.
    for (n, content) in seeds.iter().enumerate() {
        house.attach("ann", &format!("sound {n}"), content).await;
    }
}

fn now_ms() -> i64 {
    let now = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap();
    i64::try_from(now.as_millis()).unwrap()
}

/// A form with one file, as a browser sends it.
fn multipart(name: &str, content: &[u8]) -> Vec<u8> {
    let head = format!(
        "--XX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: text/csv\r\n\r\n"
    );
    [head.as_bytes(), content, b"\r\n--XX--\r\n"].concat()
}

#[tokio::test]
async fn harmed_imports_are_refused_and_write_nothing() {
    let house = House::new().await;
    let before = house.acts().await;
    let workbook = service::indicator::template(service::indicator::dimensions(), Lang::Zh).unwrap();
    // Due on a day that is not gone, whenever it is sent.
    let table = format!("item,due\nCount the ships,{}\n", house.daybook.today()).into_bytes();
    let plan = service::plan::template_xlsx(Lang::Zh).unwrap();
    let mut dice = Dice(43);
    let (mut reported, mut planned, mut sent) = (0, 0, 0);
    while sent < many(2_400) {
        let (path, who, contents): (&str, &str, [&[u8]; 2]) = match sent % 8 {
            0 => ("/admin/import", "sys", [STAFF, TABLE]),
            1 | 2 => ("/plan/import", "ann", [table.as_slice(), plan.as_slice()]),
            _ => (
                "/indicators/import",
                ["per", "ole"][dice.below(2)],
                [TABLE, workbook.as_slice()],
            ),
        };
        let seed = contents[dice.below(2)];
        let content = dice.harm(seed);
        let form = multipart(dice.of(&NAMES), &content);
        let form = if dice.below(3) == 0 { dice.harm(&form) } else { form };
        let kind = if dice.below(8) == 0 {
            dice.of(&TYPES)
        } else {
            "multipart/form-data; boundary=XX"
        };
        let request = house
            .request("POST", path, who)
            .header(header::CONTENT_TYPE, kind)
            .header(header::ACCEPT, "text/html");
        let answer = house.send(request.body(dice.body(form)).unwrap()).await;
        sound(&answer, &format!("{path} as {kind}"));
        sent += 1;
        let report = answer.header("location").to_owned();
        if report.starts_with("/indicators/import/0") && dice.below(4) == 0 {
            reported += 1;
            sound(&house.get(&report, who).await, &report);
            sound(&house.get(&format!("{report}/report.xlsx"), who).await, &report);
        }
        if report.starts_with("/plan/import/0") && dice.below(4) == 0 {
            planned += 1;
            let page = house.get(&report, who).await;
            sound(&page, &report);
            assert!(page.body.contains("card state"), "{report}: {}", page.body);
        }
    }
    assert!(reported > 100 && planned > 40, "{reported} and {planned} reports");
    assert_eq!(house.acts().await, before, "a check writes nothing");
    let per = house.actor("per").await;
    let page = service::indicator::overview(&house.daybook, &per, None, Lang::En)
        .await
        .unwrap();
    assert!(page.sets.is_empty());
}

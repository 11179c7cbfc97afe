//! An official form as a worksheet: one column of blocks under each other, ruled, for A4 upright.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

/// Columns of the grid that blocks are laid on, and how many characters of body text each holds.
const COLUMNS: u16 = 8;
const WIDTH: f64 = 11.4;
/// Height of a line of body text, in points.
const LINE: f64 = 15.0;
/// The highest row that Excel shows.
const HIGHEST: f64 = 405.0;
/// The longest text that a cell holds.
const LONGEST: usize = 32_000;

pub(super) struct Paper<'a> {
    sheet: &'a mut Worksheet,
    row: u32,
    label: Format,
    text: Format,
}

fn base() -> Format {
    Format::new().set_font_name("SimSun").set_font_size(10.5)
}

fn ruled() -> Format {
    base().set_border(FormatBorder::Thin).set_text_wrap()
}

/// A whole number of characters, a Chinese one counted twice.
fn width(text: &str) -> f64 {
    let signs: u32 = text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
    f64::from(signs)
}

/// How many lines a text takes in so many columns of the grid.
fn lines(text: &str, columns: u16) -> f64 {
    let room = f64::from(columns) * WIDTH - 1.0;
    text.split('\n').map(|line| (width(line) / room).ceil().max(1.0)).sum()
}

impl<'a> Paper<'a> {
    /// A new page with its title and what stands under it on the right.
    pub(super) fn new(book: &'a mut Workbook, name: &str, title: &str, under: &str) -> Result<Self, XlsxError> {
        let sheet = book.add_worksheet();
        sheet.set_name(name)?.set_paper_size(9).set_portrait();
        sheet.set_print_fit_to_pages(1, 0).set_print_center_horizontally(true);
        sheet.set_margins(0.6, 0.6, 0.7, 0.7, 0.3, 0.3).set_footer("&C&P / &N");
        for column in 0..COLUMNS {
            sheet.set_column_width(column, WIDTH)?;
        }
        let head = base().set_bold().set_font_size(16).set_align(FormatAlign::Center);
        sheet
            .merge_range(0, 0, 0, COLUMNS - 1, title, &head)?
            .set_row_height(0, 30)?;
        let right = base().set_align(FormatAlign::Right);
        sheet.merge_range(1, 0, 1, COLUMNS - 1, under, &right)?;
        let label = ruled()
            .set_align(FormatAlign::Center)
            .set_align(FormatAlign::VerticalCenter)
            .set_background_color(Color::RGB(0x00F2_F0EB));
        Ok(Self {
            sheet,
            row: 2,
            label,
            text: ruled().set_align(FormatAlign::Top),
        })
    }

    /// Two labels with what belongs to them, side by side.
    pub(super) fn pairs(&mut self, pairs: &[(&str, &str)]) -> Result<(), XlsxError> {
        for two in pairs.chunks(2) {
            let most = two.iter().map(|(_, value)| lines(value, 3)).fold(1.0, f64::max);
            self.sheet.set_row_height(self.row, 6.0 + most * LINE)?;
            let own = self.text.clone().set_align(FormatAlign::VerticalCenter);
            for (at, (label, value)) in (0u16..).zip(two) {
                let (left, last) = (at * 4, if two.len() == 1 { COLUMNS - 1 } else { at * 4 + 3 });
                self.sheet
                    .write_string_with_format(self.row, left, *label, &self.label)?;
                self.sheet
                    .merge_range(self.row, left + 1, self.row, last, &clip(value), &own)?;
            }
            self.row += 1;
        }
        Ok(())
    }

    /// A label and its text, as high as the text needs; very long texts go on in further rows.
    pub(super) fn block(&mut self, label: &str, text: &str, least: u32) -> Result<(), XlsxError> {
        let columns = COLUMNS - 1;
        let parts = parts(text, columns);
        for part in &parts {
            let high = (lines(part, columns).max(f64::from(least)) * LINE + 8.0).min(HIGHEST);
            self.sheet.set_row_height(self.row, high)?;
            self.sheet.write_string_with_format(self.row, 0, label, &self.label)?;
            self.sheet
                .merge_range(self.row, 1, self.row, COLUMNS - 1, part, &self.text)?;
            self.row += 1;
        }
        Ok(())
    }

    /// An opinion with who signs it and when; open lines where nobody has yet.
    pub(super) fn signed(
        &mut self,
        label: &str,
        text: &str,
        by: &str,
        on: &str,
        words: (&str, &str),
    ) -> Result<(), XlsxError> {
        let or_line = |known: &str, open: &str| {
            if known.is_empty() {
                open.to_owned()
            } else {
                known.to_owned()
            }
        };
        let (by, on) = (or_line(by, "____________"), or_line(on, "______ / ____ / ____"));
        let whole = format!("{text}\n\n{}{by}    {}{on}", words.0, words.1);
        self.block(label, whole.trim_start(), 3)
    }

    /// A heading over the whole width.
    pub(super) fn heading(&mut self, text: &str) -> Result<(), XlsxError> {
        let bold = self.label.clone().set_bold();
        self.sheet
            .merge_range(self.row, 0, self.row, COLUMNS - 1, text, &bold)?;
        self.row += 1;
        Ok(())
    }

    /// Rows of cells; `spans` says how many columns of the grid each cell takes, together all of them.
    pub(super) fn rows(&mut self, spans: &[u16], head: &[&str], rows: &[Vec<String>]) -> Result<(), XlsxError> {
        let head: Vec<String> = head.iter().map(|h| (*h).to_owned()).collect();
        for (at, cells) in std::iter::once(&head).chain(rows).enumerate() {
            let format = if at == 0 { self.label.clone() } else { self.text.clone() };
            let most = spans
                .iter()
                .zip(cells)
                .map(|(span, cell)| lines(cell, *span))
                .fold(1.0, f64::max);
            self.sheet.set_row_height(self.row, (most * LINE + 4.0).min(HIGHEST))?;
            let mut left = 0;
            for (span, cell) in spans.iter().zip(cells) {
                let (cell, last) = (clip(cell), left + span - 1);
                if *span == 1 {
                    self.sheet.write_string_with_format(self.row, left, &cell, &format)?;
                } else {
                    self.sheet.merge_range(self.row, left, self.row, last, &cell, &format)?;
                }
                left += span;
            }
            self.row += 1;
        }
        Ok(())
    }

    /// Words under the form.
    pub(super) fn note(&mut self, text: &str) -> Result<(), XlsxError> {
        let plain = base().set_text_wrap().set_font_color(Color::RGB(0x0055_5555));
        self.sheet.set_row_height(self.row, lines(text, COLUMNS) * LINE + 4.0)?;
        self.sheet
            .merge_range(self.row, 0, self.row, COLUMNS - 1, text, &plain)?;
        self.row += 1;
        Ok(())
    }
}

fn clip(text: &str) -> String {
    text.chars().take(LONGEST).collect()
}

/// A text in pieces that each fit a row, cut between lines or, in a very long line, between characters.
fn parts(text: &str, columns: u16) -> Vec<String> {
    let most = ((HIGHEST - 8.0) / LINE).floor();
    let mut parts = vec![String::new()];
    for line in text.split('\n') {
        let signs: Vec<char> = line.chars().collect();
        let pieces: Vec<String> = match signs.is_empty() {
            true => vec![String::new()],
            false => signs.chunks(600).map(|c| c.iter().collect()).collect(),
        };
        for piece in pieces {
            let Some(last) = parts.last_mut() else { continue };
            let longer = if last.is_empty() {
                piece.clone()
            } else {
                format!("{last}\n{piece}")
            };
            match lines(&longer, columns) <= most {
                true => *last = longer,
                false => parts.push(piece),
            }
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_go_on_in_further_rows_and_nothing_is_lost() {
        let text = (0..90)
            .map(|n| format!("第{n}行：核对了移交清单"))
            .collect::<Vec<_>>()
            .join("\n");
        let parts = parts(&text, COLUMNS - 1);
        assert!(parts.len() > 1);
        assert_eq!(parts.join("\n"), text);
        assert!(parts.iter().all(|p| lines(p, COLUMNS - 1) * LINE + 8.0 <= HIGHEST));
        let one = "长".repeat(5_000);
        assert_eq!(super::parts(&one, COLUMNS - 1).concat().replace('\n', ""), one);
    }
}

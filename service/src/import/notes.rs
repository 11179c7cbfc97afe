//! The sheet of a template that says what belongs into each column of the other.

use domain::Lang;
use rust_xlsxwriter::{Format, Worksheet, XlsxError};

/// Each column by its heading, with what it means; the headings are so many characters wide.
pub(crate) fn notes(
    sheet: &mut Worksheet,
    lang: Lang,
    width: u8,
    columns: impl IntoIterator<Item = (&'static str, &'static str)>,
) -> Result<(), XlsxError> {
    let (bold, wrap) = (Format::new().set_bold(), Format::new().set_text_wrap());
    sheet.set_name(lang.pick("填写说明", "Notes"))?;
    sheet.set_column_width(0, width)?;
    sheet.set_column_width(1, 90)?;
    let heads = [lang.pick("列", "Column"), lang.pick("说明", "Meaning")];
    for (column, text) in (0u16..).zip(heads) {
        sheet.write_string_with_format(0, column, text, &bold)?;
    }
    for (line, (heading, meaning)) in (1u32..).zip(columns) {
        sheet.write_string_with_format(line, 0, heading, &wrap)?;
        sheet.write_string_with_format(line, 1, meaning, &wrap)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::grid::grids;
    use rust_xlsxwriter::Workbook;

    #[test]
    fn each_column_stands_there_with_what_it_means() {
        let mut book = Workbook::new();
        let columns = [("Title", "What is to be done."), ("Due", "Until when.")];
        notes(book.add_worksheet(), Lang::En, 20, columns).unwrap();
        let sheets = grids(&book.save_to_buffer().unwrap(), false).ok().unwrap();
        let rows: Vec<_> = sheets[0].rows.iter().map(|row| row.cells.clone()).collect();
        let told = [
            ["Column", "Meaning"],
            ["Title", "What is to be done."],
            ["Due", "Until when."],
        ];
        assert_eq!(rows, told);
    }
}

//! The table that results of earlier years can be brought in with, as a workbook with notes.

use super::read::{COLUMNS, Column};
use crate::assess::brought::{Column as _, headings};
use crate::import::notes::notes;
use domain::Lang;
use rust_xlsxwriter::{Workbook, XlsxError};

/// The template in one language.
pub fn template_xlsx(lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    headings::<Column>(book.add_worksheet(), lang.pick("往年结果", "Earlier results"), lang)?;
    let columns = COLUMNS.map(|(column, _)| (column.words(lang), meaning(column, lang)));
    notes(book.add_worksheet(), lang, 24, columns)?;
    book.save_to_buffer()
}

fn meaning(column: Column, lang: Lang) -> &'static str {
    match column {
        Column::Person => lang.pick(
            "必填。登录账号，或者人员名单里的人员编号。",
            "Required. The account, or the staff number of the list of staff.",
        ),
        Column::Name => lang.pick(
            "必填。用来核对：与账号或编号对不上的，不导入。",
            "Required, to check against: where it is not the name of that account or number, nothing is brought in.",
        ),
        Column::Year => lang.pick(
            "必填。如 2023；每人每年一行。本系统已经确定结果的年度不能导入。",
            "Required. Like 2023; one row for a person and year. A year whose result was decided in this system is refused.",
        ),
        Column::Grade => lang.pick(
            "必填。导入时所选规则包的年度等次，如优秀、称职。",
            "Required. An annual grade of the pack that is chosen with the upload, like Excellent or Competent.",
        ),
        Column::Basis => lang.pick(
            "必填。结果所在的文件，如文号和日期，不超过 200 字。本人能看到。",
            "Required. The document it stands in, such as its number and day, 200 characters at most. The person can read it.",
        ),
        Column::Note => lang.pick(
            "可不填。只有人事部门能看到，不超过 300 字。",
            "May be empty. For the personnel office alone, 300 characters at most.",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::grid::{Headed, grids};

    #[test]
    fn the_template_is_read_as_a_table_with_all_its_columns() {
        for lang in [Lang::Zh, Lang::En] {
            let book = grids(&template_xlsx(lang).unwrap(), false).ok().unwrap();
            let table = Headed::find(&book, &COLUMNS, Column::Person).unwrap();
            assert!(COLUMNS.iter().all(|(column, _)| table.has(*column)) && table.rows().is_empty());
        }
    }
}

//! The mark that opens a CSV file for spreadsheets (BOM): with or without, as the command has it or the user says.

use crate::files::Failure;
use crate::output::Output;
use gongwen::Language;

/// U+FEFF: without it a spreadsheet on a Chinese Windows reads UTF-8 as GBK (1锛庢柊寤).
const BOM: &[u8] = b"\xEF\xBB\xBF";

#[derive(clap::Args)]
pub struct Bom {
    #[arg(
        long,
        overrides_with = "no_bom",
        help = "CSV 以 BOM 开头，供电子表格打开（check、audit 默认如此）"
    )]
    bom: bool,
    #[arg(long, help = "CSV 不以 BOM 开头，供程序读取（parse 默认如此）")]
    no_bom: bool,
}

impl Bom {
    /// Opens a CSV; `usual` is what the command does by itself.
    pub fn write(&self, out: &mut Output, usual: bool) -> Result<(), Failure> {
        if self.bom || usual && !self.no_bom { out.write(BOM) } else { Ok(()) }
    }

    /// Refuses the mark where no CSV is written.
    pub fn only_for_csv(&self, csv: bool, lang: Language) -> Result<(), Failure> {
        if csv || !(self.bom || self.no_bom) {
            return Ok(());
        }
        Err(Failure::new(
            lang.pick(
                "--bom 和 --no-bom 只用于 --format csv",
                "--bom and --no-bom are for --format csv only",
            ),
        ))
    }
}

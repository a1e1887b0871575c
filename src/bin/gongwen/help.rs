//! Arguments → the parsed command line, or the help and the errors about usage, in the reader's language.

use crate::{FINE, TROUBLE, files};
use clap::error::{ContextKind, ErrorKind};
use clap::{CommandFactory, FromArgMatches};
use gongwen::Language;
use std::ffi::OsString;

/// Parses the arguments; gives the exit status where there is nothing left to do.
pub fn parse<C: CommandFactory + FromArgMatches>() -> Result<C, u8> {
    let args: Vec<OsString> = std::env::args_os().collect();
    let lang = asked_for(&args);
    let parsed = C::command().try_get_matches_from(args).and_then(|m| C::from_arg_matches(&m));
    parsed.map_err(|error| tell(&error, lang))
}

/// The language asked for, told before clap has read the arguments, so that the help speaks it.
fn asked_for(args: &[OsString]) -> Language {
    let english =
        args.windows(2).any(|w| w[0] == "--lang" && w[1] == "en") || args.iter().any(|a| a == "--lang=en");
    if english { Language::English } else { Language::Chinese }
}

fn tell(error: &clap::Error, lang: Language) -> u8 {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            let _ = error.print();
            FINE
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let _ = error.print();
            TROUBLE
        }
        _ => files::tell(&one_line(error, lang)),
    }
}

/// One line in place of clap's several.
fn one_line(error: &clap::Error, lang: Language) -> String {
    let text = error.to_string();
    let first = text.lines().next().unwrap_or_default().trim_start_matches("error: ");
    let of = |kind| error.get(kind).map(ToString::to_string).unwrap_or_default();
    let arg = of(ContextKind::InvalidArg);
    let zh = match error.kind() {
        ErrorKind::UnknownArgument => format!("没有参数 {arg}"),
        ErrorKind::InvalidSubcommand => format!("没有命令 {}", of(ContextKind::InvalidSubcommand)),
        ErrorKind::MissingRequiredArgument => format!("缺少参数 {}", arg.replace('\n', " ")),
        ErrorKind::InvalidValue => {
            let (found, valid) = (of(ContextKind::InvalidValue), of(ContextKind::ValidValue));
            format!("{arg} 应为 {valid} 之一，实为“{found}”")
        }
        _ => first.to_owned(),
    };
    format!("{}{}", lang.pick(zh.as_str(), first), lang.pick("（见 gongwen --help）", " (see gongwen --help)"))
}

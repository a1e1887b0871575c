//! Arguments → the parsed command line, or the help and the errors about usage, in the reader's language.

use crate::files;
use crate::status::{FINE, TROUBLE};
use clap::error::{ContextKind, ErrorKind};
use clap::{Command, CommandFactory, FromArgMatches};
use gongwen::Language;
use std::ffi::OsString;

/// Parses the arguments; gives the exit status where there is nothing left to do.
pub fn parse<C: CommandFactory + FromArgMatches>() -> Result<C, u8> {
    // cmd.exe and PowerShell hand *.txt on as it is.
    let args = asked_as_option(wild::args_os().collect());
    let lang = asked_for(&args);
    let check = args.iter().any(|arg| arg == "check");
    let parsed = command::<C>(lang).try_get_matches_from(args).and_then(|m| C::from_arg_matches(&m));
    parsed.map_err(|error| tell(&error, check, lang))
}

/// The whole command line, told in the reader's language.
pub fn command<C: CommandFactory>(lang: Language) -> Command {
    let command = C::command();
    let name = command.get_name().to_owned();
    told_in(command, &name, lang)
}

/// The help of `command`, named with those above it, written in Chinese, told in the reader's language.
fn told_in(command: Command, name: &str, lang: Language) -> Command {
    let usage_line = command.clone().bin_name(name).render_usage().to_string();
    let usage_line = usage_line.trim_start_matches("Usage: ").to_owned();
    let usage_line = lang.pick(in_chinese(&usage_line), usage_line);
    let headings =
        lang.pick(["用法：", "命令", "参数", "选项"], ["Usage: ", "Commands", "Arguments", "Options"]);
    let [usage, commands, arguments, options] = headings;
    let about = command.get_about().map(|about| word(&about.to_string(), lang));
    let after = command.get_after_help().map(|after| word(&after.to_string(), lang)).unwrap_or_default();
    let command = command
        .override_usage(usage_line)
        .help_template(format!("{{about}}\n\n{usage}{{usage}}\n\n{{all-args}}{{after-help}}"))
        .after_help(after)
        .subcommand_help_heading(commands)
        .disable_help_subcommand(true)
        .mut_args(|arg| {
            let heading = if arg.is_positional() { arguments } else { options };
            let help = arg.get_help().map(|help| word(&help.to_string(), lang)).unwrap_or_default();
            let takes_value = arg.get_action().takes_values();
            let arg = arg.help_heading(heading).help(help);
            if takes_value { arg.hide_possible_values(true).hide_default_value(true) } else { arg }
        })
        .mut_subcommands(|sub| {
            let name = format!("{name} {}", sub.get_name());
            told_in(sub, &name, lang)
        });
    match about {
        Some(about) => command.about(about),
        None => command,
    }
}

/// clap's own words in a line of usage.
fn in_chinese(usage: &str) -> String {
    usage.replace("[OPTIONS]", "[选项]").replace("<COMMAND>", "<命令>").replace("[COMMAND]", "[命令]")
}

/// A line of the help in the reader's language; a line without translation stays Chinese.
fn word(chinese: &str, lang: Language) -> String {
    if lang == Language::Chinese {
        return chinese.to_owned();
    }
    let english = ENGLISH.lines().filter_map(|l| l.split_once('\t')).find(|(zh, _)| *zh == chinese);
    english.map_or(chinese, |(_, en)| en).to_owned()
}

/// Chinese line, tab, English line.
const ENGLISH: &str = include_str!("help.tsv");

/// `help check` → `check --help`: clap's own command speaks English.
fn asked_as_option(mut args: Vec<OsString>) -> Vec<OsString> {
    let command = |arg: &OsString| !arg.to_string_lossy().starts_with('-') && arg != "zh" && arg != "en";
    let first = args.iter().skip(1).position(command).map(|at| at + 1);
    if let Some(at) = first.filter(|at| args[*at] == "help") {
        args.remove(at);
        args.push("--help".into());
    }
    args
}

/// The language asked for, told before clap has read the arguments, so that the help speaks it.
fn asked_for(args: &[OsString]) -> Language {
    let english =
        args.windows(2).any(|w| w[0] == "--lang" && w[1] == "en") || args.iter().any(|a| a == "--lang=en");
    if english { Language::English } else { Language::Chinese }
}

fn tell(error: &clap::Error, check: bool, lang: Language) -> u8 {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            let _ = error.print();
            FINE
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let _ = error.print();
            TROUBLE
        }
        _ => files::tell(&one_line(error, check, lang)),
    }
}

/// One line in place of clap's several.
fn one_line(error: &clap::Error, check: bool, lang: Language) -> String {
    let text = error.to_string();
    let first = text.lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned();
    let of = |kind| error.get(kind).map(ToString::to_string).unwrap_or_default();
    let arg = of(ContextKind::InvalidArg);
    let near = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue];
    let near = near.into_iter().map(of).find(|near| !near.is_empty());
    let (zh, en) = match error.kind() {
        ErrorKind::UnknownArgument => (format!("没有参数 {arg}"), first),
        ErrorKind::InvalidSubcommand => (format!("没有命令 {}", of(ContextKind::InvalidSubcommand)), first),
        ErrorKind::MissingRequiredArgument => {
            let missing = arg.replace('\n', " ");
            // `check report.txt plan.txt` names two reports.
            let plan = check && missing.contains("--plan");
            let hint = if plan {
                ["：计划请写在 --plan 之后", ": the plan is named by --plan"]
            } else {
                ["", ""]
            };
            let (zh, en) = (hint[0], hint[1]);
            (format!("缺少参数 {missing}{zh}"), format!("expected {missing}, which is missing{en}"))
        }
        ErrorKind::ArgumentConflict => {
            let other = of(ContextKind::PriorArg);
            let zh = if other == arg || other.is_empty() {
                format!("参数 {arg} 只能用一次")
            } else {
                format!("参数 {arg} 不能与 {other} 同用")
            };
            (zh, first)
        }
        ErrorKind::InvalidValue => {
            let (found, valid) = (of(ContextKind::InvalidValue), of(ContextKind::ValidValue));
            let zh = match (valid.is_empty(), found.is_empty()) {
                (true, true) => format!("{arg} 不能为空"),
                (true, false) => format!("{arg} 不能是“{found}”"),
                (false, _) => format!("{arg} 应为 {valid} 之一，实为“{found}”"),
            };
            (zh, first)
        }
        _ => (first.clone(), first),
    };
    let near = near.map_or(String::new(), |near| {
        lang.pick(format!("，是不是想用 {near}？"), format!("; did you mean {near}?"))
    });
    format!("{}{near}{}", lang.pick(zh, en), lang.pick("（见 gongwen --help）", " (see gongwen --help)"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn untranslated(command: &Command, found: &mut Vec<String>) {
        let helps = command.get_arguments().filter_map(|a| a.get_help());
        for line in helps.chain(command.get_about()).chain(command.get_after_help()).map(ToString::to_string)
        {
            if !line.is_ascii() && word(&line, Language::English) == line {
                found.push(line);
            }
        }
        command.get_subcommands().for_each(|sub| untranslated(sub, found));
    }

    #[test]
    fn help_of_a_command_is_its_option() {
        let asked = |args: &str| asked_as_option(args.split(' ').map(OsString::from).collect());
        assert_eq!(asked("gongwen --lang en help check"), ["gongwen", "--lang", "en", "check", "--help"]);
        assert_eq!(asked("gongwen help"), ["gongwen", "--help"]);
        assert_eq!(asked("gongwen parse help"), ["gongwen", "parse", "help"]);
    }

    #[test]
    fn every_line_of_the_help_is_translated() {
        let mut found = Vec::new();
        untranslated(&crate::Cli::command(), &mut found);
        assert!(found.is_empty(), "{found:?}");
    }
}

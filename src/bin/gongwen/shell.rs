//! `gongwen completions` and `gongwen man`: the whole command line → what a shell and `man` read of it.

use crate::files::Failure;
use crate::output::Output;
use crate::status::FINE;
use clap::Command;
use clap_complete::Shell;
use clap_mangen::Man;
use gongwen::Language;
use std::path::Path;

#[derive(clap::Args)]
pub struct Completions {
    #[arg(value_enum, value_name = "SHELL", help = "bash、zsh、fish、powershell、elvish")]
    shell: Shell,
}

#[derive(clap::Args)]
pub struct ManPage {
    #[arg(value_name = "COMMAND", help = "哪个命令的手册（默认：总的手册）")]
    command: Option<String>,
}

pub fn completions(args: &Completions, mut whole: Command, lang: Language) -> u8 {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut whole, "gongwen", &mut script);
    printed(&script, lang)
}

pub fn man(args: &ManPage, mut whole: Command, lang: Language) -> u8 {
    // What is global is known to a command by now.
    whole.build();
    let Some(command) = named(&whole, args.command.as_deref()) else {
        let name = args.command.as_deref().unwrap_or_default();
        let line = lang.pick(format!("没有命令 {name}"), format!("expected a command, found {name}"));
        return crate::files::tell(&line);
    };
    let mut page = Vec::new();
    match Man::new(command).render(&mut page) {
        Ok(()) => printed(headings(&String::from_utf8_lossy(&page), lang).as_bytes(), lang),
        Err(e) => crate::files::from_system(&e, lang).tell(Path::new("-")),
    }
}

/// The whole, or one of its commands.
fn named(whole: &Command, name: Option<&str>) -> Option<Command> {
    match name {
        None => Some(whole.clone()),
        Some(name) => Some(whole.find_subcommand(name)?.clone().version(env!("CARGO_PKG_VERSION"))),
    }
}

/// The headings of a page in the reader's language.
fn headings(page: &str, lang: Language) -> String {
    let chinese = [
        ("NAME", "名称"),
        ("SYNOPSIS", "用法"),
        ("DESCRIPTION", "说明"),
        ("OPTIONS", "选项"),
        ("SUBCOMMANDS", "命令"),
        ("EXTRA", "另外"),
        ("VERSION", "版本"),
    ];
    let heading = |line: &str| {
        let name = line.strip_prefix(".SH ").map(|name| name.trim_matches('"'))?;
        chinese.iter().find(|(english, _)| *english == name).map(|(_, chinese)| format!(".SH {chinese}"))
    };
    let told = |line: &str| lang.pick(heading(line), None).unwrap_or_else(|| line.to_owned()) + "\n";
    page.lines().map(told).collect()
}

fn printed(bytes: &[u8], lang: Language) -> u8 {
    let mut out = Output::standard(lang);
    let done: Result<(), Failure> = out.write(bytes).and_then(|()| out.finish());
    done.map_or_else(|failure| failure.tell(Path::new("-")), |()| FINE)
}

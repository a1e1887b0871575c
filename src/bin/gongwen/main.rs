//! The command line: arguments and files in, printed results and an exit status out.

use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Parser)]
#[command(name = "gongwen", version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// The structured model of documents.
    Parse {
        #[arg(required = true)]
        files: Vec<PathBuf>,
        #[arg(long, default_value = "json")]
        format: String,
    },
}

fn main() -> ExitCode {
    let Command::Parse { files, .. } = Cli::parse().command;
    for file in files {
        let name = file.display().to_string();
        match std::fs::read(&file)
            .map_err(|e| e.to_string())
            .and_then(|b| gongwen::read(&b).map_err(|e| e.to_string()))
        {
            Ok(mut parsed) => {
                parsed.source.set_name(name);
                println!("{}", serde_json::to_string(&parsed).expect("the model serialises"));
            }
            Err(e) => {
                eprintln!("gongwen: {name}: {e}");
                return ExitCode::from(2);
            }
        }
    }
    ExitCode::SUCCESS
}

//! The words of the command line's help, from the catalogues.

use clap::Command;

use crate::words::{Language, Sentence, Words};

/// What the help says of a verb and of each thing that can be given to it; `--json` means the same
/// everywhere.
struct Help {
    /// `key show` is within `key`.
    verb: &'static str,
    about: &'static str,
    arguments: &'static [(&'static str, &'static str)],
}

const HELP: [Help; 14] = [
    Help {
        verb: "init",
        about: "help-init",
        arguments: &[
            ("directory", "help-init-directory"),
            ("title", "help-init-title"),
            ("host", "help-init-host"),
            ("city", "help-init-city"),
            ("venue", "help-init-venue"),
            ("date", "help-init-date"),
            ("start", "help-init-start"),
            ("language", "help-init-language"),
            ("yes", "help-init-yes"),
        ],
    },
    Help { verb: "check", about: "help-check", arguments: &[] },
    Help {
        verb: "preview",
        about: "help-preview",
        arguments: &[
            ("id", "help-preview-id"),
            ("png", "help-preview-png"),
            ("into", "help-preview-into"),
            ("watch", "help-preview-watch"),
            ("open", "help-preview-open"),
        ],
    },
    Help {
        verb: "produce",
        about: "help-produce",
        arguments: &[("threads", "help-threads"), ("change_key", "help-change-key")],
    },
    Help {
        verb: "send",
        about: "help-send",
        arguments: &[
            ("dry_run", "help-send-dry-run"),
            ("confirm", "help-send-confirm"),
            ("only", "help-send-only"),
            ("limit", "help-send-limit"),
            ("test_to", "help-send-test-to"),
            ("rate", "help-send-rate"),
            ("patience", "help-send-patience"),
            ("retry_deferred", "help-send-retry-deferred"),
            ("resend", "help-send-resend"),
            ("confirm_sent", "help-send-confirm-sent"),
        ],
    },
    Help { verb: "status", about: "help-status", arguments: &[("csv", "help-csv")] },
    Help {
        verb: "receive",
        about: "help-receive",
        arguments: &[
            ("id", "help-receive-id"),
            ("scans", "help-receive-scans"),
            ("date", "help-receive-date"),
            ("document", "help-receive-document"),
            ("revision", "help-receive-revision"),
            ("power_of_attorney", "help-receive-power-of-attorney"),
            ("mistake", "help-receive-mistake"),
        ],
    },
    Help {
        verb: "verify",
        about: "help-verify",
        arguments: &[
            ("files", "help-verify-files"),
            ("against", "help-verify-against"),
            ("fingerprint", "help-verify-fingerprint"),
            ("report", "help-verify-report"),
        ],
    },
    Help {
        verb: "timestamp",
        about: "help-timestamp",
        arguments: &[("tsa", "help-timestamp-tsa")],
    },
    Help {
        verb: "archive",
        about: "help-archive",
        arguments: &[
            ("destination", "help-archive-destination"),
            ("zip", "help-archive-zip"),
            ("without_personal_data", "help-archive-without-personal-data"),
        ],
    },
    Help {
        verb: "erase",
        about: "help-erase",
        arguments: &[
            ("id", "help-erase-id"),
            ("decision", "help-erase-decision"),
            ("confirm", "help-erase-confirm"),
        ],
    },
    Help { verb: "key", about: "help-key", arguments: &[] },
    Help { verb: "key new", about: "help-key-new", arguments: &[] },
    Help { verb: "key show", about: "help-key-show", arguments: &[] },
];

/// What can be given to every verb.
const EVERYWHERE: [(&str, &str); 3] =
    [("folder", "help-folder"), ("lang", "help-lang"), ("key", "help-key-file")];

/// Puts the catalogues' words into the help.
pub(super) fn localised(command: Command, language: Language) -> Command {
    let words = Words::of(language);
    let say = |key| words.say(&Sentence::new(key));
    let command = command.about(say("help-avsikt")).after_help(say("help-exit-codes"));
    let command = EVERYWHERE.iter().fold(command, |command, (name, key)| {
        command.mut_arg(name, |argument| argument.help(say(key)))
    });
    HELP.iter().fold(command, |command, help| {
        within(command, help.verb, |verb| {
            let verb =
                help.arguments.iter().fold(verb.about(say(help.about)), |verb, (name, key)| {
                    verb.mut_arg(name, |argument| argument.help(say(key)))
                });
            verb.mut_args(|argument| match argument.get_id().as_str() {
                "json" => argument.help(say("help-json")),
                _ => argument,
            })
        })
    })
}

/// Changes a verb, which may be within another.
fn within(command: Command, path: &str, change: impl FnOnce(Command) -> Command) -> Command {
    match path.split_once(' ') {
        Some((verb, deed)) => command.mut_subcommand(verb, |verb| within(verb, deed, change)),
        None => command.mut_subcommand(path, change),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;
    use crate::cli::args::Args;

    fn assert_told(command: &Command) {
        assert!(command.get_about().is_some(), "{}", command.get_name());
        for argument in command.get_arguments() {
            assert!(argument.get_help().is_some(), "{} {}", command.get_name(), argument.get_id());
        }
        command.get_subcommands().for_each(assert_told);
    }

    #[test]
    fn every_verb_and_everything_that_can_be_given_to_it_is_told_of() {
        for language in Language::ALL {
            assert_told(&localised(Args::command(), language));
        }
    }
}

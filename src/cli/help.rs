//! The words of the command line's help, from the catalogues.

use clap::Command;

use crate::sentence;
use crate::words::{Language, Sentence, Words};

/// Puts the catalogues' words into the help.
pub(super) fn localised(command: Command, language: Language) -> Command {
    let words = Words::new(language);
    let say = |sentence: &Sentence| words.say(sentence);
    spreadsheets(command, &words)
        .about(say(&sentence!("help-avsikt")))
        .after_help(say(&sentence!("help-exit-codes")))
        .mut_arg("folder", |arg| arg.help(say(&sentence!("help-folder"))))
        .mut_arg("lang", |arg| arg.help(say(&sentence!("help-lang"))))
        .mut_arg("key", |arg| arg.help(say(&sentence!("help-key-file"))))
        .mut_subcommand("init", |verb| {
            verb.about(say(&sentence!("help-init")))
                .mut_arg("directory", |arg| arg.help(say(&sentence!("help-init-directory"))))
        })
        .mut_subcommand("check", |verb| {
            verb.about(say(&sentence!("help-check")))
                .mut_arg("json", |arg| arg.help(say(&sentence!("help-json"))))
        })
        .mut_subcommand("preview", |verb| {
            verb.about(say(&sentence!("help-preview")))
                .mut_arg("id", |arg| arg.help(say(&sentence!("help-preview-id"))))
                .mut_arg("png", |arg| arg.help(say(&sentence!("help-preview-png"))))
                .mut_arg("into", |arg| arg.help(say(&sentence!("help-preview-into"))))
                .mut_arg("json", |arg| arg.help(say(&sentence!("help-json"))))
        })
        .mut_subcommand("produce", |verb| {
            verb.about(say(&sentence!("help-produce")))
                .mut_arg("threads", |arg| arg.help(say(&sentence!("help-threads"))))
                .mut_arg("change_key", |arg| arg.help(say(&sentence!("help-change-key"))))
                .mut_arg("json", |arg| arg.help(say(&sentence!("help-json"))))
        })
        .mut_subcommand("send", |verb| {
            verb.about(say(&sentence!("help-send")))
                .mut_arg("dry_run", |arg| arg.help(say(&sentence!("help-send-dry-run"))))
                .mut_arg("confirm", |arg| arg.help(say(&sentence!("help-send-confirm"))))
                .mut_arg("only", |arg| arg.help(say(&sentence!("help-send-only"))))
                .mut_arg("limit", |arg| arg.help(say(&sentence!("help-send-limit"))))
                .mut_arg("test_to", |arg| arg.help(say(&sentence!("help-send-test-to"))))
                .mut_arg("rate", |arg| arg.help(say(&sentence!("help-send-rate"))))
                .mut_arg("patience", |arg| arg.help(say(&sentence!("help-send-patience"))))
                .mut_arg("retry_deferred", |arg| {
                    arg.help(say(&sentence!("help-send-retry-deferred")))
                })
                .mut_arg("resend", |arg| arg.help(say(&sentence!("help-send-resend"))))
                .mut_arg("confirm_sent", |arg| arg.help(say(&sentence!("help-send-confirm-sent"))))
                .mut_arg("json", |arg| arg.help(say(&sentence!("help-json"))))
        })
        .mut_subcommand("status", |verb| {
            verb.about(say(&sentence!("help-status")))
                .mut_arg("json", |arg| arg.help(say(&sentence!("help-json"))))
                .mut_arg("csv", |arg| arg.help(say(&sentence!("help-csv"))))
        })
        .mut_subcommand("receive", |verb| {
            verb.about(say(&sentence!("help-receive")))
                .mut_arg("id", |arg| arg.help(say(&sentence!("help-receive-id"))))
                .mut_arg("scans", |arg| arg.help(say(&sentence!("help-receive-scans"))))
                .mut_arg("date", |arg| arg.help(say(&sentence!("help-receive-date"))))
                .mut_arg("document", |arg| arg.help(say(&sentence!("help-receive-document"))))
                .mut_arg("revision", |arg| arg.help(say(&sentence!("help-receive-revision"))))
                .mut_arg("power_of_attorney", |arg| {
                    arg.help(say(&sentence!("help-receive-power-of-attorney")))
                })
                .mut_arg("mistake", |arg| arg.help(say(&sentence!("help-receive-mistake"))))
                .mut_arg("json", |arg| arg.help(say(&sentence!("help-json"))))
        })
        .mut_subcommand("timestamp", |verb| {
            verb.about(say(&sentence!("help-timestamp")))
                .mut_arg("tsa", |arg| arg.help(say(&sentence!("help-timestamp-tsa"))))
                .mut_arg("json", |arg| arg.help(say(&sentence!("help-json"))))
        })
        .mut_subcommand("archive", |verb| {
            verb.about(say(&sentence!("help-archive")))
                .mut_arg("destination", |arg| arg.help(say(&sentence!("help-archive-destination"))))
                .mut_arg("zip", |arg| arg.help(say(&sentence!("help-archive-zip"))))
                .mut_arg("without_personal_data", |arg| {
                    arg.help(say(&sentence!("help-archive-without-personal-data")))
                })
                .mut_arg("json", |arg| arg.help(say(&sentence!("help-json"))))
        })
        .mut_subcommand("erase", |verb| {
            verb.about(say(&sentence!("help-erase")))
                .mut_arg("id", |arg| arg.help(say(&sentence!("help-erase-id"))))
                .mut_arg("decision", |arg| arg.help(say(&sentence!("help-erase-decision"))))
                .mut_arg("confirm", |arg| arg.help(say(&sentence!("help-erase-confirm"))))
                .mut_arg("json", |arg| arg.help(say(&sentence!("help-json"))))
        })
        .mut_subcommand("key", |verb| {
            verb.about(say(&sentence!("help-key")))
                .mut_subcommand("new", |deed| deed.about(say(&sentence!("help-key-new"))))
                .mut_subcommand("show", |deed| {
                    deed.about(say(&sentence!("help-key-show")))
                        .mut_arg("json", |arg| arg.help(say(&sentence!("help-json"))))
                })
        })
        .mut_subcommand("verify", |verb| {
            verb.about(say(&sentence!("help-verify")))
                .mut_arg("files", |arg| arg.help(say(&sentence!("help-verify-files"))))
                .mut_arg("against", |arg| arg.help(say(&sentence!("help-verify-against"))))
                .mut_arg("fingerprint", |arg| arg.help(say(&sentence!("help-verify-fingerprint"))))
                .mut_arg("report", |arg| arg.help(say(&sentence!("help-verify-report"))))
                .mut_arg("json", |arg| arg.help(say(&sentence!("help-json"))))
        })
}

/// The verbs that read and write spreadsheets.
fn spreadsheets(command: Command, words: &Words) -> Command {
    let say = |sentence: &Sentence| words.say(sentence);
    command
        .mut_subcommand("import", |verb| {
            verb.about(say(&sentence!("help-import")))
                .mut_arg("file", |arg| arg.help(say(&sentence!("help-import-file"))))
                .mut_arg("sheet", |arg| arg.help(say(&sentence!("help-import-sheet"))))
                .mut_arg("map", |arg| arg.help(say(&sentence!("help-import-map"))))
                .mut_arg("dry_run", |arg| arg.help(say(&sentence!("help-import-dry-run"))))
                .mut_arg("confirm", |arg| arg.help(say(&sentence!("help-import-confirm"))))
                .mut_arg("take_spreadsheet", |arg| {
                    arg.help(say(&sentence!("help-import-take-spreadsheet")))
                })
                .mut_arg("remove_vanished", |arg| {
                    arg.help(say(&sentence!("help-import-remove-vanished")))
                })
                .mut_arg("replace", |arg| arg.help(say(&sentence!("help-import-replace"))))
                .mut_arg("json", |arg| arg.help(say(&sentence!("help-json"))))
        })
        .mut_subcommand("export", |verb| {
            verb.about(say(&sentence!("help-export")))
                .mut_arg("file", |arg| arg.help(say(&sentence!("help-export-file"))))
                .mut_arg("json", |arg| arg.help(say(&sentence!("help-json"))))
        })
}

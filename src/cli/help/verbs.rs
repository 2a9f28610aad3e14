//! What the help says of each verb: keys of the catalogues. A new verb is a new entry.

/// When a coordinator needs a verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Group {
    Before,
    Sending,
    After,
    Evidence,
    Programs,
}

/// All groups, as the help lists them, with their headings.
pub(super) const GROUPS: [(Group, &str); 5] = [
    (Group::Before, "help-group-before"),
    (Group::Sending, "help-group-sending"),
    (Group::After, "help-group-after"),
    (Group::Evidence, "help-group-evidence"),
    (Group::Programs, "help-group-programs"),
];

/// What is said of a verb and of each thing that can be given to it; `--json` means the same
/// everywhere.
pub(super) struct Help {
    /// `key show` is within `key`.
    pub(super) verb: &'static str,
    /// None for a verb within another.
    pub(super) group: Option<Group>,
    /// Commands, a line each, and below each what it does.
    pub(super) examples: &'static str,
    pub(super) about: &'static str,
    pub(super) arguments: &'static [(&'static str, &'static str)],
}

pub(super) const HELP: [Help; 19] = [
    Help {
        verb: "init",
        group: Some(Group::Before),
        examples: "help-examples-init",
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
    Help {
        verb: "import",
        group: Some(Group::Before),
        examples: "help-examples-import",
        about: "help-import",
        arguments: &[
            ("file", "help-import-file"),
            ("sheet", "help-import-sheet"),
            ("map", "help-import-map"),
            ("dry_run", "help-import-dry-run"),
            ("confirm", "help-import-confirm"),
            ("take_spreadsheet", "help-import-take-spreadsheet"),
            ("remove_vanished", "help-import-remove-vanished"),
            ("replace", "help-import-replace"),
        ],
    },
    Help {
        verb: "check",
        group: Some(Group::Before),
        examples: "help-examples-check",
        about: "help-check",
        arguments: &[],
    },
    Help {
        verb: "preview",
        group: Some(Group::Before),
        examples: "help-examples-preview",
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
        group: Some(Group::Before),
        examples: "help-examples-produce",
        about: "help-produce",
        arguments: &[
            ("threads", "help-threads"),
            ("change_key", "help-change-key"),
            ("shard", "help-produce-shard"),
            ("into", "help-produce-into"),
        ],
    },
    Help {
        verb: "join",
        group: Some(Group::Programs),
        examples: "help-examples-join",
        about: "help-join",
        arguments: &[
            ("folders", "help-join-folders"),
            ("threads", "help-threads"),
            ("change_key", "help-change-key"),
        ],
    },
    Help {
        verb: "send",
        group: Some(Group::Sending),
        examples: "help-examples-send",
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
    Help {
        verb: "status",
        group: Some(Group::Sending),
        examples: "help-examples-status",
        about: "help-status",
        arguments: &[("csv", "help-csv")],
    },
    Help {
        verb: "export",
        group: Some(Group::Sending),
        examples: "help-examples-export",
        about: "help-export",
        arguments: &[("file", "help-export-file")],
    },
    Help {
        verb: "receive",
        group: Some(Group::After),
        examples: "help-examples-receive",
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
        group: Some(Group::Evidence),
        examples: "help-examples-verify",
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
        group: Some(Group::Evidence),
        examples: "help-examples-timestamp",
        about: "help-timestamp",
        arguments: &[("tsa", "help-timestamp-tsa")],
    },
    Help {
        verb: "archive",
        group: Some(Group::After),
        examples: "help-examples-archive",
        about: "help-archive",
        arguments: &[
            ("destination", "help-archive-destination"),
            ("zip", "help-archive-zip"),
            ("without_personal_data", "help-archive-without-personal-data"),
        ],
    },
    Help {
        verb: "erase",
        group: Some(Group::After),
        examples: "help-examples-erase",
        about: "help-erase",
        arguments: &[
            ("id", "help-erase-id"),
            ("decision", "help-erase-decision"),
            ("confirm", "help-erase-confirm"),
        ],
    },
    Help {
        verb: "key",
        group: Some(Group::Evidence),
        examples: "help-examples-key",
        about: "help-key",
        arguments: &[],
    },
    Help {
        verb: "key new",
        group: None,
        examples: "help-examples-key-new",
        about: "help-key-new",
        arguments: &[],
    },
    Help {
        verb: "key show",
        group: None,
        examples: "help-examples-key-show",
        about: "help-key-show",
        arguments: &[],
    },
    Help {
        verb: "completions",
        group: Some(Group::Programs),
        examples: "help-examples-completions",
        about: "help-completions",
        arguments: &[("shell", "help-completions-shell")],
    },
    Help {
        verb: "man",
        group: Some(Group::Programs),
        examples: "help-examples-man",
        about: "help-man",
        arguments: &[("directory", "help-man-directory")],
    },
];

/// What can be given to every verb.
pub(super) const EVERYWHERE: [(&str, &str); 8] = [
    ("folder", "help-folder"),
    ("lang", "help-lang"),
    ("key", "help-key-file"),
    ("color", "help-color"),
    ("quiet", "help-quiet"),
    ("verbose", "help-verbose"),
    ("help", "help-help"),
    ("version", "help-version"),
];

/// What stands for a value on the command line, in the reader's language.
pub(super) const VALUES: [(&str, &str); 17] = [
    ("FOLDER", "help-value-folder"),
    ("DIR", "help-value-folder"),
    ("DEST", "help-value-destination"),
    ("FILE", "help-value-file"),
    ("FILE.pdf", "help-value-pdf"),
    ("SCAN", "help-value-scan"),
    ("NAME", "help-value-name"),
    ("TEXT", "help-value-text"),
    ("ADDRESS", "help-value-address"),
    ("URL", "help-value-url"),
    ("KIND", "help-value-kind"),
    ("MINUTES", "help-value-minutes"),
    ("YYYY-MM-DD", "help-value-date"),
    ("HH:MM", "help-value-time"),
    ("SHELL", "help-value-shell"),
    ("HEADING=FIELD", "help-value-heading"),
    ("FILE.xlsx|FILE.csv", "help-value-table"),
];

//! The help, in the reader's language from its first word to its last: clap's own words are English,
//! so that none of them is used.

mod verbs;

use clap::builder::StyledStr;
use clap::{Arg, ArgAction, ColorChoice, Command};

use self::verbs::{EVERYWHERE, GROUPS, HELP, Help, VALUES};
use crate::diagnostic::wrapped;
use crate::words::{Language, Sentence, Words};

/// The widest line of the list of verbs.
const WIDTH: usize = 80;

/// Puts the catalogues' words into the help.
pub(super) fn localised(command: Command, language: Language, colour: ColorChoice) -> Command {
    let words = Words::of(language);
    let say = |key| words.say(&Sentence::new(key));
    let own = |id: &'static str, short, action| Arg::new(id).long(id).short(short).action(action);
    let mut command = command
        .color(colour)
        .disable_help_flag(true)
        .disable_version_flag(true)
        .arg(own("help", 'h', ArgAction::Help).global(true))
        .arg(own("version", 'V', ArgAction::Version))
        .about(say("help-avsikt"));
    let everywhere = lasting(say("help-heading-everywhere"));
    command = command.mut_args(|argument| match told(&EVERYWHERE, &argument) {
        Some(key) => argument.help(say(key)).help_heading(everywhere),
        None => argument,
    });
    for help in &HELP {
        command = within(command, help.verb, |verb| {
            let verb = verb.about(say(help.about)).mut_args(|argument| {
                let json = (argument.get_id() == "json").then_some("help-json");
                match told(help.arguments, &argument).or(json) {
                    Some(key) => argument.help(say(key)),
                    None => argument,
                }
            });
            let examples = examples(help.verb, words).unwrap_or_default();
            let examples =
                format!("{}\n{}", heading(&say("help-heading-examples")), indented(&examples));
            laid_out(verb, help.verb, words).after_help(StyledStr::from(examples))
        });
    }
    let exits =
        format!("{}\n{}", heading(&say("help-heading-exit")), indented(&say("help-exit-codes")));
    laid_out(command, "", words).after_help(StyledStr::from(exits))
}

/// What is said of an argument.
fn told(arguments: &[(&str, &'static str)], argument: &Arg) -> Option<&'static str> {
    arguments.iter().find(|(name, _)| argument.get_id() == name).map(|(_, key)| *key)
}

/// The examples of a verb: commands, and below each what it does.
pub(super) fn examples(verb: &str, words: &Words) -> Option<String> {
    let help = HELP.iter().find(|help| help.verb == verb)?;
    Some(words.say(&Sentence::new(help.examples)))
}

/// Changes a verb, which may be within another.
fn within(command: Command, path: &str, change: impl FnOnce(Command) -> Command) -> Command {
    match path.split_once(' ') {
        Some((verb, deed)) => command.mut_subcommand(verb, |verb| within(verb, deed, change)),
        None => command.mut_subcommand(path, change),
    }
}

/// A verb's page: what it is for, how it is written, what can be given to it.
fn laid_out(command: Command, path: &str, words: &Words) -> Command {
    let say = |key| words.say(&Sentence::new(key));
    let command = command.mut_args(|argument| {
        let names = argument.get_value_names().unwrap_or_default();
        let names: Vec<&str> = names.iter().map(|name| lasting(value(name, words))).collect();
        let argument = if names.is_empty() { argument } else { argument.value_names(names) };
        let section = match (argument.get_help_heading(), argument.is_positional()) {
            (Some(given), _) => given.to_owned(),
            (None, true) => say("help-heading-arguments"),
            (None, false) => say("help-heading-options"),
        };
        let argument = argument.help_heading(lasting(section));
        if argument.get_action().takes_values() {
            // What clap would say of these is said in their help.
            argument.hide_default_value(true).hide_possible_values(true).hide_env(true)
        } else {
            argument
        }
    });
    let usage = usage(&command, path, words);
    let mut page =
        format!("{{about-with-newline}}\n{} {{usage}}\n\n", heading(&say("help-heading-usage")));
    if command.has_subcommands() {
        page += &list(path, words);
    }
    if path.is_empty() {
        page += "\n";
        page += &heading(&say("help-heading-options"));
        page += "\n{options}";
    } else if !command.has_subcommands() {
        page += "{all-args}";
    }
    page += "{after-help}";
    command
        .subcommand_help_heading(lasting(say("help-heading-verbs")))
        .override_usage(usage)
        .help_template(StyledStr::from(page))
}

/// How a verb is written: `avsikt receive [OPTIONS] <ID> [SCAN]...`
fn usage(command: &Command, path: &str, words: &Words) -> String {
    let say = |key| words.say(&Sentence::new(key));
    let mut usage = vec!["avsikt".to_owned()];
    usage.extend((!path.is_empty()).then(|| path.to_owned()));
    usage.push(format!("[{}]", say("help-value-options")));
    let name = |argument: &Arg| argument.get_value_names().unwrap_or_default().join(" ");
    for argument in command.get_opts().filter(|argument| argument.is_required_set()) {
        usage.push(format!("--{} <{}>", argument.get_long().unwrap_or_default(), name(argument)));
    }
    for argument in command.get_positionals() {
        let more = matches!(argument.get_action(), ArgAction::Append);
        // As clap writes it in the list of arguments.
        let more = if more { "..." } else { "" };
        usage.push(if argument.is_required_set() {
            format!("<{}>{more}", name(argument))
        } else {
            format!("[{}]{more}", name(argument))
        });
    }
    usage.extend(command.has_subcommands().then(|| format!("<{}>", say("help-value-verb"))));
    usage.join(" ")
}

/// The verbs, grouped as a coordinator thinks; or those within one.
fn list(path: &str, words: &Words) -> String {
    let say = |key| words.say(&Sentence::new(key));
    let name = |help: &Help| help.verb.rsplit(' ').next().unwrap_or_default();
    let width = HELP.iter().map(|help| name(help).chars().count()).max().unwrap_or(0);
    let lines = |helps: Vec<&Help>| -> String {
        helps.iter().map(|help| line(name(help), &say(help.about), width)).collect()
    };
    if !path.is_empty() {
        let inner =
            |help: &&Help| help.verb.strip_prefix(path).is_some_and(|rest| !rest.is_empty());
        return heading(&say("help-heading-verbs"))
            + "\n"
            + &lines(HELP.iter().filter(inner).collect());
    }
    let groups = GROUPS.iter().map(|(group, title)| {
        let helps = HELP.iter().filter(|help| help.group == Some(*group)).collect();
        heading(&say(title)) + "\n" + &lines(helps)
    });
    groups.collect::<Vec<_>>().join("\n")
}

/// A verb and what it is for, broken at words.
fn line(name: &str, about: &str, width: usize) -> String {
    let names = std::iter::once(name).chain(std::iter::repeat(""));
    let about = wrapped(about, WIDTH - width - 4, 0);
    let lines =
        names.zip(about.split('\n')).map(|(name, line)| format!("  {name:width$}  {line}\n"));
    lines.collect::<Vec<_>>().concat()
}

/// A word that clap keeps: it takes such only as stand in the program, and these are few and made once.
fn lasting(word: String) -> &'static str {
    word.leak()
}

/// A heading as clap styles its own; where there are no colours, clap takes them away.
fn heading(title: &str) -> String {
    format!("\u{1b}[1m\u{1b}[4m{title}:\u{1b}[0m")
}

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("  {line}")).collect::<Vec<_>>().join("\n")
}

fn value(name: &str, words: &Words) -> String {
    let known = VALUES.iter().find(|(known, _)| *known == name);
    known.map_or_else(|| name.to_owned(), |(_, key)| words.say(&Sentence::new(key)))
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;
    use crate::cli::args::Args;

    fn assert_told(command: &Command) {
        let name = command.get_name();
        assert!(command.get_about().is_some(), "{name}");
        for argument in command.get_arguments() {
            assert!(argument.get_help().is_some(), "{name} {}", argument.get_id());
        }
        command.get_subcommands().for_each(assert_told);
    }

    #[test]
    fn every_verb_and_everything_that_can_be_given_to_it_is_told_of() {
        for language in Language::ALL {
            let command = localised(Args::command(), language, ColorChoice::Never);
            assert_told(&command);
            let told =
                |name: &str| HELP.iter().any(|help| help.verb == name && help.group.is_some());
            assert!(command.get_subcommands().all(|verb| told(verb.get_name())));
        }
    }

    #[test]
    fn the_help_has_none_of_clap_s_own_words() {
        let words = [
            "Usage",
            "Options",
            "Arguments",
            "Commands",
            "default",
            "possible",
            "Print",
            "COMMAND",
        ];
        for help in HELP.iter().map(|help| help.verb).chain([""]) {
            let mut line = vec!["avsikt"];
            line.extend(help.split(' ').filter(|word| !word.is_empty()));
            line.push("--help");
            let command = localised(Args::command(), Language::Swedish, ColorChoice::Never);
            let said = command.try_get_matches_from(line).unwrap_err().to_string();
            let found: Vec<_> = words.iter().filter(|word| said.contains(**word)).collect();
            assert!(found.is_empty(), "{help}: {found:?} in {said}");
        }
    }
}

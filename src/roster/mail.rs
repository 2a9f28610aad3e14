//! How letters are addressed, and how they are sent: the section `mail`.

use std::net::IpAddr;
use std::path::PathBuf;

use toml::de::DeValue;

use super::reader::{Found, Section};
use super::{Login, Mail, Mailbox, PasswordSource, Sendmail, SmtpServer, Tls, Transport, address};
use crate::sentence;

const MAIL: [&str; 10] = [
    "from",
    "from-name",
    "reply-to",
    "reply-to-name",
    "coordinator",
    "coordinator-name",
    "answers",
    "transport",
    "smtp",
    "sendmail",
];
const SMTP: [&str; 9] = [
    "host",
    "port",
    "tls",
    "user",
    // Known only to be refused.
    "password",
    "password-env",
    "password-file",
    "password-command",
    "ca",
];
const SENDMAIL: [&str; 1] = ["command"];

/// Where the password is looked for when the roster does not say.
const PASSWORD_VARIABLE: &str = "AVSIKT_SMTP_PASSWORD";

/// How the roster says that letters are transported.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    File,
    Smtp,
    Sendmail,
}

pub(super) fn mail(root: &Section<'_, '_>) -> Option<Mail> {
    let section = root.require("mail", root.section("mail", &MAIL))?;
    let mailbox = |key: &str, name: &str| {
        let name = section.text(name).map(|found| found.value);
        address::read(&section, key).map(|found| Mailbox { name, address: found.value })
    };
    let from = section.require("from", mailbox("from", "from-name"));
    let reply_to = mailbox("reply-to", "reply-to-name");
    let coordinator = section.require("coordinator", mailbox("coordinator", "coordinator-name"));
    let answers = section.flag("answers").unwrap_or(false);
    let transport = transport(&section);
    Some(Mail { from: from?, reply_to, coordinator: coordinator?, answers, transport: transport? })
}

fn transport(mail: &Section<'_, '_>) -> Option<Transport> {
    let ways = [("file", Way::File), ("smtp", Way::Smtp), ("sendmail", Way::Sendmail)];
    let smtp = mail.section("smtp", &SMTP);
    let sendmail = mail.section("sendmail", &SENDMAIL);
    // What is configured and not used is checked all the same.
    let server = smtp.as_ref().map(server);
    let command = sendmail.as_ref().and_then(|section| section.text("command"));
    let command = command.map_or_else(|| "/usr/sbin/sendmail".into(), |found| found.value.into());
    if mail.value("transport").is_none() {
        let Some(configured) = smtp.as_ref().or(sendmail.as_ref()) else {
            return Some(Transport::File);
        };
        mail.reader.error(
            &configured.range,
            sentence!("roster-transport-missing"),
            sentence!("roster-transport-missing-remedy"),
        );
        return None;
    }
    match mail.choice("transport", &ways)? {
        Way::File => Some(Transport::File),
        Way::Sendmail => Some(Transport::Sendmail(Sendmail { command })),
        Way::Smtp => mail.require("smtp", server)?.map(Transport::Smtp),
    }
}

fn server(section: &Section<'_, '_>) -> Option<SmtpServer> {
    let reader = section.reader;
    let host = host(section);
    let ways = [("starttls", Tls::StartTls), ("implicit", Tls::Implicit), ("none", Tls::None)];
    let tls = match section.value("tls") {
        Some(_) => section.choice("tls", &ways),
        None => Some(Tls::StartTls),
    };
    if let (Some(host), Some(Tls::None)) = (&host, tls)
        && !is_loopback(&host.value)
    {
        reader.error(
            &host.range,
            sentence!("roster-smtp-clear", host = &host.value),
            sentence!("roster-smtp-clear-remedy"),
        );
        return None;
    }
    let port = match section.value("port") {
        Some(_) => port(section),
        None => tls.map(Tls::port),
    };
    let login = login(section, tls);
    let ca = section.text("ca").map(|found| PathBuf::from(found.value));
    Some(SmtpServer { host: host?.value, port: port?, tls: tls?, login: login?, ca })
}

/// A host's name in its ASCII form, or its number.
fn host(section: &Section<'_, '_>) -> Option<Found<String>> {
    let Found { value, range } = section.required_text("host")?;
    if value.parse::<IpAddr>().is_ok() {
        return Some(Found { value, range });
    }
    let ascii = idna::domain_to_ascii_strict(&value).unwrap_or_default();
    if ascii.is_empty() {
        section.reader.error(
            &range,
            sentence!("roster-smtp-host", host = value),
            sentence!("roster-smtp-host-remedy"),
        );
        return None;
    }
    Some(Found { value: ascii, range })
}

fn is_loopback(host: &str) -> bool {
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|number| number.is_loopback())
}

fn port(section: &Section<'_, '_>) -> Option<u16> {
    let value = section.value("port")?;
    let port = match value.get_ref() {
        DeValue::Integer(number) => {
            number.as_str().parse::<u16>().ok().filter(|port| *port > 0 && number.radix() == 10)
        }
        _ => None,
    };
    if port.is_none() {
        section.reader.error(
            &value.span(),
            sentence!("roster-smtp-port"),
            sentence!("roster-smtp-port-remedy"),
        );
    }
    port
}

/// Who logs in, if anybody does.
#[expect(clippy::option_option, reason = "no login, and a login that is faulty")]
fn login(section: &Section<'_, '_>, tls: Option<Tls>) -> Option<Option<Login>> {
    let reader = section.reader;
    let user = section.text("user");
    let environment = section.text("password-env");
    let file = section.text("password-file");
    let command = section.texts("password-command");
    let command_range = section.value("password-command").map(toml::Spanned::span);
    if let Some(value) = section.value("password") {
        reader.error(
            &value.span(),
            sentence!("roster-smtp-password"),
            sentence!("roster-smtp-password-remedy", variable = PASSWORD_VARIABLE),
        );
        return None;
    }

    let given: Vec<_> = [
        environment.as_ref().map(|found| found.range.clone()),
        file.as_ref().map(|found| found.range.clone()),
        command_range,
    ]
    .into_iter()
    .flatten()
    .collect();
    if let [_, second, ..] = given.as_slice() {
        reader.error(
            second,
            sentence!("roster-smtp-passwords"),
            sentence!("roster-smtp-passwords-remedy"),
        );
        return None;
    }
    let Some(user) = user else {
        if let Some(only) = given.first() {
            reader.error(
                only,
                sentence!("roster-smtp-no-user"),
                sentence!("roster-smtp-no-user-remedy"),
            );
            return None;
        }
        return Some(None);
    };
    if tls == Some(Tls::None) {
        reader.error(
            &user.range,
            sentence!("roster-smtp-login-clear"),
            sentence!("roster-smtp-login-clear-remedy"),
        );
        return None;
    }
    let password = if let Some(found) = environment {
        PasswordSource::Environment(found.value)
    } else if let Some(found) = file {
        PasswordSource::File(found.value.into())
    } else if command.is_empty() {
        PasswordSource::Environment(PASSWORD_VARIABLE.to_owned())
    } else {
        PasswordSource::Command(command.into_iter().map(|found| found.value).collect())
    };
    Some(Some(Login { user: user.value, password }))
}

//! The password is in none of the files, in nothing that is printed, and in no list of processes.

use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::common::mailroom::Mailroom;
use crate::common::smtp::{Certificate, Encryption, Fault, Manner, Phase, Trust};

/// Not the one of the other tests: they run beside these, and show theirs in a list of arguments.
const PASSWORD: &str = "h3mlighet-SOM-ingen-far-se";

/// A server that lets in who knows it, and nobody else.
fn guarded(trust: &Trust) -> Manner {
    let manner = Manner::guarded(Encryption::Starttls, trust, Certificate::Right);
    Manner { user: Some(("klimat", PASSWORD)), ..manner }
}

/// All forms in which it goes over the wire, and so could come back.
fn forms() -> [String; 3] {
    let plain = STANDARD.encode(format!("\0klimat\0{PASSWORD}"));
    [PASSWORD.to_owned(), STANDARD.encode(PASSWORD), plain]
}

/// That nothing below a folder holds it, but for the one file that it is kept in.
fn is_nowhere(room: &Mailroom, but: &str, printed: &[&str]) {
    for form in forms() {
        for (name, bytes) in room.sandbox.files("") {
            let found = bytes.windows(form.len()).any(|window| window == form.as_bytes());
            assert!(!found || name == but, "{form} is in {name}");
        }
        for text in printed {
            assert!(!text.contains(&form), "{form} is in {text}");
        }
    }
}

/// The lines of the roster that say where the password comes from; it lies in a file, `secret`.
fn sources(room: &Mailroom) -> [String; 3] {
    room.sandbox.write("secret", format!("{PASSWORD}\n").as_bytes());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let owner = fs::Permissions::from_mode(0o600);
        fs::set_permissions(room.sandbox.path("secret"), owner).expect("rights");
    }
    let path = room.sandbox.path("secret");
    [
        "password-file = \"secret\"\n".to_owned(),
        format!("password-command = [\"cat\", {:?}]\n", path.display().to_string()),
        "password-env = \"AVSIKT_TEST_PASSWORD\"\n".to_owned(),
    ]
}

#[test]
fn the_password_is_written_nowhere_and_seen_nowhere() {
    let trust = Trust::new();
    for number in 0..3 {
        let room = Mailroom::guarded(guarded(&trust), &trust, "");
        let lines = &sources(&room)[number];
        room.sandbox.change(
            "signatories.toml",
            "ca = \"ca.pem\"\n",
            &format!("ca = \"ca.pem\"\n{lines}"),
        );
        let in_environment = lines.contains("env");
        let seen: Arc<Mutex<Vec<String>>> = Arc::default();
        let (found, folder) = (Arc::clone(&seen), room.sandbox.path(""));
        room.server.script(move |moment| {
            if matches!(moment.phase, Phase::Auth | Phase::Dot) {
                found.lock().expect("one").extend(processes(&folder, in_environment));
            }
            None
        });
        let (code, out, err) = room.sandbox.run_with(
            &[("AVSIKT_TEST_PASSWORD", if in_environment { PASSWORD } else { "" })],
            &["send", "--confirm", "5"],
        );
        assert_eq!(code, 0, "{lines}: {out}{err}");
        assert_eq!(*seen.lock().expect("one"), Vec::<String>::new(), "{lines}");
        is_nowhere(&room, "secret", &[&out, &err]);
        let record = room.server.record();
        assert_eq!(record.credentials, [("klimat".to_owned(), PASSWORD.to_owned(), true)]);
        room.server.heal();
        for verb in [&["status"][..], &["status", "--json"], &["verify"], &["check"]] {
            let (_, out, err) = room.sandbox.run(verb);
            is_nowhere(&room, "secret", &[&out, &err]);
        }
        room.all_is_done(lines);
    }
}

#[test]
fn a_server_that_repeats_the_password_is_not_quoted() {
    let trust = Trust::new();
    for (phase, code) in [(Phase::Auth, "535"), (Phase::Rcpt, "550"), (Phase::Dot, "250")] {
        let [plain, encoded, within] = forms();
        let answer = format!("{code}-{plain}\r\n{code}-you said {encoded}\r\n{code} {within}!");
        let answer: &'static str = Box::leak(answer.into_boxed_str());
        let lines = "password-env = \"AVSIKT_TEST_PASSWORD\"\n";
        let room = Mailroom::guarded(guarded(&trust), &trust, lines);
        room.server.script(move |moment| (moment.phase == phase).then_some(Fault::Say(answer)));
        let (code, out, err) = room.sandbox.run_with(
            &[("AVSIKT_TEST_PASSWORD", PASSWORD)],
            &["send", "--patience", "0", "--confirm", "5"],
        );
        assert!([0, 4, 5].contains(&code), "{out}{err}");
        let (_, status, _) = room.sandbox.run(&["status"]);
        let (_, json, _) = room.sandbox.run(&["status", "--json"]);
        is_nowhere(&room, "", &[&out, &err, &status, &json]);
    }
}

#[test]
fn a_password_that_others_can_read_or_that_stands_in_the_roster_is_refused() {
    let trust = Trust::new();
    let manner = || guarded(&trust);
    let refused = |room: &Mailroom, what: &str| {
        let sent = room.send(&["--confirm", "5"]);
        assert!([1, 4].contains(&sent.code), "{what}: {sent:?}");
        assert_eq!(room.server.record().connections, 0, "{what}");
        for form in forms() {
            assert!(!sent.out.contains(&form) && !sent.err.contains(&form), "{what}: {sent:?}");
        }
        sent
    };
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let room = Mailroom::guarded(manner(), &trust, "password-file = \"secret\"\n");
        room.sandbox.write("secret", PASSWORD.as_bytes());
        for mode in [0o644, 0o640, 0o604] {
            fs::set_permissions(room.sandbox.path("secret"), fs::Permissions::from_mode(mode))
                .expect("rights");
            let sent = refused(&room, "a file that others can read");
            assert!(sent.err.contains("secret"), "{sent:?}");
        }
    }
    let room = Mailroom::guarded(manner(), &trust, &format!("password = \"{PASSWORD}\"\n"));
    refused(&room, "in the roster");
    let room = Mailroom::guarded(manner(), &trust, "password-file = \"nowhere\"\n");
    refused(&room, "no file");
    let room = Mailroom::guarded(manner(), &trust, "password-command = [\"false\"]\n");
    refused(&room, "a command that fails");
    let room = Mailroom::guarded(manner(), &trust, "password-command = [\"true\"]\n");
    refused(&room, "a command that says nothing");
    let room = Mailroom::guarded(manner(), &trust, "");
    let sent = refused(&room, "no password at all");
    assert!(sent.err.contains("AVSIKT_SMTP_PASSWORD"), "{sent:?}");
}

/// What the processes that work in a folder show of the password to everybody, or to their user:
/// their words, and their environments but for the one that it was put into.
#[cfg(target_os = "linux")]
fn processes(folder: &Path, in_environment: bool) -> Vec<String> {
    let mut found = Vec::new();
    let mut looked_at = 0;
    for entry in fs::read_dir("/proc").expect("processes").flatten() {
        let read = |name: &str| fs::read(entry.path().join(name)).unwrap_or_default();
        let words = String::from_utf8_lossy(&read("cmdline")).into_owned();
        let environment = String::from_utf8_lossy(&read("environ")).into_owned();
        if words.contains(folder.to_string_lossy().trim_end_matches('/')) {
            looked_at += 1;
            if !in_environment && environment.contains(PASSWORD) {
                found.push(format!("the environment of {words}"));
            }
        }
        found.extend(forms().iter().filter(|form| words.contains(*form)).cloned());
    }
    assert!(looked_at > 0, "the program itself is among them");
    found
}

#[cfg(not(target_os = "linux"))]
fn processes(_: &Path, _: bool) -> Vec<String> {
    Vec::new()
}

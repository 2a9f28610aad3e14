//! Letters and documents that are swapped on the disk, before a run and while it goes on: what goes
//! out is what was composed, or nothing.

use std::fs;
use std::path::{Path, PathBuf};

use crate::common::mailroom::{LETTERS, Mailroom};
use crate::common::smtp::Phase;

/// Another way to get something wrong into the outbox; the folder is `output/`.
type Swap = fn(&Path);

/// The letter that is tampered with: it goes after the first one.
const VICTIM: &str = "outbox/akerlund-r1.eml";

const SWAPS: [(&str, Swap); 8] = [
    ("one byte of the letter", |output| flip(&output.join(VICTIM))),
    ("another signatory's intact letter", |output| {
        copy(&output.join("outbox/huset-i-parken-r1.eml"), &output.join(VICTIM));
    }),
    ("the copy in the letter's place", |output| {
        copy(&output.join("outbox/akerlund-r1-copy1.eml"), &output.join(VICTIM));
    }),
    ("another signatory's intact attachment", |output| {
        let theirs = attachment(&output.join("outbox/huset-i-parken-r1.eml"));
        let letter = read(&output.join(VICTIM));
        let own = attachment(&output.join(VICTIM));
        write(&output.join(VICTIM), letter.replacen(&own, &theirs, 1).as_bytes());
    }),
    ("another recipient", |output| {
        let letter = read(&output.join(VICTIM));
        let other = letter.replace("orjan@akerlundbygg.example", "orjan@annan.example");
        write(&output.join(VICTIM), other.as_bytes());
    }),
    ("a recipient more", |output| {
        let letter = read(&output.join(VICTIM));
        write(&output.join(VICTIM), format!("Bcc: x@annan.example\r\n{letter}").as_bytes());
    }),
    ("an empty letter", |output| write(&output.join(VICTIM), b"")),
    ("no letter", |output| fs::remove_file(output.join(VICTIM)).expect("a file")),
];

#[test]
fn what_was_swapped_before_a_run_is_named_and_never_sent() {
    for (what, swap) in SWAPS {
        let room = Mailroom::open();
        swap(&room.sandbox.path("output"));
        let sent = room.send(&["--confirm", "5"]);
        assert_ne!(sent.code, 0, "{what}: {sent:?}");
        assert!(sent.err.contains("akerlund-r1.eml"), "{what}: {sent:?}");
        assert_eq!(room.kept()[1], 0, "{what}");
    }
}

#[test]
fn what_is_swapped_while_a_run_goes_on_is_never_sent() {
    for (what, swap) in SWAPS {
        let room = Mailroom::open();
        let output = room.sandbox.path("output");
        room.server.script(move |moment| {
            if moment.phase == Phase::Dot && moment.message == 1 {
                swap(&output);
            }
            None
        });
        let sent = room.send(&["--confirm", "5"]);
        // It may have been read by then, and the right one goes: that is no fault.
        assert_eq!(sent.code == 0, room.kept()[1] == 1, "{what}: {sent:?}");
        assert_eq!(room.kept()[0], 1, "{what}: the first one has gone");
        assert!(sent.code == 0 || sent.err.contains("akerlund-r1.eml"), "{what}: {sent:?}");
        // The letter put right again, the rest goes.
        room.server.heal();
        write(&room.sandbox.path("output").join(VICTIM), &room.letter("akerlund-r1.eml"));
        let rest = LETTERS.len() - room.kept().iter().sum::<usize>();
        assert_eq!(room.send(&["--confirm", &rest.to_string()]).code, 0, "{what}");
        room.all_is_done(what);
    }
}

/// One letter is read ahead, and no more: the one after it has to be right when its turn comes.
#[test]
fn what_is_swapped_before_it_is_read_stops_the_run() {
    let room = Mailroom::open();
    let (_, file, _) = LETTERS[3];
    let path = room.sandbox.path("output/outbox").join(file);
    room.server.script(move |moment| {
        if moment.phase == Phase::Dot && moment.message == 1 {
            flip(&path);
        }
        None
    });
    let sent = room.send(&["--confirm", "5"]);
    assert!(sent.code == 5 && sent.err.contains(file), "{sent:?}");
    assert_eq!(room.kept(), [1, 1, 1, 0, 0]);
}

#[test]
fn a_document_that_is_not_what_was_issued_is_never_sent() {
    let document = "output/documents/akerlund/declaration-r1.pdf";
    let room = Mailroom::open();
    flip(&room.sandbox.path(document));
    let sent = room.send(&["--confirm", "5"]);
    // The letters hold their own copies, and those are whole.
    let kept = room.kept();
    assert!(sent.code == 0 && kept == [1; 5] || sent.code != 0 && kept[1] == 0, "{sent:?}");
}

#[cfg(unix)]
#[test]
fn a_letter_that_leads_elsewhere_is_never_sent() {
    let room = Mailroom::open();
    let output = room.sandbox.path("output");
    fs::remove_file(output.join(VICTIM)).expect("a file");
    std::os::unix::fs::symlink("huset-i-parken-r1.eml", output.join(VICTIM)).expect("a link");
    let sent = room.send(&["--confirm", "5"]);
    assert!(sent.code != 0 && room.kept()[1] == 0, "{sent:?}");
}

/// The first PDF of a letter, as it is encoded in it.
fn attachment(letter: &Path) -> String {
    let letter = read(letter);
    let part = letter.split("Content-Type: application/pdf").nth(1).expect("a PDF");
    let encoded = part.split("\r\n\r\n").nth(1).expect("a body");
    encoded.split("\r\n--").next().expect("an end").to_owned()
}

fn flip(path: &PathBuf) {
    let mut bytes = fs::read(path).expect("a file");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    write(path, &bytes);
}

fn copy(from: &Path, to: &Path) {
    fs::copy(from, to).expect("a file");
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).expect("a file")
}

#[expect(clippy::disallowed_methods, reason = "a test's own folder")]
fn write(path: &Path, bytes: &[u8]) {
    fs::write(path, bytes).expect("a file");
}

//! What the server says while the disk is waited for keeps the final dot back.

use std::thread;
use std::time::{Duration, Instant};

use avsikt::audit::Delivery;
use avsikt::batch;
use avsikt::courier::{Courier, Outcome, Parcel, Patience};

use crate::common::mailroom::{LETTERS, Mailroom};
use crate::common::smtp::{Certificate, Encryption, Fault, Manner, Phase, Trust};

/// A letter to a server that does this in the middle of it; the disk takes until that is done, and
/// until the server has left, when it leaves.
fn delivered(room: &Mailroom, fault: Fault) -> Outcome {
    let leaves = !matches!(fault, Fault::Wait(_));
    let ended = room.server.record().ended;
    room.server.script(move |moment| (moment.phase == Phase::Body).then(|| fault.clone()));
    let folder = room.sandbox.path("");
    let prepared = batch::prepare(&folder).expect("a roster").value;
    let (roster, patience) = (&prepared.roster, Patience::default());
    let courier = Courier::new(&roster.mail, &folder, &patience, None).expect("a password");
    let mut slow = || {
        let begun = Instant::now();
        while leaves && room.server.record().ended == ended {
            assert!(begun.elapsed() < Duration::from_mins(1), "the server stays");
            thread::sleep(Duration::from_millis(1));
        }
        Ok(())
    };
    let message = room.letter(LETTERS[0].1);
    let (from, to) = (&roster.mail.from.address, &roster.signatories[0].email);
    let parcel = Parcel { from, to, message: &message };
    courier.expect("a server").deliver(parcel, &mut slow).expect("it answers")
}

#[test]
fn a_server_that_objects_while_the_disk_is_waited_for_gets_no_dot() {
    let trust = Trust::new();
    let password = "password-command = [\"printf\", \"l0senord-SOM-ingen-far-se\"]\n";
    let manner = Manner::guarded(Encryption::Starttls, &trust, Certificate::Right);
    for room in [Mailroom::open(), Mailroom::guarded(manner, &trust, password)] {
        // It says so and leaves, or leaves without a word: not unknown, in any case.
        for (fault, code) in [(Fault::Say("552 5.3.4 No more"), Some(552)), (Fault::Close, None)] {
            let outcome = delivered(&room, fault.clone());
            assert_ne!(outcome.state, Delivery::Unknown, "{fault:?}: {outcome:?}");
            assert!(outcome.code.is_none() || outcome.code == code, "{fault:?}: {outcome:?}");
        }
        // Without an objection it goes on, and takes the letter.
        let outcome = delivered(&room, Fault::Wait(Duration::ZERO));
        assert_eq!(outcome.state, Delivery::Accepted, "{outcome:?}");
        assert_eq!(room.kept(), [1, 0, 0, 0, 0]);
    }
}

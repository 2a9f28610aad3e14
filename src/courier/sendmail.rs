//! Hands letters over to a program of this machine, as sendmail takes them.

use std::io::Write as _;
use std::process::Stdio;

use super::{Attempted, Outcome, Parcel, fault, program};
use crate::audit::Delivery;
use crate::diagnostic::{Diagnostics, reason};
use crate::packet::answer::Answer;
use crate::roster::Sendmail;
use crate::sentence;

/// Hands a letter over: `COMMAND -i -f FROM -- TO`, the message on its standard input. When the
/// program ends well it has taken the letter; anything else after it has begun is unknown.
pub(super) fn deliver(
    sendmail: &Sendmail,
    parcel: Parcel<'_>,
    attempted: Attempted<'_>,
) -> Result<Outcome, Diagnostics> {
    let command = sendmail.command.display().to_string();
    let mut child = program(&sendmail.command)
        .args(["-i", "-f", &parcel.from.to_string(), "--", &parcel.to.to_string()])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| {
            fault(
                sentence!("courier-sendmail", command = command, reason = reason(&error)),
                sentence!("courier-sendmail-remedy"),
            )
        })?;
    let mut input = child.stdin.take();
    if let Err(faults) = attempted() {
        // Before the end of its input it has nothing that it could send.
        let _ = child.kill();
        let _ = child.wait();
        return Err(faults);
    }
    // Such programs expect the lines of this machine, not those of mail.
    let lines = unix_lines(parcel.message);
    let written = input.as_mut().map(|input| input.write_all(&lines));
    drop(input);
    let unknown = |answer| Outcome { state: Delivery::Unknown, code: None, answer };
    Ok(match child.wait_with_output() {
        Ok(output) if output.status.success() && matches!(written, Some(Ok(()))) => {
            Outcome { state: Delivery::Accepted, code: None, answer: Answer::Queued }
        }
        Ok(output) => {
            let said = String::from_utf8_lossy(&output.stderr);
            let said = said.lines().next().unwrap_or_default();
            unknown(Answer::Ended(format!("{} {said}", output.status).trim().to_owned()))
        }
        Err(error) => unknown(Answer::Ended(error.to_string())),
    })
}

fn unix_lines(message: &[u8]) -> Vec<u8> {
    let mut lines = Vec::with_capacity(message.len());
    for (at, byte) in message.iter().enumerate() {
        if *byte != b'\r' || message.get(at + 1) != Some(&b'\n') {
            lines.push(*byte);
        }
    }
    lines
}

//! What others wrote, as a person can be shown it.

/// A text with the last four digits of numbers like `811228-9874` masked, and all that follows upon
/// the word `password` and a sign of equality: a line that is shown may hold a personal identity
/// number, or a password that has no business there, and what is shown may be logged. Lengths stay,
/// so that carets do.
#[must_use]
pub fn masked(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let value = line.find("password").and_then(|at| Some(at + line[at..].find('=')? + 1));
        let (shown, hidden) = line.split_at(value.unwrap_or(line.len()));
        bytes.extend_from_slice(shown.as_bytes());
        bytes.extend(hidden.bytes().map(|b| if matches!(b, b'\n' | b'\r') { b } else { b'*' }));
    }
    let mut start = 0;
    while start < bytes.len() {
        let run = bytes[start..].iter().take_while(|b| b.is_ascii_digit() || **b == b'-').count();
        let end = start + run;
        let digits = bytes[start..end].iter().filter(|byte| byte.is_ascii_digit()).count();
        if digits >= 10 {
            let last = bytes[start..end].iter_mut().rev().filter(|byte| byte.is_ascii_digit());
            last.take(4).for_each(|byte| *byte = b'*');
        }
        start = end + 1;
    }
    String::from_utf8(bytes).expect("whole characters were replaced by asterisks")
}

/// A text as it can be shown: what steers a terminal, or turns the direction of writing, is seen.
#[must_use]
pub fn visible(text: &str) -> String {
    let steers = |c: char| {
        c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
    };
    text.chars().map(|c| if steers(c) { char::REPLACEMENT_CHARACTER } else { c }).collect()
}

//! Header text in encoded words (RFC 2047): as few as can be, in lines of at most 76 octets.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// The longest encoded word, and the longest line that holds one (RFC 2047, 2).
const LONGEST: usize = 75;
const LONGEST_LINE: usize = 76;

/// The longest word that is left as it is.
const LONGEST_ATOM: usize = 60;

/// Whether a text can stand in a header without being encoded: it is ASCII, does not look as if it
/// were encoded, and can be folded.
pub(super) fn is_plain(text: &str) -> bool {
    let short = |word: &str| word.len() <= LONGEST_ATOM;
    text.is_ascii() && !text.contains("=?") && text.split(' ').all(short)
}

/// A header's value: a text, and an address behind it perhaps.
pub(super) fn encoded(header: &str, text: &str, address: Option<&str>) -> String {
    let words = words(text).into_iter().chain(address.map(str::to_owned));
    let mut value = String::new();
    let mut line = header.len() + ":".len();
    for word in words {
        if line + 1 + word.len() > LONGEST_LINE {
            value.push_str("\r\n ");
            line = 1 + word.len();
        } else {
            // The first space is the header's own.
            value.push_str(if value.is_empty() { "" } else { " " });
            line += 1 + word.len();
        }
        value.push_str(&word);
    }
    value
}

/// The whole as one encoded word; if that is too long, those words encoded that have to be. Two in
/// succession are avoided: some programs show the space between them, which means nothing.
fn words(text: &str) -> Vec<String> {
    let whole = word(text);
    if whole.len() <= LONGEST {
        return vec![whole];
    }
    let mut words = Vec::new();
    let mut run: Vec<&str> = Vec::new();
    for part in text.split(' ') {
        if !is_atom(part) {
            run.push(part);
            continue;
        }
        encode(&run.join(" "), &mut words);
        run.clear();
        words.push(part.to_owned());
    }
    encode(&run.join(" "), &mut words);
    words
}

/// What can stand in a name without quotation marks (RFC 5322, 3.2.3).
fn is_atom(word: &str) -> bool {
    let sign = |byte| b"!#$%&'*+-/=?^_`{|}~".contains(&byte);
    !word.is_empty() && is_plain(word) && word.bytes().all(|b| b.is_ascii_alphanumeric() || sign(b))
}

fn encode(text: &str, words: &mut Vec<String>) {
    if text.is_empty() {
        return;
    }
    let word = word(text);
    if word.len() <= LONGEST {
        words.push(word);
        return;
    }
    let (left, right) = text.split_at(text.ceil_char_boundary(text.len() / 2));
    encode(left, words);
    encode(right, words);
}

/// One encoded word, in the shorter of the two encodings.
fn word(text: &str) -> String {
    let mut readable = String::new();
    for byte in text.bytes() {
        match byte {
            b' ' => readable.push('_'),
            byte if byte.is_ascii_alphanumeric() || b"!*+-/".contains(&byte) => {
                readable.push(char::from(byte));
            }
            byte => {
                let _ = write!(readable, "={byte:02X}");
            }
        }
    }
    let compact = STANDARD.encode(text);
    let (encoding, encoded) =
        if readable.len() <= compact.len() { ('q', readable) } else { ('b', compact) };
    format!("=?utf-8?{encoding}?{encoded}?=")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_word_or_the_fewest() {
        let to = |name| encoded("To", name, Some("<a@b.example>"));
        assert_eq!(to("Åkes Bröd"), "=?utf-8?b?w4VrZXMgQnLDtmQ=?= <a@b.example>");
        assert_eq!(to("Иван"), "=?utf-8?b?0JjQstCw0L0=?= <a@b.example>");
        assert_eq!(
            to("Stiftelsen för främjande av hållbar livsmedelsförsörjning i Skåne"),
            "Stiftelsen =?utf-8?b?ZsO2ciBmcsOkbWphbmRl?= av\r\n \
             =?utf-8?q?h=C3=A5llbar_livsmedelsf=C3=B6rs=C3=B6rjning?= i\r\n \
             =?utf-8?b?U2vDpW5l?= <a@b.example>"
        );
    }

    #[test]
    fn no_line_and_no_word_is_too_long() {
        for text in ["å".repeat(300), "x".repeat(300), "=?".repeat(100), "😀 a, ".repeat(50)] {
            let value = encoded("Reply-To", &text, Some("<a@b.example>"));
            let mut lines =
                format!("Reply-To: {value}").split("\r\n").map(str::len).collect::<Vec<_>>();
            lines.sort_unstable();
            assert!(lines.last().is_some_and(|longest| *longest <= 76), "{value}");
            assert!(value.split_whitespace().all(|word| word.len() <= 75), "{value}");
        }
    }
}

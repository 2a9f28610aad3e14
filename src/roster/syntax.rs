//! What is wrong with a text that is no TOML, in our words: the parser's own are English, and it
//! goes on after a fault to find a hundred more that are none.

use std::ops::Range;

use toml::de::{DeTable, DeValue, Error};

use super::wanted::want_flag;
use crate::diagnostic::visible;
use crate::sentence;
use crate::words::Sentence;

/// Brackets within brackets that anybody has written; what is deeper is for the parser to refuse.
const DEEPEST: usize = 16;

/// Quotation marks that word processors put in the place of the straight one.
const TYPOGRAPHIC: [char; 9] = ['”', '“', '„', '’', '‘', '‚', '«', '»', '″'];

/// What people write for `true` and `false`.
const FLAGS: [&str; 8] = ["ja", "nej", "yes", "no", "sant", "falskt", "true", "false"];

/// The first fault of a text.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(super) range: Range<usize>,
    pub(super) message: Sentence,
    remedy: Sentence,
}

impl Fault {
    fn new(range: Range<usize>, message: Sentence, remedy: Sentence) -> Self {
        Self { range, message, remedy }
    }

    /// What to do, and that there may be more to say after that.
    pub(super) fn remedy(&self) -> Sentence {
        sentence!("roster-syntax-remedy", remedy = self.remedy.clone())
    }
}

/// A text as TOML, or the first fault.
pub(super) fn parsed(text: &str) -> Result<toml::Spanned<DeTable<'_>>, Fault> {
    let (table, errors) = DeTable::parse_recoverable(text);
    first_fault(text, &errors).map_or(Ok(table), Err)
}

/// The first fault, when the parser has found any: as our own scan sees it, which knows where a
/// bracket was opened, or else as the parser does.
fn first_fault(text: &str, errors: &[Error]) -> Option<Fault> {
    let start = |error: &Error| error.span().map_or(0, |span| span.start);
    let first = errors.iter().min_by_key(|error| start(error))?;
    let mut scan = Scan { text, at: 0, depth: 0 };
    Some(scan.document().err().unwrap_or_else(|| told(text, first)))
}

/// A fault that only the parser has seen.
fn told(text: &str, error: &Error) -> Fault {
    // At the end of the file there is nothing left to point at.
    let span = error.span().unwrap_or(0..1);
    let range = span.start.min(text.len())..span.end.min(text.len());
    let said = |beginning| error.message().starts_with(beginning);
    let (message, remedy) = if said("duplicate key") {
        let key = text.get(range.clone()).unwrap_or_default();
        (
            sentence!("roster-syntax-twice", key = visible(key)),
            sentence!("roster-syntax-twice-remedy"),
        )
    } else if said("missing escaped") || said("too few") {
        (sentence!("roster-syntax-backslash"), sentence!("roster-syntax-backslash-remedy"))
    } else {
        (sentence!("roster-syntax"), sentence!("roster-syntax-look"))
    };
    Fault::new(range, message, remedy)
}

/// Walks through a text until something is missing.
struct Scan<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
}

type Walk = Result<(), Fault>;

impl Scan<'_> {
    fn document(&mut self) -> Walk {
        if let Some(mark) = self.peek().filter(|c| *c == '\u{feff}') {
            self.at = mark.len_utf8();
        }
        loop {
            self.skip_all();
            match self.peek() {
                None => return Ok(()),
                Some('[') => self.heading()?,
                Some(_) => self.entry()?,
            }
            self.skip_blank();
            if !matches!(self.peek(), None | Some('\n' | '\r' | '#')) {
                return Err(Fault::new(
                    self.to_line_end(),
                    sentence!("roster-syntax-after"),
                    sentence!("roster-syntax-after-remedy"),
                ));
            }
        }
    }

    fn heading(&mut self) -> Walk {
        let range = self.to_line_end();
        let line = &self.text[range.clone()];
        let bracket = if line.starts_with("[[") { "]]" } else { "]" };
        let Some(end) = line.find(bracket) else {
            return Err(Fault::new(
                range,
                sentence!("roster-syntax-heading", bracket = bracket),
                sentence!("roster-syntax-heading-remedy", bracket = bracket),
            ));
        };
        self.at += end + bracket.len();
        Ok(())
    }

    /// A key with its value.
    fn entry(&mut self) -> Walk {
        let line = self.to_line_end();
        let rest = &self.text[line.clone()];
        let end = rest.find(['=', ',', '}']).unwrap_or(rest.len());
        if !rest[end..].starts_with('=') {
            return Err(Fault::new(
                line,
                sentence!("roster-syntax-equals"),
                sentence!("roster-syntax-equals-remedy"),
            ));
        }
        self.at += end + 1;
        self.value(rest[..end].trim())
    }

    fn value(&mut self, key: &str) -> Walk {
        let equals = self.at.saturating_sub(1)..self.at;
        self.skip_blank();
        match self.peek() {
            None | Some('\n' | '\r' | '#' | ',' | ']' | '}') => Err(Fault::new(
                equals,
                sentence!("roster-syntax-value", key = visible(key)),
                sentence!("roster-syntax-value-remedy"),
            )),
            Some(quote @ ('"' | '\'')) => self.string(quote),
            Some('[') => self.list("]"),
            Some('{') => self.list("}"),
            Some(c) if TYPOGRAPHIC.contains(&c) => Err(typographic(self.at, c)),
            Some(_) => self.bare(key),
        }
    }

    fn string(&mut self, quote: char) -> Walk {
        let (start, rest) = (self.at, &self.text[self.at..]);
        let multiline: String = std::iter::repeat_n(quote, 3).collect();
        let close = if rest.starts_with(&multiline) { multiline } else { quote.to_string() };
        let mut chars = rest.char_indices().skip(close.len());
        while let Some((at, c)) = chars.next() {
            if rest[at..].starts_with(&close) {
                // A text may end with quotation marks of its own, just before those that close it.
                let more = rest[at + close.len()..].chars().take_while(|c| *c == quote).count();
                self.at += at + close.len() + if close.len() == 3 { more } else { 0 };
                return Ok(());
            }
            match c {
                '\\' if quote == '"' => drop(chars.next()),
                '\n' | '\r' if close.len() == 1 => break,
                _ => {}
            }
        }
        let line = self.to_line_end();
        let text = &self.text[line.clone()];
        if let Some(at) = text.rfind(TYPOGRAPHIC).filter(|_| close.len() == 1) {
            let c = text[at..].chars().next().unwrap_or_default();
            return Err(typographic(start + at, c));
        }
        Err(Fault::new(
            line,
            sentence!("roster-syntax-quote", quote = &close),
            sentence!("roster-syntax-quote-remedy", quote = &close),
        ))
    }

    /// The values between square brackets, or the keys and values between braces.
    fn list(&mut self, close: &str) -> Walk {
        let open = self.at;
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(Fault::new(
                open..open + 1,
                sentence!("roster-syntax"),
                sentence!("roster-syntax-look"),
            ));
        }
        self.at += 1;
        let mut complete = true;
        loop {
            self.skip_all();
            let rest = &self.text[self.at..];
            if rest.starts_with(close) {
                self.at += 1;
                self.depth -= 1;
                return Ok(());
            }
            if rest.is_empty() || rest.starts_with([']', '}']) || self.has_left(close, complete) {
                let line = self.text[..open].matches('\n').count() + 1;
                return Err(Fault::new(
                    open..open + 1,
                    sentence!("roster-syntax-bracket", bracket = close, line = line.to_string()),
                    sentence!("roster-syntax-bracket-remedy", bracket = close),
                ));
            }
            if rest.starts_with(',') {
                self.at += 1;
                complete = true;
                continue;
            }
            if !complete {
                return Err(self.unseparated());
            }
            if close == "]" {
                self.value("")?;
            } else {
                self.entry()?;
            }
            complete = false;
        }
    }

    /// Whether what follows on a new line belongs to the section, or is the next one's heading.
    fn has_left(&self, close: &str, complete: bool) -> bool {
        let line = self.text[..self.at].rfind('\n').map_or(0, |at| at + 1);
        if !self.text[line..self.at].trim().is_empty() {
            return false;
        }
        let rest = &self.text[self.to_line_end()];
        let heading = rest.split('#').next().unwrap_or_default().trim_end();
        let heading = heading.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        heading.is_some_and(|name| is_key(name.trim_matches(['[', ']'])))
            || (begins_entry(rest) && (close == "]" || !complete))
    }

    /// Something else where a comma should be.
    fn unseparated(&self) -> Fault {
        let line = self.to_line_end();
        let rest = &self.text[line.clone()];
        if rest.starts_with(['"', '\'', '{', '[']) || begins_entry(rest) {
            let remedy = sentence!("roster-syntax-comma-remedy");
            return Fault::new(self.at..self.at + 1, sentence!("roster-syntax-comma"), remedy);
        }
        let remedy = sentence!("roster-syntax-after-remedy");
        Fault::new(line, sentence!("roster-syntax-after"), remedy)
    }

    /// What is in no quotation marks: a number, a date, yes or no; or text that lacks them.
    fn bare(&mut self, key: &str) -> Walk {
        let rest = &self.text[self.to_line_end()];
        let word = rest.split([',', ']', '}', '#']).next().unwrap_or_default().trim_end();
        let range = self.at..self.at + word.len();
        self.at = range.end;
        if DeValue::parse(word).is_ok() {
            return self.decimal(range.start);
        }
        let (message, remedy) = if FLAGS.contains(&word.to_lowercase().as_str()) {
            (sentence!("roster-syntax-flag", key = visible(key)), want_flag(key))
        } else if begins_entry(word) {
            (sentence!("roster-syntax"), sentence!("roster-syntax-look"))
        } else {
            (sentence!("roster-syntax-bare"), sentence!("roster-syntax-bare-remedy"))
        };
        Err(Fault::new(range, message, remedy))
    }

    /// Whether the number that begins there ends here, or goes on behind a decimal comma.
    fn decimal(&self, start: usize) -> Walk {
        let digits =
            |text: &str| text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let whole = self.text[start..self.at].trim_start_matches(['+', '-']);
        let parts = self.text[self.at..].strip_prefix(',').map_or(0, digits);
        if self.depth > 0 || parts == 0 || digits(whole) < whole.len() {
            return Ok(());
        }
        let range = start..self.at + 1 + parts;
        let number = self.text[range.clone()].replace(',', ".");
        Err(Fault::new(
            range,
            sentence!("roster-syntax-decimal"),
            sentence!("roster-syntax-decimal-remedy", number = number),
        ))
    }

    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn skip_blank(&mut self) {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_start_matches([' ', '\t']).len();
    }

    /// Blanks, line ends and comments.
    fn skip_all(&mut self) {
        loop {
            let rest = &self.text[self.at..];
            let blank = rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\n']).len();
            self.at += blank;
            if self.peek() == Some('#') {
                self.at = self.to_line_end().end;
            } else if blank == 0 || self.peek().is_none() {
                return;
            }
        }
    }

    /// From here to where the line ends, or what is written on it.
    fn to_line_end(&self) -> Range<usize> {
        let rest = &self.text[self.at..];
        let line = rest.split(['\n', '\r']).next().unwrap_or_default();
        self.at..self.at + line.trim_end().len()
    }
}

fn typographic(at: usize, c: char) -> Fault {
    Fault::new(
        at..at + c.len_utf8(),
        sentence!("roster-syntax-typographic", quote = c),
        sentence!("roster-syntax-typographic-remedy", quote = c),
    )
}

/// `name = …`
fn begins_entry(line: &str) -> bool {
    line.split_once('=').is_some_and(|(key, _)| is_key(key.trim_end()))
}

fn is_key(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    !text.is_empty() && text.chars().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_said_where_it_is_missing() {
        for (text, key, at) in [
            ("[host]\nname = \"Åsa\nemail = \"b\"\n", "roster-syntax-quote", "\"Åsa"),
            ("a = \"\"\"b\nc = 1\n", "roster-syntax-quote", "\"\"\"b"),
            ("a = \"b”\nc = 1\n", "roster-syntax-typographic", "”"),
            ("a = ”b”\n", "roster-syntax-typographic", "”b"),
            ("a = [“b“]\n", "roster-syntax-typographic", "“b"),
            ("[[signatory]\nid = \"a\"\n", "roster-syntax-heading", "[[signatory]"),
            ("[host\nid = \"a\"\n", "roster-syntax-heading", "[host"),
            ("p = [{ n = \"a\" }\ne = \"b\"\n", "roster-syntax-bracket", "[{"),
            ("p = [{ n = \"a\" ]\ne = \"b\"\n", "roster-syntax-bracket", "{ n"),
            ("p = [{ n = \"a\"\ne = \"b\"\n", "roster-syntax-bracket", "{ n"),
            ("p = [\n  \"a\",\n\n[[s]]\nx = 1\n", "roster-syntax-bracket", "[\n"),
            ("p = [{ n = \"a\", # b\n[s]\nx = 1\n", "roster-syntax-bracket", "{ n"),
            ("p = [\"a\"", "roster-syntax-bracket", "[\"a"),
            ("p = [{ n = \"a\" t = \"b\" }]\n", "roster-syntax-comma", "t ="),
            ("p = [\"a\" \"b\"]\n", "roster-syntax-comma", "\"b"),
            ("p = [\"a, \"b\"]\n", "roster-syntax-after", "b\"]"),
            ("name \"a\"\n", "roster-syntax-equals", "name"),
            ("p = { n \"a\" }\n", "roster-syntax-equals", "n \"a"),
            ("p =\nq = 1\n", "roster-syntax-value", "=\nq"),
            ("p = Åsa Berg # b\n", "roster-syntax-bare", "Åsa"),
            ("p = 2018-02-30\n", "roster-syntax-bare", "2018"),
            ("p = 07.30\n", "roster-syntax-bare", "07"),
            ("attends = nej\n", "roster-syntax-flag", "nej"),
            ("minutes = 1,5 # b\n", "roster-syntax-decimal", "1,5"),
            ("minutes = 1, 5\n", "roster-syntax-after", ", 5"),
            ("p = \"a \"b\" c\"\n", "roster-syntax-after", "b\" c"),
            ("p = [\"a\"]]\n", "roster-syntax-after", "]\n"),
            ("p = 1\nq = 2\np = 3\n", "roster-syntax-twice", "p = 3"),
            ("p = \"C:\\Ve\"\n", "roster-syntax-backslash", "Ve\""),
        ] {
            let fault = parsed(text).map(drop).expect_err(text);
            assert_eq!(fault.message.key(), key, "{text}");
            assert!(text[fault.range.start..].starts_with(at), "{text}: {:?}", fault.range);
        }
    }

    #[test]
    fn what_is_right_is_no_fault() {
        let right = "\u{feff}# a\r\n[a] # b\r\nb = [ # c\n  [1, 2], { d = 'e', \n f = \"\"\"g\"\"\"\"\" },\n]\n\
                     h.i = 2018-04-20 # j\nk = 07:30\nl = \"\\\" ”\"\n'm' = true\n[[n.o]]\n";
        assert_eq!(parsed(right).map(drop), Ok(()));
        let mut scan = Scan { text: right, at: 0, depth: 0 };
        assert_eq!(scan.document(), Ok(()));
    }
}

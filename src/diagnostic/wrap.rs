//! Sentences as wide as a terminal: lines end between words.

/// How much farther in the second line of a message, or of a thing in a list, stands.
pub const HANGING: usize = 4;

/// A text whose lines are no longer than that, where its words allow it. What follows a line's
/// first stands as far in as the line, and `hanging` farther.
#[must_use]
pub fn wrapped(text: &str, width: usize, hanging: usize) -> String {
    text.split('\n').map(|line| wrapped_line(line, width, hanging)).collect::<Vec<_>>().join("\n")
}

/// The same at the width of what shows it; as it is where nothing says what that is.
#[must_use]
pub fn fitted(text: &str, width: Option<usize>, hanging: usize) -> String {
    width.map_or_else(|| text.to_owned(), |width| wrapped(text, width, hanging))
}

fn wrapped_line(line: &str, width: usize, hanging: usize) -> String {
    if length(line) <= width {
        return line.to_owned();
    }
    let text = line.trim_start_matches(' ');
    let margin = line.len() - text.len();
    // A margin that leaves no room for words is none.
    let hanging = if margin + hanging < width / 2 { margin + hanging } else { 0 };
    let mut lines = vec![" ".repeat(margin)];
    let mut used = margin;
    let mut begun = false;
    // What a line ends with, such as the blank before an answer, stays.
    for word in words(text, width / 2) {
        if begun && used + length(word.trim_end()) > width {
            lines.push(" ".repeat(hanging));
            used = hanging;
        }
        if let Some(last) = lines.last_mut() {
            last.push_str(word);
        }
        used += length(word);
        begun = true;
    }
    let last = lines.pop().unwrap_or_default();
    let mut full: Vec<&str> = lines.iter().map(|line| line.trim_end()).collect();
    full.push(&last);
    full.join("\n")
}

/// The words of a line, with the blanks behind them. What stands within quotation marks, such as a
/// command, is one word if it is no longer than that.
fn words(text: &str, most: usize) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let word = end_of_word(rest, 0);
        let quoted = end_of_quotation(rest).filter(|end| length(rest[..*end].trim_end()) <= most);
        let (word, after) = rest.split_at(quoted.map_or(word, |end| end.max(word)));
        words.push(word);
        rest = after;
    }
    words
}

/// Where the word ends in which a quotation ends that the text begins with.
fn end_of_quotation(text: &str) -> Option<usize> {
    let within = text.trim_start_matches('(');
    let mark = within.chars().next()?;
    let closing = match mark {
        '”' => '”',
        '‘' => '’',
        _ => return None,
    };
    let begin = text.len() - within.len() + mark.len_utf8();
    let end = begin + text[begin..].find(closing)?;
    Some(end_of_word(text, end))
}

fn end_of_word(text: &str, from: usize) -> usize {
    text[from..].find(' ').map_or(text.len(), |blank| from + blank + 1)
}

fn length(text: &str) -> usize {
    text.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_between_words() {
        assert_eq!(wrapped("ett två tre fyra", 8, 0), "ett två\ntre fyra");
        assert_eq!(wrapped("ett två\ntre fyra", 8, 0), "ett två\ntre fyra");
        assert_eq!(wrapped("  ett två tre fyra", 12, 2), "  ett två\n    tre fyra");
        assert_eq!(wrapped("ett oavbrutet tre", 5, 0), "ett\noavbrutet\ntre");
        assert_eq!(wrapped("skriv du nu ”a b c”, och d", 18, 0), "skriv du nu\n”a b c”, och d");
        assert_eq!(wrapped("see (‘a b’) once", 12, 0), "see (‘a b’)\nonce");
        assert_eq!(wrapped("”lång längre” än ”", 10, 0), "”lång\nlängre” än\n”");
        assert_eq!(wrapped("hur många brev? ", 11, 0), "hur många\nbrev? ");
    }
}

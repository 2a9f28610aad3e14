//! Tables that fit into a terminal.

use crate::diagnostic::wrapped;

/// Between two columns of a table.
pub(super) const BETWEEN: &str = "  ";
const GAP: usize = BETWEEN.len();
/// Before what is left of a row.
const MARGIN: &str = "    ";
/// A row that needs more lines than this is easier to read when its cells stand below each other.
const MOST_LINES: usize = 3;

/// A table with its first row as heading, a line a row; at a width, cells are wrapped within their
/// columns, and where that is not enough, each row has a further line for the columns that are left.
pub(super) fn table(rows: &[Vec<String>], width: Option<usize>) -> Vec<String> {
    let natural = columns(rows, length);
    let Some(width) = width.filter(|width| total(&natural) > *width) else {
        return rows.iter().map(|row| side_by_side(row, &natural)).collect();
    };
    let narrowest = columns(rows, |cell| cell.split(' ').map(length).max().unwrap_or(0));
    if let Some(fitting) = shrunk(natural.clone(), &narrowest, width) {
        // Words don't fill a column to its edge: what they leave goes.
        let longest = |cell: &str| cell.split('\n').map(length).max().unwrap_or(0);
        let rows: Vec<Vec<String>> = rows.iter().map(|row| in_cells(row, &fitting)).collect();
        let used = columns(&rows, longest);
        let wrapped: Vec<Vec<String>> = rows.iter().map(|row| within(row, &used)).collect();
        if wrapped.iter().all(|lines| lines.len() <= MOST_LINES) {
            return wrapped.concat();
        }
    }
    let groups = groups(&natural, width);
    rows.iter().flat_map(|row| in_groups(row, &groups, width)).collect()
}

/// The cells of a table, each as wide as its column, if a row fits into a line. The columns of a list
/// yield, one after the other, each down to a width; what is cut there is cut at a word.
pub(super) fn in_a_line(
    rows: &[Vec<String>],
    width: usize,
    yielding: &[(usize, usize)],
) -> Option<Vec<Vec<String>>> {
    let mut widths = columns(rows, length);
    for (column, least) in yielding {
        let excess = total(&widths).saturating_sub(width);
        let most = widths[*column].saturating_sub(*least);
        widths[*column] -= excess.min(most);
    }
    if total(&widths) > width {
        return None;
    }
    let fitting = |row: &Vec<String>| -> Vec<String> {
        row.iter()
            .zip(&widths)
            .map(|(cell, width)| {
                let cell = cut(cell, *width);
                let space = " ".repeat(width.saturating_sub(length(&cell)));
                cell + &space
            })
            .collect()
    };
    Some(rows.iter().map(fitting).collect())
}

/// A text no longer than so many characters, cut behind a word where that leaves most of it.
pub(super) fn cut(text: &str, longest: usize) -> String {
    if length(text) <= longest {
        return text.to_owned();
    }
    let kept: String = text.chars().take(longest.saturating_sub(1)).collect();
    let cuts_a_word =
        text.chars().nth(longest.saturating_sub(1)).is_some_and(char::is_alphanumeric);
    let word = kept.rfind([' ', '-']).map(|end| &kept[..end]);
    let word = word.filter(|word| cuts_a_word && 2 * length(word) >= longest);
    let kept = word.unwrap_or(&kept).trim_end_matches(|c: char| !c.is_alphanumeric());
    format!("{kept}…")
}

fn length(text: &str) -> usize {
    text.chars().count()
}

/// What the greatest cell of each column measures.
fn columns(rows: &[Vec<String>], measure: impl Fn(&str) -> usize) -> Vec<usize> {
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    let of =
        |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|c| measure(c)).max();
    (0..count).map(|column| of(column).unwrap_or(0)).collect()
}

fn total(widths: &[usize]) -> usize {
    widths.iter().sum::<usize>() + GAP * widths.len().saturating_sub(1)
}

/// Widths that fit: what is missing is taken from the widest columns, but never from a word.
fn shrunk(mut widths: Vec<usize>, narrowest: &[usize], width: usize) -> Option<Vec<usize>> {
    while total(&widths) > width {
        let wide = (0..widths.len()).filter(|column| widths[*column] > narrowest[*column]);
        let widest = wide.max_by_key(|column| widths[*column])?;
        widths[widest] -= 1;
    }
    Some(widths)
}

fn side_by_side(cells: &[impl AsRef<str>], widths: &[usize]) -> String {
    let padded = cells.iter().zip(widths).map(|(cell, width)| {
        let cell = cell.as_ref();
        format!("{cell}{}", " ".repeat(width.saturating_sub(length(cell))))
    });
    padded.collect::<Vec<_>>().join(&" ".repeat(GAP)).trim_end().to_owned()
}

fn in_cells(row: &[String], widths: &[usize]) -> Vec<String> {
    let wrapped = |(cell, width): (&String, &usize)| {
        wrapped(cell, *width, 0).split('\n').map(str::trim_end).collect::<Vec<_>>().join("\n")
    };
    row.iter().zip(widths).map(wrapped).collect()
}

/// The lines of a row of cells that have several.
fn within(row: &[String], widths: &[usize]) -> Vec<String> {
    let cells: Vec<Vec<&str>> = row.iter().map(|cell| cell.split('\n').collect()).collect();
    let height = cells.iter().map(Vec::len).max().unwrap_or(0);
    let line = |line: usize| {
        let cells: Vec<&str> =
            cells.iter().map(|cell| cell.get(line).copied().unwrap_or_default()).collect();
        side_by_side(&cells, widths)
    };
    (0..height).map(line).collect()
}

/// The widths of the columns that stand in a row's first line, its second, and so on.
fn groups(widths: &[usize], width: usize) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for column in widths {
        let margin = if groups.len() > 1 { MARGIN.len() } else { 0 };
        match groups.last_mut() {
            Some(group) if margin + total(group) + GAP + column <= width => group.push(*column),
            _ => groups.push(vec![*column]),
        }
    }
    groups
}

/// The lines of a row, all but the first farther in.
fn in_groups(row: &[String], groups: &[Vec<usize>], width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut rest = row;
    for group in groups {
        let (cells, others) = rest.split_at(group.len().min(rest.len()));
        let margin = if lines.is_empty() { "" } else { MARGIN };
        let line = format!("{margin}{}", side_by_side(cells, group));
        lines.push(wrapped(line.trim_end(), width, 0));
        rest = others;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(rows: &[&[&str]]) -> Vec<Vec<String>> {
        rows.iter().map(|row| row.iter().map(ToString::to_string).collect()).collect()
    }

    #[test]
    fn a_table_is_wrapped_only_where_it_does_not_fit() {
        let rows = rows(&[&["NR", "TILL", "VAD"], &["1", "solbacken", "invitation r1, report r1"]]);
        let full = ["NR  TILL       VAD", "1   solbacken  invitation r1, report r1"];
        assert_eq!(table(&rows, None), full);
        assert_eq!(table(&rows, Some(39)), full);
        let wrapped =
            ["NR  TILL       VAD", "1   solbacken  invitation r1,", "               report r1"];
        assert_eq!(table(&rows, Some(29)), wrapped);
        let grouped =
            ["NR  TILL", "    VAD", "1   solbacken", "    invitation r1,", "    report r1"];
        let lines = table(&rows, Some(20)).join("\n");
        assert_eq!(lines.split('\n').collect::<Vec<_>>(), grouped);
    }

    #[test]
    fn a_text_is_cut_at_a_word_unless_little_would_be_left() {
        assert_eq!(cut("Norra Bageriet AB", 17), "Norra Bageriet AB");
        assert_eq!(cut("Norra Bageriet AB", 16), "Norra Bageriet…");
        assert_eq!(cut("norra-bageriet-ab", 15), "norra-bageriet…");
        assert_eq!(cut("Norra Bageriet AB", 12), "Norra Bager…");
        assert_eq!(cut("Fastighetsföreningen", 10), "Fastighet…");
        assert_eq!(cut("A fastighetsföreningen", 10), "A fastigh…");
    }

    #[test]
    fn columns_yield_in_their_order_until_a_row_fits() {
        let rows = rows(&[&["solbacken", "Solbackens vänner", "r1"]]);
        let fits = |width| {
            let fitting = in_a_line(&rows, width, &[(1, 12), (0, 6)])?;
            fitting.first().map(|row| row.join("|"))
        };
        assert_eq!(fits(32).as_deref(), Some("solbacken|Solbackens vänner|r1"));
        assert_eq!(fits(28).as_deref(), Some("solbacken|Solbackens…  |r1"));
        assert_eq!(fits(26).as_deref(), Some("solback…|Solbackens… |r1"));
        assert_eq!(fits(20), None);
    }
}

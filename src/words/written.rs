//! Dates and times as people write them when they are asked, in either language.

use jiff::civil::{Date, Time};

use super::Language;
use super::dates::{self, MONTHS};

/// Why a text is not taken for a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unread {
    /// It is none that is known here.
    Unknown,
    /// Day and month could change places.
    Ambiguous,
    /// The month, from 1, has no more days than these that year.
    Beyond {
        /// Counted from 1.
        month: i8,
        /// Which has a February of its own.
        year: i16,
        /// So many.
        days: i8,
    },
    /// The day of the week is another's; this is the date without it.
    OtherWeekday(Date),
}

const WEEKDAYS: [(&str, &str); 7] = [
    ("måndag", "monday"),
    ("tisdag", "tuesday"),
    ("onsdag", "wednesday"),
    ("torsdag", "thursday"),
    ("fredag", "friday"),
    ("lördag", "saturday"),
    ("söndag", "sunday"),
];

/// No name of a month or day is cut shorter.
const SHORTEST: usize = 3;

/// The date that a text means, if it can mean no other.
///
/// # Errors
/// What it is instead.
pub fn date(text: &str) -> Result<Date, Unread> {
    let lower = text.to_lowercase().replace(',', " ");
    let mut words: Vec<&str> = lower
        .split_whitespace()
        .map(|word| word.trim_end_matches('.'))
        .filter(|word| !matches!(*word, "" | "den" | "the" | "of"))
        .collect();
    let weekday = words.first().and_then(|word| weekday(word));
    if weekday.is_some() {
        words.remove(0);
    }
    let found = match words.as_slice() {
        [whole] => in_digits(whole)?,
        [short, year] => {
            // Written so, it is the Swedish short form: 4/12 2026.
            let (day, month) = short.split_once('/').ok_or(Unread::Unknown)?;
            made(number(day)?, number(month)?, number(year)?)?
        }
        [day, name, year] if month(name).is_some() => of_month(day, name, year)?,
        [name, day, year] => of_month(day, name, year)?,
        _ => return Err(Unread::Unknown),
    };
    match weekday {
        Some(named) if named != found.weekday().to_monday_zero_offset() => {
            Err(Unread::OtherWeekday(found))
        }
        _ => Ok(found),
    }
}

/// `2026-12-04`, `4.12.2026`, and with strokes where the two numbers cannot change places.
fn in_digits(text: &str) -> Result<Date, Unread> {
    let parts = |mark| text.split(mark).map(number).collect::<Result<Vec<i16>, _>>();
    if let Ok([year, month, day]) = parts('-').as_deref() {
        return made(*day, *month, *year);
    }
    if let Ok([day, month, year]) = parts('.').as_deref() {
        return made(*day, *month, *year);
    }
    match parts('/').as_deref() {
        Ok([day, month, year]) if day == month || *day > 12 => made(*day, *month, *year),
        Ok([month, day, year]) if *day > 12 => made(*day, *month, *year),
        Ok([.., year]) if *year > 999 => Err(Unread::Ambiguous),
        _ => Err(Unread::Unknown),
    }
}

fn of_month(day: &str, name: &str, year: &str) -> Result<Date, Unread> {
    let endings = ["st", "nd", "rd", "th", ":e", ":a"];
    let day = endings.iter().find_map(|ending| day.strip_suffix(ending)).unwrap_or(day);
    made(number(day)?, month(name).ok_or(Unread::Unknown)?, number(year)?)
}

fn made(day: i16, month: i16, year: i16) -> Result<Date, Unread> {
    let day = i8::try_from(day).map_err(|_| Unread::Unknown)?;
    let month = i8::try_from(month).map_err(|_| Unread::Unknown)?;
    // Two digits would be a year in Roman times.
    let first = Date::new(year, month, 1).ok().filter(|_| year > 999).ok_or(Unread::Unknown)?;
    Date::new(year, month, day).map_err(|_| match first.days_in_month() {
        days if day > days => Unread::Beyond { month, year, days },
        _ => Unread::Unknown,
    })
}

fn number(text: &str) -> Result<i16, Unread> {
    let digits = (1..=4).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    text.parse().ok().filter(|_| digits).ok_or(Unread::Unknown)
}

/// Counted from 1.
fn month(name: &str) -> Option<i16> {
    let found = MONTHS.iter().position(|(swedish, english)| {
        begins(swedish, name) || begins(&english.to_lowercase(), name)
    });
    found.and_then(|index| i16::try_from(index + 1).ok())
}

/// Counted from 0.
fn weekday(name: &str) -> Option<i8> {
    let name = name.strip_suffix("en").unwrap_or(name);
    let found = WEEKDAYS
        .iter()
        .position(|(swedish, english)| begins(swedish, name) || begins(english, name));
    found.and_then(|index| i8::try_from(index).ok())
}

fn begins(whole: &str, name: &str) -> bool {
    name.chars().count() >= SHORTEST && whole.starts_with(name)
}

/// The time of day that a text means: `9`, `kl. 9`, `9am`, `8:30`, `08.30`.
#[must_use]
pub fn time(text: &str) -> Option<Time> {
    let lower = text.to_lowercase();
    let mut rest = lower.trim();
    for prefix in ["klockan", "kl.", "kl", "at"] {
        if let Some(after) = rest.strip_prefix(prefix) {
            rest = after.trim_start();
            break;
        }
    }
    let half = [("a.m.", 0), ("am", 0), ("p.m.", 12), ("pm", 12)];
    let half = half.iter().find_map(|(ending, hours)| Some((rest.strip_suffix(ending)?, *hours)));
    let (clock, hours) =
        half.map_or((rest, None), |(clock, hours)| (clock.trim_end(), Some(hours)));
    let (hour, minute) = clock.split_once([':', '.']).unwrap_or((clock, "00"));
    let digits = |text: &str, most: usize| {
        let right = (1..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        text.parse::<i8>().ok().filter(|_| right)
    };
    let (hour, minute) = (digits(hour, 2)?, digits(minute, 2).filter(|_| minute.len() == 2)?);
    let hour = match hours {
        Some(after) if (1..=12).contains(&hour) => hour % 12 + after,
        Some(_) => return None,
        None => hour,
    };
    Time::new(hour, minute, 0, 0).ok()
}

/// What a month is called.
#[must_use]
pub fn month_name(month: i8, language: Language) -> &'static str {
    let index = usize::try_from(month).unwrap_or(1).clamp(1, 12) - 1;
    dates::name(&MONTHS[index], language)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_read_however_it_is_written_if_it_can_be_no_other() {
        let friday = Date::constant(2026, 12, 4);
        for text in [
            "2026-12-04",
            "4 december 2026",
            " Fredagen den 4 December 2026",
            "fredag 4 dec. 2026",
            "den 4 dec 2026",
            "Fri, 4th of December 2026",
            "Dec 4, 2026",
            "Friday December 4th, 2026",
            "4/12 2026",
            "4.12.2026",
        ] {
            assert_eq!(date(text), Ok(friday), "{text}");
        }
        assert_eq!(date("20/4/2027"), date("04/20/2027"));
        assert_eq!(date("20/4/2027"), Ok(Date::constant(2027, 4, 20)));
        assert_eq!(date("12/12/2026"), Ok(Date::constant(2026, 12, 12)));
        assert_eq!(date("04/12/2026"), Err(Unread::Ambiguous));
        let april = Unread::Beyond { month: 4, year: 2027, days: 30 };
        assert_eq!(date("31 april 2027"), Err(april));
        assert_eq!(date("2027-04-31"), Err(april));
        assert_eq!(date("Monday 4 December 2026"), Err(Unread::OtherWeekday(friday)));
        for text in
            ["", "fredag", "soon", "april", "4 dec", "4 12 2026", "20 avril 2018", "4/12/26"]
        {
            assert_eq!(date(text), Err(Unread::Unknown), "{text}");
        }
    }

    #[test]
    fn a_time_is_read_however_it_is_written() {
        let clock = |hour, minute| Some(Time::constant(hour, minute, 0, 0));
        for text in ["9", "09", "kl. 9", "kl 9", "klockan 9.00", "9am", "9:00 a.m.", "9.00"] {
            assert_eq!(time(text), clock(9, 0), "{text}");
        }
        assert_eq!(time("8:30"), clock(8, 30));
        assert_eq!(time("2.30pm"), clock(14, 30));
        assert_eq!(time("12 pm"), clock(12, 0));
        assert_eq!(time("12am"), clock(0, 0));
        for text in ["", "25:00", "24.00", "13pm", "9.5", "9.5.5", "nio", "-1"] {
            assert_eq!(time(text), None, "{text}");
        }
    }
}

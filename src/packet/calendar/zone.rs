//! How a zone's clocks go around an event: VTIMEZONE (RFC 5545, 3.6.5).

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Weekday};
use jiff::tz::{Offset, TimeZone};

use super::lines::Lines;

/// So many years are looked at, from the one before the event on.
const YEARS: i16 = 5;

/// An instant from which on the clocks show another time.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Onset {
    /// What they show at that instant, by the offset that ends.
    local: DateTime,
    from: Offset,
    to: Offset,
    /// `CEST`
    name: String,
}

/// The zone's name, as the event's times refer to it.
pub(super) fn name(zone: &TimeZone) -> &str {
    zone.iana_name().expect("a ceremony's zone is one of the database")
}

/// Writes the zone for an event in that year.
///
/// Where the clocks change twice a year by a rule, that rule is written, in the form that every
/// calendar writes itself. Where they do not, the offset at the beginning, and each change.
pub(super) fn write(lines: &mut Lines, zone: &TimeZone, year: i16) {
    let first = (year - 1).max(0);
    let (beginning, onsets) = onsets(zone, first);
    lines.plain("BEGIN", "VTIMEZONE");
    lines.plain("TZID", name(zone));
    if let Some(rules) = yearly(&onsets, first) {
        for (onset, rule) in rules {
            observance(lines, onset, Some(&rule));
        }
    } else {
        observance(lines, &beginning, None);
        for onset in &onsets {
            observance(lines, onset, None);
        }
    }
    lines.plain("END", "VTIMEZONE");
}

/// What the clocks show at the beginning of a year, and all changes from then on.
fn onsets(zone: &TimeZone, first: i16) -> (Onset, Vec<Onset>) {
    let local = Date::constant(first, 1, 1).to_datetime(jiff::civil::Time::midnight());
    let start = Offset::UTC.to_timestamp(local).unwrap_or(Timestamp::MAX);
    let offset = zone.to_offset_info(start);
    let mut from = offset.offset();
    let beginning = Onset { local, from, to: from, name: offset.abbreviation().to_owned() };
    let mut onsets = Vec::new();
    for transition in zone.following(start) {
        let (instant, to) = (transition.timestamp(), transition.offset());
        let local = from.to_datetime(instant);
        if local.year() >= first.saturating_add(YEARS) {
            break;
        }
        // Some change nothing that a clock shows.
        if to != from {
            onsets.push(Onset { local, from, to, name: transition.abbreviation().to_owned() });
        }
        from = to;
    }
    (beginning, onsets)
}

/// The first two changes with the rules that all of them follow, if they do.
fn yearly(onsets: &[Onset], first: i16) -> Option<[(&Onset, String); 2]> {
    let years = usize::try_from(YEARS).expect("a few");
    if onsets.len() != 2 * years {
        return None;
    }
    let in_its_year = |(index, onset): (usize, &Onset)| {
        i16::try_from(index / 2).is_ok_and(|after| onset.local.year() == first + after)
    };
    if !onsets.iter().enumerate().all(in_its_year) {
        return None;
    }
    let rule = |offset: usize| {
        let each: Vec<&Onset> = onsets.iter().skip(offset).step_by(2).collect();
        rule(&each).map(|rule| (&onsets[offset], rule))
    };
    Some([rule(0)?, rule(1)?])
}

/// The rule of changes in successive years: `FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU`.
fn rule(each: &[&Onset]) -> Option<String> {
    let first = each.first()?;
    let alike = |onset: &&&Onset| {
        let (a, b) = (first.local, onset.local);
        (a.month(), a.weekday(), a.time()) == (b.month(), b.weekday(), b.time())
            && (&first.from, &first.to, &first.name) == (&onset.from, &onset.to, &onset.name)
    };
    if !each.iter().all(|onset| alike(&onset)) {
        return None;
    }
    let last = |onset: &&Onset| onset.local.day() + 7 > onset.local.date().days_in_month();
    let week = |onset: &&Onset| (onset.local.day() - 1) / 7 + 1;
    let week = if each.iter().all(last) {
        -1
    } else if each.iter().all(|onset| week(onset) == week(first)) {
        week(first)
    } else {
        return None;
    };
    let day = match first.local.weekday() {
        Weekday::Monday => "MO",
        Weekday::Tuesday => "TU",
        Weekday::Wednesday => "WE",
        Weekday::Thursday => "TH",
        Weekday::Friday => "FR",
        Weekday::Saturday => "SA",
        Weekday::Sunday => "SU",
    };
    Some(format!("FREQ=YEARLY;BYMONTH={};BYDAY={week}{day}", first.local.month()))
}

/// Clocks that are put forward show summer time in the form's words, which has no others.
fn observance(lines: &mut Lines, onset: &Onset, rule: Option<&str>) {
    let kind = if onset.to > onset.from { "DAYLIGHT" } else { "STANDARD" };
    lines.plain("BEGIN", kind);
    lines.plain("DTSTART", &super::local(onset.local));
    if let Some(rule) = rule {
        lines.plain("RRULE", rule);
    }
    lines.plain("TZOFFSETFROM", &offset(onset.from));
    lines.plain("TZOFFSETTO", &offset(onset.to));
    lines.text("TZNAME", &onset.name);
    lines.plain("END", kind);
}

/// `+0100`, and seconds where there are some.
fn offset(offset: Offset) -> String {
    let seconds = offset.seconds();
    let (sign, seconds) = (if seconds < 0 { '-' } else { '+' }, seconds.abs());
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    let seconds = if seconds == 0 { String::new() } else { format!("{seconds:02}") };
    format!("{sign}{hours:02}{minutes:02}{seconds}")
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;

    use super::*;

    fn written(zone: &str, year: i16) -> String {
        let mut lines = Lines::default();
        write(&mut lines, &TimeZone::get(zone).expect(zone), year);
        lines.into_text()
    }

    #[test]
    fn stockholm_is_written_as_every_calendar_writes_it() {
        assert_eq!(
            written("Europe/Stockholm", 2018).replace("\r\n", "\n"),
            "BEGIN:VTIMEZONE\nTZID:Europe/Stockholm\n\
             BEGIN:DAYLIGHT\nDTSTART:20170326T020000\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\n\
             TZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nTZNAME:CEST\nEND:DAYLIGHT\n\
             BEGIN:STANDARD\nDTSTART:20171029T030000\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\n\
             TZOFFSETFROM:+0200\nTZOFFSETTO:+0100\nTZNAME:CET\nEND:STANDARD\n\
             END:VTIMEZONE\n"
        );
    }

    #[test]
    fn a_zone_whose_clocks_never_change_has_one_offset() {
        for (zone, offset) in [("UTC", "+0000"), ("Africa/Lagos", "+0100"), ("Etc/GMT+5", "-0500")]
        {
            let text = written(zone, 2018);
            assert_eq!(text.matches("BEGIN:").count(), 2, "{text}");
            for line in ["DTSTART:20170101T000000", "BEGIN:STANDARD"] {
                assert!(text.contains(line), "{text}");
            }
            for side in ["FROM", "TO"] {
                assert!(text.contains(&format!("TZOFFSET{side}:{offset}\r\n")), "{text}");
            }
        }
    }

    /// All onsets up to the end of a year, as RFC 5545 has them read, with their offsets.
    fn read(text: &str, last: i16) -> Vec<(DateTime, String)> {
        let mut onsets = Vec::new();
        for observance in text.split("BEGIN:").skip(2) {
            let value = |name: &str| {
                observance.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'))
            };
            let start: DateTime = value("DTSTART").unwrap().parse().unwrap();
            let to = value("TZOFFSETTO").unwrap();
            onsets.push((start, to.to_owned()));
            let Some(rule) = value("RRULE") else { continue };
            let rest = rule.strip_prefix("FREQ=YEARLY;BYMONTH=").unwrap();
            let (month, day) = rest.split_once(";BYDAY=").unwrap();
            let (week, day) = day.split_at(day.len() - 2);
            let days = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
            let day = days.iter().position(|known| *known == day).unwrap();
            let day = Weekday::from_monday_zero_offset(day.try_into().unwrap()).unwrap();
            for year in start.year()..=last {
                let month = Date::new(year, month.parse().unwrap(), 1).unwrap();
                let date = month.nth_weekday_of_month(week.parse().unwrap(), day).unwrap();
                onsets.push((date.to_datetime(start.time()), to.to_owned()));
            }
        }
        onsets.sort();
        onsets
    }

    /// The offset in force at a local time: that of the last onset.
    fn offset_at(onsets: &[(DateTime, String)], local: DateTime) -> &str {
        &onsets.iter().rfind(|(onset, _)| *onset <= local).expect("an onset before each time").1
    }

    #[test]
    fn every_zone_of_the_database_is_right_all_through_the_year() {
        let mut rules = 0;
        for name in jiff::tz::db().available() {
            let zone = TimeZone::get(name.as_str()).expect("a zone of the database");
            for year in [1995, 2011, 2018, 2040] {
                let text = written(name.as_str(), year);
                rules += text.matches("RRULE").count();
                let onsets = read(&text, year);
                let mut local = Date::new(year, 1, 1).unwrap().at(0, 30, 0, 0);
                while local.year() == year {
                    let instant = zone.to_ambiguous_timestamp(local);
                    // Where a time is there twice or not at all, the first or the one before holds.
                    if !instant.is_ambiguous() {
                        let expected = offset(zone.to_offset(instant.compatible().unwrap()));
                        assert_eq!(offset_at(&onsets, local), expected, "{name:?} {local}\n{text}");
                    }
                    local = local.saturating_add(79.hours());
                }
            }
        }
        assert!(rules > 1000, "{rules}");
    }

    #[test]
    fn the_hours_around_each_change_are_right() {
        for zone in ["Europe/Stockholm", "Europe/Dublin", "America/New_York", "Australia/Sydney"] {
            let onsets = read(&written(zone, 2018), 2018);
            let zone = TimeZone::get(zone).unwrap();
            let start: Timestamp = "2018-01-01T00:00:00Z".parse().unwrap();
            for change in zone.following(start).take(2) {
                for minutes in [-181, -121, 121, 181] {
                    let instant = change.timestamp() + minutes.minutes();
                    let local = zone.to_datetime(instant);
                    let offset = offset(zone.to_offset(instant));
                    assert_eq!(offset_at(&onsets, local), offset, "{local}");
                }
            }
        }
    }

    #[test]
    fn the_first_and_the_last_years_are_no_exception() {
        for year in [0, 1, 9996, 9999] {
            for zone in ["Europe/Stockholm", "Pacific/Auckland", "America/New_York"] {
                assert!(written(zone, year).contains("DTSTART:"), "{year}");
            }
        }
    }
}

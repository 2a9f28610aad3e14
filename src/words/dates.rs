//! Dates and times in prose, as Swedish and English official letters write them.

use jiff::Timestamp;
use jiff::civil::{Date, Time, Weekday};
use jiff::tz::TimeZone;

use super::Language;

pub(super) const MONTHS: [(&str, &str); 12] = [
    ("januari", "January"),
    ("februari", "February"),
    ("mars", "March"),
    ("april", "April"),
    ("maj", "May"),
    ("juni", "June"),
    ("juli", "July"),
    ("augusti", "August"),
    ("september", "September"),
    ("oktober", "October"),
    ("november", "November"),
    ("december", "December"),
];

/// `20 april 2018`, `20 April 2018`
#[must_use]
pub fn date(date: Date, language: Language) -> String {
    let month = MONTHS[usize::try_from(date.month() - 1).expect("months begin with 1")];
    let month = name(&month, language);
    format!("{} {month} {}", date.day(), date.year())
}

/// `20/4`, `20 Apr`: where the year is known, and there is little room.
#[must_use]
pub fn short(date: Date, language: Language) -> String {
    match language {
        Language::Swedish => format!("{}/{}", date.day(), date.month()),
        Language::English => {
            let month = MONTHS[usize::try_from(date.month() - 1).expect("months begin with 1")].1;
            format!("{} {}", date.day(), &month[..3])
        }
    }
}

/// What a month is called in a language.
pub(super) fn name(month: &(&'static str, &'static str), language: Language) -> &'static str {
    match language {
        Language::Swedish => month.0,
        Language::English => month.1,
    }
}

/// `fredagen den 20 april 2018`, `Friday 20 April 2018`
#[must_use]
pub fn day(day: Date, language: Language) -> String {
    let (swedish, english) = match day.weekday() {
        Weekday::Monday => ("måndagen", "Monday"),
        Weekday::Tuesday => ("tisdagen", "Tuesday"),
        Weekday::Wednesday => ("onsdagen", "Wednesday"),
        Weekday::Thursday => ("torsdagen", "Thursday"),
        Weekday::Friday => ("fredagen", "Friday"),
        Weekday::Saturday => ("lördagen", "Saturday"),
        Weekday::Sunday => ("söndagen", "Sunday"),
    };
    match language {
        Language::Swedish => format!("{swedish} den {}", date(day, language)),
        Language::English => format!("{english} {}", date(day, language)),
    }
}

/// `07.30`, `07:30`
#[must_use]
pub fn time(time: Time, language: Language) -> String {
    let separator = match language {
        Language::Swedish => '.',
        Language::English => ':',
    };
    format!("{:02}{separator}{:02}", time.hour(), time.minute())
}

/// `20 april 2018 kl. 07.30.00 UTC`, `20 April 2018, 07:30:00 UTC`: an instant by clocks elsewhere.
#[must_use]
pub fn universal(at: Timestamp, language: Language) -> String {
    let civil = TimeZone::UTC.to_datetime(at);
    let (date, time) = (date(civil.date(), language), time(civil.time(), language));
    match language {
        Language::Swedish => format!("{date} kl. {time}.{:02} UTC", civil.second()),
        Language::English => format!("{date}, {time}:{:02} UTC", civil.second()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_read_as_in_a_letter() {
        let friday = Date::constant(2018, 4, 20);
        assert_eq!(day(friday, Language::Swedish), "fredagen den 20 april 2018");
        assert_eq!(day(friday, Language::English), "Friday 20 April 2018");
        let half_past_seven = Time::constant(7, 30, 0, 0);
        assert_eq!(time(half_past_seven, Language::Swedish), "07.30");
        assert_eq!(time(half_past_seven, Language::English), "07:30");
        let at = "2018-04-20T07:30:05.75Z".parse().unwrap();
        assert_eq!(universal(at, Language::Swedish), "20 april 2018 kl. 07.30.05 UTC");
        assert_eq!(universal(at, Language::English), "20 April 2018, 07:30:05 UTC");
    }
}

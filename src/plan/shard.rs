//! A shard (*del*) of a batch: whose packets one of many runs typesets.

use std::collections::BTreeSet;
use std::fmt;
use std::num::NonZeroU32;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The K-th of N shards, counted from 1: written `K/N`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Shard {
    number: NonZeroU32,
    of: NonZeroU32,
}

impl Shard {
    /// Which one it is.
    #[must_use]
    pub fn number(self) -> u32 {
        self.number.get()
    }

    /// How many there are.
    #[must_use]
    pub fn of(self) -> u32 {
        self.of.get()
    }

    /// What belongs to it: every N-th, beginning with the K-th. So each shard gets the same mix,
    /// and as much as any other, in whatever order things stand.
    pub fn share<T>(self, all: &[T]) -> impl Iterator<Item = &T> {
        let at = |number: u32| usize::try_from(number).unwrap_or(usize::MAX);
        all.iter().skip(at(self.number()) - 1).step_by(at(self.of()))
    }

    /// What its folder is called, unless somebody says otherwise: `K-of-N`.
    #[must_use]
    pub fn folder_name(self) -> String {
        format!("{}-of-{}", self.number, self.of)
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.number, self.of)
    }
}

impl From<Shard> for String {
    fn from(shard: Shard) -> Self {
        shard.to_string()
    }
}

impl FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parse = |(number, of): (&str, &str)| {
            let shard = Self { number: number.parse().ok()?, of: of.parse().ok()? };
            (shard.number <= shard.of && shard.to_string() == text).then_some(shard)
        };
        text.split_once('/').and_then(parse).ok_or_else(|| "K/N: 1/N … N/N".to_owned())
    }
}

impl TryFrom<String> for Shard {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

/// The numbers from 1 to N that are not there, as schedulers take them for an array of jobs: `2,5-7`.
#[must_use]
pub fn missing(there: &BTreeSet<u32>, of: u32) -> String {
    let mut runs = Vec::new();
    // The last number of all has one after it, too.
    let mut next = 1_u64;
    for number in there.iter().map(|number| u64::from(*number)) {
        runs.push((next, number - 1));
        next = number + 1;
    }
    runs.push((next, u64::from(of)));
    let printed = runs.into_iter().filter(|(first, last)| first <= last).map(|(first, last)| {
        if first == last { first.to_string() } else { format!("{first}-{last}") }
    });
    printed.collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_one_of_so_many_is_a_shard_and_it_reads_back_as_it_was_written() {
        for text in ["1/1", "4/4", "2/1000000"] {
            assert_eq!(text.parse::<Shard>().map(|shard| shard.to_string()), Ok(text.to_owned()));
        }
        for text in ["", "1", "0/4", "5/4", "1/0", "-1/4", "+1/4", "01/4", "1/4/4", " 1/4", "1/x"] {
            assert!(text.parse::<Shard>().is_err(), "{text}");
        }
    }

    #[test]
    fn the_shards_share_everything_and_nothing_twice() {
        let all: Vec<usize> = (0..10).collect();
        for of in [1, 3, 10, 12] {
            let mut together = Vec::new();
            for number in 1..=of {
                let shard: Shard = format!("{number}/{of}").parse().unwrap();
                let own: Vec<usize> = shard.share(&all).copied().collect();
                assert!(own.len().abs_diff(10 / of) <= 1, "{shard}: {own:?}");
                together.extend(own);
            }
            together.sort_unstable();
            assert_eq!(together, all);
        }
    }

    #[test]
    fn what_is_missing_is_told_as_ranges() {
        for (there, of, told) in [
            (&[][..], 2, "1-2"),
            (&[1, 2], 2, ""),
            (&[1, 2], 3, "3"),
            (&[1, 3, 4, 8], 9, "2,5-7,9"),
            (&[u32::MAX - 1], u32::MAX, "1-4294967293,4294967295"),
            (&[u32::MAX], u32::MAX, "1-4294967294"),
        ] {
            assert_eq!(missing(&there.iter().copied().collect(), of), told);
        }
    }
}

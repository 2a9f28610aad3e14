//! The form of `private/inputs.json`. What thousands of documents share is written once: the digests
//! of the files, and each list of files that are read.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::Arc;

use serde::de::{Error as _, Unexpected};
use serde::ser::SerializeMap as _;
use serde::{Deserialize, Serialize, Serializer};

use super::{Inputs, InputsBook};
use crate::audit::Digest;
use crate::packet::answer::Answer;
use crate::packet::changes::Told;
use crate::typeset::Reads;

/// The whole of it; what it is of differs between writing, which copies nothing, and reading.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Form<Text, Files, List, Made, Answers> {
    #[serde(default = "none", skip_serializing_if = "Option::is_none")]
    salt: Option<Text>,
    title: Text,
    files: Files,
    /// The lists of files, to which the entries point by numbers from 0.
    reads: Vec<List>,
    made: Made,
    answers: Answers,
}

fn none<T>() -> Option<T> {
    None
}

/// What one document or letter was made from.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry<Text, List> {
    digest: Digest,
    title: Text,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pages: Option<usize>,
    #[serde(default = "none", skip_serializing_if = "Option::is_none")]
    thumbnail: Option<Text>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reads: Option<usize>,
    #[serde(default = "none", skip_serializing_if = "Option::is_none")]
    told: Option<List>,
}

impl InputsBook {
    /// Writes the inputs as text; equal ones have equal texts.
    ///
    /// # Errors
    /// What writing fails with.
    pub fn write(&self, mut to: &mut dyn Write) -> io::Result<()> {
        let mut lists: BTreeMap<&[String], usize> = BTreeMap::new();
        let mut reads: Vec<&[String]> = Vec::new();
        for inputs in self.made.values() {
            let list: &[String] = &inputs.reads;
            lists.entry(list).or_insert_with(|| {
                reads.push(list);
                reads.len() - 1
            });
        }
        let form = Form {
            salt: self.salt.as_deref(),
            title: self.title.as_str(),
            files: &self.files,
            reads,
            made: Made { made: &self.made, lists: &lists },
            answers: &self.answers,
        };
        serde_json::to_writer_pretty(&mut to, &form)?;
        to.write_all(b"\n")
    }

    /// Reads what was written.
    pub(super) fn parse(text: &str) -> serde_json::Result<Self> {
        type Files = BTreeMap<String, Digest>;
        type Entries = BTreeMap<String, Entry<String, Vec<Told>>>;
        type Answers = BTreeMap<String, Answer>;
        let form: Form<String, Files, Vec<String>, Entries, Answers> = serde_json::from_str(text)?;
        let lists: Vec<Reads> = form.reads.into_iter().map(Reads::from).collect();
        let inputs = |entry: Entry<String, Vec<Told>>| {
            let reads = match entry.reads {
                Some(number) => lists.get(number).cloned().ok_or_else(|| no_list(number))?,
                None => Reads::default(),
            };
            Ok(Arc::new(Inputs {
                digest: entry.digest,
                title: entry.title,
                pages: entry.pages,
                thumbnail: entry.thumbnail,
                reads,
                told: entry.told.unwrap_or_default(),
            }))
        };
        let made = form.made.into_iter().map(|(name, entry)| Ok((name, inputs(entry)?)));
        let made = made.collect::<Result<_, serde_json::Error>>()?;
        let (salt, title, files, answers) = (form.salt, form.title, form.files, form.answers);
        Ok(Self { salt, title, files, made, answers })
    }
}

/// That there is no list of a number.
fn no_list(number: usize) -> serde_json::Error {
    let number = Unexpected::Unsigned(number as u64);
    serde_json::Error::invalid_value(number, &"reads")
}

/// The entries by name, as they are written.
struct Made<'a> {
    made: &'a BTreeMap<String, Arc<Inputs>>,
    /// The numbers of the lists.
    lists: &'a BTreeMap<&'a [String], usize>,
}

impl Serialize for Made<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.made.len()))?;
        for (name, inputs) in self.made {
            let list: &[String] = &inputs.reads;
            let entry = Entry {
                digest: inputs.digest,
                title: inputs.title.as_str(),
                pages: inputs.pages,
                thumbnail: inputs.thumbnail.as_deref(),
                reads: (!list.is_empty()).then(|| self.lists[list]),
                told: (!inputs.told.is_empty()).then_some(&inputs.told),
            };
            map.serialize_entry(name, &entry)?;
        }
        map.end()
    }
}

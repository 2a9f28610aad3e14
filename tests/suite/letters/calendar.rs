//! Calendar entries, from one revision to the next.

use std::collections::BTreeMap;

use mail_parser::{MessageParser, MimeHeaders as _};

use super::meant::{Event, event, lines_are_those_of_mail};
use crate::common::Sandbox;

/// The letters of an outbox that have calendar entries: their recipients, and the events.
fn entries(sandbox: &Sandbox) -> BTreeMap<String, (String, Event)> {
    let letters = sandbox.files("output/outbox");
    let queued = letters.iter().filter(|(name, _)| {
        let name = std::path::Path::new(name);
        name.extension().is_some_and(|ending| ending == "eml") && name.parent() == Some("".as_ref())
    });
    queued
        .filter_map(|(name, bytes)| {
            lines_are_those_of_mail(bytes);
            let message = MessageParser::default().parse(bytes).expect("a message");
            let of = |kind: (&str, &str)| {
                let part = message.parts.iter().find(|part| part.is_content_type(kind.0, kind.1));
                part.map(|part| String::from_utf8(part.contents().to_vec()).expect("UTF-8"))
            };
            let text = of(("text", "calendar"))?;
            assert_eq!(of(("application", "ics")), Some(text.clone()), "{name}");
            let recipient = message.to().and_then(|to| to.first()).and_then(|to| to.address());
            let recipient = recipient.expect("a recipient").to_owned();
            Some((name.clone(), (recipient, event(&text))))
        })
        .collect()
}

#[test]
fn a_new_revision_is_the_same_entry_with_a_higher_sequence() {
    let sandbox = Sandbox::new();
    sandbox.produce();
    let first = entries(&sandbox);
    // 15 letters and 2 copies, without the one that does not come, and the coordinator's.
    assert_eq!(first.len(), 16, "{:?}", first.keys());
    assert!(!first.contains_key("sankt-mikael-r1.eml"));
    assert!(first.values().all(|(_, event)| event["SEQUENCE"].1 == "0"));
    let uid = |name: &str| first[name].1["UID"].1.clone();
    assert_eq!(
        uid("akerlund-r1.eml"),
        uid("akerlund-r1-copy1.eml"),
        "one entry for both addresses"
    );
    assert_ne!(uid("akerlund-r1.eml"), uid("svalan-r1.eml"));
    assert!(first.values().all(|(_, event)| !event.contains_key("ATTENDEE")));

    sandbox.change("signatories.toml", "venue = \"Stadshallen i Lund\"", "venue = \"Mejeriet\"");
    sandbox.produce();
    let second = entries(&sandbox);
    assert_eq!(second.len(), first.len());
    for (name, (_, event)) in &second {
        let earlier = &first[&name.replace("-r2", "-r1")].1;
        assert_eq!(event["UID"], earlier["UID"], "{name}");
        assert_eq!((event["SEQUENCE"].1.as_str(), event["LOCATION"].1.as_str()), ("1", "Mejeriet"));
    }

    // Nothing in an entry changes without a revision: not who asks, and not whether.
    sandbox.change("signatories.toml", "[mail]\n", "[mail]\nanswers = true\n");
    sandbox.produce();
    let third = entries(&sandbox);
    for (name, (recipient, event)) in &third {
        assert!(name.contains("-r3"), "{name}");
        assert_eq!(event["SEQUENCE"].1, "2");
        assert_eq!(event["ATTENDEE"].1, format!("mailto:{recipient}"));
        assert!(event["ATTENDEE"].0.contains("PARTSTAT=NEEDS-ACTION;RSVP=TRUE"));
    }
    let (name, other) = ("reply-to-name = \"Jon Andersson\"", "reply-to-name = \"Jon\"");
    sandbox.change("signatories.toml", name, other);
    sandbox.produce();
    assert!(entries(&sandbox).keys().all(|name| name.contains("-r4")));
    let before = sandbox.instants("output");
    sandbox.produce();
    assert_eq!(sandbox.instants("output"), before, "the same, and nothing happens");
}

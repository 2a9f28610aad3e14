//! The overview and the running order on stage: what their data say, and when they are made anew.
//! What people see of them is tested in a browser (`tests/browser/`).

use std::fs;

use crate::common::Sandbox;
use serde_json::Value;

const OVERVIEW: &str = "output/index.html";
const STAGE: &str = "output/running-order.html";

/// What a page tells.
fn data(sandbox: &Sandbox, page: &str) -> Value {
    let html = sandbox.read(page);
    let (_, rest) = html.split_once("id=\"data\">").expect("the data's element");
    let (data, _) = rest.split_once("</script>").expect("its end");
    serde_json::from_str(data).expect("JSON")
}

/// A row of the overview.
fn row(sandbox: &Sandbox, id: &str) -> Value {
    let data = data(sandbox, OVERVIEW);
    let rows = data["rows"].as_array().expect("a list");
    rows.iter().find(|row| row["id"] == id).unwrap_or(&Value::Null).clone()
}

fn is(row: &Value, name: &str) -> bool {
    row["is"].as_array().expect("a list").iter().any(|is| is == name)
}

#[test]
fn the_stage_has_every_item_and_signature_at_its_instant() {
    let sandbox = Sandbox::new();
    // Half a day ahead of Lund.
    sandbox.change(
        "signatories.toml",
        "date = \"2018-04-20\"",
        "date = \"2018-04-20\"\nzone = \"Pacific/Auckland\"",
    );
    sandbox.produce();
    let data = data(&sandbox, STAGE);
    let items = data["items"].as_array().expect("a list");
    let what: Vec<_> = items.iter().filter_map(|item| item["what"].as_str()).collect();
    assert_eq!(what.len(), 5);
    assert_eq!(what[0], "Frukost och mingel");
    let instant = |text: &str| text.parse::<jiff::Timestamp>().expect("RFC 3339").as_millisecond();
    assert_eq!(items[0]["start"], instant("2018-04-20T07:30:00+12:00"));
    assert_eq!(items[0]["end"], instant("2018-04-20T08:00:00+12:00"));
    assert_eq!((&items[0]["offset"], &items[0]["fixed"]), (&720.into(), &true.into()));
    assert_eq!(items[1]["fixed"], false, "it follows upon the one before");
    let slots = items[2]["slots"].as_array().expect("a list");
    assert_eq!(slots.len(), 15, "the host, and those who come");
    assert_eq!(slots[0]["what"], "Lunds kommun");
    assert_eq!(slots[1]["start"], instant("2018-04-20T08:11:00+12:00"));
    assert!(slots[0]["who"].as_str().expect("text").starts_with("Anders Almgren, Kommun"));
    assert!(items.iter().all(|item| item["slots"].as_array().is_some()));
}

#[test]
fn what_stands_in_the_roster_never_becomes_markup() {
    let sandbox = Sandbox::new();
    let title = "</script><script>alert(1)</script> /*{{js}}*/ {{csp}} {{language}}";
    sandbox.change(
        "signatories.toml",
        "what = \"Gemensamt fotografi\"",
        &format!("what = '{title}'"),
    );
    sandbox.change(
        "signatories.toml",
        "organisation = \"Solbackens Bageri & Konditori AB\"",
        &format!("organisation = '{title}'"),
    );
    sandbox.produce();
    for page in [OVERVIEW, STAGE] {
        assert_eq!(sandbox.read(page).matches("<script").count(), 2, "the data and the program");
    }
    assert_eq!(data(&sandbox, STAGE)["items"][3]["what"], title);
    assert_eq!(row(&sandbox, "solbacken")["name"], title);
}

#[test]
fn the_overview_tells_of_every_packet_what_has_happened_to_it() {
    let sandbox = Sandbox::new();
    sandbox.produce();
    let all = data(&sandbox, OVERVIEW);
    assert_eq!(all["rows"].as_array().map(Vec::len), Some(16), "15 and the coordinator");
    let picture = row(&sandbox, "solbacken")["picture"].as_str().expect("a picture").to_owned();
    assert!(picture.starts_with("iVBORw0KGgo"), "a PNG file");
    let size = sandbox.read(OVERVIEW).len() / 15 * 200;
    assert!(size < 2_000_000, "{size} bytes for as many as have pictures");
    let solbacken = row(&sandbox, "solbacken");
    let document = &solbacken["documents"][1];
    assert_eq!(document["title"], "Avsiktsförklaring");
    assert_eq!(document["current"]["path"], "documents/solbacken/declaration-r1.pdf");
    assert_eq!(solbacken["letters"][0]["path"], "outbox/solbacken-r1.eml");
    assert_eq!(solbacken["letters"][0]["to"], "asa@solbacken.example");
    assert!(is(&solbacken, "queued") && is(&solbacken, "unsigned"), "{solbacken}");
    // Every path that is named is there.
    let text = all.to_string();
    for path in text.split("\"path\":\"").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(sandbox.path("output").join(path).exists(), "{path}");
    }

    sandbox.send();
    assert!(is(&row(&sandbox, "solbacken"), "sent"));
    sandbox.receive("solbacken");
    let solbacken = row(&sandbox, "solbacken");
    assert!(is(&solbacken, "signed") && !is(&solbacken, "unsigned"));
    assert_eq!(solbacken["signed"]["scans"]["path"], "received/solbacken/");
    sandbox.change("signatories.toml", "skänka gårdagens bröd", "skänka dagens bröd");
    sandbox.produce();
    let solbacken = row(&sandbox, "solbacken");
    assert!(is(&solbacken, "older") && is(&solbacken, "superseded") && is(&solbacken, "queued"));
    assert_eq!(solbacken["documents"][1]["older"][0]["revision"], 1);
    assert_ne!(solbacken["picture"], Value::Null);
    assert_eq!(sandbox.run(&["verify"]).0, 0);
}

#[test]
fn the_pages_are_made_anew_when_they_have_changed_and_only_then() {
    let sandbox = Sandbox::new();
    sandbox.produce();
    let before = sandbox.instants("output");
    sandbox.produce();
    assert!(sandbox.instants("output") == before, "nothing has changed");
    let pages = [sandbox.read(OVERVIEW), sandbox.read(STAGE)];
    for page in [OVERVIEW, STAGE] {
        sandbox.write(page, b"scribbled on");
        assert_eq!(sandbox.run(&["verify"]).0, 3);
        sandbox.produce();
    }
    // The pictures are found again, too.
    fs::remove_file(sandbox.path("output/private/inputs.json")).expect("it was there");
    sandbox.produce();
    assert_eq!([sandbox.read(OVERVIEW), sandbox.read(STAGE)], pages);
    assert_eq!(sandbox.run(&["verify"]).0, 0);
}

#[cfg(unix)]
#[test]
fn the_overview_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let sandbox = Sandbox::new();
    sandbox.produce();
    let mode = fs::metadata(sandbox.path(OVERVIEW)).expect("the page").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn where_there_are_more_than_200_signatories_there_are_no_pictures() {
    let sandbox = Sandbox::new();
    let sample = sandbox.read("signatories.toml");
    let (head, _) = sample.split_once("[[signatory]]").expect("signatories");
    let signatory = |n| {
        format!("[[signatory]]\nid = \"s{n}\"\norganisation = \"Nr {n}\"\nattends = false\n")
            + &format!("people = [{{ name = \"A\" }}]\nemail = \"a@s{n}.example\"\n")
    };
    let roster = head.replace("[\"invitation\", \"declaration\"]", "[\"declaration\"]")
        + &(0..201).map(signatory).collect::<String>();
    sandbox.write("signatories.toml", roster.as_bytes());
    sandbox.produce();
    assert_eq!(row(&sandbox, "s7")["documents"][0]["current"]["revision"], 1);
    assert_eq!(row(&sandbox, "s7")["picture"], Value::Null);
}

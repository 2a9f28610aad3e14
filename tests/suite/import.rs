//! Spreadsheets: signatories come from them, hand edits stay, and what goes out comes in again.

mod round_trip;

use serde_json::Value;

use crate::common::Sandbox;

const ROSTER: &str = "signatories.toml";

/// As Excel in Sweden saves it, but for the encoding.
const GUESTS: &str = "Organisation;Org.nr;Namn;Befattning;E-post;Ort;Kommer;Åtagande 1;Åtagande 2\r\n\
    Norra Bageriet AB;5591526016;Åsa Ek;vd;asa@norra.example;Lund;ja;baka med el;\r\n\
    Ekologik Bo Ask;811228-9874;Bo Ask;innehavare;bo@ekologik.example;Dalby;nej;;\r\n\
    Föreningen Ljus;;;ordförande;ljus@ljus.example;;;byta lampor;lysa mindre\r\n";

fn import(sandbox: &Sandbox, text: &str, more: &[&str]) -> (i32, String, String) {
    sandbox.write("guests.csv", text.as_bytes());
    let file = sandbox.path("guests.csv");
    let arguments = ["--lang", "en", "import", file.to_str().expect("a path")];
    sandbox.run(&[&arguments, more].concat())
}

fn import_json(sandbox: &Sandbox, text: &str, more: &[&str]) -> Value {
    let (code, out, err) = import(sandbox, text, &[&["--json"], more].concat());
    assert_eq!(code, 0, "{err}");
    serde_json::from_str(&out).expect("JSON")
}

/// A folder into which the guests have been imported.
fn imported() -> Sandbox {
    let sandbox = Sandbox::new();
    let (code, out, err) = import(&sandbox, GUESTS, &["--confirm", "18"]);
    assert_eq!(code, 0, "{out}{err}");
    sandbox
}

fn signatories(sandbox: &Sandbox) -> String {
    let text = sandbox.read(ROSTER);
    text[text.find("# Undertecknarna.").expect("the comment above them")..].to_owned()
}

/// The decisions of an answer, as `id field decision`.
fn decisions(answer: &Value) -> Vec<String> {
    let of = |revision: &Value| -> Vec<String> {
        let differences = revision["differences"].as_array().expect("a list").iter();
        let text = |value: &Value| value.as_str().expect("text").to_owned();
        let id = text(&revision["id"]);
        differences
            .map(|d| format!("{id} {} {}", text(&d["field"]), text(&d["decision"])))
            .collect()
    };
    answer["differing"].as_array().expect("a list").iter().flat_map(of).collect()
}

#[test]
fn the_first_import_takes_the_place_of_the_example() {
    let sandbox = Sandbox::new();
    let before = sandbox.read(ROSTER);
    let (code, out, err) = import(&sandbox, GUESTS, &["--confirm", "18"]);
    assert_eq!(code, 0, "{out}{err}");
    assert!(out.contains("Removed, for they are only the example’s (15)"), "{out}");
    assert!(out.contains("3 new + 15 removed = 18 changes."), "{out}");
    let head = before.find("[[signatory]]").expect("the first");
    assert!(sandbox.read(ROSTER).starts_with(&before[..head]), "all above is as it was");
    assert_eq!(
        signatories(&sandbox),
        r#"# Undertecknarna. Ett id väljs en gång och ändras aldrig: det står i filnamnen.

[[signatory]]
id = "norra-bageriet-ab"
organisation = "Norra Bageriet AB"
organisation-number = "559152-6016"
people = [{ name = "Åsa Ek", title = "vd" }]
email = "asa@norra.example"
city = "Lund"
commitments = ["baka med el"]

[[signatory]]
id = "signatory-2"
organisation = "Ekologik Bo Ask"
organisation-number = "811228-9874"
people = [{ name = "Bo Ask", title = "innehavare" }]
email = "bo@ekologik.example"
city = "Dalby"
attends = false

[[signatory]]
id = "foreningen-ljus"
organisation = "Föreningen Ljus"
people = [{ title = "ordförande" }]
email = "ljus@ljus.example"
commitments = [
  "byta lampor",
  "lysa mindre",
]
"#
    );
    let (code, _, err) = sandbox.run(&["check"]);
    assert_eq!(code, 0, "{err}");
}

#[test]
fn nothing_is_written_before_somebody_has_agreed() {
    let sandbox = Sandbox::new();
    let before = sandbox.files("");
    for (more, code) in
        [(&["--dry-run"][..], 0), (&[], 2), (&["--confirm", "3"], 2), (&["--json"], 2)]
    {
        let (found, out, err) = import(&sandbox, GUESTS, more);
        assert_eq!(found, code, "{more:?} {out}{err}");
        let mut files = sandbox.files("");
        assert!(files.remove("guests.csv").is_some());
        assert_eq!(files, before, "{more:?}");
        assert!(!format!("{out}{err}").contains("9874"), "a person’s number is not shown");
    }
}

#[test]
fn a_second_import_changes_nothing_and_what_changes_in_the_sheet_is_taken() {
    let sandbox = imported();
    let before = sandbox.files("");
    let (code, out, err) = import(&sandbox, GUESTS, &[]);
    assert_eq!(code, 0, "{out}{err}");
    assert!(out.contains("Nothing changes"), "{out}");
    assert_eq!(sandbox.files(""), before);

    let changed = GUESTS
        .replace(";Lund;ja;baka med el;", ";Malmö;ja;baka med el;släcka")
        .replace("Åsa Ek", "Åsa Ek-Berg")
        .replace("Norra Bageriet AB", "Norra Bageriet och Konditoriet AB");
    let (code, out, err) = import(&sandbox, &changed, &["--confirm", "1"]);
    assert_eq!(code, 0, "{out}{err}");
    assert!(out.contains("city: ‘Lund’ → ‘Malmö’"), "{out}");
    let text = signatories(&sandbox);
    assert!(
        text.contains("id = \"norra-bageriet-ab\"\norganisation = \"Norra Bageriet och"),
        "{text}"
    );
    assert!(text.contains("people = [{ name = \"Åsa Ek-Berg\", title = \"vd\" }]"), "{text}");
    assert!(text.contains("commitments = [\"baka med el\", \"släcka\"]"), "{text}");
}

#[test]
fn hand_edits_stay_and_what_changed_on_both_sides_is_shown() {
    let sandbox = imported();
    sandbox.change(ROSTER, "city = \"Lund\"\ncommit", "city = \"Eslöv\"   # flyttat\ncommit");
    sandbox.change(ROSTER, "name = \"Bo Ask\"", "name = \"Bo A. Ask\"");
    sandbox.change(
        ROSTER,
        "email = \"ljus@ljus.example\"\n",
        "email = \"ljus@ljus.example\"\ncity = \"Genarp\"\n",
    );
    let by_hand = sandbox.read(ROSTER);

    // The same sheet: nothing to write, and nobody is asked.
    let answer = import_json(&sandbox, GUESTS, &[]);
    assert_eq!(sandbox.read(ROSTER), by_hand);
    assert_eq!(
        decisions(&answer),
        ["norra-bageriet-ab city hand-edit", "signatory-2 name hand-edit"]
    );

    // The sheet changes one of those and something else.
    let changed = GUESTS.replace(";Lund;", ";Malmö;").replace("innehavare", "ägare");
    let answer = import_json(&sandbox, &changed, &["--confirm", "1"]);
    assert_eq!(
        decisions(&answer),
        [
            "norra-bageriet-ab city conflict",
            "signatory-2 name hand-edit",
            "signatory-2 title written"
        ]
    );
    let expected = by_hand.replace("title = \"innehavare\"", "title = \"ägare\"");
    assert_eq!(sandbox.read(ROSTER), expected);

    // A conflict is decided once; who wants the sheet's says so.
    let answer = import_json(&sandbox, &changed, &[]);
    assert_eq!(decisions(&answer)[0], "norra-bageriet-ab city hand-edit");
    let answer = import_json(&sandbox, &changed, &["--take-spreadsheet", "--confirm", "2"]);
    assert_eq!(
        decisions(&answer),
        ["norra-bageriet-ab city overruled", "signatory-2 name overruled"]
    );
    let text = sandbox.read(ROSTER);
    assert!(
        text.contains("city = \"Malmö\"   # flyttat\n") && text.contains("\"Bo Ask\""),
        "{text}"
    );
    assert!(text.contains("city = \"Genarp\""), "a blank cell says nothing: {text}");
}

#[test]
fn who_has_vanished_is_shown_and_goes_only_when_that_is_said() {
    let sandbox = imported();
    let by_hand = "\n[[signatory]]\nid = \"sen\"\norganisation = \"Sen AB\"\npeople = [{}]\nemail = \"s@s.example\"\n";
    sandbox.write(ROSTER, format!("{}{by_hand}", sandbox.read(ROSTER)).as_bytes());
    let fewer: String =
        GUESTS.split_inclusive('\n').filter(|line| !line.contains("Ljus")).collect();
    let (code, out, err) = import(&sandbox, &fewer, &[]);
    assert_eq!(code, 0, "{out}{err}");
    assert!(out.contains("NO LONGER IN THE SPREADSHEET"), "{out}");
    assert!(
        out.contains("On the roster and not in the spreadsheet; kept:\n  sen  Sen AB"),
        "{out}"
    );
    assert!(signatories(&sandbox).contains("foreningen-ljus"));

    let answer = import_json(&sandbox, &fewer, &["--remove-vanished", "--confirm", "1"]);
    assert_eq!(answer["missing"][0]["id"], "foreningen-ljus");
    let text = signatories(&sandbox);
    assert!(!text.contains("foreningen-ljus") && text.contains("id = \"sen\""), "{text}");

    // Who returns is the same as before.
    let answer = import_json(&sandbox, GUESTS, &["--confirm", "1"]);
    assert_eq!(answer["new"][0]["id"], "foreningen-ljus");
    let answer = import_json(&sandbox, GUESTS, &["--replace", "--confirm", "1"]);
    assert_eq!(answer["missing"][0]["id"], "sen");
    assert!(!signatories(&sandbox).contains("\"sen\""));
}

#[test]
fn who_was_taken_off_by_hand_stays_off() {
    let sandbox = imported();
    let text = sandbox.read(ROSTER);
    let at = text.find("\n[[signatory]]\nid = \"foreningen-ljus\"").expect("it is there");
    sandbox.write(ROSTER, &text.as_bytes()[..at]);
    let answer = import_json(&sandbox, GUESTS, &[]);
    assert_eq!(answer["left_out"][0]["id"], "foreningen-ljus");
    assert_eq!(answer["count"], 0);
    let answer = import_json(&sandbox, GUESTS, &["--take-spreadsheet", "--confirm", "1"]);
    assert_eq!(answer["new"][0]["id"], "foreningen-ljus");
    assert_eq!(sandbox.read(ROSTER), text);
}

#[test]
fn all_faults_come_at_once_each_with_its_cell() {
    let sandbox = Sandbox::new();
    let before = sandbox.read(ROSTER);
    let text = "Organisation;Org.nr;Namn;E-post;Språk;Kommer\n\
        A AB;559152-6017;a;a@a.example;sv;ja\n\
        ;;b;b@b.example;sv;ja\n\
        C AB;;c;;sv;ja\n\
        D AB;;d;d@d;sv;ja\n\
        E AB;;e;a@a.example;tyska;kanske\n\
        A AB;;f;f@f.example;sv;ja\n\
        G\u{202e} AB;;#SAKNAS!;g@g.example;sv;ja\n";
    let (code, out, err) = import(&sandbox, text, &["--confirm", "1"]);
    assert_eq!(code, 1, "{out}{err}");
    for (place, message) in [
        ("cell B2", "its check digit is wrong"),
        ("cell A3", "‘organisation’ is missing"),
        ("cell D4", "‘email’ is missing"),
        ("cell D5", "is no mail address"),
        ("cell D6", "the address a@a.example is also that of row 2"),
        ("cell E6", "‘tyska’ is no language"),
        ("cell F6", "‘kanske’ says neither yes nor no"),
        ("cell A7", "stands in row 2 already"),
        ("cell A8", "U+202E"),
        ("cell C8", "the spreadsheet shows #SAKNAS! here"),
    ] {
        let found = err.split("error: ").any(|fault| {
            fault.contains(&format!("guests.csv, {place}\n")) && fault.contains(message)
        });
        assert!(found, "{place}: {message}\n{err}");
    }
    assert!(
        err.contains("10 faults. Nothing has been changed.\nCorrect it in the spreadsheet"),
        "{err}"
    );
    assert_eq!(sandbox.read(ROSTER), before);
    // How the columns were understood is seen all the same: what is wrong may come from that.
    assert!(
        out.contains("guests.csv: the headings stand in row 1, and 7 rows below them."),
        "{out}"
    );
    assert!(out.contains("Kommer") && !out.contains("New, "), "{out}");
}

#[test]
fn what_is_likely_to_be_meant_otherwise_is_said() {
    let sandbox = Sandbox::new();
    let text = "Organisation;Namn;Befattning;E-post;Kommer\n\
        A;Li Öst och Bo Väst;;a@a.example;ja\n\
        B;;ordförande;b@b.example;ja\n";
    let (code, out, err) = import(&sandbox, text, &["--dry-run"]);
    assert_eq!(code, 0, "{out}{err}");
    for (place, said) in [("B2", "there seem to be two names here"), ("B3", "who signs")] {
        assert!(err.contains(said) && err.contains(&format!("cell {place}\n")), "{said}\n{err}");
    }
    assert!(out.ends_with("2 new + 15 removed = 17 changes.\nNothing was written.\n"), "{out}");
    let (_, out, err) = import(&sandbox, text, &["--confirm", "17"]);
    assert!(out.contains("is written"), "{out}{err}");
    let (code, out, err) =
        import(&sandbox, &text.replace("b.example;ja", "b.example;nej"), &["--dry-run"]);
    assert!(code == 0 && out.contains("    attends: yes → no\n"), "{out}{err}");
    // What is no doubt but a fault.
    let text = format!("{text}C;Eva Ek;;c@cykel,example;ja\nSumma:;3;;;\n");
    let (code, out, err) = import(&sandbox, &text, &["--dry-run"]);
    assert_eq!(code, 1, "{out}{err}");
    assert!(err.contains("did you mean c@cykel.example?"), "{err}");
    assert!(err.contains("‘Summa:’ looks like a sum"), "{err}");
    assert!(err.contains("2 faults."), "{err}");
}

#[test]
fn what_cannot_be_told_is_asked_and_not_guessed() {
    let sandbox = imported();
    for (text, message) in [
        // Another number, and the same name.
        (
            "Organisation;Org.nr;E-post\nNorra Bageriet AB;556036-0793;ny@n.example\n",
            "‘norra-bageriet-ab’ has the same name",
        ),
        // Two rows for one.
        (
            "Organisation;Org.nr;E-post\nNorra Bageriet AB;559152-6016;a@n.example\nNorra;559152-6016;b@n.example\n",
            "stands in row 2 already",
        ),
        (
            "Organisation;Namn;Undertecknare;E-post\nX;a;b;x@x.example\n",
            "the columns B and C both say ‘name’",
        ),
        ("Organisation;E-post\n", "no signatories stand below the headings"),
        ("Firman;Post\nX;x@x.example\n", "no row of guests.csv has headings"),
        ("Organisation;E-post\nX;x@x.example\n", ""),
    ] {
        let (code, out, err) = import(&sandbox, text, &["--dry-run"]);
        assert!(err.contains(message), "{message}: {out}{err}");
        assert_eq!(code, i32::from(!message.is_empty()), "{out}{err}");
    }
    // By the address alone, and that is said.
    let renamed = "Organisation;E-post\nNorra Bageri och Kafé;asa@norra.example\n";
    let (code, out, err) = import(&sandbox, renamed, &["--dry-run"]);
    assert_eq!(code, 0, "{err}");
    assert!(err.contains("taken to be ‘norra-bageriet-ab’ under another name"), "{err}");
    assert!(out.contains("organisation: ‘Norra Bageriet AB’ → "), "{out}");
    // And with what is said of the columns.
    let mapped = "Firman;Post\nX;x@x.example\n";
    let maps = ["--map", "Firman=organisation", "--map", "B=E-post", "--dry-run"];
    let (code, out, err) = import(&sandbox, mapped, &maps);
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("New, one signatory:\n  x  X"), "{out}");
}

#[test]
fn an_id_under_which_something_was_issued_is_not_given_to_another() {
    let sandbox = Sandbox::new();
    sandbox.produce();
    let text = "Organisation;E-post\nHelix;h@h.example\n";
    let answer = import_json(&sandbox, text, &["--confirm", "16"]);
    assert_eq!(answer["new"][0]["id"], "helix-2");
}

#[test]
fn comments_order_and_line_ends_stay() {
    let sandbox = Sandbox::new();
    let (code, _, err) =
        sandbox.run(&["export", sandbox.path("all.csv").to_str().expect("a path")]);
    assert_eq!(code, 0, "{err}");
    let table = sandbox.read("all.csv");
    let plain = sandbox.read(ROSTER);
    for text in [plain.clone(), plain.replace('\n', "\r\n")] {
        sandbox.write(ROSTER, text.as_bytes());
        let changed = table.replace("Dalby", "Genarp").replace("kassör", "sekreterare");
        let answer = import_json(&sandbox, &changed, &["--take-spreadsheet", "--confirm", "2"]);
        assert_eq!(answer["count"], 2);
        let expected = text.replace("\"Dalby\"", "\"Genarp\"").replace("kassör", "sekreterare");
        assert_eq!(sandbox.read(ROSTER), expected);
    }
}

#[cfg(unix)]
#[test]
fn a_link_stays_a_link_and_whoever_could_read_still_can() {
    use std::os::unix::fs::PermissionsExt as _;
    let sandbox = Sandbox::new();
    let (link, target) = (sandbox.path(ROSTER), sandbox.path("elsewhere.toml"));
    std::fs::rename(&link, &target).expect("moved");
    std::os::unix::fs::symlink(&target, &link).expect("a link");
    std::fs::set_permissions(&target, std::fs::Permissions::from_mode(0o664)).expect("permissions");
    let (code, _, err) = import(&sandbox, GUESTS, &["--confirm", "18"]);
    assert_eq!(code, 0, "{err}");
    assert!(std::fs::symlink_metadata(&link).expect("it is there").is_symlink());
    assert_eq!(
        std::fs::metadata(&target).expect("it is there").permissions().mode() & 0o777,
        0o664
    );
    assert!(sandbox.read(ROSTER).contains("norra-bageriet-ab"));
}

#[test]
fn what_was_imported_is_forgotten_with_what_is_erased() {
    let sandbox = imported();
    sandbox.produce();
    let fewer: String =
        GUESTS.split_inclusive('\n').filter(|line| !line.contains("811228")).collect();
    import_json(&sandbox, &fewer, &["--remove-vanished", "--confirm", "1"]);
    sandbox.produce();
    assert!(sandbox.read("signatories.imported.json").contains("811228-9874"));
    let (code, _, err) =
        sandbox.run(&["erase", "signatory-2", "--decision", "KS 1", "--confirm", "signatory-2"]);
    assert_eq!(code, 0, "{err}");
    assert!(!sandbox.read("signatories.imported.json").contains("811228-9874"));
}

#[test]
fn what_is_exported_is_imported_without_a_change() {
    let sandbox = Sandbox::new();
    sandbox.produce();
    let before = sandbox.read(ROSTER);
    for (language, name) in
        [("sv", "lista.csv"), ("sv", "lista.xlsx"), ("en", "list.csv"), ("en", "list.xlsx")]
    {
        let path = sandbox.path(name);
        let file = path.to_str().expect("a path");
        let (code, out, err) = sandbox.run(&["--lang", language, "export", file]);
        assert_eq!(code, 0, "{err}");
        assert!(out.contains("15"), "{out}");
        let (code, out, err) = sandbox.run(&["import", file, "--json"]);
        assert_eq!(code, 0, "{out}{err}");
        let answer: Value = serde_json::from_str(&out).expect("JSON");
        assert_eq!((answer["count"].clone(), decisions(&answer)), (0.into(), Vec::new()), "{name}");
        assert_eq!(sandbox.read(ROSTER), before);
        let (code, _, err) = sandbox.run(&["--lang", "en", "export", file]);
        assert_eq!(code, 4, "nothing is overwritten: {err}");
    }
    let (code, _, err) = sandbox.run(&["--lang", "en", "export", "list.pdf"]);
    assert_eq!(code, 1, "{err}");
    let table = sandbox.read("lista.csv");
    assert!(table.contains("invitation r1, declaration r1;r1 i utkorgen"), "{table}");
}

//! What a template may do and what it may not: values are bound, never pasted, and a fault is
//! reported at the line of the template.

use std::num::NonZeroUsize;
use std::sync::Arc;

use avsikt::diagnostic::{Diagnostics, SourceText};
use avsikt::fonts::Fonts;
use avsikt::merge::{Markup, Shape, Template};
use avsikt::roster::PdfLevel;
use avsikt::typeset::{Files, Metadata, Typeset, Typesetter, in_parallel};
use avsikt::words;
use jiff::civil::Date;
use serde_json::{Value, json};

const TITLE: &str = "#set document(title: \"Prov\")\n";

fn shape() -> Shape {
    Shape::record([
        ("name", Shape::Text),
        ("city", Shape::Text.optional()),
        ("attends", Shape::Flag),
        (
            "people",
            Shape::record([("name", Shape::Text), ("title", Shape::Text.optional())]).list(),
        ),
        ("host", Shape::record([("name", Shape::Text)])),
    ])
}

fn values(name: &str) -> Value {
    json!({
        "name": name,
        "attends": true,
        "people": [{ "name": "Åsa" }, { "name": "Örjan", "title": "ordförande" }],
        "host": { "name": "Lund" },
    })
}

fn load(text: &str) -> Result<Template, Diagnostics> {
    let source = SourceText::new("templates/test.sv.typ.hbs", text);
    Template::load(&source, Markup::Typst, &shape())
}

fn typeset(text: &str, values: &Value, files: &[(&str, &str)]) -> Result<Typeset, Diagnostics> {
    let template = load(text)?;
    let files = files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()));
    let typesetter = Typesetter::new(
        Arc::new(Files::new(files)),
        Arc::new(Fonts::bundled()),
        PdfLevel::A2a,
        Date::constant(2018, 3, 26),
    );
    let manuscript = template.manuscript(&values.clone().into())?;
    let metadata = Metadata {
        about: None,
        author: "Lunds kommun".to_owned(),
        language: words::Language::Swedish,
        reference: "prov/prov".to_owned(),
        identifier: "avsikt:prov/prov/r1".to_owned(),
    };
    // On a worker, as in a batch: pages need its stack.
    in_parallel(&[()], NonZeroUsize::MIN, |()| {
        let laid = typesetter.lay_out(&manuscript, &template)?.value;
        typesetter.export(laid, &metadata, &manuscript, &template)
    })
    .remove(0)
}

fn text_of(typeset: &Typeset) -> String {
    let text = pdf_extract::extract_text_from_mem(&typeset.pdf).expect("the PDF can be read");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The keys and lines of all faults.
fn faults(diagnostics: &Diagnostics) -> Vec<(&'static str, usize)> {
    diagnostics
        .iter()
        .map(|d| (d.message.key(), d.place.as_ref().expect("a place").line_column().0))
        .collect()
}

#[test]
fn values_print_wherever_markup_can_stand() {
    let template = format!(
        "{TITLE}= H {{{{name}}}}\nP {{{{name}}}}(x)[y].z\n\n- L {{{{name}}}}\n\n/ T {{{{name}}}}: D \
         {{{{name}}}}\n\n*B {{{{name}}}}* #link(\"https://example.com\")[K {{{{name}}}}]\n\n\
         #table(columns: 1, table.header[C {{{{name}}}}], [R {{{{name}}}}])\n\
         {{{{#each people}}}}\n+ {{{{name}}}}{{{{#if title}}}}, {{{{title}}}}{{{{/if}}}}\n{{{{/each}}}}\n"
    );
    let made = typeset(&template, &values("#Q*_$x$`q`"), &[]).unwrap_or_else(|faults| {
        panic!("{}", faults.render(&words::Words::new(words::Language::English), false))
    });
    let text = text_of(&made);
    for place in ["H", "P", "L", "T", "D", "B", "K", "C", "R"] {
        assert!(text.contains(&format!("{place} #Q*_$x$`q`")), "{place} in {text}");
    }
    assert!(text.contains("#Q*_$x$`q`(x)[y].z"), "{text}");
    assert!(text.contains("Örjan, ordförande"), "{text}");
}

#[test]
fn a_value_where_none_can_be_bound_is_refused_at_its_line() {
    for (what, line) in [
        ("code", "#let x = {{name}}"),
        ("a string literal", "#link(\"{{name}}\")[x]"),
        ("an import path", "#import \"{{name}}.typ\": x"),
        ("an include path", "#include \"{{name}}\""),
        ("raw text", "`{{name}}`"),
        ("a raw block", "```typ {{name}} ```"),
        ("a line comment", "// {{name}}"),
        ("a block comment", "/* {{name}} */"),
        ("a backslash before", "\\{{name}}x"),
        ("a hash before", "#{{name}}"),
        ("math", "$ {{name}} $"),
        ("an argument", "#text({{name}})"),
        ("a bare address", "https://example.com/{{name}}"),
        ("a code block", "#{ {{name}} }"),
        ("an unclosed string", "#text(\"{{name}}"),
    ] {
        let template = format!("{TITLE}Ett.\n\n{line}\n");
        // Two backslashes before braces are handlebars' own escape: nothing is printed then.
        let template = template.replace("\\{{", "\\\\{{");
        let Err(found) = load(&template) else { panic!("{what} was accepted") };
        assert!(found.iter().all(|d| d.place.as_ref().unwrap().line_column().0 >= 4), "{what}");
        assert!(faults(&found).iter().any(|(_, at)| *at == 4), "{what}: {:?}", faults(&found));
    }
}

#[test]
fn eval_does_not_exist_in_any_spelling() {
    for (line, key) in [
        ("#eval(\"1\")", "template-eval"),
        ("#std.eval(\"1\")", "template-eval"),
        ("#{ import std: eval; 1 }", "template-eval"),
        ("#{ import std: *; eval(\"1\") }", "template-eval"),
        ("#{ let e = std; e.eval(\"1\") }", "template-eval"),
        ("$ eval(\"1\") $", "template-eval"),
        ("#std.std.eval(\"1\")", "template-eval"),
        // Computed spellings are found when they are run: the function is not there.
        ("#dictionary(std).at(\"eval\")(\"1\")", "template-typst"),
        ("#dictionary(std).at(\"ev\" + \"al\")(\"1\")", "template-typst"),
        ("#dictionary(std.std).at(\"eval\")(\"1\")", "template-typst"),
    ] {
        let template = format!("{TITLE}Ett.\n\n{{{{name}}}}\n\n{line}\n");
        let found = typeset(&template, &values("x"), &[]).expect_err(line);
        assert_eq!(faults(&found), [(key, 6)], "{line}");
        let library = format!("\n\n{line}");
        let file = SourceText::new("templates/library.typ", library.as_str());
        let static_faults = avsikt::merge::check_library(&file).err().unwrap_or_default();
        if key == "template-eval" {
            assert_eq!(faults(&static_faults), [(key, 3)], "{line}");
            continue;
        }
        let template = format!("{TITLE}#import \"library.typ\": *\n");
        let found = typeset(&template, &values("x"), &[("library.typ", &library)]).expect_err(line);
        let place = found.iter().next().and_then(|d| d.place.clone()).expect("a place");
        assert_eq!(
            (place.source.name.as_str(), place.line_column().0),
            ("templates/library.typ", 3)
        );
    }
}

#[test]
fn the_reserved_names_cannot_be_bound_written_or_imported() {
    for line in [
        "#let bound-values = (1,)",
        "#bound-values.at(0);",
        "#let data = 1",
        "#let (a, data) = (1, 2)",
        "#let data() = 1",
        "#let f(data) = data",
        "#let f(data: 1) = data",
        "#let f(..data) = data",
        "#for data in (1, 2) [x]",
        "#show heading: data => data",
        "#import \"house.typ\": data",
        "#import \"house.typ\": x as data",
        "#import \"data.typ\"",
        "#import \"house.typ\" as data",
        "#{ data = 1 }",
        "#{ (data, x) = (1, 2) }",
    ] {
        let found = load(&format!("{TITLE}{{{{name}}}}\n\n{line}\n")).expect_err(line);
        assert_eq!(faults(&found), [("template-reserved", 4)], "{line}");
        let file = SourceText::new("templates/house.typ", format!("\n{line}\n"));
        let found = avsikt::merge::check_library(&file).expect_err(line);
        assert_eq!(faults(&found), [("template-reserved", 2)], "{line}");
    }
    // Reading is what `data` is for.
    let made = typeset(&format!("{TITLE}#if data.attends [Ja #data.host.name]"), &values("x"), &[]);
    assert!(text_of(&made.expect("data can be read")).contains("Ja Lund"));
}

#[test]
fn handlebars_that_cannot_be_checked_is_refused_in_untaken_branches_too() {
    for (line, key) in [
        ("{{nam}}", "template-unknown"),
        ("{{#if nam}}x{{/if}}", "template-unknown"),
        ("{{#each persons}}x{{/each}}", "template-unknown"),
        ("{{#unless attends}}{{nam}}{{/unless}}", "template-unknown"),
        ("{{#if (eq nam \"x\")}}x{{/if}}", "template-unknown"),
        ("{{#each people}}{{city}}{{/each}}", "template-unknown"),
        ("{{host.city}}", "template-unknown"),
        ("{{../name}}", "template-above-root"),
        ("{{{name}}}", "template-raw"),
        ("{{&name}}", "template-raw"),
        ("{{{{raw}}}} {{name}} {{{{/raw}}}}", "template-block-unknown"),
        ("{{log name}}", "template-helper-printed"),
        ("{{eq name \"x\"}}", "template-helper-printed"),
        ("{{lookup host \"name\"}}", "template-helper-printed"),
        ("{{> part}}", "template-partial"),
        ("{{> (lookup host \"name\")}}", "template-partial"),
        ("{{#*inline \"x\"}}x{{/inline}}", "template-partial"),
        ("{{* set}}", "template-partial"),
        ("{{people}}", "template-list-printed"),
        ("{{host}}", "template-record-printed"),
        ("{{attends}}", "template-flag-printed"),
        ("{{city}}", "template-optional"),
        ("{{#unless city}}{{city}}{{/unless}}", "template-optional"),
        ("{{#if (or city attends)}}{{city}}{{/if}}", "template-optional"),
        ("{{#each host}}x{{/each}}", "template-block-operand"),
        ("{{#with people}}x{{/with}}", "template-block-operand"),
        ("{{#each people as |p|}}{{p.name}}{{/each}}", "template-block-form"),
        ("{{#if (len people)}}x{{/if}}", "template-condition"),
        ("{{#each people}}x{{/if}}", "template-mismatched-block"),
    ] {
        let found = load(&format!("{TITLE}{{{{name}}}}\n\n{line}\n")).expect_err(line);
        let found = faults(&found);
        assert_eq!(found.first(), Some(&(key, 4)), "{line}: {found:?}");
    }
    for line in [
        "{{#if city}}{{city}}{{/if}}",
        "{{#if (and city attends)}}{{city}}{{/if}}",
        "{{#unless city}}x{{else}}{{city}}{{/unless}}",
        "{{#if attends}}x{{else if city}}{{city}}{{/if}}",
        "{{#each people}}{{@index}} {{this.name}} {{../name}} {{@root.host.name}}{{/each}}",
        "{{#with host}}{{name}}{{/with}}",
        "{{#each people}}{{#unless @last}}, {{/unless}}{{/each}}",
        "{{!-- {{nam}} --}}",
    ] {
        load(&format!("{TITLE}{line}\n")).map(|_| ()).expect(line);
    }
}

#[test]
fn a_fault_of_typst_is_reported_at_the_template_s_line_whatever_was_merged_before_it() {
    let long = "ett mycket långt namn ".repeat(9);
    let template = format!(
        "{TITLE}{{{{#each people}}}}\n- {{{{name}}}}\n{{{{/each}}}}\n{{{{#if city}}}}\nx\n\
         {{{{else}}}}\n{{{{name}}}} #unknown-thing\n{{{{/if}}}}\n"
    );
    let found = typeset(&template, &values(&long), &[]).expect_err("an unknown variable");
    assert_eq!(faults(&found), [("template-typst", 8)]);
    let template = format!("{TITLE}{{{{name}}}}\n\n#let x = (\n");
    assert_eq!(faults(&load(&template).expect_err("no Typst")), [("template-typst", 4)]);
    let found = typeset("{{name}}", &values("x"), &[]).expect_err("no title");
    assert_eq!(faults(&found), [("template-no-title", 1)]);
}

#[test]
fn all_faults_of_a_template_come_at_once() {
    let template = format!("{TITLE}{{{{nam}}}}\n{{{{{{name}}}}}}\n{{{{people}}}}\n{{{{city}}}}\n");
    let found = load(&template).expect_err("four faults");
    let lines: Vec<usize> = faults(&found).into_iter().map(|(_, line)| line).collect();
    assert_eq!(lines, [2, 3, 4, 5]);
}

#[test]
fn packages_and_files_outside_cannot_be_read() {
    for line in
        ["#import \"@preview/x:1.0.0\": *", "#read(\"../Cargo.toml\")", "#read(\"/etc/passwd\")"]
    {
        let found = typeset(&format!("{TITLE}\n{line}\n"), &values("x"), &[]).expect_err(line);
        assert_eq!(faults(&found), [("template-typst", 3)], "{line}");
    }
}

#[test]
fn the_same_manuscript_gives_the_same_bytes_and_says_what_it_read() {
    let template = format!("{TITLE}#import \"house.typ\": x\n#x {{{{name}}}}");
    let files = [("house.typ", "#let x = [Hus]")];
    let first = typeset(&template, &values("Åsa"), &files).expect("it typesets");
    let second = typeset(&template, &values("Åsa"), &files).expect("it typesets");
    assert_eq!(first.pdf, second.pdf);
    assert_eq!(first.title, "Prov");
    let read: Vec<&str> = first.reads.iter().map(String::as_str).collect();
    assert_eq!(read, ["house.typ"]);
}

#[test]
fn html_escapes_and_plain_text_does_not() {
    let source =
        SourceText::new("templates/letter.sv.html.hbs", "<p title=\"{{name}}\">{{name}}</p>");
    let html = Template::load(&source, Markup::Html, &shape()).expect("it loads");
    assert_eq!(
        html.text(&values("<a href='x'>&\"`=").into()).expect("it merges"),
        "<p title=\"&#60;a href&#61;&#39;x&#39;&#62;&#38;&#34;&#96;&#61;\">\
         &#60;a href&#61;&#39;x&#39;&#62;&#38;&#34;&#96;&#61;</p>"
    );
    let source = SourceText::new("templates/letter.sv.txt.hbs", "Hej {{name}}!");
    let plain = Template::load(&source, Markup::Plain, &shape()).expect("it loads");
    assert_eq!(plain.text(&values("<A & B>").into()).expect("it merges"), "Hej <A & B>!");
}

"""Makes spreadsheets as other programs do, and looks at what `avsikt import` makes of each:
spreadsheets.py AVSIKT FOLDER. Then opens what `avsikt export` writes. Fails on the first defect."""

import csv
import datetime
import io
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tomllib

import msoffcrypto.format.ooxml
import odf.opendocument
import odf.style
import odf.table
import odf.text
import openpyxl
import openpyxl.styles
import xlwt

AVSIKT, FOLDER = sys.argv[1], pathlib.Path(sys.argv[2])
ROSTER = FOLDER / "signatories.toml"
SAMPLE = pathlib.Path("signatories.toml")


def fresh():
    """A folder as `init` makes it."""
    shutil.rmtree(FOLDER)
    subprocess.run([AVSIKT, "init", FOLDER, "--language", "sv"], check=True, capture_output=True)


def run(*arguments):
    command = [AVSIKT, "--lang", "en", "-C", FOLDER, *arguments]
    return subprocess.run(command, capture_output=True, text=True)


def signatories():
    return {one["id"]: one for one in tomllib.loads(ROSTER.read_text())["signatory"]}


def imported(file, *more):
    """Imports a file, first to see how many change and then in earnest; the answer."""
    dry = run("import", file, "--json", "--dry-run", *more)
    assert dry.returncode == 0, f"{file}: {dry.stderr}"
    count = json.loads(dry.stdout)["count"]
    done = run("import", file, "--json", "--confirm", str(count), *more)
    assert done.returncode == 0, f"{file}: {done.stderr}"
    return json.loads(done.stdout)


def refused(file, *said, more=()):
    """An import that must fail and say all of this."""
    before = ROSTER.read_bytes()
    found = run("import", file, "--confirm", "1", *more)
    assert found.returncode == 1, f"{file}: {found.returncode} {found.stdout} {found.stderr}"
    for text in said:
        assert text in found.stderr, f"{file}: no ‘{text}’ in\n{found.stderr}"
    assert ROSTER.read_bytes() == before, f"{file}: the roster was changed"


# What all of the right ones come to, but for the ids.
SOLBACKEN = {
    "organisation": "Solbackens Ångbageri AB",
    "organisation-number": "559152-6016",
    "people": [{"name": "Åsa Öberg", "title": "vd"}],
    "email": "asa@solbacken.example",
    "city": "Lund",
    "commitments": ["byta ugnar; alla", "skänka bröd, ”varje dag”"],
}
LIGHT = {
    "organisation": "Lightworks Ltd",
    "people": [{"name": "Eleanor O’Brien"}, {"title": "witness"}],
    "email": "office@light.example",
    "language": "en",
    "attends": False,
}


def expect(file, *wanted, more=()):
    fresh()
    answer = imported(file, *more)
    found = [dict(one) for one in signatories().values()]
    for one in found:
        one.pop("id")
    assert found == list(wanted), f"{file}:\n{found}\n{wanted}"
    right = run("check")
    assert right.returncode == 0, f"{file}: {right.stderr}"
    again = run("import", file, "--json", *more)
    assert again.returncode == 0 and json.loads(again.stdout)["count"] == 0, f"{file}: {again.stdout}"
    print(f"  {file.name}: {len(found)} signatories, read again without a change")
    return answer


def delimited(name, rows, separator, encoding, mark=b"", end="\r\n"):
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator=end).writerows(rows)
    path = FOLDER.parent / name
    path.write_bytes(mark + text.getvalue().encode(encoding))
    return path


print("== CSV, by three hands")
swedish = delimited(
    "excel.csv",
    [
        ["Gästlista, frukostmötet", "", "", "", "", ""],
        ["", "", "", "", "", ""],
        ["Företag", "Org.nr", "Företrädare", "Befattning", "E-postadress", "Ort", "Åtaganden", "Språk", "Kommer?", "Befattning 2"],
        ["Solbackens Ångbageri AB", "5591526016", "Åsa\xa0Öberg", "vd", "asa@solbacken.example", "Lund", "• byta ugnar; alla\n• skänka bröd, ”varje dag”", "svenska", "ja", ""],
        ["Lightworks Ltd", "", "Eleanor O’Brien", "", "mailto:office@light.example", "", "", "engelska", "nej", "witness"],
        ["", "", "", "", "", "", "", "", "", ""],
    ],
    ";",
    "cp1252",
)
expect(swedish, SOLBACKEN, LIGHT)
parts = delimited(
    "unicode.txt",
    [
        ["Company", "Registration number", "First name", "Surname", "Job title", "E-mail", "City", "Commitment 1", "Commitment 2", "Language", "Attends", "Title 2"],
        ["Solbackens Ångbageri AB", "16559152-6016", "Åsa", "Öberg", "vd", "asa@solbacken.example", "Lund", "byta ugnar; alla", "skänka bröd, ”varje dag”", "sv", "yes", ""],
        ["Lightworks Ltd", "", "Eleanor", "O’Brien", "", "office@light.example", "", "", "", "en", "no", "witness"],
    ],
    "\t",
    "utf-16-le",
    b"\xff\xfe",
)
expect(parts, SOLBACKEN, LIGHT)
commas = delimited(
    "commas.csv",
    [
        ["Vem", "Nummer", "Person", "Roll", "Post", "Säte", "Åtagande", "Åtagande", "Lang", "Deltar", "Roll 2"],
        ["Solbackens Ångbageri AB", "559152\u20136016", "Åsa Öberg", "vd", "asa@solbacken.example", "Lund", "byta ugnar; alla", "skänka bröd, ”varje dag”", "", "x", ""],
        [],
        ["Lightworks Ltd", "-", "Eleanor O’Brien", "", "office@light.example", "", "", "", "en", "Nej", "witness"],
    ],
    ",",
    "utf-8",
    end="\n",
)
maps = ["Vem=organisation", "Nummer=Org.nr", "Person=name", "Post=email", "I=language"]
expect(commas, SOLBACKEN, LIGHT, more=[word for text in maps for word in ("--map", text)])
refused(commas, "no row of commas.csv has headings that are known")

print("== XLSX with merged headings, numbers for numbers, and what people leave in a sheet")
book = openpyxl.Workbook()
sheet = book.active
sheet.title = "Deltagare"
sheet["A1"] = "Klimatsamverkan: inbjudna"
sheet.merge_cells("A1:K1")
sheet["A2"] = datetime.date(2018, 3, 26)
for column, (upper, lower) in enumerate(
    [
        ("Organisation", None),
        ("Org.nr", None),
        ("Undertecknare 1", "Namn"),
        (None, "Befattning"),
        ("Undertecknare 2", "Namn"),
        (None, "Befattning"),
        ("E-post", None),
        ("Ort", None),
        ("Åtaganden", None),
        (None, None),
        ("Språk", None),
        ("Närvarar", None),
        ("Svarade", None),
    ],
    1,
):
    sheet.cell(4, column, upper)
    sheet.cell(5, column, lower)
for area in ("A4:A5", "B4:B5", "C4:D4", "E4:F4", "G4:G5", "I4:J4"):
    sheet.merge_cells(area)
answered = datetime.datetime(2018, 3, 1)
sheet.append(["Solbackens Ångbageri AB", 5591526016, "Åsa Öberg", "vd", None, None, "asa@solbacken.example", "Lund", "byta ugnar; alla", "skänka bröd, ”varje dag”", "sv", True, answered])
sheet.append(["Lightworks Ltd", None, "Eleanor O’Brien", None, None, "witness", "office@light.example", None, None, None, "en", False, answered])
sheet["Z4000"].fill = openpyxl.styles.PatternFill("solid", "ffff00")
sheet["C900"] = "   "
old = book.create_sheet("Gamla")
old.append(["Organisation", "E-post"])
old.append(["Någon annan AB", "x@x.example"])
old.sheet_state = "hidden"
merged = FOLDER.parent / "merged.xlsx"
book.save(merged)
answer = expect(merged, SOLBACKEN, LIGHT)
assert answer["sheet"] == "Deltagare" and answer["heading_row"] == 5, answer
assert {c["heading"]: c["field"] for c in answer["columns"]}["Svarade"] is None, answer
old.sheet_state = "visible"
book.save(FOLDER.parent / "two.xlsx")
refused(FOLDER.parent / "two.xlsx", "several sheets have signatories: Deltagare, Gamla")

print("== XLSX with what goes wrong in spreadsheets: each at its cell")
book = openpyxl.Workbook()
sheet = book.active
sheet.title = "Blad1"
sheet.append(["Organisation", "Org.nr", "Namn", "E-post", "Ort"])
sheet.append(["Ett AB", 5591526017, "a", "a@a.example", "Lund"])
sheet.append(["=B2", "556036-0793", "b", "b@b.example", "Lund"])
sheet.append(["Tre AB", None, "#N/A", "c@c.example", datetime.date(2019, 3, 8)])
sheet["C4"].data_type = "e"
sheet.append(["Fyra AB", None, "d\ne", "d@d.example; e@d.example", None])
sheet.append(["Ett AB", 5591526017, "f", "f@f.example", "Lund"])
faulty = FOLDER.parent / "gäster.xlsx"
book.save(faulty)
fresh()
refused(
    faulty,
    "gäster.xlsx, sheet Blad1, cell B2\n",
    "its check digit is wrong",
    "gäster.xlsx, sheet Blad1, cell A3\n",
    "there is a formula here",
    "gäster.xlsx, sheet Blad1, cell C4\n",
    "the spreadsheet shows #N/A here",
    "gäster.xlsx, sheet Blad1, cell E4\n",
    "it is read as ‘2019-03-08’",
    "gäster.xlsx, sheet Blad1, cell C5\n",
    "there are several lines here",
    "gäster.xlsx, sheet Blad1, cell D5\n",
    "there are several addresses here",
    "gäster.xlsx, sheet Blad1, cell A6\n",
    "stands in row 2 already",
)
print(f"  {faulty.name}: all of it is said")

print("== zeros that a sole trader's number lost")


def luhn(digits):
    doubled = [int(d) * (2 - i % 2) for i, d in enumerate(digits)]
    return sum(n // 10 + n % 10 for n in doubled) % 10


number = next(n for n in (f"010203456{check}" for check in range(10)) if luhn(n) == 0)
book = openpyxl.Workbook()
book.active.append(["Firma", "Organisationsnummer", "Namn", "E-post"])
book.active.append(["Ekologik", int(number), "Maj Wall", "maj@ekologik.example"])
book.active.append(["Frisör Bo Ask", 198112289874, "Bo Ask", "bo@ask.example"])
zeros = FOLDER.parent / "zeros.xlsx"
book.save(zeros)
fresh()
shown = run("import", zeros, "--confirm", "5")
assert shown.returncode == 0 and "zeros that this number begins with were lost" in shown.stderr, shown
said = shown.stdout + shown.stderr
assert number[-4:] not in said and "9874" not in said, said
found = signatories()
assert list(found) == ["signatory-1", "signatory-2"], found
assert found["signatory-1"]["organisation-number"] == f"{number[:6]}-{number[6:]}", found
assert found["signatory-2"]["organisation-number"] == "811228-9874", found
print("  put back, with a warning; no number is shown, and no name or number is in an id")

print("== ODS with repeated cells and rows, a number with decimals, a yes, a line break, a hidden sheet")
document = odf.opendocument.OpenDocumentSpreadsheet()
hidden = odf.style.Style(name="hidden", family="table")
hidden.addElement(odf.style.TableProperties(display="false"))
document.automaticstyles.addElement(hidden)


def cell(value, repeated=None):
    more = {"numbercolumnsrepeated": repeated} if repeated else {}
    if value is None:
        return odf.table.TableCell(**more)
    if isinstance(value, bool):
        return odf.table.TableCell(valuetype="boolean", booleanvalue=str(value).lower(), **more)
    if isinstance(value, float):
        return odf.table.TableCell(valuetype="float", value=value, **more)
    if isinstance(value, datetime.date):
        return odf.table.TableCell(valuetype="date", datevalue=value.isoformat(), **more)
    found = odf.table.TableCell(valuetype="string", **more)
    for line in value.split("\n"):
        found.addElement(odf.text.P(text=line))
    return found


def table(name, rows, **more):
    made = odf.table.Table(name=name, **more)
    for repeated, cells in rows:
        row = odf.table.TableRow(numberrowsrepeated=repeated)
        for one in cells:
            row.addElement(one)
        made.addElement(row)
    document.spreadsheet.addElement(made)


headings = ["Organisation", "Org.nr", "Namn", "Befattning", "Befattning 2", "E-post", "Ort", "Åtaganden", "Språk", "Kommer", "Svar"]
answered = datetime.date(2018, 3, 1)
table("Gamla", [(1, [cell("Organisation"), cell("E-post")])], stylename=hidden)
table(
    "Gäster",
    [
        (3, [cell(None, 1024)]),
        (1, [cell(None, 2), *map(cell, headings)]),
        (1, [cell(None, 2), *map(cell, ["Solbackens Ångbageri AB", 5591526016.0, "Åsa Öberg", "vd", None, "asa@solbacken.example", "Lund", "byta ugnar; alla\nskänka bröd, ”varje dag”", "sv", True, answered])]),
        (1, [cell(None, 2), cell("Lightworks Ltd"), cell(None), cell("Eleanor O’Brien"), cell(None), cell("witness"), cell("office@light.example"), cell(None, 2), cell("en"), cell(False), cell(answered)]),
        (1048560, [cell(None, 1024)]),
    ],
)
ods = FOLDER.parent / "list.ods"
document.save(ods)
answer = expect(ods, SOLBACKEN, LIGHT)
assert answer["sheet"] == "Gäster" and answer["heading_row"] == 4, answer

print("== what is none of these")
old = FOLDER.parent / "old.xls"
book = xlwt.Workbook()
book.add_sheet("Blad1").write(0, 0, "Organisation")
book.save(str(old))
refused(old, "old.xls is in the format of Excel before 2007", "save it as .xlsx, .ods or .csv")
locked = FOLDER.parent / "locked.xlsx"
with merged.open("rb") as plain, locked.open("wb") as out:
    msoffcrypto.format.ooxml.OOXMLFile(plain).encrypt("hemligt", out)
refused(locked, "locked.xlsx is protected by a password")
torn = FOLDER.parent / "torn.xlsx"
torn.write_bytes(merged.read_bytes()[:-400])
refused(torn, "torn.xlsx cannot be read as a spreadsheet")
print("  refused, with what to do")

print("== a second import after hand edits keeps them")
fresh()
imported(merged)
text = ROSTER.read_text()
edited = text.replace('"Åsa Öberg"', '"Åsa Maria Öberg"')
edited = edited.replace('city = "Lund"\ncommitments', 'city = "Eslöv"  # flyttade i mars\ncommitments')
assert edited.count("Åsa Maria") == 1 and edited.count("# flyttade") == 1
ROSTER.write_text(edited)
answer = imported(merged)
assert answer["count"] == 0 and ROSTER.read_text() == edited, answer
book = openpyxl.load_workbook(merged)
book["Deltagare"]["D6"] = "verkställande direktör"
book["Deltagare"]["H6"] = "Malmö"
book.save(merged)
answer = imported(merged)
decisions = {d["field"]: d["decision"] for one in answer["differing"] for d in one["differences"]}
assert decisions == {"name": "hand-edit", "title": "written", "city": "conflict"}, decisions
expected = edited.replace('title = "vd"', 'title = "verkställande direktör"')
assert ROSTER.read_text() == expected, ROSTER.read_text()
print("  kept, and the one change of the sheet is in")

print("== what is exported is text, holds no formula, and is imported without a change")
shutil.copy(SAMPLE, ROSTER)
(FOLDER / "signatories.imported.json").unlink()
text = ROSTER.read_text()
hostile = text.replace('"IK Svalan"', '"=HYPERLINK(\\"http://x.example\\")"').replace('"Café René"', '"+46 = 1"')
assert hostile.count("HYPERLINK") == 1 and hostile.count("+46") == 1
ROSTER.write_text(hostile)
assert run("produce").returncode == 0
for name in ("out.xlsx", "out.csv"):
    out = FOLDER.parent / name
    made = run("export", out)
    assert made.returncode == 0, made.stderr
    answer = imported(out)
    assert answer["count"] == 0 and not answer["differing"], answer
    assert ROSTER.read_text() == hostile
sheet = openpyxl.load_workbook(FOLDER.parent / "out.xlsx").active
cells = [one for row in sheet.iter_rows() for one in row if one.value is not None]
assert all(one.data_type == "s" and one.number_format == "@" and one.quotePrefix for one in cells)
columns = {one.value: one.column for one in sheet[1]}
organisations = [sheet.cell(row, columns["Organisation"]).value for row in range(2, sheet.max_row + 1)]
assert organisations == [one["organisation"] for one in tomllib.loads(hostile)["signatory"]]
assert "Prepared" in columns and "Commitment 4" in columns, columns
rows = list(csv.reader(io.StringIO((FOLDER.parent / "out.csv").read_text("utf-8-sig")), delimiter=";"))
assert not [one for row in rows for one in row if re.match(r"[=+@\t\r-]", one)], rows
print(f"  {len(cells)} cells by openpyxl's reading, {len(rows)} lines of CSV")
print("outside/spreadsheets: all passed")

"""Reads the calendar entries in letters with Python's mail parser and the package icalendar:
calendars.py OUTPUT NEWER ABSENT…, two states of the same ceremony's output, of which the newer has
a higher revision of every letter, and the letters without an entry. Fails on any defect."""

import email
import email.policy
import email.utils
import pathlib
import re
import sys
import urllib.parse
import zoneinfo

import icalendar

faults = []


def read(output):
    """Each queued letter's entry: its UID and its sequence."""
    entries = {}
    for path in sorted((output / "outbox").glob("*.eml")):
        # As a text, since a header may have letters beyond ASCII (RFC 6532).
        text = path.read_bytes().decode()
        message = email.message_from_string(text, policy=email.policy.SMTPUTF8)
        letter, revision, copy = re.fullmatch(r"(.*)-r(\d+)(-copy\d+)?\.eml", path.name).groups()
        letter += copy or ""
        parts = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
        if not parts:
            entries[letter] = None
            continue
        entries[letter] = entry(path.name, message, parts, int(revision))
    return entries


def entry(name, message, parts, revision):
    def check(what, right):
        if not right:
            faults.append(f"{name}: {what}")

    [part] = parts
    octets = part.get_payload(decode=True)
    files = [part for part in message.iter_attachments() if part.get_filename().endswith(".ics")]
    check("the file is the entry", [file.get_payload(decode=True) for file in files] == [octets])
    check("a defect of MIME", not part.defects)
    lines = octets.split(b"\r\n")
    check("lines", lines[-1] == b"" and all(len(line) <= 75 and b"\n" not in line for line in lines))

    calendar = icalendar.Calendar.from_ical(octets)
    for component in calendar.walk():
        check(f"{component.name} has faults: {component.errors}", not component.errors)
    [event], [zone] = calendar.walk("VEVENT"), calendar.walk("VTIMEZONE")
    method = str(calendar["METHOD"])
    check("the method", method in ("PUBLISH", "REQUEST") and part.get_param("method") == method)
    check("the character set", part.get_content_charset() == "utf-8")
    check("the sequence", event["SEQUENCE"] == revision - 1)
    composed = email.utils.parsedate_to_datetime(str(message["Date"]))
    check("the instant", event.decoded("DTSTAMP") == composed)

    start, end = event.decoded("DTSTART"), event.decoded("DTEND")
    name_of_zone = event["DTSTART"].params["TZID"]
    check("the zone", str(zone["TZID"]) == name_of_zone == event["DTEND"].params["TZID"])
    check("the end", start < end)
    for time in (start, end):
        local = time.replace(tzinfo=None)
        ours = local.replace(tzinfo=zone.to_tz(lookup_tzid=False))
        theirs = local.replace(tzinfo=zoneinfo.ZoneInfo(name_of_zone))
        check(f"the offset at {local}", ours.utcoffset() == theirs.utcoffset())

    def is_mailbox(address, mailbox):
        named = address.params.get("CN", "") == mailbox.display_name
        return named and urllib.parse.unquote(address) == f"mailto:{mailbox.addr_spec}"

    [organiser] = (message["Reply-To"] or message["From"]).addresses
    check("the organiser", is_mailbox(event["ORGANIZER"], organiser))
    [recipient] = message["To"].addresses
    asked = event.get("ATTENDEE")
    check("who is asked", (asked is not None) == (method == "REQUEST"))
    if asked is not None:
        check("who is asked", is_mailbox(asked, recipient))
        answer = (asked.params["RSVP"], asked.params["PARTSTAT"])
        check("the answer", answer == ("TRUE", "NEEDS-ACTION"))
    for key in ("SUMMARY", "LOCATION", "DESCRIPTION", "CLASS", "TRANSP", "STATUS"):
        check(f"{key} is missing", str(event.get(key, "")))
    turn = str(event["DESCRIPTION"])
    check("whose turn it is", turn.startswith(f"{recipient.display_name} "))
    return str(event["UID"]), int(event["SEQUENCE"])


earlier, newer = (read(pathlib.Path(output)) for output in sys.argv[1:3])
absent = set(sys.argv[3:])
for entries in (earlier, newer):
    without = {letter for letter, entry in entries.items() if entry is None}
    if without != absent:
        faults.append(f"without an entry: {sorted(without)}")
if earlier.keys() != newer.keys():
    faults.append(f"other letters: {sorted(earlier.keys() ^ newer.keys())}")
for letter in sorted(earlier.keys() & newer.keys()):
    if not earlier[letter] or not newer[letter]:
        continue
    (uid, sequence), (newer_uid, newer_sequence) = earlier[letter], newer[letter]
    if uid != newer_uid or newer_sequence <= sequence:
        faults.append(f"{letter}: {uid} {sequence} became {newer_uid} {newer_sequence}")
# A copy is the same entry, and otherwise each is another's.
of_whom = {letter.partition("-copy")[0]: entry for letter, entry in newer.items() if entry}
if len({uid for uid, _ in of_whom.values()}) != len(of_whom):
    faults.append("two signatories share an entry")
for letter, entry in newer.items():
    if entry and entry[0] != of_whom[letter.partition("-copy")[0]][0]:
        faults.append(f"{letter}: the copy is another entry")
count = len(newer) - len(absent)
print("\n".join([f"calendars: {count} entries read twice, {len(faults)} faults", *faults]))
sys.exit(1 if faults or count < 1 else 0)

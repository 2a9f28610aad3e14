"""Compares what a mail server delivered with the outbox: maildir.py OUTBOX MAILDIR. Each letter has to be
there exactly once, for its own recipient, with the same bytes below the headers that servers add."""

import collections
import email
import pathlib
import re
import sys

# What servers put on top.
TRACE = re.compile(rb"\A(?:(?:Return-Path|X-Original-To|Delivered-To|Received):.*\n(?:[ \t].*\n)*)+")

outbox = {}
for path in sorted(pathlib.Path(sys.argv[1]).glob("*.eml")):
    outbox[path.read_bytes().replace(b"\r\n", b"\n")] = path.name
delivered = [path.read_bytes() for path in pathlib.Path(sys.argv[2]).glob("*/*")]
faults = []
times = collections.Counter()
for message in delivered:
    trace = TRACE.match(message)
    below = message[trace.end():] if trace else message
    headers = email.message_from_bytes(message)
    if below not in outbox:
        near = [name for letter, name in outbox.items() if letter.strip() == below.strip()]
        faults.append(f"a letter to {headers['To']} is none of the outbox's{f': {near} with other ends' if near else ''}")
        continue
    name = outbox[below]
    times[name] += 1
    if f"<{headers['Delivered-To']}>" not in headers["To"] and headers["Delivered-To"] != headers["To"]:
        faults.append(f"{name} was delivered to {headers['Delivered-To']}")
faults += [f"{name} was delivered {times[name]} times" for name in outbox.values() if times[name] != 1]
print("\n".join([f"maildir: {len(delivered)} delivered of {len(outbox)}, {len(faults)} faults", *faults]))
sys.exit(1 if faults or not outbox else 0)

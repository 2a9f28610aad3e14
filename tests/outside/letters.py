"""Reads letters with Python's own mail parser: letters.py OUTPUT. Fails on any defect, on any
attachment that SHA256SUMS does not list, and when there are no letters."""

import email
import email.policy
import hashlib
import pathlib
import sys

output = pathlib.Path(sys.argv[1])
listed = {line.split("  ")[0] for line in (output / "SHA256SUMS").read_text().splitlines()}
letters = sorted((output / "outbox").glob("*.eml"))
faults = []
for path in letters:
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    defects = [(part.get_content_type(), part.defects) for part in message.walk() if part.defects]
    defects += [(name, value.defects) for name, value in message.items() if value.defects]
    if defects:
        faults.append(f"{path.name}: {defects}")
    if len(message["To"].addresses) != 1 or message["Cc"] or message["Bcc"]:
        faults.append(f"{path.name}: not one recipient")
    text = message.get_body(("plain",)).get_content()
    html = message.get_body(("html",)).get_content()
    attachments = list(message.iter_attachments())
    if not attachments:
        faults.append(f"{path.name}: no attachments")
    for part in attachments:
        digest = hashlib.sha256(part.get_content()).hexdigest()
        if digest not in listed or digest not in text or digest not in html:
            faults.append(f"{path.name}: {part.get_filename()} is not what the letter says")
print(f"letters: {len(letters)} read, {len(faults)} faults")
print("\n".join(faults))
sys.exit(1 if faults or not letters else 0)

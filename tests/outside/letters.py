"""Reads letters with Python's own mail parser: letters.py OUTPUT [FOLDER]. Fails on any defect, on a
PDF that SHA256SUMS does not list or that has no receipt of its name beside it, on a receipt that is
not one of OUTPUT/receipts, and when there are no letters. Saves the attachments in FOLDER."""

import email
import email.errors
import email.policy
import hashlib
import pathlib
import sys

output = pathlib.Path(sys.argv[1])
sums = [line.split("  ") for line in (output / "SHA256SUMS").read_text().splitlines()]
listed = {digest: pathlib.Path(path).relative_to("documents") for digest, path in sums}
letters = sorted((output / "outbox").glob("*.eml"))
faults = []
receipts = 0
for path in letters:
    octets = path.read_bytes()
    # As a text, since a header may have letters beyond ASCII (RFC 6532).
    message = email.message_from_string(octets.decode(), policy=email.policy.SMTPUTF8)
    lines = octets.split(b"\r\n")
    if lines[-1] or any(len(line) > 998 or b"\r" in line or b"\n" in line for line in lines):
        faults.append(f"{path.name}: lines")
    defects = [(part.get_content_type(), part.defects) for part in message.walk() if part.defects]
    # That an address has letters beyond ASCII is a defect to this parser under any policy.
    for name, value in message.items():
        found = [d for d in value.defects if not isinstance(d, email.errors.NonASCIILocalPartDefect)]
        defects += [(name, found)] if found else []
    if not octets.isascii() and not any(ord(c) > 127 for c in message["To"].addresses[0].username):
        faults.append(f"{path.name}: not ASCII")
    if defects:
        faults.append(f"{path.name}: {defects}")
    if len(message["To"].addresses) != 1 or message["Cc"] or message["Bcc"]:
        faults.append(f"{path.name}: not one recipient")
    text = message.get_body(("plain",)).get_content()
    html = message.get_body(("html",)).get_content()
    attachments = [(part.get_filename(), part) for part in message.iter_attachments()]
    pdfs = [(name, part.get_content()) for name, part in attachments if name.endswith(".pdf")]
    rest = attachments[len(pdfs):]
    # A calendar entry is the last, if there is one; calendars.py reads it.
    if rest and rest[-1][1].get_content_type() == "application/ics":
        rest.pop()
    proofs = [(name, part.get_content()) for name, part in rest]
    if not pdfs:
        faults.append(f"{path.name}: no attachments")
    # The receipts come last, one a PDF, of the same names in the same order.
    names = [name.removesuffix(".pdf") + ".tlog-proof" for name, _ in pdfs]
    if names != [name for name, _ in proofs]:
        faults.append(f"{path.name}: {[name for name, _ in attachments]}")
    for (name, pdf), (_, proof) in zip(pdfs, proofs):
        digest = hashlib.sha256(pdf).hexdigest()
        if digest not in listed or digest not in text or digest not in html:
            faults.append(f"{path.name}: {name} is not what the letter says")
            continue
        kept = output / "receipts" / ".".join(listed[digest].with_suffix(".tlog-proof").parts)
        proof = proof.encode() if isinstance(proof, str) else proof
        if proof != kept.read_bytes():
            faults.append(f"{path.name}: the receipt of {name} is not {kept}")
        receipts += 1
        if len(sys.argv) > 2:
            folder = pathlib.Path(sys.argv[2]) / path.stem
            folder.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(pdf)
            (folder / name).with_suffix(".tlog-proof").write_bytes(proof)
print("\n".join([f"letters: {len(letters)} read with {receipts} receipts, {len(faults)} faults", *faults]))
sys.exit(1 if faults or not receipts else 0)

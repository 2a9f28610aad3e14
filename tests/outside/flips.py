"""Does docs/verify.py notice a flipped bit? flips.py VERIFY OUTPUT: changes a copy of OUTPUT's
ledger, checkpoint, receipts and documents bit by bit, and fails on any change that goes unnoticed.
A checkpoint's last line, the signature, is left alone: it is for ssh-keygen and openssl to check."""

import contextlib
import io
import pathlib
import shutil
import sys
import tempfile

program = compile(pathlib.Path(sys.argv[1]).read_bytes(), sys.argv[1], "exec")


def verdict(*arguments):
    """What the program says of some arguments: nothing when all holds."""
    sys.argv = ["verify.py", *map(str, arguments)]
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            exec(program, {"__name__": "__main__"})
        return None
    except SystemExit as end:
        return end.code


def flips(path, end, step):
    """Changes every step-th byte before the end by a bit, another one each time."""
    data = path.read_bytes()
    for at in range(0, end, step):
        changed = bytearray(data)
        changed[at] ^= 1 << at // step % 8
        path.write_bytes(changed)
        yield at
    path.write_bytes(data)


with tempfile.TemporaryDirectory() as work:
    output = pathlib.Path(work) / "output"
    shutil.copytree(sys.argv[2], output)
    receipts = sorted((output / "receipts").rglob("*.tlog-proof"))
    if not receipts or verdict(output, *receipts):
        sys.exit(f"what is whole does not pass: {verdict(output, *receipts)}")
    size = lambda path: path.stat().st_size
    before_signature = lambda path: path.read_bytes().rindex("— ".encode())
    document = output / "documents" / f"{receipts[0].stem.replace('.', '/')}.pdf"
    noticed = 0
    for path, end, step in [
        (output / "ledger.jsonl", size(output / "ledger.jsonl"), 7),
        (output / "checkpoint", before_signature(output / "checkpoint"), 1),
        *((receipt, before_signature(receipt), 29) for receipt in receipts),
        (receipts[0], before_signature(receipts[0]), 1),
        (document, size(document), 4001),
    ]:
        given = [path] if path.suffix == ".tlog-proof" else receipts[:1]
        for at in flips(path, end, step):
            said = verdict(output, *given)
            if not isinstance(said, str) or not said.startswith("FAILED: ") or "\n" in said:
                sys.exit(f"a flipped bit in byte {at} of {path.name}: it says {said!r}")
            noticed += 1
    ledger = output / "ledger.jsonl"
    whole = ledger.read_bytes()
    for changed in [b"", whole[:-1], whole + b"\n", whole + b" ", b"\n" + whole, whole.replace(b"\n", b"\r\n")]:
        ledger.write_bytes(changed)
        if verdict(output) is None:
            sys.exit("it does not notice another end, or other ends of lines, of the ledger")
print(f"verify.py: {noticed} flipped bits, all noticed")

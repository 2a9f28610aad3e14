"""python3 verify.py OUTPUT [RECEIPT...] checks without avsikt that the lines of OUTPUT/ledger.jsonl
have the size and the RFC 6962 root in OUTPUT/checkpoint, and that receipts prove lines of it. Who
signed the checkpoint is ssh-keygen's business (-Y verify): a forger's ledger fits itself too."""
import base64, hashlib, json, pathlib, re, sys
def encode(data): return base64.b64encode(data).decode()
def need(holds, otherwise): return holds or sys.exit(f"FAILED: {otherwise}")
def read(path): return need(path.is_file(), f"there is no file {path}") and path.read_bytes()
def root(lines):
    if len(lines) == 1: return hashlib.sha256(b"\0" + lines[0]).digest()
    k = 1 << (len(lines) - 1).bit_length() - 1  # the largest power of two below the number of lines
    return hashlib.sha256(b"\1" + root(lines[:k]) + root(lines[k:])).digest()
def proof(index, lines):  # the hashes that lead from a line to the root: no others do
    if len(lines) == 1: return []
    k = 1 << (len(lines) - 1).bit_length() - 1
    if index < k: return proof(index, lines[:k]) + [encode(root(lines[k:]))]
    return proof(index - k, lines[k:]) + [encode(root(lines[:k]))]
def check_head(text, lines, path):  # is it a checkpoint of exactly these lines?
    name = text.split("\n")[0]
    begins = text.startswith(f"{name}\n{len(lines)}\n{encode(root(lines))}\n\n— {name} ")
    need(begins and text.count("\n") == 5 and f'"origin":"{name}"'.encode() in lines[0],
         f"name, size or root in {path} are not those of ledger.jsonl: one of the two was changed")

output, *receipts = map(pathlib.Path, sys.argv[1:] or sys.exit(__doc__))
*ledger, rest = read(output / "ledger.jsonl").split(b"\n")
need(ledger and not rest, "ledger.jsonl does not end with a whole line")
check_head(read(output / "checkpoint").decode(errors="replace"), ledger, "checkpoint")
print(f"{len(ledger)} lines: ledger.jsonl is what checkpoint says")
for path in receipts:
    text = read(path).decode(errors="replace")
    found = re.search(r"\nindex (\d{1,9})\n[^ ]*?\n\n(.+\n(\d{1,9})\n(?s:.*))", text)
    at, size, head = (int(found[1]), int(found[3]), found[2]) if found else (0, 0, "")
    need(at < size <= len(ledger), f"{path} is no receipt for a line of this ledger")
    right = ["c2sp.org/tlog-proof@v1", "extra " + encode(ledger[at]), f"index {at}"]
    right = "\n".join(right + proof(at, ledger[:size]) + ["", head])
    need(text == right, f"{path}: its line or its proof is not that of ledger.jsonl")
    check_head(head, ledger[:size], path)
    fact = json.loads(ledger[at])
    pdf = output / f"documents/{fact['document']}-r{fact['revision']}.pdf"
    need(hashlib.sha256(read(pdf)).hexdigest() == fact["digest"], f"{pdf} is not what {path} proves")
    print(f"{pdf}: {fact['document']}, revision {fact['revision']}, SHA-256 {fact['digest']}")

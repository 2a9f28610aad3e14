evidence-batch-key = it names no key that is an Ed25519 key of OpenSSH
evidence-batch-origin = it names another ledger than the lines before it
evidence-beyond = the ledger has { $lines ->
    [one] one line
   *[other] {$lines} lines
 } more than the signed checkpoint counts: nobody signed what stands there. Compare it with a backup; do not trust those lines.
evidence-checkpoint-key = it was not signed with this ledger’s key, {$key}. Either it belongs to another ceremony, or everything was written anew and signed with another key. Compare the fingerprint with the one on the running order.
evidence-checkpoint-lines = it is no checkpoint: it should have three lines, an empty one and a signature, and nothing else
evidence-checkpoint-origin = its first line is not the name of a ledger of avsikt
evidence-checkpoint-root = its third line is not a hash in base64
evidence-checkpoint-signature-form = its signature line is not of the right form
evidence-checkpoint-size = its second line is not the number of lines of a ledger
evidence-checkpoint-unsigned = its signature does not fit what it says: it has been altered. Take it from a backup or a letter.
evidence-delivery-lacks = { $lines ->
    [one] one line
   *[other] {$lines} lines
 } that the ledger tells of { $lines ->
    [one] is
   *[other] are
 } not in it: lines have been removed or changed. Take it from a backup.
evidence-delivery-line = line {$line} is not as the program writes it, or does not follow upon the one before it: it has been changed. Take the file from a backup.
evidence-disagrees = the list and the ledger contradict each other about {$path}. One of the two was signed without the other: ask whoever has the key.
evidence-empty = it is empty: its lines have been removed. Take it from a backup.
evidence-fingerprint = everything here is signed with the key {$found}, but you expect {$expected}. Either the fingerprint was mistyped, or somebody wrote everything anew and signed it with another key. Do not rely on this folder.
evidence-gone = it is not there. Without it the rest cannot be trusted; take it from a backup.
evidence-impossible = {$what}, revision {$revision}, cannot follow upon the lines before it
evidence-journal-beyond = the ledger has lines that neither the checkpoint nor the interrupted run knows: somebody has added them. Take output/ from a backup.
evidence-journal-file = what an interrupted run has left for {$path} is not what it signed
evidence-journal-form = it is not what an interrupted run leaves
evidence-journal-unsigned = it would bring about what nobody signed with this ledger’s key
evidence-key-changed = the key that you expect signed this ledger once, but since then it is {$found}. Ask the host whether the key was changed on purpose.
evidence-left-out-form = it does not say in the way of a package which files were left out
evidence-left-out-manifest = it is not what the package’s own manifest lists: it was altered after the package was made. Take the package from a backup.
evidence-line = line {$line}: {$reason}. The lines up to it may be whole; compare with a backup.
evidence-line-form = it is not written as the program writes lines
evidence-line-json = it is no line of a ledger ({$reason})
evidence-line-sequence = its number is not that of its place: lines have been removed, added or exchanged
evidence-line-torn = it breaks off
evidence-list-form = it is not a list of files, sorted by path, as the program writes it
evidence-no-batch = a ledger begins with a line that opens a batch
evidence-not-text = it is no text
evidence-nothing-to-compare = there is no ledger here that could be compared with it
evidence-other-ledger = it belongs to another ledger, {$origin}: perhaps it comes from another ceremony’s letter
evidence-pair = {$file} and its signature do not fit together: {$reason}
evidence-receipt-event = its line does not issue a document
evidence-receipt-extra = its second line does not hold a ledger’s line in base64
evidence-receipt-heading = its first line is not that of a receipt
evidence-receipt-index = its third line does not say which line of the ledger it is about
evidence-receipt-lines = it is no receipt: a part of it is missing
evidence-receipt-other = it is a receipt for something else than this ledger says there
evidence-receipt-proof-form = one of its hashes is not of the right form
evidence-receipt-proof-wrong = its hashes do not lead from the line to the signed root: it has been altered. Take it from the letter that it came with.
evidence-receipt-sequence = its line bears another number than the receipt
evidence-retracts-nothing = it takes back something that was never received, or twice
evidence-rewritten = the first { $size ->
    [one] line
   *[other] {$size} lines
 } of the ledger are not those that were signed: lines have been changed. Whoever did it cannot make the old checkpoint fit. Do not rely on this folder; take it from a backup.
evidence-rolled-back = it is newer than this folder, whose ledger lacks { $missing ->
    [one] one line
   *[other] {$missing} lines
 } that were signed: an older state has been put in its place. Take output/ from a newer backup.
evidence-signature-form = the signature is not an SSH signature as the program writes it
evidence-signature-key = it was made with the key {$found}, and this ledger’s is {$key}
evidence-signature-wrong = one of the two has been altered. Take both from a backup.
evidence-erased-before = everything of {$signatory} was erased before
evidence-erased-form = it erases what was never issued to {$signatory}, or its decision is not one plain line
evidence-erased-in-force = it erases what is still in force for {$signatory}
evidence-journal-removal = it would remove {$path}, which the ledger does not call erased
evidence-journal-ledger = the ledger that it goes on from does not hold: {$reason}
name-coordinator = the coordinator
name-declaration = declaration
name-document-of = {$kind} for {$id}
name-invitation = invitation
name-joint-declaration = joint declaration
name-own = {$name}
name-running-order = running order

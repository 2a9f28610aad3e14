diagnostic-error = error
diagnostic-warning = warning

help-avsikt = From one roster to issued, provable documents for a signing ceremony
help-exit-codes =
    Exit codes: 0 done, 1 the roster or a template is faulty, 2 the command line is wrong,
    3 the evidence does not hold, 4 the disk, the folder or another run stood in the way.
help-folder = The ceremony’s folder
help-lang = The language on screen; otherwise that of the environment
help-json = Answer for programs instead of people
help-init = Make a new ceremony folder with an example to change
help-init-directory = The folder to make
help-check = Say everything that is wrong with the roster and the templates; write nothing
help-preview = Show one signatory’s documents without issuing anything
help-preview-id = Whose packet; without it the first signatory’s and the ceremony’s documents
help-preview-png = As pictures, one a page
help-preview-into = Put them here instead of a temporary folder
help-produce = Issue what is new or changed, and compose the letters
help-threads = How many documents to typeset at once; otherwise as many as there are cores
help-verify = Say whether the documents in output/ are what was issued, or whether a file is one of them
help-verify-files = Files from anywhere

cli-check-right = Everything is right: { $count ->
    [one] one signatory
   *[other] {$count} signatories
 }, { $warnings ->
    [0] no warnings
    [one] one warning
   *[other] {$warnings} warnings
 }. Nothing has been written.
cli-environment = the machine does not give what is needed: {$reason}
cli-faults = { $count ->
    [one] One fault
   *[other] {$count} faults
 }. Nothing has been issued.
cli-init-done = {$folder} is ready, with an example in it.
cli-init-next = Next: open {$folder}/signatories.toml, then run: avsikt -C {$folder} check
cli-preview-done = { $count ->
    [one] One file to look at.
   *[other] {$count} files to look at.
 } Nothing has been issued.
cli-produce-composed = { $count ->
    [0] none composed
    [one] one composed
   *[other] {$count} composed
 }, {$kept} unchanged
cli-produce-digests = Digests
cli-produce-documents = Documents
cli-produce-issued = { $count ->
    [0] none issued
    [one] one issued
   *[other] {$count} issued
 } ({ $pages ->
    [one] one page
   *[other] {$pages} pages
 }), {$kept} unchanged
cli-produce-letters = Letters
cli-produce-next = Next: open some of the letters and read them as their recipients will.
    ‘avsikt verify’ says at any time whether the documents are still what was issued.
cli-produce-seconds = {$seconds} s
cli-produce-time = Time
cli-produce-unchanged = Nothing has changed: all { $count ->
    [one] documents
   *[other] {$count} documents
 } stay as they are. Nothing has been written.
cli-produce-withdrawn = Withdrawn
cli-produce-withdrawn-count = { $documents ->
    [one] one document
   *[other] {$documents} documents
 }, { $letters ->
    [one] one letter
   *[other] {$letters} letters
 } not to be sent
cli-step-typesetting = Typesetting

verify-altered = ALTERED: says that it is {$document}, revision {$revision}, but its content is not what was issued
verify-altered-file = ALTERED: its content is not what was written
verify-intact = intact: {$document}, revision {$revision}, the current one
verify-missing = MISSING: it was issued and is not there
verify-pending = PENDING: a run was interrupted; the next ‘avsikt produce’ completes it
verify-proves = This shows whether a file is what this folder’s register records. It does not show who made it, nor that the register itself is untouched.
verify-summary = { $wrong ->
    [0] All is as it was issued
    [one] One file is not as it was issued
   *[other] {$wrong} files are not as they were issued
 }: {$current} current, {$superseded} superseded, {$withdrawn} withdrawn.
verify-superseded = superseded: {$document}, revision {$revision}, intact; a newer revision has been issued
verify-unlisted = UNLISTED: it was never issued here
verify-withdrawn = withdrawn: {$document}, revision {$revision}, intact; it is no longer in force

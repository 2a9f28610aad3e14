diagnostic-cell = cell {$cell}
diagnostic-error = error
diagnostic-row = row {$row}
diagnostic-sheet = sheet {$sheet}
diagnostic-warning = warning
system-directory = it is a folder
system-exists = it is there already
system-full = the disk is full
system-late = no answer came in time
system-missing = it does not exist
system-no-host = there is no computer of that name, or the name server cannot be reached
system-no-directory = a part of the path is no folder
system-other = {$reason}
system-permission = you may not
system-read-only = the disk is read-only
system-refused = nobody accepts connections there
system-reset = the connection was lost
system-unreachable = it cannot be reached from here

help-avsikt = From one roster to issued, provable documents for a signing ceremony
help-exit-codes =
    0  done
    1  the roster, a template or something to be received is faulty
    2  the command line is wrong, or nobody agreed
    3  the evidence does not hold
    4  the disk, the folder, the key, another run, the mail server or the
       time-stamping authority stood in the way
    5  at least one letter was not accepted
help-folder = The ceremony’s folder; otherwise the one that you are in
help-lang = The language on screen, sv or en; otherwise that of the environment
help-json = Answer for programs instead of people
help-init = Make a folder for a new ceremony, after a few questions
help-init-directory = The folder to make
help-init-city = The host’s town
help-init-date = The day of the ceremony; otherwise in four weeks
help-init-host = Who invites and signs first
help-init-language = The language of the ceremony’s documents; otherwise that on screen
help-init-start = When the programme begins
help-init-title = What the ceremony is called
help-init-venue = Where it is held
help-init-yes = Ask nothing: what is not given is as in the example
help-check = Say everything that is wrong with the roster and the templates; write nothing
help-preview = Show one signatory’s documents without issuing anything
help-preview-id = Whose packet; without it the first signatory’s and the ceremony’s documents
help-preview-png = As pictures, one a page
help-preview-into = Put them here instead of a folder of their own in the user’s cache
help-preview-open = Open the first one in the system’s viewer
help-preview-watch = Make them again whenever a template or the roster is saved, until Ctrl-C
help-produce = Issue what is new or changed, and compose the letters
help-threads = How many documents to typeset at once; otherwise as many as there are cores
help-verify = Say whether all in output/ is what was issued, or whether a file is one of the documents
help-verify-files = Files from anywhere

cli-check-right = Everything is right: { $count ->
    [one] one signatory
   *[other] {$count} signatories
 }, no warnings. Nothing was written.
cli-check-warnings = No faults, but { $count ->
    [one] one warning: read it
   *[other] {$count} warnings: read them
 } before you issue anything.
cli-check-next = Next: ‘avsikt preview’ shows what the documents look like.
cli-environment = the machine does not give what is needed: {$reason}
cli-faults = { $count ->
    [one] One fault
   *[other] {$count} faults
 }. Nothing has been changed.
cli-init-ask = {$question} [{$proposal}]:{" "}
cli-init-ask-city = In which town is the host?
cli-init-ask-date = On which day, such as 2027-04-20 or 20 April 2027?
cli-init-ask-host = Who is the host, such as the municipality?
cli-init-ask-language = Which language are the ceremony’s documents in, sv or en?
cli-init-ask-start = When does the programme begin?
cli-init-ask-title = What is the ceremony or the cooperation called?
cli-init-ask-venue = In which room or building?
cli-init-begin = A new ceremony in {$folder}. Enter takes what stands in brackets; all can be changed later.
    Ctrl-C stops, with nothing written.
cli-init-day = Day
cli-init-done = The folder {$folder} is ready:
cli-init-given-up = Stopped. Nothing has been written.
cli-init-host = Host
cli-init-language-wrong = ‘{$said}’ is neither sv nor en
cli-init-next = The signatories in the roster are invented, and the templates’ texts are an example to change.
    Next: cd {$folder}, then ‘avsikt import ../LIST.xlsx’ (or fill in signatories.toml by hand), and last ‘avsikt check’.
cli-init-past = That day has been; change ‘date’ unless you mean it.
cli-init-past-ask = That day has been. Is that right (yes or no)? [no]:{" "}
cli-init-title = Title
cli-init-venue = Venue
cli-leftovers = { $count ->
    [one] One warning
   *[other] {$count} warnings
 } about what is left of the example: see ‘avsikt check’.
cli-preview-again = Made again whenever a template or signatories.toml is saved. Ctrl-C ends it.
cli-preview-made = Round {$round}: { $count ->
    [one] one file
   *[other] {$count} files
 } in {$seconds} s. Nothing has been issued.
cli-preview-next = Next: ‘{$open}’ opens the first file; ‘avsikt produce’ issues the documents.
cli-preview-none = There is nothing to look at yet.
cli-preview-no-screen = this computer has no viewer that can be started from here
cli-preview-open-failed = the system’s viewer could not be started: {$reason}
cli-preview-open-failed-remedy = open the file yourself: {$path}
cli-preview-stands = What was right last is still in {$folder}
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
cli-produce-extras = For the day
cli-produce-extras-count = { $made ->
    [0] none made
    [one] one made
   *[other] {$made} made
 }, {$kept} unchanged{ $removed ->
    [0] {""}
    [one] , one removed
   *[other] , {$removed} removed
 }
cli-produce-issued = { $count ->
    [0] none issued
    [one] one issued
   *[other] {$count} issued
 }{ $pages ->
    [0] {""}
    [one] {" "}(one page)
   *[other] {" "}({$pages} pages)
 }, {$kept} unchanged
cli-produce-letters = Letters
cli-produce-next = Next: look at {$index} in a browser, then read the letters as their recipients will: ‘avsikt send --test-to YOUR@ADDRESS’.
cli-produce-next-file = Next: look at {$index} in a browser, then read the letters in {$outbox} as their recipients will.
    No mail server is given: send the .eml files from a mail program, or let ‘avsikt send’ say how this program can send them.
cli-produce-next-send = Next: { $count ->
    [0] look at {$index} in a browser.
    [one] ‘avsikt send’ sends the letter that waits. The overview is {$index}.
   *[other] ‘avsikt send’ sends the {$count} letters that wait. The overview is {$index}.
 }
cli-produce-seconds = {$seconds} s
cli-produce-time = Time
cli-produce-unchanged = Nothing new to issue: { $count ->
    [one] the document stays
   *[other] all {$count} documents stay
 }.
cli-produce-withdrawn = Withdrawn
cli-produce-withdrawn-count = { $documents ->
    [0] {""}
    [one] one document
   *[other] {$documents} documents
 }{ $both ->
    [0] {""}
   *[other] {", "}
 }{ $letters ->
    [0] {""}
    [one] one letter not to be sent
   *[other] {$letters} letters not to be sent
 }{ $named ->
    [0] {""}
   *[other] {" "}({$whose})
 }
cli-step-typesetting = Typesetting documents

verify-altered = ALTERED: says that it is {$document}, revision {$revision}, but its content is not what was issued
verify-altered-file = ALTERED: its content is not what was written
verify-intact = intact: {$document}, revision {$revision}, the current one
verify-missing = MISSING: it was issued and is not there
verify-left-out = left out of this package on purpose
verify-left-out-count = { $files ->
    [one] One file was
   *[other] {$files} files were
 } left out of this package on purpose: {$list} says which, and why.
verify-pending = PENDING: a run was interrupted; the next ‘avsikt produce’ completes it
verify-proves = This shows that the files are what the holder of this key recorded, in this order.
    It does not show who signed on paper, nor is it an electronic signature; instants are those of a computer’s clock.
verify-summary = { $wrong ->
    [0] All is as it was issued
    [one] One file is not as it was issued
   *[other] {$wrong} files are not as they were issued
 }: {$current} current, {$superseded} superseded, {$withdrawn} withdrawn.
verify-superseded = superseded: {$document}, revision {$revision}, intact; a newer revision has been issued
verify-unlisted = UNLISTED: it was never issued here
verify-withdrawn = withdrawn: {$document}, revision {$revision}, intact; it is no longer in force
verify-as-written = as it was written
verify-broken = DOES NOT HOLD: {$reason}
verify-compare = Compare this fingerprint with the one on the running order or in a letter. Only if they are the same was this signed by the right issuer.
verify-fingerprint-same = It is the fingerprint that you expect.
verify-kept-checkpoint = holds: the ledger begins with the { $size ->
    [one] one line
   *[other] {$size} lines
 } that this checkpoint speaks of, unchanged
verify-kept-receipt = holds: {$document}, revision {$revision}, was issued as this receipt says, and is the current one
verify-kept-receipt-superseded = holds: {$document}, revision {$revision}, was issued as this receipt says; a newer revision has been issued since
verify-kept-receipt-withdrawn = holds: {$document}, revision {$revision}, was issued as this receipt says; it is no longer in force
verify-ledger = The ledger has { $lines ->
    [one] one line
   *[other] {$lines} lines
 }, signed with the key
verify-unreadable = UNREADABLE: {$reason}

help-key-file = The key that signs, if not in your configuration folder
help-change-key = Go on with another key than the one that has signed so far
help-status = Say where each signatory stands: prepared, sent, signed, what is missing
help-receive = Record that a signed copy or a power of attorney came in, and keep its scans
help-receive-id = From whom
help-receive-scans = Scans to keep, as PDF or pictures
help-receive-date = When it was signed; otherwise on the day of the ceremony
help-receive-document = What was signed; otherwise the declaration
help-receive-revision = Which revision; otherwise the newest
help-receive-power-of-attorney = It is a power of attorney (fullmakt)
help-receive-mistake = What was recorded last of this signatory was a mistake
help-verify-against = Compare with a checkpoint or receipt that was kept elsewhere, such as from a letter
help-verify-fingerprint = Compare with the fingerprint on the running order or in a letter
help-key = The key that signs the ledger
help-key-new = Make a key; an existing one is never overwritten
help-key-show = Show what to publish: fingerprint, verifier key, the line for ssh-keygen

cli-key-allowed-signers = For ssh-keygen -Y verify, as a line of an allowed_signers file:
cli-key-file = File
cli-key-fingerprint = Fingerprint
cli-key-made = A key has been made: {$path}
    Fingerprint: {$fingerprint}
    Keep a copy of the file in a safe place: who has it can sign, and without it nobody can go on.
cli-key-new-again = Once more:{" "}
cli-key-new-passphrase = Passphrase for the new key (empty for none):{" "}
cli-key-passphrase = Passphrase for {$path}:{" "}
cli-key-verifier = Verifier key
cli-key-verifier-later = bears the ledger’s name, which the first ‘avsikt produce’ chooses
cli-produce-key = Key
cli-produce-key-made = A key has been made that signs the ledger: {$path}
    Keep a copy of it in a safe place. Its fingerprint stands on the running order and in the letters.
cli-produce-ledger = Ledger
cli-receive-mistake = Line {$line} of the ledger takes back what was recorded last of {$id}.
cli-receive-power-of-attorney = Recorded in line {$line} of the ledger: a power of attorney from {$id}.
cli-receive-signed = Recorded in line {$line} of the ledger: {$id} signed {$document}, revision {$revision}, on {$date}.
cli-status-extras = To be printed for the day: {$list}
cli-status-id = ID
cli-status-letter = LETTER
cli-status-organisation = ORGANISATION
cli-status-power-of-attorney = POWER OF ATTORNEY
cli-status-power-of-attorney-brief = POWER
cli-status-powers-missing = { $count ->
    [one] MISSING
   *[other] {$count} MISSING
 }
cli-status-powers-missing-brief = { $count ->
    [one] missing
   *[other] {$count} missing
 }
cli-status-powers-there = there
cli-status-prepared = PREPARED
cli-status-confirmed = r{$revision} arrived, it was said on {$at}
cli-status-confirmed-brief = arrived {$day}
cli-status-deferred = r{$revision} not taken yet, {$at}
cli-status-deferred-brief = { $copy ->
    [0] {""}
   *[other] copy{" "}
 }not taken {$day}
cli-status-letters = Letters: {$sent} sent, {$queued} waiting to be sent{ $deferred ->
    [0] {""}
   *[other] , {$deferred} not taken yet
 }{ $refused ->
    [0] {""}
   *[other] , {$refused} refused
 }{ $unknown ->
    [0] {""}
   *[other] , {$unknown} UNKNOWN
 }.
cli-status-next = ‘avsikt send --dry-run’ shows what would go, and which commands go on from here.
cli-status-no-words = (the run was interrupted before it could note what was said)
cli-status-packet = PACKET
cli-status-refused = r{$revision} refused, {$at}
cli-status-refused-brief = { $copy ->
    [0] {""}
   *[other] copy{" "}
 }refused {$day}
cli-status-sent = r{$revision} sent, {$at}
cli-status-sent-brief = sent {$day}
cli-status-unknown = r{$revision} UNKNOWN whether it arrived, {$at}
cli-status-unknown-brief = { $copy ->
    [0] {""}
   *[other] copy{" "}
 }UNKNOWN {$day}
cli-status-queued = r{$revision} in the outbox
cli-status-queued-brief = { $copy ->
    [0] {""}
   *[other] copy{" "}
 }in the outbox
cli-status-signed = SIGNED
cli-status-signed-older = {$date}: {$document} r{$revision}, not the current one
cli-status-signed-on = {$date}: {$document} r{$revision}
cli-status-summary = { $invited ->
    [one] 1 signatory
   *[other] {$invited} signatories
 }: { $signed ->
    [0] none has signed
    [one] 1 has signed
   *[other] {$signed} have signed
 }, { $missing ->
    [0] no power of attorney is missing
    [one] 1 power of attorney is missing
   *[other] {$missing} powers of attorney are missing
 }.{ $withdrawn ->
    [0] {""}
   *[other] {" "}{$withdrawn} withdrawn.
 }
cli-status-withdrawn = (withdrawn)
cli-status-words-lost = (the server’s own words were not kept)
cli-step-composing = Composing letters

help-verify-report = Write the audit report, a PDF for the case file, into this new file
verify-reported = The audit report is {$path}.
verify-signed = What is left of the evidence names the key
verify-proves-not = As long as anything above does not hold, this folder proves nothing about the files that are named there.
verify-restore = Restore what is altered or missing from a backup, and run ‘avsikt verify’ again.
verify-letter = intact: the letter to {$letter}, revision {$revision}, as it was composed
verify-received = intact: a scan of what came in from {$signatory}, as it was recorded
help-archive = Write a package for the archive (BagIt, RFC 8493), if everything is as it was issued
help-archive-destination = The folder to make, or the file with --zip; nothing may be there yet
help-archive-zip = As one zip file instead of a folder
help-archive-without-personal-data = Leave out letters, received scans and the roster; the package says so

cli-archive-check = Anybody can check it, without this program: bagit.py --validate {$path}
cli-archive-check-zip = Anybody can check it, without this program: unpack it, and run bagit.py --validate on the folder
cli-archive-done = The package is in {$path}: { $count ->
    [one] one file
   *[other] {$count} files
 }.
cli-archive-left-out = { $count ->
    [one] One file was
   *[other] {$count} files were
 } left out on purpose; data/LEFT-OUT.txt in it says which, and why.
cli-archive-next = Next: hand {$path} over to the archive.
cli-archive-unsound = Nothing has been archived: only a folder in which everything is as it was issued is.

help-erase = Dispose of what was issued to a signatory that has left: documents, letters and scans go for good
help-erase-id = Whose
help-erase-decision = The decision to dispose, for the ledger, where it stays for ever: write the case number, no names
help-erase-confirm = The id once more, where nobody can be asked; without it nothing is erased

cli-erase-ask = To erase it for good, type the id ({$id}):{" "}
cli-erase-confirm = --confirm says ‘{$confirm}’, and it is ‘{$id}’ that would be erased. Nothing has been erased.
cli-erase-done = Erased, and recorded on line {$line} of the ledger: { $count ->
    [0] no file was there any more
    [one] one file of {$id}
   *[other] {$count} files of {$id}
 }.
cli-erase-dry = Nothing has been erased. To do it where nobody can be asked, say --confirm {$id}.
cli-erase-given-up = Nothing has been erased.
cli-erase-stays = What stays: the ledger and the receipts, in which only the id {$id} stands, and the ceremony’s own documents in all their revisions and the letters to the coordinator, which may name the signatory.
    Backups and what was sent are elsewhere.
cli-erase-would = By decision ‘{$decision}’ this would go for good: { $count ->
    [0] no file, for none is there
    [one] one file
   *[other] {$count} files
 }.
cli-status-erased = (erased: {$decision})
cli-status-erased-count = { $count ->
    [one] Of one signatory everything has been erased.
   *[other] Of {$count} signatories everything has been erased.
 }
verify-erased = erased: {$document}, revision {$revision}, by decision ‘{$decision}’
verify-erased-copy = intact: {$document}, revision {$revision}, was issued here; it was erased here by decision ‘{$decision}’
verify-erased-file = erased, by decision ‘{$decision}’
verify-foreign = { $count ->
    [one] The file is none
   *[other] The files are none
 } of the documents in this folder. The ledger and the signatures are as they should be.
verify-kept-receipt-erased = holds: {$document}, revision {$revision}, was issued as this receipt says; it was erased here by decision ‘{$decision}’
verify-lingering = SHOULD BE GONE: it was erased by decision ‘{$decision}’ and lies here all the same; delete it

help-csv = As a table for spreadsheets
help-send = Deliver what lies in the outbox, each letter once; shows it first and asks
help-send-dry-run = Show what would go, and send nothing
help-send-confirm = The number of letters that go, where nobody can be asked; any other number stops
help-send-only = Only the letters to these ids; the coordinator’s is: coordinator
help-send-limit = At most so many letters
help-send-test-to = Send them all to this address instead, marked as tests; they do not count as sent
help-send-rate = At most so many letters a minute
help-send-patience = How many minutes to go on trying what the server does not take yet; otherwise 10
help-send-retry-deferred = Try those too that the server did not take in an earlier run
help-send-resend = Send these letters whatever became of them before; a copy goes by a name of its own, such as ID+copy1
help-send-confirm-sent = Record that these letters did arrive; sends nothing

cli-said = you typed ‘{$said}’
cli-said-nothing = you typed nothing
cli-send-accepted = { $count ->
    [0] The server has accepted no letter.
    [one] The server has accepted one letter. Accepted is not delivered: one that comes back lands with the sender.
   *[other] The server has accepted {$count} letters. Accepted is not delivered: one that comes back lands with the sender.
 }
cli-send-address = Address
cli-send-ask = To send them, type how many letters go; anything else stops:{" "}
cli-send-beyond = { $count ->
    [one] One more letter waits
   *[other] {$count} more letters wait
 } for the next time, because of --limit.
cli-send-changed = replaces an earlier one
cli-send-confirms = {$letter} r{$revision}: will be recorded as arrived.
cli-send-copy = {$name} (copy)
cli-send-count = { $count ->
    [one] 1 letter
   *[other] {$count} letters
 }
cli-send-count-changed = { $count ->
    [one] 1 in place of an earlier one
   *[other] {$count} in place of earlier ones
 }
cli-send-count-new = {$count} new
cli-send-count-resend = {$count} AGAIN
cli-send-count-retry = { $count ->
    [one] 1 new attempt
   *[other] {$count} new attempts
 }
cli-send-dry-run = Nothing was sent. Next: ‘avsikt send’.
cli-send-retry = tried before
cli-send-documents = Documents
cli-send-done-deferred = { $count ->
    [one] One letter was not taken yet and can be tried again:
   *[other] {$count} letters were not taken yet and can be tried again:
 }
cli-send-done-refused = { $count ->
    [one] One letter was refused:
   *[other] {$count} letters were refused:
 }
cli-send-done-unknown = { $count ->
    [one] Of one letter nobody knows whether it arrived; it does not go again by itself:
   *[other] Of {$count} letters nobody knows whether they arrived; they do not go again by themselves:
 }
cli-send-file = { $count ->
    [0] No letter is waiting.
    [one] One letter lies ready in output/outbox/. Nothing is sent, because no mail server is configured.
   *[other] {$count} letters lie ready in output/outbox/. Nothing is sent, because no mail server is configured.
 }
    To have avsikt send, add to signatories.toml: transport = "smtp" in [mail], and a section [mail.smtp] with host and user; see docs/delivery.en.md.
    Or open the .eml files in a mail program and send them from there.
cli-send-new = new
cli-send-readdressed = NEW ADDRESS; an earlier one went to {$address}
cli-send-next = To go on:
cli-send-next-deferred = To try again what the server did not take yet:
cli-send-next-refused = What was refused: correct the address in signatories.toml and run ‘avsikt produce’; or, if it is right, once more:
cli-send-next-unknown = { $count ->
    [one] Find out whether the unknown one arrived: ask its recipient, or look in the server’s log for its Message-ID.
    Then record it, or send it again, at the risk that it comes twice:
   *[other] Find out whether the unknown ones arrived: ask their recipients, or look in the server’s log for their Message-IDs.
    Then record it, or send them again, at the risk that they come twice:
 }
cli-send-nothing = There is nothing to send.
cli-send-number = No.
cli-send-outbox = The outbox, output/outbox/:
cli-send-password = Password of {$user} at {$server}:{" "}
cli-send-program = By {$command}, from {$from}:
cli-send-recorded = { $count ->
    [one] One decision is recorded.
   *[other] {$count} decisions are recorded.
 } Nothing was sent.
cli-send-resend = AGAIN
cli-send-resends = {$letter} r{$revision}: goes again, though it may have arrived.
cli-send-retries = {$letter} r{$revision}: goes again; it was refused before.
cli-send-sent-before = { $count ->
    [one] One letter was sent before and does not go again.
   *[other] {$count} letters were sent before and do not go again.
 }
cli-send-server = Over {$server}, from {$from}:
cli-send-standing-deferred = Not taken yet, and not tried now ({$count}): {$letters}
cli-send-standing-refused = Refused before ({$count}): {$letters}
cli-send-standing-unknown = { $count ->
    [one] Nobody knows whether it arrived (1)
   *[other] Nobody knows whether they arrived ({$count})
 }: {$letters}
cli-send-standing-waiting = Waiting for a decision about an older one ({$count}): {$letters}
cli-send-state = State
cli-send-summary = { $count ->
    [one] 1 letter
   *[other] {$count} letters
 }: {$parts}.
cli-send-test = TEST: all of them go to {$address}, marked as tests, and do not count as sent.
cli-send-tested = { $count ->
    [0] No test letter went.
    [one] One test letter went to {$address}. It does not count as sent.
   *[other] {$count} test letters went to {$address}. They do not count as sent.
 }
cli-send-timestamp = The time-stamping authority saw the ledger on {$time}, with what became of the letters.
cli-send-to = To
cli-send-unattended = Nothing was sent. Where nobody can be asked, say --confirm {$count}.
cli-send-untried = { $count ->
    [one] 1 letter was not sent.
   *[other] {$count} letters were not sent.
 }
cli-send-wrong-number = Nothing was sent: {$said}, and { $count ->
    [one] 1 letter
   *[other] {$count} letters
 } would go.
cli-step-sending = Sending letters
cli-step-packing = Writing the package
cli-step-verifying = Verifying
cli-stopping = Stopping once the letter that is on its way has been answered. Once more stops at once; that letter may then be unknown.
cli-waiting = { $count ->
    [one] One letter waits
   *[other] {$count} letters wait
 } for another attempt in {$seconds} s.
cli-waiting-stop = Ctrl-C stops; what was sent is recorded.
evidence-timestamp-algorithm = the time stamp is over a digest of another kind ({$found}), not SHA-256
evidence-timestamp-content = the time stamp holds something else than RFC 3161 says ({$found})
evidence-timestamp-form = it is no time stamp in the form of RFC 3161 ({$part})
evidence-timestamp-imprint = the time stamp is about something else than this checkpoint
evidence-timestamp-no-token = it says that a time stamp was granted, and there is none in it
evidence-timestamp-nonce = the time stamp answers another request, perhaps an older one: the random number is not ours
evidence-timestamp-other = it is the checkpoint of another time than its name says
evidence-timestamp-refused = the authority refused: {$said}
evidence-timestamp-root = it records a time stamp over other lines than those before it: one of them has been changed, or this one
evidence-timestamp-size = it records a time stamp of an older checkpoint than the one before, or of one to come
evidence-timestamp-time = the time in the time stamp cannot be read ({$found})
evidence-timestamp-token = it is not the time stamp that the ledger records. Take it from a backup.

authority-fault = no time stamp from {$address}: {$reason}
authority-long = its answer is longer than {$bytes}
authority-redirects = it sends on to {$to}; if that is right, name that address instead
authority-remedy = nothing has been recorded; try again later, or name another authority with --tsa
authority-silent = it cannot be reached ({$reason})
authority-slow = it has not answered in full within {$seconds} s
authority-status = it answers with the HTTP status {$status}
authority-type = it answers with {$found} and not with a time stamp (application/timestamp-reply)
authority-unknown-host = there is no such host

cli-produce-timestamp = Time stamp
cli-timestamp-covered = This state has its time stamp already: it covers { $size ->
    [one] the first line
   *[other] the first {$size} lines
 } of the ledger, and nothing but time stamps has been recorded since. Nothing has been written.
cli-timestamp-done = The authority has seen { $size ->
    [one] the first line
   *[other] the first {$size} lines
 } of the ledger on {$time}. Its answer and the checkpoint that it has seen:
cli-timestamp-check = That the answer fits this checkpoint has been checked. Whose signature it bears, openssl checks
    with the certificate of the authority that you trust:
help-timestamp = Let a time-stamping authority say when the ledger was as it is (RFC 3161)
help-timestamp-tsa = The authority’s address; otherwise the roster’s
timestamp-no-authority = no time-stamping authority is named
timestamp-no-authority-remedy = name one with --tsa https://…, or in the roster in a section [evidence]: tsa = "https://…"
timestamp-not-now = everything has been recorded, but has no time stamp: {$reason}
timestamp-not-now-remedy = ‘avsikt timestamp’ asks again
verify-timestamp = Time-stamped on {$time} by the authority: { $size ->
    [one] the first line
   *[other] the first {$size} lines
 } of the ledger existed then (check with {$command})

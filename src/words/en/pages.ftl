page-noscript = This page needs JavaScript. Turn it on, or open the page in another browser.
stage-heading = Running order
stage-all = The programme
stage-time = Time
stage-number = No
stage-what = What and who
stage-done = Done
stage-controls = Controls
stage-undo = Undo
stage-back = Back
stage-follow = Follow the clock
stage-step = Step on
stage-now = Now
stage-next = Next, {$time}
stage-begins = Begins soon
stage-ended = The programme is over
stage-pause = Pause
stage-count = {$number} of {$of}
stage-spoken = Spoken {$spoken}
stage-left = {$minutes} min left
stage-over = {$minutes} min over
stage-by-clock = By the clock
stage-on-time = On time
stage-late = {$minutes} min late
stage-early = {$minutes} min early
stage-rehearsal = Run-through

overview-heading = Overview
overview-links = Short cuts
overview-stage = The running order on stage
overview-running-order = The running order as PDF
overview-spreadsheet = The running order as a spreadsheet
overview-evidence = Check a document
overview-notices = What to look at
overview-todo = What to do:
overview-show = Show
overview-packets = Packets
overview-find = Find
overview-filters = Selection
overview-shown = {$shown} of {$all} shown
overview-none = No packet fits the selection.
overview-print = Print
overview-sort = Sort by:
overview-name = Signatory
overview-signs = Turn
overview-slot = no {$number}, {$time}
overview-documents = Documents
overview-letter = Letter
overview-signed = Signed
overview-revision = revision {$revision}
overview-older = earlier:
overview-withdrawn = withdrawn
overview-unsigned-yet = Not yet
overview-left = Has left the roster
overview-absent = Does not come to the ceremony
overview-coordinator = The coordinator
overview-power-there = Power of attorney is there
overview-power-missing = { $count ->
    [one] Power of attorney is missing
   *[other] {$count} powers of attorney are missing
 }
overview-scans = { $count ->
    [one] One scan
   *[other] {$count} scans
 }
overview-signed-on = {$date}, revision {$revision}
overview-signed-older = {$date}, revision {$revision}; revision {$current} is in force
overview-letter-confirmed = Has arrived, noted {$at}
overview-letter-deferred = Not taken yet, {$at}
overview-letter-queued = In the outbox
overview-letter-refused = Refused {$at}
overview-letter-sent = Sent {$at}
overview-letter-unknown = Unknown whether it arrived, {$at}
overview-filter-all = All
overview-filter-deferred = Not taken yet
overview-filter-left = Has left
overview-filter-older = Signed an older revision
overview-filter-power = Power of attorney missing
overview-filter-queued = Letter in the outbox
overview-filter-refused = Letter refused
overview-filter-sent = Letter sent
overview-filter-signed = Signed
overview-filter-superseded = Has new revisions
overview-filter-unknown = Unknown whether the letter arrived
overview-filter-unsigned = Not signed
overview-notice-deferred = { $count ->
    [one] The letter to one recipient was not taken yet. ‘avsikt send --retry-deferred’ tries again.
   *[other] Letters to {$count} recipients were not taken yet. ‘avsikt send --retry-deferred’ tries again.
 }
overview-notice-older = { $count ->
    [one] One signatory has signed a revision that is no longer in force.
   *[other] {$count} signatories have signed revisions that are no longer in force.
 }
overview-notice-plan = The running order, line {$line} of signatories.toml: {$reason}
overview-notice-power = { $count ->
    [one] One signatory has a proxy, and no power of attorney has come in.
   *[other] {$count} signatories have proxies, and no power of attorney has come in.
 }
overview-notice-queued = { $count ->
    [one] The letter to one recipient lies in the outbox.
   *[other] Letters to {$count} recipients lie in the outbox.
 }
overview-notice-refused = { $count ->
    [one] The letter to one recipient was refused. Correct the address, run ‘avsikt produce’, and send again.
   *[other] Letters to {$count} recipients were refused. Correct the addresses, run ‘avsikt produce’, and send again.
 }
overview-notice-superseded = { $count ->
    [one] Documents of one packet have new revisions. The earlier ones are no longer in force.
   *[other] Documents of {$count} packets have new revisions. The earlier ones are no longer in force.
 }
overview-notice-unknown = { $count ->
    [one] Nobody knows whether the letter to one recipient arrived. Ask, and then use ‘avsikt send --confirm-sent’ or ‘--resend’.
   *[other] Nobody knows whether the letters to {$count} recipients arrived. Ask, and then use ‘avsikt send --confirm-sent’ or ‘--resend’.
 }
overview-notice-unsigned = { $count ->
    [one] The signed copy of one signatory is missing. ‘avsikt receive’ records what comes in.
   *[other] The signed copies of {$count} signatories are missing. ‘avsikt receive’ records what comes in.
 }

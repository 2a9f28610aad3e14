outbox-addresses = it does not go from and to whom the roster says
outbox-altered = it is not the letter that was composed
outbox-attachments = what is attached is not what was issued
outbox-left = ‘{$id}’ has left the list, and gets no letters
outbox-nothing-unknown = no letter to ‘{$id}’ is one of which nobody knows whether it arrived
outbox-nothing-unknown-remedy = ‘avsikt status’ tells where each letter stands
outbox-not-in-force = it carries a document that is no longer in force
outbox-stale = the roster or the templates have changed since the letters were composed: { $documents ->
    [0] {""}
    [one] one document and{" "}
   *[other] {$documents} documents and{" "}
 }{ $letters ->
    [0] the list of recipients would be another
    [one] one letter would be new
   *[other] {$letters} letters would be new
 }
outbox-stale-remedy = run ‘avsikt produce’, look at what is new, and then send; nothing was sent
outbox-stopped = stopped as you asked
outbox-unknown-id = nobody on the roster has the id ‘{$id}’
outbox-unknown-id-remedy = ‘avsikt status’ lists the ids; the coordinator’s is: coordinator
outbox-unreadable = it cannot be read as a letter
outbox-unsound = {$path} is not sent: {$reason}
outbox-unsound-remedy = somebody has changed or exchanged files in output/: run ‘avsikt verify’, and take what it names from a backup

outbox-addresses = det går inte från och till dem som listan säger
outbox-altered = det är inte det brev som sattes ihop
outbox-attachments = det som är bifogat är inte det som utfärdades
outbox-left = ”{$id}” har lämnat listan, och dit går inga brev
outbox-nothing-unknown = inget brev till ”{$id}” är ovisst
outbox-nothing-unknown-remedy = ”avsikt status” visar hur det står till med varje brev
outbox-not-in-force = det innehåller en handling som inte längre gäller
outbox-stale = undertecknarlistan eller mallarna har ändrats sedan breven sattes ihop: { $documents ->
    [0] {""}
    [one] en handling och{" "}
   *[other] {$documents} handlingar och{" "}
 }{ $letters ->
    [0] mottagarna skulle bli andra
    [one] ett brev skulle bli nytt
   *[other] {$letters} brev skulle bli nya
 }
outbox-stale-remedy = kör ”avsikt produce”, titta på det som är nytt och skicka sedan; inget har skickats
outbox-stopped = avbrutet på begäran
outbox-unknown-id = ingen på listan har id:t ”{$id}”
outbox-unknown-id-remedy = ”avsikt status” visar alla id:n; samordnarens är: coordinator
outbox-unreadable = det går inte att läsa som ett brev
outbox-unsound = {$path} skickas inte: {$reason}
outbox-unsound-remedy = någon har ändrat eller bytt filer i output/: kör ”avsikt verify” och hämta det som nämns där ur en säkerhetskopia

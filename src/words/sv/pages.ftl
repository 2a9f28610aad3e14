page-noscript = Sidan behöver JavaScript. Slå på det, eller öppna sidan i en annan webbläsare.
stage-heading = Körschema
stage-all = Programmet
stage-time = Tid
stage-number = Nr
stage-what = Vad och vem
stage-done = Klart
stage-controls = Styrning
stage-undo = Ångra
stage-back = Tillbaka
stage-follow = Följ klockan
stage-step = Gå vidare
stage-now = Nu
stage-next = Härnäst, {$time}
stage-begins = Börjar snart
stage-ended = Programmet är slut
stage-pause = Uppehåll
stage-count = {$number} av {$of}
stage-spoken = Uttalas {$spoken}
stage-left = {$minutes} min kvar
stage-over = {$minutes} min över tiden
stage-by-clock = Enligt klockan
stage-on-time = I tid
stage-late = {$minutes} min sent
stage-early = {$minutes} min före
stage-rehearsal = Genomgång

overview-heading = Översikt
overview-links = Genvägar
overview-stage = Körschemat på scenen
overview-running-order = Körschemat som PDF
overview-spreadsheet = Körschemat som kalkylblad
overview-evidence = Kontrollera en handling
overview-notices = Att tänka på
overview-todo = Gör så här:
overview-show = Visa
overview-packets = Signeringspaket
overview-find = Sök
overview-filters = Urval
overview-shown = Visar {$shown} av {$all}
overview-none = Inget paket passar in på urvalet.
overview-print = Skriv ut
overview-sort = Ordna efter:
overview-name = Undertecknare
overview-signs = Tur
overview-slot = nr {$number}, {$time}
overview-documents = Handlingar
overview-letter = Brev
overview-signed = Undertecknat
overview-revision = utgåva {$revision}
overview-older = tidigare:
overview-withdrawn = återkallad
overview-unsigned-yet = Inte ännu
overview-left = Utgått ur listan
overview-absent = Kommer inte till ceremonin
overview-coordinator = Samordnaren
overview-power-there = Fullmakt finns
overview-power-missing = { $count ->
    [one] Fullmakt saknas
   *[other] {$count} fullmakter saknas
 }
overview-scans = { $count ->
    [one] En skanning
   *[other] {$count} skanningar
 }
overview-signed-on = {$date}, utgåva {$revision}
overview-signed-older = {$date}, utgåva {$revision}; nu gäller utgåva {$current}
overview-letter-confirmed = Har kommit fram, antecknat {$at}
overview-letter-deferred = Inte mottaget ännu, {$at}
overview-letter-queued = I utkorgen
overview-letter-refused = Avvisat {$at}
overview-letter-sent = Skickat {$at}
overview-letter-unknown = Ovisst om det kom fram, {$at}
overview-filter-all = Alla
overview-filter-deferred = Inte mottaget ännu
overview-filter-left = Utgått
overview-filter-older = Undertecknat i äldre utgåva
overview-filter-power = Fullmakt saknas
overview-filter-queued = Brev i utkorgen
overview-filter-refused = Brev avvisat
overview-filter-sent = Brev skickat
overview-filter-signed = Undertecknat
overview-filter-superseded = Har fått nya utgåvor
overview-filter-unknown = Ovisst om brevet kom fram
overview-filter-unsigned = Inte undertecknat
overview-notice-deferred = { $count ->
    [one] Ett brev är inte mottaget ännu. ”avsikt send --retry-deferred” försöker igen.
   *[other] Brev till {$count} mottagare är inte mottagna ännu. ”avsikt send --retry-deferred” försöker igen.
 }
overview-notice-older = { $count ->
    [one] En undertecknare har undertecknat en utgåva som inte längre gäller.
   *[other] {$count} undertecknare har undertecknat utgåvor som inte längre gäller.
 }
overview-notice-plan = Körschemat, rad {$line} i signatories.toml: {$reason}
overview-notice-power = { $count ->
    [one] En undertecknare har ombud men har inte lämnat fullmakt.
   *[other] {$count} undertecknare har ombud men har inte lämnat fullmakt.
 }
overview-notice-queued = { $count ->
    [one] Brev till en mottagare ligger i utkorgen.
   *[other] Brev till {$count} mottagare ligger i utkorgen.
 }
overview-notice-refused = { $count ->
    [one] Ett brev har avvisats. Rätta adressen, kör ”avsikt produce” och skicka sedan på nytt.
   *[other] Brev till {$count} mottagare har avvisats. Rätta adresserna, kör ”avsikt produce” och skicka sedan på nytt.
 }
overview-notice-superseded = { $count ->
    [one] Handlingar i ett paket har fått nya utgåvor. De tidigare gäller inte längre.
   *[other] Handlingar i {$count} paket har fått nya utgåvor. De tidigare gäller inte längre.
 }
overview-notice-unknown = { $count ->
    [one] Om ett brev vet ingen om det kom fram. Fråga mottagaren och använd sedan ”avsikt send --confirm-sent” eller ”--resend”.
   *[other] Om brev till {$count} mottagare vet ingen om de kom fram. Fråga mottagarna och använd sedan ”avsikt send --confirm-sent” eller ”--resend”.
 }
overview-notice-unsigned = { $count ->
    [one] Undertecknat exemplar saknas från en undertecknare. ”avsikt receive” antecknar det som kommer in.
   *[other] Undertecknat exemplar saknas från {$count} undertecknare. ”avsikt receive” antecknar det som kommer in.
 }

diagnostic-cell = cell {$cell}
diagnostic-error = fel
diagnostic-row = rad {$row}
diagnostic-sheet = blad {$sheet}
diagnostic-warning = varning
system-directory = det är en mapp
system-exists = det finns redan
system-full = disken är full
system-late = det kom inget svar i tid
system-missing = det finns inte
system-no-host = det finns ingen dator med det namnet, eller så når du inte namnservern
system-no-directory = en del av sökvägen är ingen mapp
system-other = {$reason}
system-permission = du har inte behörighet
system-read-only = disken är skrivskyddad
system-refused = ingen tar emot anslutningar där
system-reset = anslutningen bröts
system-unreachable = den går inte att nå härifrån

help-avsikt = Från en undertecknarlista till utfärdade, bevisbara handlingar för en ceremoni
help-exit-codes =
    0  klart
    1  fel i undertecknarlistan, en mall eller något som skulle tas emot
    2  fel på kommandoraden, eller ingen bekräftelse
    3  bevisningen håller inte
    4  disken, mappen, nyckeln, en annan körning, e-postservern eller
       tidsstämplingstjänsten hindrade körningen
    5  minst ett brev togs inte emot
help-folder = Ceremonins mapp; annars den du står i
help-lang = Språket på skärmen, sv eller en; annars datorns språk
help-json = Svara med JSON, för program
help-init = Skapa en mapp för en ny ceremoni, efter några frågor
help-init-directory = Mappen som ska skapas
help-init-city = Värdens ort
help-init-date = Ceremonins dag; annars om fyra veckor
help-init-host = Vem som bjuder in och undertecknar först
help-init-language = Språket i ceremonins handlingar; annars språket på skärmen
help-init-start = När programmet börjar
help-init-title = Vad ceremonin heter
help-init-venue = Var den hålls
help-init-yes = Fråga inget: det som inte anges blir som i exemplet
help-check = Visa alla fel i undertecknarlistan och mallarna; ingenting skrivs
help-preview = Visa en undertecknares handlingar utan att utfärda något
help-preview-id = Vems paket; utelämnat visas den första undertecknarens och ceremonins handlingar
help-preview-png = Som bilder, en per sida
help-preview-into = Lägg dem här i stället för i en egen mapp bland datorns mellanlagrade filer
help-preview-open = Öppna den första i datorns visningsprogram
help-preview-watch = Gör om dem så fort en mall eller undertecknarlistan sparas, till Ctrl-C
help-produce = Utfärda det som är nytt eller ändrat och sätt ihop breven
help-threads = Hur många handlingar som sätts samtidigt; annars lika många som det finns kärnor
help-verify = Kontrollera att allt i output/ är det som utfärdades, eller om en fil är en av handlingarna
help-verify-files = Filer att fråga om; de får ligga var som helst

cli-check-right = Allt stämmer: { $count ->
    [one] en undertecknare
   *[other] {$count} undertecknare
 }, inga varningar. Ingenting har skrivits.
cli-check-warnings = Inga fel, men { $count ->
    [one] en varning: läs den
   *[other] {$count} varningar: läs dem
 } innan du utfärdar något.
cli-check-next = Nästa steg: ”avsikt preview” visar hur handlingarna blir.
cli-environment = datorn saknar något som behövs: {$reason}
cli-faults = { $count ->
    [one] Ett fel
   *[other] {$count} fel
 }. Ingenting har ändrats.
cli-init-ask = {$question} [{$proposal}]:{" "}
cli-init-ask-city = På vilken ort finns värden?
cli-init-ask-date = Vilken dag, till exempel 2027-04-20 eller 20 april 2027?
cli-init-ask-host = Vem är värd, till exempel kommunen?
cli-init-ask-language = Vilket språk har ceremonins handlingar, sv eller en?
cli-init-ask-start = När börjar programmet?
cli-init-ask-title = Vad ska ceremonin eller samarbetet heta?
cli-init-ask-venue = I vilken lokal?
cli-init-begin = En ny ceremoni i {$folder}. Enter tar det som står inom klamrar; allt går att ändra efteråt.
    Ctrl-C avbryter, och ingenting har då skrivits.
cli-init-day = Dag
cli-init-done = Mappen {$folder} är klar:
cli-init-given-up = Avbrutet. Ingenting har skrivits.
cli-init-host = Värd
cli-init-language-wrong = ”{$said}” är varken sv eller en
cli-init-next = Undertecknarna i listan är påhittade, och texterna i mallarna ett exempel att ändra.
    Nästa steg: cd {$folder}, sedan ”avsikt import ../LISTA.xlsx” (eller fyll i signatories.toml för hand), och sist ”avsikt check”.
cli-init-past = Den dagen har redan varit; ändra ”date” om det inte är meningen.
cli-init-past-ask = Den dagen har redan varit. Stämmer det (ja eller nej)? [nej]:{" "}
cli-init-title = Titel
cli-init-venue = Lokal
cli-leftovers = { $count ->
    [one] En varning
   *[other] {$count} varningar
 } om det som är kvar från exemplet: se ”avsikt check”.
cli-preview-again = Görs om så fort en mall eller signatories.toml sparas. Ctrl-C avslutar.
cli-preview-made = Omgång {$round}: { $count ->
    [one] en fil
   *[other] {$count} filer
 } på {$seconds} s. Ingenting har utfärdats.
cli-preview-next = Nästa steg: ”{$open}” öppnar den första filen; ”avsikt produce” utfärdar handlingarna.
cli-preview-none = Det finns ännu inget att titta på.
cli-preview-no-screen = den här datorn har inget visningsprogram som går att starta härifrån
cli-preview-open-failed = datorns visningsprogram gick inte att starta: {$reason}
cli-preview-open-failed-remedy = öppna filen själv: {$path}
cli-preview-stands = Den senaste felfria versionen ligger i {$folder}
cli-preview-done = { $count ->
    [one] En fil att titta på.
   *[other] {$count} filer att titta på.
 } Ingenting har utfärdats.
cli-produce-composed = { $count ->
    [0] inga nya
    [one] ett nytt
   *[other] {$count} nya
 }, { $kept ->
    [one] 1 oförändrat
   *[other] {$kept} oförändrade
 }
cli-produce-digests = Kontrollsummor
cli-produce-documents = Handlingar
cli-produce-extras = Trycksaker
cli-produce-extras-count = { $made ->
    [0] inga nya
    [one] en ny
   *[other] {$made} nya
 }, { $kept ->
    [one] 1 oförändrad
   *[other] {$kept} oförändrade
 }{ $removed ->
    [0] {""}
    [one] , en borttagen
   *[other] , {$removed} borttagna
 }
cli-produce-issued = { $count ->
    [0] inga utfärdade
    [one] en utfärdad
   *[other] {$count} utfärdade
 }{ $pages ->
    [0] {""}
    [one] {" "}(en sida)
   *[other] {" "}({$pages} sidor)
 }, { $kept ->
    [one] 1 oförändrad
   *[other] {$kept} oförändrade
 }
cli-produce-letters = Brev
cli-produce-next = Nästa steg: titta på {$index} i en webbläsare, och läs sedan breven som mottagarna: ”avsikt send --test-to DIN@ADRESS”.
cli-produce-next-file = Nästa steg: titta på {$index} i en webbläsare, och läs sedan breven i {$outbox} som mottagarna.
    Ingen e-postserver är angiven: skicka .eml-filerna ur ett e-postprogram, eller låt ”avsikt send” säga hur programmet kan skicka dem.
cli-produce-next-send = Nästa steg: { $count ->
    [0] titta på {$index} i en webbläsare.
    [one] ”avsikt send” skickar brevet som väntar. Översikten är {$index}.
   *[other] ”avsikt send” skickar de {$count} brev som väntar. Översikten är {$index}.
 }
cli-produce-seconds = {$seconds} s
cli-produce-time = Tid
cli-produce-unchanged = Ingenting nytt att utfärda: { $count ->
    [one] handlingen
   *[other] alla {$count} handlingar
 } står kvar.
cli-produce-withdrawn = Återkallat
cli-produce-withdrawn-count = { $documents ->
    [0] {""}
    [one] en handling
   *[other] {$documents} handlingar
 }{ $both ->
    [0] {""}
   *[other] {", "}
 }{ $letters ->
    [0] {""}
    [one] ett brev som inte ska skickas
   *[other] {$letters} brev som inte ska skickas
 }{ $named ->
    [0] {""}
   *[other] {" "}({$whose})
 }
cli-step-typesetting = Sätter handlingar

verify-altered = ÄNDRAD: uppger sig vara {$document}, utgåva {$revision}, men innehållet är inte det som utfärdades
verify-altered-file = ÄNDRAD: innehållet är inte det som skrevs
verify-intact = oförändrad: {$document}, utgåva {$revision}, den gällande
verify-missing = SAKNAS: den utfärdades och finns inte här
verify-left-out = utelämnad ur det här paketet med avsikt
verify-left-out-count = { $files ->
    [one] En fil är utelämnad
   *[other] {$files} filer är utelämnade
 } ur det här paketet med avsikt: {$list} säger vilka, och varför.
verify-pending = AVBRUTEN: en körning avbröts; nästa ”avsikt produce” slutför den
verify-proves = Det här visar att filerna är vad nyckelns innehavare antecknade, och i vilken ordning det skedde.
    Det visar inte vem som undertecknat på papper, och det är ingen elektronisk underskrift; tidpunkterna kommer från en dators klocka.
verify-summary = { $wrong ->
    [0] Allt är som det utfärdades
    [one] En fil är inte som den utfärdades
   *[other] {$wrong} filer är inte som de utfärdades
 }: {$current} gällande, {$superseded} ersatta, {$withdrawn} återkallade.
verify-superseded = ersatt: {$document}, utgåva {$revision}, oförändrad; en nyare utgåva har utfärdats
verify-unlisted = OKÄND: den har aldrig utfärdats här
verify-withdrawn = återkallad: {$document}, utgåva {$revision}, oförändrad; den gäller inte längre
verify-as-written = så som den skrevs
verify-broken = HÅLLER INTE: {$reason}
verify-compare = Jämför fingeravtrycket med det på körschemat eller i ett brev. Bara om de är lika är det här signerat av rätt utfärdare.
verify-fingerprint-same = Det är fingeravtrycket du väntar dig.
verify-kept-checkpoint = håller: liggaren börjar med { $size ->
    [one] den rad som kontrollpunkten gäller, oförändrad
   *[other] de {$size} rader som kontrollpunkten gäller, oförändrade
 }
verify-kept-receipt = håller: {$document}, utgåva {$revision}, utfärdades som kvittot säger och är den gällande
verify-kept-receipt-superseded = håller: {$document}, utgåva {$revision}, utfärdades som kvittot säger; en nyare utgåva har utfärdats sedan dess
verify-kept-receipt-withdrawn = håller: {$document}, utgåva {$revision}, utfärdades som kvittot säger; den gäller inte längre
verify-ledger = Liggaren har { $lines ->
    [one] en rad
   *[other] {$lines} rader
 }, signerade med nyckeln
verify-unreadable = OLÄSLIG: {$reason}

help-key-file = Nyckeln som signerar, om den inte ligger i din konfigurationsmapp
help-change-key = Fortsätt med en annan nyckel än den som signerat hittills
help-status = Visa läget för varje undertecknare: förberett, skickat, undertecknat och vad som saknas
help-receive = Anteckna att ett undertecknat exemplar eller en fullmakt kommit in, och spara skanningarna
help-receive-id = Från vem
help-receive-scans = Skanningar att spara, som PDF eller bilder
help-receive-date = När det undertecknades; annars ceremonins dag
help-receive-document = Vad som undertecknades; annars avsiktsförklaringen
help-receive-revision = Vilken utgåva; annars den senaste
help-receive-power-of-attorney = Det är en fullmakt
help-receive-mistake = Det som senast antecknades om undertecknaren var ett misstag
help-verify-against = Jämför med en kontrollpunkt eller ett kvitto som sparats någon annanstans, till exempel ur ett brev
help-verify-fingerprint = Jämför med fingeravtrycket på körschemat eller i ett brev
help-key = Nyckeln som signerar liggaren
help-key-new = Skapa en nyckel; en befintlig skrivs aldrig över
help-key-show = Visa det som ska offentliggöras: fingeravtryck, verifieringsnyckel, raden för ssh-keygen

cli-key-allowed-signers = För ssh-keygen -Y verify, som en rad i en allowed_signers-fil:
cli-key-file = Fil
cli-key-fingerprint = Fingeravtryck
cli-key-made = En nyckel har skapats: {$path}
    Fingeravtryck: {$fingerprint}
    Spara en kopia av filen på ett säkert ställe: den som har den kan signera, och utan den kan ingen fortsätta.
cli-key-new-again = En gång till:{" "}
cli-key-new-passphrase = Lösenfras för den nya nyckeln (tom för ingen):{" "}
cli-key-passphrase = Lösenfras för {$path}:{" "}
cli-key-verifier = Verifieringsnyckel
cli-key-verifier-later = bär liggarens namn, som den första ”avsikt produce” väljer
cli-produce-key = Nyckel
cli-produce-key-made = En nyckel som signerar liggaren har skapats: {$path}
    Spara en kopia på ett säkert ställe. Fingeravtrycket står på körschemat och i breven.
cli-produce-ledger = Liggare
cli-receive-mistake = Rad {$line} i liggaren tar tillbaka det som senast antecknades om {$id}.
cli-receive-power-of-attorney = Antecknat på rad {$line} i liggaren: en fullmakt från {$id}.
cli-receive-signed = Antecknat på rad {$line} i liggaren: {$id} undertecknade {$document}, utgåva {$revision}, den {$date}.
cli-status-extras = Trycksaker till dagen: {$list}
cli-status-id = ID
cli-status-letter = BREV
cli-status-organisation = ORGANISATION
cli-status-power-of-attorney = FULLMAKT
cli-status-power-of-attorney-brief = FULLMAKT
cli-status-powers-missing = { $count ->
    [one] SAKNAS
   *[other] {$count} SAKNAS
 }
cli-status-powers-missing-brief = { $count ->
    [one] saknas
   *[other] {$count} saknas
 }
cli-status-powers-there = finns
cli-status-prepared = FÖRBERETT
cli-status-confirmed = r{$revision} har kommit fram, antecknat {$at}
cli-status-confirmed-brief = framme {$day}
cli-status-deferred = r{$revision} inte mottaget ännu, {$at}
cli-status-deferred-brief = { $copy ->
    [0] ej mottaget
   *[other] kopia ej mottagen
 } {$day}
cli-status-letters = Brev: { $sent ->
    [one] 1 skickat
   *[other] {$sent} skickade
 }, {$queued} väntar på att skickas{ $deferred ->
    [0] {""}
    [one] , 1 inte mottaget ännu
   *[other] , {$deferred} inte mottagna ännu
 }{ $refused ->
    [0] {""}
    [one] , 1 avvisat
   *[other] , {$refused} avvisade
 }{ $unknown ->
    [0] {""}
    [one] , 1 OVISST
   *[other] , {$unknown} OVISSA
 }.
cli-status-next = ”avsikt send --dry-run” visar vad som skulle skickas, och med vilka kommandon det går vidare.
cli-status-no-words = (körningen avbröts innan svaret kunde antecknas)
cli-status-packet = PAKET
cli-status-refused = r{$revision} avvisat, {$at}
cli-status-refused-brief = { $copy ->
    [0] avvisat
   *[other] kopia avvisad
 } {$day}
cli-status-sent = r{$revision} skickat, {$at}
cli-status-sent-brief = skickat {$day}
cli-status-unknown = r{$revision} OVISST om det kom fram, {$at}
cli-status-unknown-brief = { $copy ->
    [0] OVISST
   *[other] kopia OVISS
 } {$day}
cli-status-queued = r{$revision} i utkorgen
cli-status-queued-brief = { $copy ->
    [0] i utkorgen
   *[other] kopia i utkorgen
 }
cli-status-signed = UNDERTECKNAT
cli-status-signed-older = {$date}: {$document} r{$revision}, inte den gällande
cli-status-signed-on = {$date}: {$document} r{$revision}
cli-status-summary = { $invited ->
    [one] 1 undertecknare
   *[other] {$invited} undertecknare
 }: { $signed ->
    [0] ingen har undertecknat
    [one] 1 har undertecknat
   *[other] {$signed} har undertecknat
 }, { $missing ->
    [0] ingen fullmakt saknas
    [one] 1 fullmakt saknas
   *[other] {$missing} fullmakter saknas
 }.{ $withdrawn ->
    [0] {""}
   *[other] {" "}{$withdrawn} har utgått.
 }
cli-status-withdrawn = (utgått)
cli-status-words-lost = (serverns egna ord finns inte sparade)
cli-step-composing = Sätter ihop breven

help-verify-report = Skriv kontrollrapporten, en PDF för akten, till den här nya filen
verify-reported = Kontrollrapporten är {$path}.
verify-signed = Det som är kvar av bevisningen anger nyckeln
verify-proves-not = Så länge något ovan inte håller bevisar mappen ingenting om de filer som nämns där.
verify-restore = Hämta det som är ändrat eller saknas ur en säkerhetskopia, och kör ”avsikt verify” igen.
verify-letter = oförändrat: brevet till {$letter}, utgåva {$revision}, så som det sattes ihop
verify-received = oförändrad: en skanning av det som kom in från {$signatory}, så som den antecknades
help-archive = Skriv ett arkivpaket (BagIt, RFC 8493), om allt är som det utfärdades
help-archive-destination = Mappen som ska skapas, eller med --zip filen; den får inte finnas redan
help-archive-zip = Som en zip-fil i stället för en mapp
help-archive-without-personal-data = Utelämna brev, inkomna skanningar och undertecknarlistan; det står i paketet

cli-archive-check = Vem som helst kan kontrollera det, utan det här programmet: bagit.py --validate {$path}
cli-archive-check-zip = Vem som helst kan kontrollera det, utan det här programmet: packa upp det och kör bagit.py --validate på mappen
cli-archive-done = Arkivpaketet ligger i {$path}: { $count ->
    [one] en fil
   *[other] {$count} filer
 }.
cli-archive-left-out = { $count ->
    [one] En fil har
   *[other] {$count} filer har
 } utelämnats med avsikt; data/LEFT-OUT.txt i paketet säger vilka och varför.
cli-archive-next = Nästa steg: lämna {$path} till arkivet.
cli-archive-unsound = Inget arkivpaket har skrivits: det görs bara av en mapp där allt är som det utfärdades.

help-erase = Gallra det som utfärdats till en undertecknare som lämnat listan: handlingar, brev och skanningar tas bort för gott
help-erase-id = Vilken undertecknare det gäller
help-erase-decision = Gallringsbeslutet, för liggaren, där det står kvar för alltid: skriv diarienumret, inga namn
help-erase-confirm = Samma id en gång till, när ingen kan tillfrågas; utan det gallras ingenting

cli-erase-ask = Skriv id ({$id}) för att gallra för gott:{" "}
cli-erase-confirm = --confirm anger ”{$confirm}”, men det är ”{$id}” som skulle gallras. Ingenting har gallrats.
cli-erase-done = Gallrat, och antecknat på rad {$line} i liggaren: { $count ->
    [0] ingen fil fanns kvar
    [one] en fil som rör {$id}
   *[other] {$count} filer som rör {$id}
 }.
cli-erase-dry = Ingenting har gallrats. Ange --confirm {$id} för att gallra utan att bli tillfrågad.
cli-erase-given-up = Ingenting har gallrats.
cli-erase-stays = Kvar blir liggaren och kvittona, där bara id:t {$id} står, och ceremonins egna handlingar i alla utgåvor och breven till samordnaren, som kan nämna undertecknaren.
    Säkerhetskopior och det som skickats finns på annat håll.
cli-erase-would = Enligt beslut ”{$decision}” skulle det här tas bort för gott: { $count ->
    [0] ingen fil, för ingen finns kvar
    [one] en fil
   *[other] {$count} filer
 }.
cli-status-erased = (gallrad: {$decision})
cli-status-erased-count = { $count ->
    [one] En undertecknares handlingar är gallrade.
   *[other] {$count} undertecknares handlingar är gallrade.
 }
verify-erased = gallrad: {$document}, utgåva {$revision}, enligt beslut ”{$decision}”
verify-erased-copy = oförändrad: {$document}, utgåva {$revision}, har utfärdats här; den är gallrad här enligt beslut ”{$decision}”
verify-erased-file = gallrad enligt beslut ”{$decision}”
verify-foreign = { $count ->
    [one] Filen är ingen av handlingarna
   *[other] Filerna är inga av handlingarna
 } i den här mappen. Liggaren och signaturerna är som de ska.
verify-kept-receipt-erased = håller: {$document}, utgåva {$revision}, utfärdades som kvittot säger; den är gallrad här enligt beslut ”{$decision}”
verify-lingering = SKA INTE FINNAS HÄR: den är gallrad enligt beslut ”{$decision}” men ligger kvar; ta bort den

help-csv = Som en tabell för kalkylprogram
help-send = Visa det som ligger i utkorgen, fråga, och skicka varje brev en gång
help-send-dry-run = Visa vad som skulle skickas, och skicka inget
help-send-confirm = Antalet brev som ska skickas, när ingen kan tillfrågas; stämmer det inte skickas inget
help-send-only = Bara breven till dessa id:n; samordnarens är: coordinator
help-send-limit = Högst så många brev
help-send-test-to = Skicka alla till den här adressen i stället, märkta som prov; de räknas inte som skickade
help-send-rate = Högst så många brev i minuten
help-send-patience = Hur många minuter det görs nya försök med brev som servern inte tar emot ännu; annars 10
help-send-retry-deferred = Försök också med dem som servern inte tog emot i en tidigare körning
help-send-resend = Skicka dessa brev, vad som än har hänt med dem; en kopia har ett eget namn, till exempel ID+copy1
help-send-confirm-sent = Anteckna att dessa brev kom fram, utan att skicka något

cli-said = du skrev ”{$said}”
cli-said-nothing = du skrev ingenting
cli-send-accepted = { $count ->
    [0] Servern har inte tagit emot något brev.
    [one] Servern har tagit emot ett brev. Det är inte detsamma som att det har kommit fram: ett som studsar hamnar hos avsändaren.
   *[other] Servern har tagit emot {$count} brev. Det är inte detsamma som att de har kommit fram: ett som studsar hamnar hos avsändaren.
 }
cli-send-address = Adress
cli-send-ask = Skriv antalet brev för att skicka dem; allt annat avbryter:{" "}
cli-send-beyond = { $count ->
    [one] Ett brev till väntar
   *[other] {$count} brev till väntar
 } till nästa gång, på grund av --limit.
cli-send-changed = ersätter ett tidigare
cli-send-confirms = {$letter} r{$revision}: antecknas som framkommet.
cli-send-copy = {$name} (kopia)
cli-send-count = {$count} brev
cli-send-count-changed = { $count ->
    [one] 1 i stället för ett tidigare
   *[other] {$count} i stället för tidigare
 }
cli-send-count-new = { $count ->
    [one] 1 nytt
   *[other] {$count} nya
 }
cli-send-count-resend = {$count} IGEN
cli-send-count-retry = { $count ->
    [one] 1 nytt försök
   *[other] {$count} nya försök
 }
cli-send-dry-run = Ingenting har skickats. Nästa steg: ”avsikt send”.
cli-send-retry = nytt försök
cli-send-documents = Handlingar
cli-send-done-deferred = { $count ->
    [one] Ett brev har inte tagits emot ännu; det går att försöka igen:
   *[other] {$count} brev har inte tagits emot ännu; det går att försöka igen:
 }
cli-send-done-refused = { $count ->
    [one] Ett brev avvisades:
   *[other] {$count} brev avvisades:
 }
cli-send-done-unknown = { $count ->
    [one] Det är ovisst om ett brev kom fram; det skickas inte igen av sig självt:
   *[other] Det är ovisst om {$count} brev kom fram; de skickas inte igen av sig själva:
 }
cli-send-file = { $count ->
    [0] Inget brev väntar.
    [one] Ett brev ligger klart i output/outbox/. Inget skickas, eftersom ingen e-postserver är angiven.
   *[other] {$count} brev ligger klara i output/outbox/. Inget skickas, eftersom ingen e-postserver är angiven.
 }
    För att låta avsikt skicka: lägg till transport = "smtp" i [mail] i signatories.toml och ett avsnitt [mail.smtp] med host och user; se docs/delivery.sv.md.
    Eller öppna .eml-filerna i ett e-postprogram och skicka dem därifrån.
cli-send-new = nytt
cli-send-readdressed = NY ADRESS; ett tidigare gick till {$address}
cli-send-next = Så här går du vidare:
cli-send-next-deferred = För att försöka igen med det som servern inte tog emot ännu:
cli-send-next-refused = Det som avvisades: rätta adressen i signatories.toml och kör ”avsikt produce”; eller, om den är rätt, en gång till:
cli-send-next-unknown = { $count ->
    [one] Ta reda på om det ovissa brevet kom fram: fråga mottagaren, eller sök i serverns logg efter brevets Message-ID.
   *[other] Ta reda på om de ovissa breven kom fram: fråga mottagarna, eller sök i serverns logg efter brevens Message-ID.
 }
    Anteckna det sedan, eller skicka igen, med risk för att { $count ->
    [one] det kommer
   *[other] de kommer
 } två gånger:
cli-send-nothing = Det finns inget att skicka.
cli-send-number = Nr
cli-send-outbox = Utkorgen, output/outbox/:
cli-send-password = Lösenord för {$user} på {$server}:{" "}
cli-send-program = Genom {$command}, från {$from}:
cli-send-recorded = { $count ->
    [one] Ett beslut är antecknat.
   *[other] {$count} beslut är antecknade.
 } Inget skickades.
cli-send-resend = IGEN
cli-send-resends = {$letter} r{$revision}: skickas igen, fast det kan ha kommit fram.
cli-send-retries = {$letter} r{$revision}: skickas igen; det avvisades förut.
cli-send-sent-before = { $count ->
    [one] Ett brev är redan skickat och skickas inte igen.
   *[other] {$count} brev är redan skickade och skickas inte igen.
 }
cli-send-server = Genom {$server}, från {$from}:
cli-send-standing-deferred = { $count ->
    [one] Inte mottaget ännu, och skickas inte nu (1)
   *[other] Inte mottagna ännu, och skickas inte nu ({$count})
 }: {$letters}
cli-send-standing-refused = { $count ->
    [one] Avvisat tidigare (1)
   *[other] Avvisade tidigare ({$count})
 }: {$letters}
cli-send-standing-unknown = { $count ->
    [one] Ovisst om det kom fram (1)
   *[other] Ovisst om de kom fram ({$count})
 }: {$letters}
cli-send-standing-waiting = Väntar på beslut om ett äldre brev ({$count}): {$letters}
cli-send-state = Läge
cli-send-summary = {$count} brev: {$parts}.
cli-send-test = PROV: alla går till {$address}, märkta som prov, och räknas inte som skickade.
cli-send-tested = { $count ->
    [0] Inget provbrev gick iväg.
    [one] Ett provbrev gick till {$address}. Det räknas inte som skickat.
   *[other] {$count} provbrev gick till {$address}. De räknas inte som skickade.
 }
cli-send-timestamp = Tidsstämplingstjänsten såg liggaren den {$time}, med vad som blev av breven.
cli-send-to = Till
cli-send-unattended = Inget skickades. När ingen kan tillfrågas: ange --confirm {$count}.
cli-send-untried = {$count} brev har inte skickats.
cli-send-wrong-number = Inget skickades: {$said}, och {$count} brev skulle skickas.
cli-step-sending = Skickar brev
cli-step-packing = Skriver arkivpaketet
cli-step-verifying = Kontrollerar
cli-stopping = Avbryter när brevet som är på väg har fått sitt svar. En gång till avbryter genast; det brevet kan då bli ovisst.
cli-waiting = { $count ->
    [one] Ett brev
   *[other] {$count} brev
 } väntar på nytt försök om {$seconds} s.
cli-waiting-stop = Ctrl-C avbryter; det som har skickats är antecknat.
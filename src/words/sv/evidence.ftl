evidence-batch-key = den anger ingen nyckel som är en Ed25519-nyckel för OpenSSH
evidence-batch-origin = den anger en annan liggare än raderna före den
evidence-beyond = liggaren har { $lines ->
    [one] en rad
   *[other] {$lines} rader
 } mer än vad den signerade kontrollpunkten räknar: ingen har signerat det som står där. Jämför med en säkerhetskopia och lita inte på de raderna.
evidence-checkpoint-key = den är inte signerad med den här liggarens nyckel, {$key}. Antingen hör den till en annan ceremoni, eller så har allt skrivits om och signerats med en annan nyckel. Jämför fingeravtrycket med det på körschemat.
evidence-checkpoint-lines = det är ingen kontrollpunkt: den ska ha tre rader, en tom rad och en signatur, och inget annat
evidence-checkpoint-origin = den första raden är inte namnet på en liggare från avsikt
evidence-checkpoint-root = den tredje raden är ingen kontrollsumma i base64
evidence-checkpoint-signature-form = signaturraden har inte rätt form
evidence-checkpoint-size = den andra raden är inte antalet rader i en liggare
evidence-checkpoint-unsigned = signaturen passar inte till det som står: den har ändrats. Hämta den ur en säkerhetskopia eller ett brev.
evidence-delivery-lacks = { $lines ->
    [one] en rad
   *[other] {$lines} rader
 } som liggaren hänvisar till finns inte i den: rader har tagits bort eller ändrats. Hämta den ur en säkerhetskopia.
evidence-delivery-line = rad {$line} är inte som programmet skriver den, eller följer inte på raden före: den har ändrats. Hämta filen ur en säkerhetskopia.
evidence-disagrees = listan och liggaren säger emot varandra om {$path}. Den ena har signerats utan den andra: fråga den som har nyckeln.
evidence-empty = den är tom: raderna har tagits bort. Hämta den ur en säkerhetskopia.
evidence-fingerprint = allt här är signerat med nyckeln {$found}, men du väntar dig {$expected}. Antingen är fingeravtrycket felskrivet, eller så har någon skrivit om allt och signerat med en annan nyckel. Lita inte på den här mappen.
evidence-gone = den finns inte. Utan den går det inte att lita på resten; hämta den ur en säkerhetskopia.
evidence-impossible = {$what}, utgåva {$revision}, kan inte komma efter raderna före
evidence-journal-beyond = liggaren har rader som varken kontrollpunkten eller den avbrutna körningen känner till: någon har lagt till dem. Hämta output/ ur en säkerhetskopia.
evidence-journal-file = det som en avbruten körning lämnat för {$path} är inte det som den signerade
evidence-journal-form = det är inte vad en avbruten körning lämnar efter sig
evidence-journal-unsigned = den skulle åstadkomma något som ingen signerat med den här liggarens nyckel
evidence-key-changed = nyckeln du väntar dig har signerat liggaren tidigare, men sedan dess är det {$found}. Fråga värden om nyckeln har bytts med avsikt.
evidence-left-out-form = den säger inte så som ett paket gör vilka filer som är utelämnade
evidence-left-out-manifest = den är inte vad paketets eget manifest anger: den har ändrats efter att paketet gjordes. Hämta paketet ur en säkerhetskopia.
evidence-line = rad {$line}: {$reason}. Raderna fram till den kan vara hela; jämför med en säkerhetskopia.
evidence-line-form = den är inte skriven så som programmet skriver rader
evidence-line-json = det är ingen rad i en liggare ({$reason})
evidence-line-sequence = numret stämmer inte med platsen: rader har tagits bort, lagts till eller bytt plats
evidence-line-torn = den är avbruten
evidence-list-form = det är ingen lista över filer, ordnad efter sökväg, så som programmet skriver den
evidence-no-batch = en liggare börjar med en rad som öppnar en omgång
evidence-not-text = innehållet är inte text
evidence-nothing-to-compare = här finns ingen liggare att jämföra den med
evidence-other-ledger = den hör till en annan liggare, {$origin}: kanske kommer den från ett brev om en annan ceremoni
evidence-pair = {$file} och dess signatur passar inte ihop: {$reason}
evidence-receipt-event = dess rad utfärdar ingen handling
evidence-receipt-extra = den andra raden innehåller ingen rad ur en liggare i base64
evidence-receipt-heading = den första raden är inte den som ett kvitto har
evidence-receipt-index = den tredje raden säger inte vilken rad i liggaren det gäller
evidence-receipt-lines = det är inget kvitto: en del av det saknas
evidence-receipt-other = det är ett kvitto på något annat än vad den här liggaren säger på den platsen
evidence-receipt-proof-form = en av kontrollsummorna har inte rätt form
evidence-receipt-proof-wrong = kontrollsummorna leder inte från raden till den signerade roten: kvittot har ändrats. Hämta det ur brevet som det kom med.
evidence-receipt-sequence = dess rad har ett annat nummer än kvittot
evidence-retracts-nothing = den tar tillbaka något som aldrig kommit in, eller tar tillbaka det två gånger
evidence-rewritten = { $size ->
    [one] den första raden i liggaren är inte den
   *[other] de första {$size} raderna i liggaren är inte de
 } som signerades: rader har ändrats. Den som gjort det kan inte få den gamla kontrollpunkten att passa. Lita inte på den här mappen; hämta den ur en säkerhetskopia.
evidence-rolled-back = den är nyare än den här mappen, vars liggare saknar { $missing ->
    [one] en rad
   *[other] {$missing} rader
 } som har signerats: en äldre version av mappen har lagts tillbaka. Hämta output/ ur en nyare säkerhetskopia.
evidence-signature-form = signaturen är ingen SSH-signatur så som programmet skriver den
evidence-signature-key = den är gjord med nyckeln {$found}, och den här liggarens är {$key}
evidence-signature-wrong = en av de två har ändrats. Hämta båda ur en säkerhetskopia.
evidence-erased-before = allt som rör {$signatory} är gallrat sedan tidigare
evidence-erased-form = den gallrar det som aldrig utfärdats till {$signatory}, eller så är beslutet inte en enda läsbar rad
evidence-erased-in-force = den gallrar det som fortfarande gäller för {$signatory}
evidence-journal-removal = den skulle ta bort {$path}, som enligt liggaren inte är gallrad
evidence-journal-ledger = liggaren som den fortsätter håller inte: {$reason}
name-coordinator = samordnaren
name-declaration = avsiktsförklaring
name-document-of = {$kind} till {$id}
name-invitation = inbjudan
name-joint-declaration = gemensam avsiktsförklaring
name-own = {$name}
name-running-order = körschema

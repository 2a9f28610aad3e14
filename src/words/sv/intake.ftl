help-import = Hämta undertecknare ur ett kalkylblad till signatories.toml, efter att ha visat vad som ändras och frågat
help-import-file = Kalkylbladet: CSV, XLSX eller ODS
help-import-sheet = Vilket blad, om flera innehåller undertecknare eller det är dolt
help-import-map = Vad en kolumn innehåller, till exempel "Firman=organisation"; kolumnens bokstav kan stå i stället för en rubrik som saknas, och - utelämnar den
help-import-dry-run = Visa vad som skulle ändras, och skriv ingenting
help-import-confirm = Antalet undertecknare som är nya, ändrade eller borttagna, där ingen kan tillfrågas; ett annat antal avbryter
help-import-take-spreadsheet = Låt kalkylbladet gälla där listan har ändrats för hand
help-import-remove-vanished = Ta bort undertecknare som har importerats men inte längre finns i kalkylbladet
help-import-replace = Ta bort alla undertecknare som inte finns i kalkylbladet
help-export = Skriv undertecknarlistan och läget som ett kalkylblad
help-export-file = Den nya filen; namnet säger av vilket slag den är

spreadsheet-damaged = {$file} går inte att läsa som ett kalkylblad: {$reason}
spreadsheet-empty = {$file} är tom
spreadsheet-encrypted = {$file} är skyddad med lösenord
spreadsheet-encrypted-remedy = öppna den i kalkylprogrammet och spara en kopia utan lösenord
spreadsheet-long-cell = cellen innehåller mer än {$most} tecken
spreadsheet-long-cell-remedy = i en CSV-fil saknas då ofta ett avslutande citattecken
spreadsheet-numbers = {$file} är en fil från Apples Numbers
spreadsheet-save-as-remedy = öppna den i kalkylprogrammet och spara den som .xlsx, .ods eller .csv
spreadsheet-too-large = {$file} är för stor för att vara en lista över undertecknare
spreadsheet-too-large-remedy = kopiera enbart undertecknarna till ett nytt kalkylblad
spreadsheet-unknown = {$file} är inget kalkylblad
spreadsheet-xls = {$file} har det format som Excel använde före 2007
spreadsheet-xlsb = {$file} är en binär arbetsbok

import-ambiguous = det här kan vara vilken som helst av undertecknarna {$ids}
import-ambiguous-remedy = lägg till en kolumn ”id” och skriv där vilken det är
import-attends = ”{$value}” betyder varken ja eller nej
import-attends-remedy = skriv ja eller nej
import-by-address = bara e-postadressen känns igen: raden antas gälla ”{$id}” under ett annat namn
import-by-address-remedy = är det någon annan, låt ”{$id}” behålla sin adress eller lägg till en kolumn ”id”
import-capacity = ”{$value}” är ingen egenskap som någon undertecknar i
import-capacity-remedy = skriv firmatecknare eller ombud
import-cell-error = kalkylbladet visar {$error} här
import-cell-error-remedy = rätta formeln eller skriv själva värdet
import-date = det här är ett datum i kalkylbladet; det läses som ”{$date}”
import-date-remedy = var det tänkt som text, formatera cellen som text och skriv på nytt
import-duplicate-address = adressen {$address} har också {$other}
import-duplicate-column = kolumnerna {$first} och {$second} anger båda ”{$field}”
import-duplicate-column-remedy = ange vad den ena innehåller, eller utelämna den: --map "{$column}=-"
import-duplicate-id = {$other} har samma id
import-duplicate-number = {$other} har samma organisationsnummer
import-duplicate-organisation = {$other} är en organisation med samma namn
import-duplicate-remedy = är det samma organisation, ta bort den ena; rätta annars den som är fel
import-id = ”{$id}” kan inte vara ett id
import-id-remedy = använd a–z, 0–9 och bindestreck inuti; lämna cellen tom så väljs ett
import-language = ”{$value}” är inget språk som det finns handlingar på
import-language-remedy = skriv sv eller en
import-lost-zeros = nollorna som numret börjar med hade försvunnit; de är tillbaka
import-lost-zeros-remedy = jämför med registreringsbeviset, och formatera kolumnen som text
import-map-field = det finns inget fält ”{$field}”
import-map-field-remedy = det finns: {$fields}; given-name och family-name; en persons fält med -2, -3 …; och - för inget
import-map-form = ”{$map}” säger inte vad en kolumn innehåller
import-map-form-remedy = skriv till exempel: --map "Firman=organisation"
import-map-unused = ingen kolumn har rubriken ”{$heading}”
import-map-unused-remedy = det finns: {$headings}; eller skriv kolumnens bokstav
import-memory = {$file} går inte att förstå
import-memory-remedy = där står vad som importerades senast; hämta filen ur en säkerhetskopia, eller ta bort den: då räknas ingenting som importerat, och inga ändringar för hand går förlorade
import-missing = ”{$field}” saknas
import-missing-remedy = fyll i det; står det i en annan kolumn, ange den med --map
import-no-headings = ingen rad i {$file} har rubriker som känns igen
import-no-headings-remedy = det behövs en rad med rubriker som Organisation, Org.nr, Namn, Befattning, E-post; andra förklaras med --map "Firman=organisation"
import-no-names = ingen kolumn säger vem som undertecknar
import-no-names-by-hand = namnen fylls då i för hand på papper
import-no-names-remedy = namnen fylls då i för hand på papper; finns de i en kolumn, ange den: --map "{$column}=name"
import-no-rows = det finns inga undertecknare under rubrikerna
import-no-rows-remedy = är det rätt blad? Ange ett annat med --sheet NAMN
import-no-sheet = det finns inget blad ”{$sheet}”
import-no-sheet-remedy = det finns: {$sheets}
import-nobody-left = ingen skulle finnas kvar på listan
import-nobody-left-remedy = det måste finnas minst en undertecknare
import-other-number = ”{$id}” har samma namn men ett annat organisationsnummer
import-other-number-remedy = rätta numret i kalkylbladet eller i listan; är det två organisationer, skriv ett eget id för den här i en kolumn ”id”, och är det samma, skriv ”{$id}” där
import-same-twice = ”{$name}” står redan på {$first}
import-same-twice-remedy = låt varje undertecknare ha en rad; fler personer står i kolumnerna ”Namn 2”, ”Befattning 2”
import-several-addresses = här står flera adresser
import-several-addresses-remedy = behåll den som brevet ska gå till; de andra står i en kolumn ”Kopia”
import-several-people = här står flera rader
import-several-people-remedy = är det flera personer, skriv de andra i kolumnerna ”Namn 2”, ”Befattning 2”; skriv annars allt på en rad
import-several-sheets = flera blad innehåller undertecknare: {$sheets}
import-several-sheets-remedy = ange vilket: --sheet "{$sheet}"
import-total = ”{$word}” ser ut att vara en summa och ingen undertecknare
import-total-remedy = är raden ingen undertecknare, ta bort den ur kalkylbladet
import-two-names = här verkar det stå två namn
import-two-names-remedy = skriv en person i varje kolumn: den andra i ”Namn 2”, ”Befattning 2”
import-uncomputed = här står en formel, och resultatet finns inte i filen
import-uncomputed-remedy = öppna filen i kalkylprogrammet, spara den och importera igen

cli-import-again = Rätta i kalkylbladet, spara och kör samma kommando igen.
cli-import-ask = Skriv antalet ändringar för att spara; allt annat avbryter:{" "}
cli-import-both = {$field}: i listan står {$roster}, i kalkylbladet {$sheet}
cli-import-changed = { $count ->
    [one] Ändrad, en undertecknare:
   *[other] Ändrade, {$count} undertecknare:
 }
cli-import-column = KOLUMN
cli-import-commitments = Åtaganden
cli-import-conflicts = ÄNDRAT PÅ BÅDA HÅLL; listan gäller, och --take-spreadsheet låter kalkylbladet gälla:
cli-import-done = {$file} är skriven: { $count ->
    [one] en undertecknare är ny, ändrad eller borttagen
   *[other] {$count} undertecknare är nya, ändrade eller borttagna
 }.
cli-import-dry-run = Ingenting har skrivits.
cli-import-family-name = Efternamn
cli-import-file = {$file}: rubrikerna står på rad {$row}, och under dem finns { $count ->
    [one] en rad
   *[other] {$count} rader
 }.
cli-import-given-name = Förnamn
cli-import-hand-edits = Ändrat för hand i listan, och kvar så:
cli-import-heading = RUBRIK
cli-import-left-out = Rad {$row} (”{$id}”) lämnas utanför: undertecknaren har tagits bort ur listan för hand. --take-spreadsheet tar med den igen.
cli-import-map = Ska en kolumn läsas som något annat, lägg till --map "RUBRIK=FÄLT"; se ”avsikt help import”.
cli-import-meaning = LÄSES SOM
cli-import-meant = {$heading} ({$name})
cli-import-new = { $count ->
    [one] Ny, en undertecknare:
   *[other] Nya, {$count} undertecknare:
 }
cli-import-next = Nästa steg: ”avsikt check” säger om allt stämmer, och ”avsikt preview” visar hur det blir.
cli-import-not-read = – (läses inte)
cli-import-nothing = Ingenting ändras: undertecknarlistan stämmer med kalkylbladet{ $shown ->
    [0] {""}
   *[other] , bortsett från det som visas ovan
 }.
cli-import-others = Finns i listan men inte i kalkylbladet; står kvar:
cli-import-quoted = ”{$text}”
cli-import-removed = Tas bort, eftersom de inte finns i kalkylbladet ({$count}):
cli-import-sample = Tas bort, eftersom de bara hör till exemplet ({$count}):
cli-import-sheet = {$file}, blad {$sheet}: rubrikerna står på rad {$row}, och under dem finns { $count ->
    [one] en rad
   *[other] {$count} rader
 }.
cli-import-summary = {$parts} = { $count ->
    [one] 1 ändring
   *[other] {$count} ändringar
 }{ $same ->
    [0] {""}
    [one] ; 1 undertecknare är oförändrad
   *[other] ; {$same} undertecknare är oförändrade
 }.
cli-import-summary-changed = { $count ->
    [one] 1 ändrad
   *[other] {$count} ändrade
 }
cli-import-summary-new = { $count ->
    [one] 1 ny
   *[other] {$count} nya
 }
cli-import-summary-removed = { $count ->
    [one] 1 borttagen
   *[other] {$count} borttagna
 }
cli-import-unattended = Ingenting har skrivits. Där ingen kan tillfrågas: ange --confirm {$count}.
cli-import-vanished = FINNS INTE LÄNGRE I KALKYLBLADET; står kvar om inte --remove-vanished tar bort dem ({$count}):
cli-import-wrong-number = Ingenting har skrivits: {$said}, och { $count ->
    [one] en undertecknare är ny, ändrad eller borttagen
   *[other] {$count} undertecknare är nya, ändrade eller borttagna
 }.

cli-export-done = {$file} är skriven: { $count ->
    [one] en undertecknare
   *[other] {$count} undertecknare
 }. Den kan importeras igen.
export-format = namnet {$file} säger inte vilket slags fil det ska bli
export-format-remedy = låt det sluta på .xlsx eller .csv
export-heading-attends = Kommer
export-heading-capacity = Egenskap
export-heading-city = Ort
export-heading-commitment = Åtagande {$number}
export-heading-copies = Kopia till
export-heading-email = E-post
export-heading-id = ID
export-heading-language = Språk
export-heading-name = Namn
export-heading-number = Organisationsnummer
export-heading-numbered = {$heading} {$number}
export-heading-organisation = Organisation
export-heading-pronunciation = Uttal
export-heading-title = Befattning
export-no = nej
export-sheet = Undertecknare
export-unwritable-remedy = välj en fil som inte finns än, i en mapp som finns
export-yes = ja

folder-answer-ambiguous = ”{$said}” kan betyda två datum; skriv till exempel 2027-04-20 eller 20 april 2027
folder-answer-date = ”{$said}” är inget fullständigt datum; skriv till exempel 2027-04-20 eller 20 april 2027
folder-answer-month = {$month} har bara {$days} dagar
folder-answer-time = ”{$said}” är inget klockslag; skriv till exempel 14.30
folder-answer-weekday = ”{$said}” går inte ihop; menade du {$day}?
folder-enclosure-no-pdf = {$file} är ingen PDF
folder-enclosure-no-pdf-remedy = spara den som PDF, helst PDF/A
folder-enclosure-not-archival = bilagan {$file} uppger sig inte vara PDF/A
folder-enclosure-not-archival-remedy = den utfärdas ändå; ett arkiv kan vilja ha den sparad som PDF/A
folder-enclosure-unreadable = bilagan {$file} går inte att läsa: {$reason}
folder-enclosure-unreadable-remedy = sökvägen skrivs från ceremonins mapp, med /
folder-exists = {$path} finns redan
folder-exists-remedy = välj en mapp som inte finns ännu, eller en tom
folder-leftover = ”{$text}” är kvar från exemplet
folder-leftover-address = skriv adressen till den man kan fråga
folder-leftover-city = skriv orten där värden finns
folder-leftover-contact = skriv vem man kan fråga
folder-leftover-coordinator = skriv samordnarens adress
folder-leftover-host = skriv vem som är värd
folder-leftover-sender = skriv adressen som breven ska komma från
folder-leftover-signatories = { $count ->
    [one] undertecknaren {$ids} är kvar från exemplet
   *[other] undertecknarna {$ids} är kvar från exemplet
}
folder-leftover-signatories-remedy = skriv era egna i stället, eller hämta dem ur ett kalkylblad med ”avsikt import”
folder-missing = {$path} finns inte
folder-missing-remedy = se efter hur filen heter och var den ligger
folder-name = namnet på {$path} innehåller en radbrytning eller något annat tecken som inte syns
folder-name-remedy = byt namn på det
folder-no-roster = det finns ingen signatories.toml i { $here ->
    [1] den här mappen
   *[other] {$folder}
 }
folder-no-roster-remedy = ange med -C i vilken mapp ceremonin ligger, eller skapa en ny: avsikt init MAPP
folder-roster-changed = signatories.toml har ändrats av någon annan under tiden
folder-roster-changed-remedy = ingenting har skrivits; spara det som är öppet och kör igen
folder-too-large = {$path} är för stor för en mall
folder-too-large-remedy = gör bilderna mindre: högst 32 MB
folder-too-many = det finns fler än {$most} filer i templates/
folder-too-many-remedy = ta bort det som inte hör hemma där
folder-unreadable = {$path} går inte att läsa: {$reason}
folder-unreadable-remedy = se efter om du får läsa den
folder-unwatchable = {$path} går inte att bevaka: {$reason}
folder-unwatchable-remedy = kör ”avsikt preview” utan --watch
folder-unwritable = {$path} går inte att skriva: {$reason}
folder-unwritable-remedy = välj en annan mapp
folder-unwritable-file-remedy = kontrollera att du får skriva där, och att disken inte är full
folder-within-output = {$path} skulle ligga i output/, där bara det som utfärdats får ligga
folder-within-remedy = ange en plats utanför den mappen
folder-within-templates = {$path} skulle ligga bland mallarna, som då vore andra än förut
folder-no-such-id = det finns ingen undertecknare med id ”{$id}”
folder-no-such-id-nearest = menade du ”{$id}”?
folder-no-such-id-remedy = det finns: {$ids}

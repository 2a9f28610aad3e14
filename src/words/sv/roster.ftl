roster-address-at = ”{$address}” är ingen e-postadress: tecknet @ saknas
roster-address-comma = ”{$address}” är ingen e-postadress: där en punkt ska stå står ett komma
roster-address-comma-remedy = menade du {$address}?
roster-address-domain = ”{$address}” är ingen e-postadress: det står ingen domän efter ett @
roster-address-dot = ”{$address}” är ingen e-postadress: det saknas en punkt efter @
roster-address-local = ”{$address}” är ingen e-postadress: det som står före @ kan inte stämma
roster-address-mixed-domain = domänen ”{$domain}” blandar alfabet i ett och samma ord; i ASCII är den {$ascii}
roster-address-mixed-local = ”{$address}” blandar alfabet i ett och samma ord före @
roster-address-scripts = domänen ”{$domain}” är skriven med mer än ett alfabet, och bokstäver som liknar varandra kan vara någon annans; i ASCII är den {$ascii}
roster-address-scripts-remedy = skriv in adressen på nytt för hand eller fråga organisationen
roster-before-doors = det här börjar innan dörrarna öppnas
roster-before-doors-remedy = ändra ”start” här eller ”doors” i [ceremony]
roster-character-bidi = ”{$key}” innehåller {$code}, som vänder skrivriktningen utan att synas
roster-character-control = ”{$key}” innehåller styrtecknet {$code}
roster-character-glyph = inget typsnitt har tecknet ”{$character}” ({$code}) i ”{$key}”
roster-character-glyph-remedy = skriv på annat sätt, eller lägg ett typsnitt som har tecknet i templates/fonts/
roster-character-invisible-remedy = ta bort tecknet; säkrast är att skriva texten på nytt
roster-character-remedy = skriv på annat sätt
roster-character-unassigned = ”{$key}” innehåller {$code}, som inte är något tecken i Unicode
roster-clash = det här börjar { $minutes ->
    [one] en minut
   *[other] {$minutes} minuter
 } innan punkten före är slut
roster-clash-remedy = börja senare eller korta punkten före
roster-commitment-sentence = åtagandet är skrivet som en egen mening
roster-commitment-sentence-remedy = skriv det så att det passar efter ”åtar sig att”, med liten bokstav och utan punkt: halvera matsvinnet
roster-duplicate-address = adressen {$address} står redan på rad {$line}
roster-duplicate-address-remedy = en adress får ett brev: ta bort den på ett av ställena
roster-duplicate-id = id:t ”{$id}” står redan på rad {$line}
roster-duplicate-id-remedy = ge den ena ett annat id; den vars handlingar redan är utfärdade behåller sitt
roster-duplicate-number = organisationsnumret står redan på rad {$line}
roster-duplicate-organisation = organisationen står redan på rad {$line}
roster-duplicate-organisation-remedy = är det samma organisation, ta bort den ena
roster-empty = ”{$key}” är tomt
roster-empty-remedy = skriv något, eller ta bort raden
roster-enclosure-outside = ”{$file}” ligger inte i ceremonins mapp
roster-enclosure-outside-remedy = lägg filen i mappen och skriv sökvägen därifrån, med /
roster-example-address = "namn@organisation.example"
roster-example-date = "2018-04-20"
roster-example-people = [{"{"} name = "Åsa Berg", title = "vd" {"}"}]
roster-example-text = "…"
roster-gap = inget händer på { $minutes ->
    [one] en minut
   *[other] {$minutes} minuter
 } före det här
roster-gap-remedy = ta bort ”start”, så följer punkten direkt på den förra, eller lägg till en punkt
roster-host-number-personal = värdens nummer är en persons
roster-host-number-personal-remedy = värden är en juridisk person: tredje siffran i numret är 2 eller högre
roster-id-number = id:t innehåller ett långt nummer
roster-id-number-remedy = id:t syns i filnamn: använd ord, aldrig ett person- eller organisationsnummer
roster-id-reserved = id:t ”{$id}” har en egen betydelse
roster-id-reserved-remedy = välj ett annat
roster-kind-extra = ”{$kind}” är en trycksak till dagen och ingen handling i ett signeringspaket
roster-kind-extra-remedy = ta bort den ur ”documents” och skriv i [ceremony]: extras = ["{$kind}"]
roster-kind-own = ”{$kind}” hör till ceremonin och framställs alltid
roster-kind-own-remedy = ta bort det ur ”documents”
roster-choice-twice = ”{$value}” står två gånger i ”{$key}”
roster-choice-twice-remedy = ta bort den ena
roster-kind-twice = ”{$kind}” står här två gånger eller är redan namnet på en handling
roster-kind-twice-remedy = ta bort det ena eller välj ett annat namn
roster-kind-date = ett datum eller en tid
roster-kind-day = ett datum
roster-kind-flag = true eller false
roster-kind-list = en lista
roster-kind-minutes = ett antal minuter
roster-kind-number = ett tal
roster-kind-section = ett avsnitt
roster-kind-text = text
roster-kind-texts = en lista med texter
roster-kind-time = ett klockslag
roster-minutes-range = ”{$key}” är inget möjligt antal minuter
roster-missing-id = undertecknaren saknar id
roster-missing-id-remedy = skriv: id = "{$id}" – och ändra det aldrig, även om namnet ändras
roster-missing-key = ”{$key}” saknas
roster-missing-key-remedy = skriv: {$key} = {$example}
roster-missing-section-remedy = lägg till avsnittet {$heading}
roster-missing-sections-remedy = lägg till ett avsnitt {$heading} för varje
roster-name-form = ”{$value}” kan inte vara { $key ->
    [id] ett id
    [documents] namnet på en handling
   *[other] ett namn i ”{$key}”
 }
roster-name-form-remedy = använd a–z, 0–9 och bindestreck inuti, högst {$longest} tecken
roster-no-documents = paketet innehåller ingen handling
roster-no-documents-remedy = skriv till exempel: documents = ["invitation", "declaration"]
roster-no-people = ingen undertecknar
roster-no-people-remedy = skriv: people = [{"{"} name = "…", title = "…" {"}"}]; utelämna ”name” om det inte är känt
roster-no-signing = ingen punkt i programmet är undertecknandet
roster-no-signing-remedy = skriv ”signing = true” i en [[ceremony.programme]]
roster-no-such-date = {$date} är ett datum som inte finns
roster-no-such-date-remedy = titta i en almanacka: år, månad, dag
roster-no-such-time = ”{$value}” är inget klockslag
roster-nobody-named = ingen som undertecknar är angiven
roster-nobody-named-remedy = skriv namnet, eller låt det vara om det ska fyllas i för hand på papperet
roster-not-a-date = ”{$value}” är inget datum
roster-number-check = organisationsnumret är felskrivet: kontrollsiffran stämmer inte
roster-number-check-remedy = jämför siffra för siffra med registreringsbeviset
roster-number-form = det här är inget organisationsnummer
roster-number-form-remedy = det ska vara tio siffror: NNNNNN-NNNN
roster-number-length = organisationsnumret har { $count ->
    [one] en siffra
   *[other] {$count} siffror
 }
roster-number-personal = organisationsnumret är ett personnummer
roster-number-personal-remedy = det kommer att stå i undertecknarens egna handlingar och ingen annanstans
roster-overrun = programmet slutar { $minutes ->
    [one] en minut
   *[other] {$minutes} minuter
 } för sent
roster-overrun-remedy = korta någon punkt eller ändra ”ends” i [ceremony]
roster-packet-late = breven är daterade senare än ceremonin, som är den {$date}
roster-packet-late-remedy = se efter vilket som är fel: ”date” här, eller i [ceremony]
roster-past-midnight = programmet fortsätter efter midnatt
roster-past-midnight-remedy = börja tidigare eller korta någon punkt
roster-second-signing = det finns två undertecknanden
roster-second-signing-remedy = låt en enda punkt ha ”signing = true”
roster-signing-too-short = undertecknandet är { $minutes ->
    [one] en minut
   *[other] {$minutes} minuter
 } för kort för alla som undertecknar
roster-signing-too-short-remedy = ge det {$minutes} minuter, utelämna ”minutes” eller sänk ”minutes-per-signatory”
roster-syntax = från och med här går filen inte att läsa
roster-syntax-after = efter värdet står något mer
roster-syntax-after-remedy = kanske är det ett citattecken eller en klammer för mycket eller för lite på raden; citattecken inne i en text skrivs ”…” eller \"
roster-syntax-backslash = ett omvänt snedstreck (\) står ensamt i en text
roster-syntax-backslash-remedy = skriv två (\\), eller / om det är en sökväg
roster-syntax-bare = det här ska stå inom citattecken
roster-syntax-bare-remedy = skriv " före och efter
roster-syntax-bracket = en klammer öppnas här på rad {$line} och stängs inte
roster-syntax-bracket-remedy = skriv {$bracket} där det som hör ihop slutar
roster-syntax-comma = ett komma saknas före det här
roster-syntax-comma-remedy = skriv , mellan det som räknas upp
roster-syntax-decimal = ett tal har punkt och inte komma före decimalerna
roster-syntax-decimal-remedy = skriv {$number}
roster-syntax-equals = det saknas ett likhetstecken
roster-syntax-equals-remedy = skriv = mellan namnet och värdet, som i: title = "…"
roster-syntax-flag = ”{$key}” ska vara true eller false
roster-syntax-heading = rubriken saknar {$bracket} på slutet
roster-syntax-heading-remedy = skriv {$bracket} sist i rubriken
roster-syntax-look = leta efter ett citattecken, en klammer eller ett likhetstecken som saknas
roster-syntax-quote = texten saknar sitt avslutande citattecken
roster-syntax-quote-remedy = skriv {$quote} där texten slutar
roster-syntax-remedy = {$remedy}; resten granskas när det här är rättat
roster-syntax-twice = ”{$key}” står två gånger i samma avsnitt
roster-syntax-twice-remedy = ta bort det ena; ett avsnitt som får finnas flera gånger har en rubrik med dubbla klamrar, som [[signatory]]
roster-syntax-typographic = citattecknet {$quote} gäller inte här
roster-syntax-typographic-remedy = ersätt {$quote} med det raka citattecknet "
roster-syntax-value = ”{$key}” saknar värde
roster-syntax-value-remedy = skriv det efter likhetstecknet, eller ta bort raden
roster-time-skipped = klockslaget finns inte den dagen: klockan ställs fram förbi det
roster-time-skipped-remedy = välj en annan tid eller dag
roster-smtp-clear = med tls = "none" går allt i klartext till {$host}
roster-smtp-clear-remedy = skriv tls = "starttls" eller "implicit"; "none" är till för en server på den här datorn, som "localhost"
roster-smtp-host = ”{$host}” är inget namn på en server
roster-smtp-host-remedy = skriv till exempel: "smtp.kommunen.example"
roster-smtp-login-clear = lösenordet skulle skickas i klartext
roster-smtp-login-clear-remedy = skriv tls = "starttls" eller "implicit", eller ta bort ”user”
roster-smtp-no-user = det finns ett lösenord men ingen som loggar in med det
roster-smtp-no-user-remedy = lägg till ”user”, eller ta bort det här
roster-smtp-password = ett lösenord får inte stå i signatories.toml
roster-smtp-password-remedy = ta bort det och byt lösenord, eftersom det har lästs här; lösenordet hämtas från miljön ({$variable}), eller skriv password-env, password-file eller password-command
roster-smtp-passwords = lösenordet kan bara komma från ett ställe
roster-smtp-passwords-remedy = behåll en av password-env, password-file och password-command
roster-smtp-port = ”port” är ett tal från 1 till 65535
roster-smtp-port-remedy = skriv till exempel: 587
roster-transport-missing = här står hur brev kan skickas, men inget säger att de ska skickas
roster-transport-missing-remedy = skriv i [mail]: transport = "smtp" (eller "sendmail"; med "file" ligger de kvar i utkorgen)
roster-unknown-choice = ”{$value}” kan inte stå i ”{$key}”
roster-unknown-choice-remedy = det finns: {$choices}
roster-unknown-key = det finns inget ”{$key}” här
roster-unknown-key-known = det finns: {$keys}
roster-unknown-key-nearest = menade du ”{$key}”?
roster-unknown-zone = det finns ingen tidszon ”{$zone}”
roster-unknown-zone-remedy = skriv till exempel: zone = "Europe/Stockholm"
roster-want-address = skriv adressen som i namn@organisation.example
roster-want-attends = skriv true (kommer) eller false (kommer inte), utan citattecken
roster-want-capacity = välj firmatecknare eller ombud
roster-want-date = skriv: "2018-04-20"
roster-want-flag = skriv true eller false, utan citattecken
roster-want-minutes = skriv ett antal minuter utan citattecken, till exempel 20 eller 1.5
roster-want-section = skriv ett avsnitt [{$key}]
roster-want-sections = skriv ett avsnitt [[{$key}]] för var och en, eller en lista [{"{"} … {"}"}, {"{"} … {"}"}]
roster-want-text = skriv text inom citattecken
roster-want-texts = skriv en lista med texter: ["…", "…"]
roster-want-time = skriv: "{$example}"
roster-web-address-character = ”{$address}” innehåller ett tecken som inte kan stå i en webbadress
roster-web-address-host = ”{$address}” anger ingen server; användarnamn eller lösenord före ett @ kan inte heller stå där
roster-web-address-remedy = skriv till exempel: "https://tsa.example/tsr"
roster-web-address-scheme = ”{$address}” börjar inte med https:// eller http://
roster-wrong-type = ”{$key}” ska vara {$wanted}, inte {$found}

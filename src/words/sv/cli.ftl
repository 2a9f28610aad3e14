diagnostic-error = fel
diagnostic-warning = varning

help-avsikt = Från en undertecknarlista till utfärdade, bevisbara handlingar för en ceremoni
help-exit-codes =
    Slutkoder: 0 klart, 1 fel i undertecknarlistan eller en mall, 2 fel på kommandoraden,
    3 bevisningen håller inte, 4 disken, mappen eller en annan körning stod i vägen.
help-folder = Ceremonins mapp
help-lang = Språket på skärmen; annars datorns språk
help-json = Svara för program i stället för människor
help-init = Gör en ny mapp för en ceremoni, med ett exempel att ändra
help-init-directory = Mappen som ska göras
help-check = Säg allt som är fel i undertecknarlistan och mallarna; skriv ingenting
help-preview = Visa en undertecknares handlingar utan att utfärda något
help-preview-id = Vems paket; utelämnat visas den första undertecknarens och ceremonins handlingar
help-preview-png = Som bilder, en per sida
help-preview-into = Lägg dem här i stället för i en tillfällig mapp
help-produce = Utfärda det som är nytt eller ändrat och sätt ihop breven
help-threads = Hur många handlingar som sätts samtidigt; annars lika många som det finns kärnor
help-verify = Säg om handlingarna i output/ är de som utfärdades, eller om en fil är en av dem
help-verify-files = Filer var som helst ifrån

cli-check-right = Allt stämmer: { $count ->
    [one] en undertecknare
   *[other] {$count} undertecknare
 }, { $warnings ->
    [0] inga varningar
    [one] en varning
   *[other] {$warnings} varningar
 }. Ingenting har skrivits.
cli-environment = datorn ger inte det som behövs: {$reason}
cli-faults = { $count ->
    [one] Ett fel
   *[other] {$count} fel
 }. Ingenting har utfärdats.
cli-init-done = {$folder} är klar, med ett exempel i.
cli-init-next = Nästa steg: öppna {$folder}/signatories.toml och kör sedan: avsikt -C {$folder} check
cli-preview-done = { $count ->
    [one] En fil att titta på.
   *[other] {$count} filer att titta på.
 } Ingenting har utfärdats.
cli-produce-composed = { $count ->
    [0] inga nya
    [one] ett nytt
   *[other] {$count} nya
 }, {$kept} oförändrade
cli-produce-digests = Kontrollsummor
cli-produce-documents = Handlingar
cli-produce-issued = { $count ->
    [0] inga utfärdade
    [one] en utfärdad
   *[other] {$count} utfärdade
 } ({ $pages ->
    [one] en sida
   *[other] {$pages} sidor
 }), {$kept} oförändrade
cli-produce-letters = Brev
cli-produce-next = Nästa steg: öppna några av breven och läs dem som mottagarna kommer att läsa dem.
    ”avsikt verify” säger när som helst om handlingarna fortfarande är de som utfärdades.
cli-produce-seconds = {$seconds} s
cli-produce-time = Tid
cli-produce-unchanged = Ingenting har ändrats: { $count ->
    [one] handlingen
   *[other] alla {$count} handlingar
 } står kvar som de är. Ingenting har skrivits.
cli-produce-withdrawn = Återkallat
cli-produce-withdrawn-count = { $documents ->
    [one] en handling
   *[other] {$documents} handlingar
 }, { $letters ->
    [one] ett brev
   *[other] {$letters} brev
 } som inte ska skickas
cli-step-typesetting = Sätter

verify-altered = ÄNDRAD: uppger sig vara {$document}, utgåva {$revision}, men innehållet är inte det som utfärdades
verify-altered-file = ÄNDRAD: innehållet är inte det som skrevs
verify-intact = oförändrad: {$document}, utgåva {$revision}, den gällande
verify-missing = SAKNAS: den utfärdades och finns inte här
verify-pending = AVBRUTEN: en körning avbröts; nästa ”avsikt produce” slutför den
verify-proves = Det här visar om en fil är det som mappens register anger. Det visar inte vem som gjort den, och inte heller att registret självt är orört.
verify-summary = { $wrong ->
    [0] Allt är som det utfärdades
    [one] En fil är inte som den utfärdades
   *[other] {$wrong} filer är inte som de utfärdades
 }: {$current} gällande, {$superseded} ersatta, {$withdrawn} återkallade.
verify-superseded = ersatt: {$document}, utgåva {$revision}, oförändrad; en nyare utgåva har utfärdats
verify-unlisted = OKÄND: den har aldrig utfärdats här
verify-withdrawn = återkallad: {$document}, utgåva {$revision}, oförändrad; den gäller inte längre

help-color = Färger på skärmen: auto (på en skärm som har dem), always eller never; annars som NO_COLOR och CLICOLOR_FORCE säger
help-completions = Skriv ut det som skalet behöver för att fylla i kommandon
help-completions-shell = Vilket skal: bash, zsh, fish, powershell eller elvish
help-help = Visa den här hjälpen
help-man = Skriv manualsidorna, en för varje kommando
help-man-directory = Mappen som de läggs i
help-quiet = Visa bara det som är fel, och fråga inget
help-verbose = Nämn allt vid namn i stället för att bara räkna
help-version = Visa versionen

help-heading-arguments = Argument
help-heading-everywhere = Flaggor som alla kommandon har
help-heading-examples = Exempel
help-heading-exit = Slutkoder
help-heading-options = Flaggor
help-heading-usage = Användning
help-heading-verbs = Kommandon

help-group-after = På dagen och efteråt
help-group-before = Före ceremonin
help-group-evidence = Bevisningen
help-group-programs = För skal och program
help-group-sending = Utskicket

help-value-address = ADRESS
help-value-date = ÅÅÅÅ-MM-DD
help-value-destination = MÅL
help-value-file = FIL
help-value-folder = MAPP
help-value-kind = SLAG
help-value-minutes = MINUTER
help-value-name = NAMN
help-value-options = FLAGGOR
help-value-pdf = FIL.pdf
help-value-scan = SKANNING
help-value-shell = SKAL
help-value-heading = RUBRIK=FÄLT
help-value-table = FIL.xlsx|FIL.csv
help-value-text = TEXT
help-value-time = TT.MM
help-value-url = WEBBADRESS
help-value-verb = KOMMANDO

man-about = Programmet gör inbjudningar, avsiktsförklaringar och körschema av undertecknarlistan signatories.toml och mallarna i templates/, och brev som skickar dem. Allt som utfärdas, skickas och kommer in antecknas i en signerad liggare i output/, så att vem som helst kan kontrollera det efteråt. En ny ceremoni börjar med ”avsikt init”.
man-about-verb = {$about}. Kommandot gäller ceremonin i den mapp du står i, om inte -C anger en annan. Hur kommandona hör ihop står i avsikt(1).
man-description = Beskrivning
man-name = Namn
man-synopsis = Synops

cli-man-done = { $count ->
    [one] En manualsida
   *[other] {$count} manualsidor
 } ligger nu i {$folder}. Läs en så här: man {$folder}/avsikt.1
cli-pace = {$rate} i sekunden, {$left} kvar

usage-begin = börja med ”avsikt init MAPP”; ”avsikt --help” visar alla kommandon
usage-choices = det finns: {$choices}
usage-conflict = {$option} kan inte anges tillsammans med {$other}
usage-missing = det här måste anges: {$options}
usage-missing-verb = inget kommando är angivet
usage-nearest = menade du ”{$name}”?
usage-no-option = ”{$option}” kan inte anges här
usage-no-verb = det finns inget kommando ”{$verb}”
usage-not-utf8 = kommandoraden innehåller tecken som inte är UTF-8
usage-see = {$command} visar hur kommandot skrivs
usage-shard = ange vilken del av hur många, räknat från 1: --shard 1/4 till --shard 4/4
usage-twice = {$option} kan bara anges en gång
usage-value = ”{$value}” kan inte anges som {$option}
usage-value-missing = {$option} saknar sitt värde
usage-value-none = {$option} tar inget värde
usage-wrong = kommandoraden går inte att tolka

help-examples-archive =
    avsikt archive ~/leverans/klimatavtal
        lägger ett arkivpaket i mappen, som inte får finnas förut
    avsikt archive klimatavtal.zip --zip --without-personal-data
        gör det till en enda fil, utan adresser och skanningar
help-examples-check =
    avsikt check
        granskar mappen du står i
    avsikt -C klimatavtal check --json
        granskar en annan mapp och svarar för program
help-examples-completions =
    avsikt completions bash > ~/.local/share/bash-completion/completions/avsikt
    avsikt completions fish > ~/.config/fish/completions/avsikt.fish
    avsikt completions zsh > "$fpath[1]/_avsikt"
    avsikt completions powershell >> $PROFILE
help-examples-erase =
    avsikt erase solbacken --decision "KS 2031/0018"
        visar vad som skulle gallras och frågar först
    avsikt erase solbacken --decision "KS 2031/0018" --confirm solbacken
        gallrar utan att fråga
help-examples-import =
    avsikt import gäster.xlsx
        visar vad som skulle ändras, och frågar
    avsikt import gäster.csv --map "Firma=organisation"
        anger vad en kolumn är
    avsikt import gäster.xlsx --dry-run
        visar bara
help-examples-export =
    avsikt export läget.xlsx
        undertecknarna, och läget för var och en
help-examples-init =
    avsikt init klimatavtal
        ställer några frågor och gör mappen klimatavtal
    avsikt init klimatavtal --yes --host "Malmö stad" --date 2027-04-20
        frågar inget; resten blir som i exemplet
help-examples-key =
    avsikt key new
        skapar en nyckel före den första ”avsikt produce”
    avsikt key show
        visar fingeravtrycket
help-examples-key-new =
    avsikt key new
        frågar efter en lösenfras; en tom lösenfras ger en nyckel utan skydd
    avsikt --key ~/nycklar/klimatavtal key new
        lägger nyckeln någon annanstans
help-examples-key-show =
    avsikt key show
        visar fingeravtrycket och det som annars ska offentliggöras
help-examples-man =
    avsikt man ~/.local/share/man/man1
        sedan visar ”man avsikt-send” hur utskicket går till
help-examples-preview =
    avsikt preview
        visar den första undertecknarens handlingar och ceremonins
    avsikt preview solbacken --open
        öppnar den första i datorns visningsprogram
    avsikt preview solbacken --watch
        gör om dem varje gång du sparar en mall
help-examples-produce =
    avsikt produce
        utfärdar det som är nytt eller ändrat
    avsikt produce --verbose
        nämner varje handling och brev
    avsikt produce --shard 1/4
        sätter bara den första av paketens fyra delar, för ”avsikt join”
help-examples-join =
    avsikt join shards/*
        utfärdar det som delarna har satt och skriver breven
help-examples-receive =
    avsikt receive solbacken underskrift.pdf
        ett undertecknat exemplar, daterat ceremonins dag
    avsikt receive solbacken --date 2027-04-22 sida1.jpg sida2.jpg
        undertecknat en annan dag, på två bilder
    avsikt receive solbacken --fullmakt fullmakt.pdf
        en fullmakt
    avsikt receive solbacken --mistake
        tar tillbaka det som antecknades senast
help-examples-send =
    avsikt send --dry-run
        visar vem som skulle få vad; inget skickas
    avsikt send --test-to du@kommunen.example --limit 3
        skickar tre av breven till dig själv
    avsikt send
        visar dem, frågar efter antalet och skickar
    avsikt send --confirm 21 --rate 30
        skickar utan att fråga, högst 30 i minuten
help-examples-status =
    avsikt status
        visar läget för varje undertecknare
    avsikt status --csv > läge.csv
        samma tabell till ett kalkylprogram
help-examples-timestamp =
    avsikt timestamp
        frågar tjänsten som står i undertecknarlistan
    avsikt timestamp --tsa https://tsa.example/tsr
        frågar en annan
help-examples-verify =
    avsikt verify
        jämför allt i output/ med det som utfärdades
    avsikt verify ~/Hämtat/avsiktsforklaring.pdf
        säger om filen är en av handlingarna
    avsikt verify --fingerprint SHA256:… --report rapport.pdf
        jämför med körschemat på papper och skriver en rapport till akten

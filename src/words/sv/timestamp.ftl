evidence-timestamp-algorithm = tidsstämpeln gäller en kontrollsumma av annat slag ({$found}), inte SHA-256
evidence-timestamp-content = tidsstämpeln innehåller något annat än vad RFC 3161 föreskriver ({$found})
evidence-timestamp-form = det är ingen tidsstämpel i den form som RFC 3161 föreskriver ({$part})
evidence-timestamp-imprint = tidsstämpeln gäller något annat än den här kontrollpunkten
evidence-timestamp-no-token = enligt svaret har en tidsstämpel beviljats, men svaret innehåller ingen
evidence-timestamp-nonce = tidsstämpeln svarar på en annan begäran, kanske en äldre: slumptalet är inte vårt
evidence-timestamp-other = det är kontrollpunkten från ett annat tillfälle än vad namnet säger
evidence-timestamp-refused = tidsstämplingstjänsten avslog begäran: {$said}
evidence-timestamp-root = den antecknar en tidsstämpel för andra rader än dem som står före den: någon av dem har ändrats, eller den här
evidence-timestamp-size = den antecknar en tidsstämpel för en äldre kontrollpunkt än den förra, eller för en som inte finns ännu
evidence-timestamp-time = tidpunkten i tidsstämpeln går inte att läsa ({$found})
evidence-timestamp-token = det är inte den tidsstämpel som liggaren antecknat. Hämta den ur en säkerhetskopia.

authority-fault = ingen tidsstämpel från {$address}: {$reason}
authority-long = svaret är längre än {$bytes}
authority-redirects = den hänvisar till {$to}; ange den adressen i stället om den är rätt
authority-remedy = ingenting har antecknats; försök igen senare, eller ange en annan tidsstämplingstjänst med --tsa
authority-silent = den går inte att nå ({$reason})
authority-slow = den har inte svarat fullständigt inom {$seconds} s
authority-status = den svarar med HTTP-status {$status}
authority-type = den svarar med {$found} och inte med en tidsstämpel (application/timestamp-reply)
authority-unknown-host = det finns ingen sådan server

cli-produce-timestamp = Tidsstämpel
cli-timestamp-covered = Det här läget har redan sin tidsstämpel: den omfattar { $size ->
    [one] den första raden
   *[other] de första {$size} raderna
 } i liggaren, och sedan dess har bara tidsstämplar antecknats. Ingenting har skrivits.
cli-timestamp-done = Tidsstämplingstjänsten har sett { $size ->
    [one] den första raden
   *[other] de första {$size} raderna
 } i liggaren den {$time}. Svaret och kontrollpunkten som det gäller:
cli-timestamp-check = Att svaret gäller den här kontrollpunkten är kontrollerat. Vems signatur det bär kontrollerar
    openssl, med certifikatet för den tidsstämplingstjänst som du litar på:
help-timestamp = Låt en tidsstämplingstjänst intyga när liggaren var som den är nu (RFC 3161)
help-timestamp-tsa = Tidsstämplingstjänstens adress; annars den i undertecknarlistan
timestamp-no-authority = ingen tidsstämplingstjänst är angiven
timestamp-no-authority-remedy = ange en med --tsa https://…, eller i undertecknarlistan under [evidence]: tsa = "https://…"
timestamp-not-now = allt är antecknat i liggaren, men utan tidsstämpel: {$reason}
timestamp-not-now-remedy = ”avsikt timestamp” frågar på nytt
verify-timestamp = Tidsstämplat den {$time} av tidsstämplingstjänsten: { $size ->
    [one] den första raden
   *[other] de första {$size} raderna
 } i liggaren fanns då (kontrollera med {$command})

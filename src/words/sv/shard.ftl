help-produce-shard = Sätt bara, och bara den K:te av N delar av paketen, i en mapp för sig, utan att utfärda något; ingen nyckel behövs
help-produce-into = Var den mappen ska ligga, i stället för shards/K-of-N
help-join = Utfärda det som satts med ”produce --shard” och sätt ihop breven
help-join-folders = Alla delars mappar

cli-step-checking = Kontrollerar delarna

shard-done = Del {$shard} är satt: { $count ->
    [0] inga handlingar, eftersom inget är nytt
    [one] en handling
   *[other] {$count} handlingar
 }{ $pages ->
    [0] {""}
    [one] , en sida
   *[other] , {$pages} sidor
 }, i {$folder}. Ingenting har utfärdats; det gör ”avsikt join” när alla delar finns.
shard-empty = Del {$shard} har ingen undertecknare: de är färre än delarna. Mappen, {$folder}, säger det till ”avsikt join”.
shard-joined = { $shards ->
    [one] Delen är hel och gjord
   *[other] Alla {$shards} delar är hela och gjorda
 } av det som ligger här; { $count ->
    [0] ingen handling hämtades därifrån
    [one] en handling hämtades därifrån
   *[other] {$count} handlingar hämtades därifrån
 }. Mapparna behövs inte längre.
shard-unchanged = Del {$shard} finns redan, hel och gjord av samma underlag: {$folder}. Ingenting har satts.

shard-again-remedy = ta bort mappen och kör delen igen med ”avsikt produce --shard”, eller kopiera mappen på nytt
shard-another = del {$shard} ligger redan i {$folder} och skulle gå förlorad
shard-another-remedy = ange en egen mapp för varje del med --into, eller ingen alls, så ligger de bredvid varandra i shards/
shard-altered = innehållet är inte det som sattes
shard-damaged = {$path} håller inte: {$reason}
shard-differs = {$document} i {$folder} är inte vad den här datorn sätter av samma undertecknarlista och mallar
shard-differs-remedy = använd samma bygge av avsikt överallt, på samma slags processor; om så redan är fallet har någon ändrat i mappen
shard-foreign = {$path} hör inte dit
shard-folders = {$folder} är ingen del, men det ligger delar i den
shard-folders-remedy = ange var och en av dem: {$folder}/*
shard-foreign-remedy = ta reda på hur den kom dit och ta bort den
shard-form = {$folder} har ett format, {$form}, som den här versionen av avsikt inte läser
shard-missing = { $count ->
    [one] en del av {$of} saknas
   *[other] {$count} delar av {$of} saknas
 }: {$numbers}
shard-missing-remedy = kör dem med ”avsikt produce --shard K/{$of}” och ange alla mappar
shard-named-twice = förteckningen över handlingar nämner den två gånger
shard-no-folder = det finns ingen mapp {$folder}
shard-no-folder-remedy = ange de mappar som ”avsikt produce --shard” har gjort, till exempel shards/*
shard-none = {$folder} är ingen del
shard-not-its-own = {$document} i {$folder} är ingen handling i den delen
shard-occupied = {$path} hör inte till någon del och skulle gå förlorad
shard-occupied-remedy = ange en annan plats med --into, eller flytta undan den först; inget av ditt skrivs över
shard-other-fonts = gjorda med andra typsnitt än de som ligger här: {$folders}
shard-other-program = gjorda av en annan version av avsikt eller typst än den här: {$folders}
shard-other-remedy = kör de delarna igen, med den här versionen av avsikt och med den undertecknarlista och de mallar som ligger här
shard-other-roster = gjorda av en annan undertecknarlista än den som ligger här: {$folders}
shard-other-templates = gjorda av andra mallar än de som ligger här: {$folders}
shard-other-whole = inte en av {$of} delar som de andra: {$folders}
shard-other-whole-remedy = ange de mappar som hör ihop
shard-twice = del {$shard} finns mer än en gång: {$folders}
shard-twice-remedy = ange bara en av dem
shard-unfinished = {$path} finns inte: mappen är inte en hel del
shard-unlisted = förteckningen över handlingar nämner den, men inte listan med kontrollsummor
shard-unnamed = listan med kontrollsummor nämner den, men inte förteckningen över handlingar
shard-unread = det är ingen sådan förteckning: {$reason}
shard-warned = sättningen av delarna gav { $count ->
    [one] en varning
   *[other] {$count} varningar
 }
shard-warned-remedy = se vad körningarna med --shard skrev

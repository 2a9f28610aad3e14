roster-address-at = ‘{$address}’ is no mail address: the @ is missing
roster-address-comma = ‘{$address}’ is no mail address: there is a comma where a full stop should be
roster-address-comma-remedy = did you mean {$address}?
roster-address-domain = ‘{$address}’ is no mail address: there is no domain behind an @
roster-address-dot = ‘{$address}’ is no mail address: there is no full stop after the @
roster-address-local = ‘{$address}’ is no mail address: the part before the @ cannot be right
roster-address-mixed-domain = the domain ‘{$domain}’ mixes alphabets within a word; in ASCII it is {$ascii}
roster-address-mixed-local = ‘{$address}’ mixes alphabets within a word before the @
roster-address-scripts = the domain ‘{$domain}’ is written in more than one alphabet, and letters that look alike may be others’; in ASCII it is {$ascii}
roster-address-scripts-remedy = type the address anew by hand, or ask the organisation
roster-before-doors = this begins before the doors open
roster-before-doors-remedy = change ‘start’ here, or ‘doors’ in [ceremony]
roster-character-bidi = ‘{$key}’ holds {$code}, which turns the direction of writing without being seen
roster-character-control = ‘{$key}’ holds the control character {$code}
roster-character-glyph = no font has the character ‘{$character}’ ({$code}) in ‘{$key}’
roster-character-glyph-remedy = write it otherwise, or put a font that has it into templates/fonts/
roster-character-invisible-remedy = take the character away; typing the text anew is the surest way
roster-character-remedy = write it otherwise
roster-character-unassigned = ‘{$key}’ holds {$code}, which is no character of Unicode
roster-clash = this begins { $minutes ->
    [one] a minute
   *[other] {$minutes} minutes
 } before what comes before it ends
roster-clash-remedy = begin later, or shorten the item before
roster-commitment-sentence = the commitment is written as a sentence of its own
roster-commitment-sentence-remedy = write it so that it fits after ‘undertakes to’, with no capital and no full stop: halve the food waste
roster-duplicate-address = the address {$address} stands in line {$line} already
roster-duplicate-address-remedy = one address gets one letter: take it away in one of the places
roster-duplicate-id = the id ‘{$id}’ stands in line {$line} already
roster-duplicate-id-remedy = give one of the two another id; one whose documents have been issued keeps its own
roster-duplicate-number = the organisation number stands in line {$line} already
roster-duplicate-organisation = the organisation stands in line {$line} already
roster-duplicate-organisation-remedy = if it is the same, take one away
roster-empty = ‘{$key}’ is empty
roster-empty-remedy = write something, or take the line away
roster-enclosure-outside = ‘{$file}’ does not lie in the ceremony’s folder
roster-enclosure-outside-remedy = put the file into the folder and write its path from there, with /
roster-example-address = "name@organisation.example"
roster-example-date = "2018-04-20"
roster-example-people = [{"{"} name = "Ann Berg", title = "director" {"}"}]
roster-example-text = "…"
roster-gap = nothing happens for { $minutes ->
    [one] a minute
   *[other] {$minutes} minutes
 } before this
roster-gap-remedy = take ‘start’ away, so that it follows on, or add an item
roster-host-number-personal = the host’s number is a person’s
roster-host-number-personal-remedy = the host is a legal person: the third digit of its number is 2 or more
roster-id-number = the id holds a long number
roster-id-number-remedy = ids occur in file names: use words, never a number of a person or an organisation
roster-id-reserved = the id ‘{$id}’ has a meaning of its own
roster-id-reserved-remedy = choose another
roster-kind-extra = ‘{$kind}’ is paper for the day and no document of a packet
roster-kind-extra-remedy = take it away from ‘documents’ and write in [ceremony]: extras = ["{$kind}"]
roster-kind-own = ‘{$kind}’ belongs to the ceremony and is always made
roster-kind-own-remedy = take it away from ‘documents’
roster-choice-twice = ‘{$value}’ stands twice in ‘{$key}’
roster-choice-twice-remedy = take one away
roster-kind-twice = ‘{$kind}’ stands here twice, or is a document’s name already
roster-kind-twice-remedy = take one away, or name it otherwise
roster-kind-date = a date or time
roster-kind-day = a date
roster-kind-flag = true or false
roster-kind-list = a list
roster-kind-minutes = a number of minutes
roster-kind-number = a number
roster-kind-section = a section
roster-kind-text = text
roster-kind-texts = a list of texts
roster-kind-time = a time of the day
roster-minutes-range = ‘{$key}’ is no possible number of minutes
roster-missing-id = this signatory has no id
roster-missing-id-remedy = write: id = "{$id}" – and never change it, even when the name changes
roster-missing-key = ‘{$key}’ is missing
roster-missing-key-remedy = write: {$key} = {$example}
roster-missing-section-remedy = add the section {$heading}
roster-missing-sections-remedy = add a section {$heading} for each
roster-name-form = ‘{$value}’ cannot be { $key ->
    [id] an id
    [documents] the name of a document
   *[other] a name in ‘{$key}’
 }
roster-name-form-remedy = use a–z, 0–9 and hyphens within, at most {$longest} characters
roster-no-documents = the packet holds no document
roster-no-documents-remedy = write for instance: documents = ["invitation", "declaration"]
roster-no-people = nobody signs
roster-no-people-remedy = write: people = [{"{"} name = "…", title = "…" {"}"}]; leave ‘name’ out when it is unknown
roster-no-signing = no item of the programme is the signing
roster-no-signing-remedy = write ‘signing = true’ in one [[ceremony.programme]]
roster-no-such-date = {$date} is a date that does not exist
roster-no-such-date-remedy = look at a calendar: year, month, day
roster-no-such-time = ‘{$value}’ is no time of the day
roster-nobody-named = it does not say who signs
roster-nobody-named-remedy = write the name, or leave it if it is to be filled in by hand on paper
roster-not-a-date = ‘{$value}’ is no date
roster-number-check = the organisation number is mistyped: its check digit is wrong
roster-number-check-remedy = compare it digit by digit with the registration certificate
roster-number-form = this is no organisation number
roster-number-form-remedy = it should be ten digits: NNNNNN-NNNN
roster-number-length = the organisation number has { $count ->
    [one] one digit
   *[other] {$count} digits
 }
roster-number-personal = the organisation number is a personal identity number
roster-number-personal-remedy = it will stand in this signatory’s own documents and nowhere else
roster-overrun = the programme ends { $minutes ->
    [one] a minute
   *[other] {$minutes} minutes
 } too late
roster-overrun-remedy = shorten items, or change ‘ends’ in [ceremony]
roster-packet-late = the letters have a later date than the ceremony, which is on {$date}
roster-packet-late-remedy = see which of the two is wrong: ‘date’ here, or in [ceremony]
roster-past-midnight = the programme goes on past midnight
roster-past-midnight-remedy = begin earlier, or shorten items
roster-second-signing = there is a second signing
roster-second-signing-remedy = let one item alone have ‘signing = true’
roster-signing-too-short = the signing is { $minutes ->
    [one] a minute
   *[other] {$minutes} minutes
 } too short for all who sign
roster-signing-too-short-remedy = give it {$minutes} minutes, leave ‘minutes’ out, or lower ‘minutes-per-signatory’
roster-syntax = from here on, the file cannot be read
roster-syntax-after = something follows after the value
roster-syntax-after-remedy = perhaps the line has a quotation mark or a bracket too many or too few; within a text, write quotation marks as ‘…’ or \"
roster-syntax-backslash = there is a lone backslash (\) in a text
roster-syntax-backslash-remedy = write two of them (\\), or / in a path
roster-syntax-bare = this has to be in quotation marks
roster-syntax-bare-remedy = write " before and after it
roster-syntax-bracket = a bracket is opened here in line {$line}, and never closed
roster-syntax-bracket-remedy = write {$bracket} where what belongs together ends
roster-syntax-comma = a comma is missing before this
roster-syntax-comma-remedy = write , between the things in a list
roster-syntax-decimal = a number has a point before its decimals, and no comma
roster-syntax-decimal-remedy = write {$number}
roster-syntax-equals = the equals sign is missing
roster-syntax-equals-remedy = write = between the name and the value, as in: title = "…"
roster-syntax-flag = ‘{$key}’ has to be true or false
roster-syntax-heading = the heading lacks {$bracket} at its end
roster-syntax-heading-remedy = write {$bracket} at the end of the heading
roster-syntax-look = look for a missing quotation mark, bracket or equals sign
roster-syntax-quote = the text lacks its closing quotation mark
roster-syntax-quote-remedy = write {$quote} where the text ends
roster-syntax-remedy = {$remedy}; the rest is checked when this is right
roster-syntax-twice = ‘{$key}’ stands twice in the same section
roster-syntax-twice-remedy = take one away; a section that may occur several times has a heading in double brackets, such as [[signatory]]
roster-syntax-typographic = the quotation mark {$quote} does not count here
roster-syntax-typographic-remedy = replace {$quote} by the straight quotation mark "
roster-syntax-value = ‘{$key}’ has no value
roster-syntax-value-remedy = write it after the equals sign, or take the line away
roster-time-skipped = this time does not exist on that day: the clocks are put forward over it
roster-time-skipped-remedy = choose another time or day
roster-smtp-clear = with tls = "none" everything goes to {$host} in the clear
roster-smtp-clear-remedy = write tls = "starttls" or "implicit"; "none" is for a server on this machine, such as "localhost"
roster-smtp-host = ‘{$host}’ is no name of a server
roster-smtp-host-remedy = write for instance: "smtp.municipality.example"
roster-smtp-login-clear = the password would go in the clear
roster-smtp-login-clear-remedy = write tls = "starttls" or "implicit", or take ‘user’ away
roster-smtp-no-user = there is a password, but nobody logs in with it
roster-smtp-no-user-remedy = add ‘user’, or take this away
roster-smtp-password = a password must not stand in signatories.toml
roster-smtp-password-remedy = take it away, and change it, since it has been read here; the password comes from the environment ({$variable}), or write password-env, password-file or password-command
roster-smtp-passwords = the password can come from one place only
roster-smtp-passwords-remedy = keep one of password-env, password-file and password-command
roster-smtp-port = ‘port’ is a number from 1 to 65535
roster-smtp-port-remedy = write for instance: 587
roster-transport-missing = this says how letters could be sent, and nothing says that they are
roster-transport-missing-remedy = write in [mail]: transport = "smtp" (or "sendmail"; "file" leaves them in the outbox)
roster-unknown-choice = ‘{$value}’ cannot stand in ‘{$key}’
roster-unknown-choice-remedy = there are: {$choices}
roster-unknown-key = there is no ‘{$key}’ here
roster-unknown-key-known = there are: {$keys}
roster-unknown-key-nearest = did you mean ‘{$key}’?
roster-unknown-zone = there is no time zone ‘{$zone}’
roster-unknown-zone-remedy = write for instance: zone = "Europe/Stockholm"
roster-want-address = write the address like name@organisation.example
roster-want-attends = write true (comes) or false (does not), without quotation marks
roster-want-capacity = choose authorised-signatory or proxy
roster-want-date = write: "2018-04-20"
roster-want-flag = write true or false, without quotation marks
roster-want-minutes = write a number of minutes without quotation marks, such as 20 or 1.5
roster-want-section = write a section [{$key}]
roster-want-sections = write a section [[{$key}]] for each, or a list [{"{"} … {"}"}, {"{"} … {"}"}]
roster-want-text = write text in quotation marks
roster-want-texts = write a list of texts: ["…", "…"]
roster-want-time = write: "{$example}"
roster-web-address-character = ‘{$address}’ holds a character that cannot stand in a web address
roster-web-address-host = ‘{$address}’ names no host: a name or password before an @ cannot stand there either
roster-web-address-remedy = write for instance: "https://tsa.example/tsr"
roster-web-address-scheme = ‘{$address}’ does not begin with https:// or http://
roster-wrong-type = ‘{$key}’ has to be {$wanted}, not {$found}

help-color = Colours on screen: auto (on a screen that has them), always or never; otherwise as NO_COLOR and CLICOLOR_FORCE say
help-completions = Print what the shell needs to complete commands
help-completions-shell = Which shell: bash, zsh, fish, powershell or elvish
help-help = Show this help
help-man = Write the manual pages, one for each command
help-man-directory = The folder to put them in
help-quiet = Say what is wrong and nothing else, and ask nothing
help-verbose = Name each thing instead of only counting them
help-version = Show the version

help-heading-arguments = Arguments
help-heading-everywhere = Options of every command
help-heading-examples = Examples
help-heading-exit = Exit codes
help-heading-options = Options
help-heading-usage = Usage
help-heading-verbs = Commands

help-group-after = On the day and after
help-group-before = Before the ceremony
help-group-evidence = Evidence
help-group-programs = For shells and programs
help-group-sending = Sending

help-value-address = ADDRESS
help-value-date = YYYY-MM-DD
help-value-destination = DEST
help-value-file = FILE
help-value-folder = FOLDER
help-value-kind = KIND
help-value-minutes = MINUTES
help-value-name = NAME
help-value-options = OPTIONS
help-value-pdf = FILE.pdf
help-value-scan = SCAN
help-value-shell = SHELL
help-value-heading = HEADING=FIELD
help-value-table = FILE.xlsx|FILE.csv
help-value-text = TEXT
help-value-time = HH:MM
help-value-url = URL
help-value-verb = COMMAND

man-about = The program makes invitations, declarations and a running order from the roster signatories.toml and the templates in templates/, and the letters that carry them. All that is issued, sent and received is recorded in a signed ledger in output/, so that anybody can check it afterwards. A new ceremony begins with ‘avsikt init’.
man-about-verb = {$about}. The command is about the ceremony in the folder that you are in, unless -C names another. How the commands belong together is told in avsikt(1).
man-description = Description
man-name = Name
man-synopsis = Synopsis

cli-man-done = { $count ->
    [one] One manual page is
   *[other] {$count} manual pages are
 } in {$folder}. Read one like this: man {$folder}/avsikt.1
cli-pace = {$rate} a second, {$left} left

usage-begin = begin with ‘avsikt init FOLDER’; ‘avsikt --help’ shows all commands
usage-choices = there are: {$choices}
usage-conflict = {$option} cannot be given together with {$other}
usage-missing = this has to be given: {$options}
usage-missing-verb = no command was given
usage-nearest = did you mean ‘{$name}’?
usage-no-option = ‘{$option}’ cannot be given here
usage-no-verb = there is no command ‘{$verb}’
usage-not-utf8 = the command line holds characters that are not UTF-8
usage-see = {$command} shows how it is written
usage-shard = say which of how many, counted from 1: --shard 1/4 to --shard 4/4
usage-twice = {$option} can be given only once
usage-value = ‘{$value}’ cannot be given as {$option}
usage-value-missing = {$option} lacks its value
usage-value-none = {$option} takes no value
usage-wrong = the command line cannot be understood

help-examples-archive =
    avsikt archive ~/delivery/climate
        puts a package for the archive into the folder, which must not be there yet
    avsikt archive climate.zip --zip --without-personal-data
        makes it one file, without addresses and scans
help-examples-check =
    avsikt check
        checks the folder that you are in
    avsikt -C climate check --json
        checks another folder, and answers for programs
help-examples-completions =
    avsikt completions bash > ~/.local/share/bash-completion/completions/avsikt
    avsikt completions fish > ~/.config/fish/completions/avsikt.fish
    avsikt completions zsh > "$fpath[1]/_avsikt"
    avsikt completions powershell >> $PROFILE
help-examples-erase =
    avsikt erase solbacken --decision "KS 2031/0018"
        shows what would go for good, and asks first
    avsikt erase solbacken --decision "KS 2031/0018" --confirm solbacken
        erases without asking
help-examples-import =
    avsikt import guests.xlsx
        shows what it would change, and asks
    avsikt import guests.csv --map "Company=organisation"
        says what a column is
    avsikt import guests.xlsx --dry-run
        only shows it
help-examples-export =
    avsikt export status.xlsx
        the roster, and where everything stands
help-examples-init =
    avsikt init climate
        asks a few questions and makes the folder climate
    avsikt init climate --yes --host "City of Malmö" --date 2027-04-20
        asks nothing; the rest is as in the example
help-examples-key =
    avsikt key new
        makes a key before the first ‘avsikt produce’
    avsikt key show
        shows the fingerprint
help-examples-key-new =
    avsikt key new
        asks for a passphrase; an empty one gives a key without
    avsikt --key ~/keys/climate key new
        puts the key elsewhere
help-examples-key-show =
    avsikt key show
        shows the fingerprint, and what else to publish
help-examples-man =
    avsikt man ~/.local/share/man/man1
        then ‘man avsikt-send’ shows how sending works
help-examples-preview =
    avsikt preview
        shows the first signatory’s documents and the ceremony’s
    avsikt preview solbacken --open
        opens the first in the system’s viewer
    avsikt preview solbacken --watch
        makes them again each time you save a template
help-examples-produce =
    avsikt produce
        issues what is new or changed
    avsikt produce --verbose
        names each document and letter
    avsikt produce --shard 1/4
        only typesets the first of four shares of the packets, for ‘avsikt join’
help-examples-join =
    avsikt join shards/*
        issues what the shards have typeset, and composes the letters
help-examples-receive =
    avsikt receive solbacken signed.pdf
        a signed copy, dated the day of the ceremony
    avsikt receive solbacken --date 2027-04-22 page1.jpg page2.jpg
        signed on another day, in two pictures
    avsikt receive solbacken --power-of-attorney proxy.pdf
        a power of attorney
    avsikt receive solbacken --mistake
        takes back what was recorded last
help-examples-send =
    avsikt send --dry-run
        shows who would get what; nothing is sent
    avsikt send --test-to you@municipality.example --limit 3
        sends three of the letters to yourself
    avsikt send
        shows them, asks for their number, and sends
    avsikt send --confirm 21 --rate 30
        sends without asking, at most 30 a minute
help-examples-status =
    avsikt status
        shows where each signatory stands
    avsikt status --csv > status.csv
        the same table for a spreadsheet
help-examples-timestamp =
    avsikt timestamp
        asks the authority that the roster names
    avsikt timestamp --tsa https://tsa.example/tsr
        asks another one
help-examples-verify =
    avsikt verify
        compares all in output/ with what was issued
    avsikt verify ~/Downloads/declaration.pdf
        says whether the file is one of the documents
    avsikt verify --fingerprint SHA256:… --report report.pdf
        compares with the running order on paper, and writes a report for the case file

help-import = Take signatories from a spreadsheet into signatories.toml; shows what changes and asks first
help-import-file = The spreadsheet: CSV, XLSX or ODS
help-import-sheet = Which sheet, when several have signatories or it is hidden
help-import-map = What a column holds, such as "Firm=organisation"; a column’s letters stand for a heading that it lacks, and - leaves it out
help-import-dry-run = Show what would change, and write nothing
help-import-confirm = How many signatories are new, changed or removed, where nobody can be asked; any other number stops
help-import-take-spreadsheet = Let the spreadsheet win where the roster was changed by hand
help-import-remove-vanished = Remove signatories that were imported once and are no longer in the spreadsheet
help-import-replace = Remove all signatories that are not in the spreadsheet
help-export = Write the roster, and where everything stands, as a spreadsheet
help-export-file = The new file; its name says of which kind it is

spreadsheet-damaged = {$file} cannot be read as a spreadsheet: {$reason}
spreadsheet-empty = {$file} is empty
spreadsheet-encrypted = {$file} is protected by a password
spreadsheet-encrypted-remedy = open it in the spreadsheet program and save a copy without a password
spreadsheet-long-cell = this cell has more than {$most} characters
spreadsheet-long-cell-remedy = in a CSV file a closing quotation mark is often missing here
spreadsheet-numbers = {$file} is a file of Apple’s Numbers
spreadsheet-save-as-remedy = open it in the spreadsheet program and save it as .xlsx, .ods or .csv
spreadsheet-too-large = {$file} is too large for a list of signatories
spreadsheet-too-large-remedy = copy the signatories alone into a new spreadsheet
spreadsheet-unknown = {$file} is no spreadsheet
spreadsheet-xls = {$file} is in the format of Excel before 2007
spreadsheet-xlsb = {$file} is a binary workbook

import-ambiguous = this could be any of these signatories: {$ids}
import-ambiguous-remedy = add a column ‘id’ and write in it which one it is
import-attends = ‘{$value}’ says neither yes nor no
import-attends-remedy = write yes or no
import-by-address = it is known by its address alone: this is taken to be ‘{$id}’ under another name
import-by-address-remedy = if it is somebody else, leave ‘{$id}’ its own address, or add a column ‘id’
import-capacity = ‘{$value}’ is no capacity that somebody signs in
import-capacity-remedy = write ‘authorised signatory’ or ‘proxy’ (firmatecknare, ombud)
import-cell-error = the spreadsheet shows {$error} here
import-cell-error-remedy = mend the formula, or write the value itself
import-date = this is a date in the spreadsheet; it is read as ‘{$date}’
import-date-remedy = if it was meant as text, format the cell as text and write it anew
import-duplicate-address = the address {$address} is also that of {$other}
import-duplicate-column = the columns {$first} and {$second} both say ‘{$field}’
import-duplicate-column-remedy = say what one of them holds, or leave it out: --map "{$column}=-"
import-duplicate-id = {$other} has the same id
import-duplicate-number = {$other} has the same organisation number
import-duplicate-organisation = {$other} is an organisation of the same name
import-duplicate-remedy = if it is the same organisation, remove one; otherwise correct one
import-id = ‘{$id}’ cannot be an id
import-id-remedy = use a–z, 0–9 and hyphens inside; leave the cell empty to have one chosen
import-language = ‘{$value}’ is no language that there are documents in
import-language-remedy = write sv or en
import-lost-zeros = the zeros that this number begins with were lost; they have been put back
import-lost-zeros-remedy = compare it with the registration, and format the column as text
import-map-field = there is no field ‘{$field}’
import-map-field-remedy = there are: {$fields}; given-name and family-name; those of a person with -2, -3 …; and - for none
import-map-form = ‘{$map}’ does not say what a column holds
import-map-form-remedy = write for instance: --map "Firm=organisation"
import-map-unused = no column has the heading ‘{$heading}’
import-map-unused-remedy = there are: {$headings}; or write the column’s letters
import-memory = {$file} cannot be understood
import-memory-remedy = it holds what was imported last; fetch it from a backup, or delete it: then nothing counts as imported, and no hand edit is lost
import-missing = ‘{$field}’ is missing
import-missing-remedy = fill it in; if it stands in another column, say so with --map
import-no-headings = no row of {$file} has headings that are known
import-no-headings-remedy = there has to be a row with headings such as Organisation, Org. no, Name, Title, E-mail; others are explained with --map "Firm=organisation"
import-no-names = no column says who signs
import-no-names-by-hand = names are then filled in by hand on paper
import-no-names-remedy = names are then filled in by hand on paper; if a column has them, say so: --map "{$column}=name"
import-no-rows = no signatories stand below the headings
import-no-rows-remedy = see whether it is the right sheet: --sheet NAME
import-no-sheet = there is no sheet ‘{$sheet}’
import-no-sheet-remedy = there are: {$sheets}
import-nobody-left = nobody would be left on the roster
import-nobody-left-remedy = there has to be at least one signatory
import-other-number = ‘{$id}’ has the same name, and another organisation number
import-other-number-remedy = correct the number in the spreadsheet or the roster; if they are two organisations, write an id of its own for this one in a column ‘id’, and if not, ‘{$id}’
import-same-twice = ‘{$name}’ stands in {$first} already
import-same-twice-remedy = give each signatory one row; further people go into columns ‘Name 2’, ‘Title 2’
import-several-addresses = there are several addresses here
import-several-addresses-remedy = leave the one that the letter goes to; others go into a column ‘Copy’
import-several-people = there are several lines here
import-several-people-remedy = if they are several people, the others go into columns ‘Name 2’, ‘Title 2’; otherwise write it on one line
import-several-sheets = several sheets have signatories: {$sheets}
import-several-sheets-remedy = say which one: --sheet "{$sheet}"
import-total = ‘{$word}’ looks like a sum and no signatory
import-total-remedy = if this row is no signatory, take it out of the spreadsheet
import-two-names = there seem to be two names here
import-two-names-remedy = write one person in each column: the other goes into ‘Name 2’, ‘Title 2’
import-uncomputed = there is a formula here, and the file does not hold its result
import-uncomputed-remedy = open it in the spreadsheet program, save it, and import it again

cli-import-again = Correct it in the spreadsheet, save, and run the same command again.
cli-import-ask = To save, type the number of changes; anything else stops:{" "}
cli-import-both = {$field}: the roster says {$roster}, the spreadsheet {$sheet}
cli-import-changed = { $count ->
    [one] Changed, one signatory:
   *[other] Changed, {$count} signatories:
 }
cli-import-column = COLUMN
cli-import-commitments = Commitments
cli-import-conflicts = CHANGED ON BOTH SIDES; the roster stays as it is, and --take-spreadsheet takes the other:
cli-import-done = {$file} is written: { $count ->
    [one] one signatory is
   *[other] {$count} signatories are
 } new, changed or removed.
cli-import-dry-run = Nothing was written.
cli-import-family-name = Family name
cli-import-file = {$file}: the headings stand in row {$row}, and { $count ->
    [one] one row
   *[other] {$count} rows
 } below them.
cli-import-given-name = Given name
cli-import-hand-edits = Changed by hand in the roster, and kept so:
cli-import-heading = HEADING
cli-import-left-out = Row {$row} (‘{$id}’) stays out: it was taken off the roster by hand. --take-spreadsheet brings it back.
cli-import-map = If a column is to be read as something else, add --map "HEADING=FIELD"; see ‘avsikt help import’.
cli-import-meaning = READ AS
cli-import-meant = {$heading} ({$name})
cli-import-new = { $count ->
    [one] New, one signatory:
   *[other] New, {$count} signatories:
 }
cli-import-next = Next: ‘avsikt check’ says whether everything is right, and ‘avsikt preview’ shows what it looks like.
cli-import-not-read = – (not read)
cli-import-nothing = Nothing changes: the roster agrees with the spreadsheet{ $shown ->
    [0] {""}
   *[other] , but for what is shown above
 }.
cli-import-others = On the roster and not in the spreadsheet; kept:
cli-import-quoted = ‘{$text}’
cli-import-removed = Removed, for they are not in the spreadsheet ({$count}):
cli-import-sample = Removed, for they are only the example’s ({$count}):
cli-import-sheet = {$file}, sheet {$sheet}: the headings stand in row {$row}, and { $count ->
    [one] one row
   *[other] {$count} rows
 } below them.
cli-import-summary = {$parts} = {$count} { $count ->
    [one] change
   *[other] changes
 }{ $same ->
    [0] {""}
    [one] ; 1 signatory unchanged
   *[other] ; {$same} signatories unchanged
 }.
cli-import-summary-changed = {$count} changed
cli-import-summary-new = {$count} new
cli-import-summary-removed = {$count} removed
cli-import-unattended = Nothing was written. Where nobody can be asked, say --confirm {$count}.
cli-import-vanished = NO LONGER IN THE SPREADSHEET; kept, unless --remove-vanished says otherwise ({$count}):
cli-import-wrong-number = Nothing was written: {$said}, and { $count ->
    [one] one signatory is
   *[other] {$count} signatories are
 } new, changed or removed.

cli-export-done = {$file} is written: { $count ->
    [one] one signatory
   *[other] {$count} signatories
 }. It can be imported again.
export-format = the name {$file} does not say which kind of file it is to be
export-format-remedy = let it end in .xlsx or .csv
export-heading-attends = Attends
export-heading-capacity = Capacity
export-heading-city = City
export-heading-commitment = Commitment {$number}
export-heading-copies = Copy to
export-heading-email = E-mail
export-heading-id = ID
export-heading-language = Language
export-heading-name = Name
export-heading-number = Organisation number
export-heading-numbered = {$heading} {$number}
export-heading-organisation = Organisation
export-heading-pronunciation = Pronunciation
export-heading-title = Title
export-no = no
export-sheet = Signatories
export-unwritable-remedy = choose a file that is not there yet, in a folder that is
export-yes = yes

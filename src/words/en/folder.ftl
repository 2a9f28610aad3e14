folder-answer-ambiguous = ‘{$said}’ can be two dates; write for example 2027-04-20 or 20 April 2027
folder-answer-date = ‘{$said}’ is no date that I can read; write for example 2027-04-20 or 20 April 2027
folder-answer-month = {$month} has only {$days} days
folder-answer-time = ‘{$said}’ is no time of day; write for example 14:30
folder-answer-weekday = ‘{$said}’ cannot be; did you mean {$day}?
folder-enclosure-no-pdf = {$file} is no PDF
folder-enclosure-no-pdf-remedy = save it as PDF, best of all as PDF/A
folder-enclosure-not-archival = the enclosure {$file} does not claim to be PDF/A
folder-enclosure-not-archival-remedy = it is issued all the same; an archive may want it saved as PDF/A
folder-enclosure-unreadable = the enclosure {$file} cannot be read: {$reason}
folder-enclosure-unreadable-remedy = the path is written from the ceremony’s folder, with /
folder-exists = {$path} already exists
folder-exists-remedy = choose a folder that is not there yet, or an empty one
folder-leftover = ‘{$text}’ is still the example’s
folder-leftover-address = write the address of whoever people can ask
folder-leftover-city = write where the host is
folder-leftover-contact = write whom people can ask
folder-leftover-coordinator = write the coordinator’s address
folder-leftover-host = write who the host is
folder-leftover-sender = write the address that the letters are to come from
folder-leftover-signatories = { $count ->
    [one] the signatory {$ids} is still the example’s
   *[other] the signatories {$ids} are still the example’s
}
folder-leftover-signatories-remedy = write your own instead, or take them from a spreadsheet with ‘avsikt import’
folder-missing = {$path} does not exist
folder-missing-remedy = look what it is called and where it lies
folder-name = the name of {$path} holds a line break or another character that nobody sees
folder-name-remedy = rename it
folder-no-roster = there is no signatories.toml in { $here ->
    [1] this folder
   *[other] {$folder}
 }
folder-no-roster-remedy = say with -C in which folder the ceremony lies, or make a new one: avsikt init FOLDER
folder-roster-changed = signatories.toml was changed by somebody else meanwhile
folder-roster-changed-remedy = nothing has been written; save what is open, and run it again
folder-too-large = {$path} is too large for a template
folder-too-large-remedy = make pictures smaller; 32 MB is the most
folder-too-many = there are more than {$most} files in templates/
folder-too-many-remedy = take away what does not belong there
folder-unreadable = {$path} cannot be read: {$reason}
folder-unreadable-remedy = see whether you may read it
folder-unwatchable = {$path} cannot be watched: {$reason}
folder-unwatchable-remedy = run ‘avsikt preview’ without --watch
folder-unwritable = {$path} cannot be written: {$reason}
folder-unwritable-remedy = choose another folder
folder-unwritable-file-remedy = see whether you may write there, and whether the disk is full
folder-within-output = {$path} would lie in output/, where only what was issued may lie
folder-within-remedy = name a place outside of that folder
folder-within-templates = {$path} would lie among the templates, which would be other ones then
folder-no-such-id = there is no signatory with the id ‘{$id}’
folder-no-such-id-nearest = did you mean ‘{$id}’?
folder-no-such-id-remedy = there are: {$ids}

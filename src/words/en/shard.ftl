help-produce-shard = Only typeset, and only the K-th of N shards of the packets, into a folder of its own; issues nothing and needs no key
help-produce-into = Where that folder lies, instead of shards/K-of-N
help-join = Issue what was typeset with ‘produce --shard’, and compose the letters
help-join-folders = The folders of all shards

cli-step-checking = Checking the shards

shard-done = Shard {$shard} is typeset: { $count ->
    [0] no documents, as there is nothing new
    [one] one document
   *[other] {$count} documents
 }{ $pages ->
    [0] {""}
    [one] , one page
   *[other] , {$pages} pages
 }, in {$folder}. Nothing has been issued; ‘avsikt join’ does that when all shards are there.
shard-empty = Shard {$shard} has no signatory: there are fewer of them than shards. Its folder, {$folder}, says so to ‘avsikt join’.
shard-joined = { $shards ->
    [one] One shard is whole
   *[other] All {$shards} shards are whole
 } and made from what lies here; { $count ->
    [0] no document was taken from them
    [one] one document was taken from them
   *[other] {$count} documents were taken from them
 }. Their folders are needed no more.
shard-unchanged = Shard {$shard} is there already, whole and made from the same: {$folder}. Nothing has been typeset.

shard-again-remedy = take that folder away and run the shard again with ‘avsikt produce --shard’, or copy the folder once more
shard-another = shard {$shard} lies in {$folder} already, and would be lost
shard-another-remedy = name a folder of its own for each shard with --into, or none, and they lie beside each other in shards/
shard-altered = its content is not what was typeset
shard-damaged = {$path} does not hold: {$reason}
shard-differs = {$document} in {$folder} is not what this machine typesets from the same roster and templates
shard-differs-remedy = use the same build of avsikt everywhere, on the same kind of processor; if that is so, somebody has changed the folder
shard-foreign = {$path} does not belong there
shard-folders = {$folder} is no shard, but there are shards in it
shard-folders-remedy = name each of them: {$folder}/*
shard-foreign-remedy = see how it came there, and take it away
shard-form = {$folder} is of a form, {$form}, that this version of avsikt does not read
shard-missing = { $count ->
    [one] one shard of {$of} is missing
   *[other] {$count} shards of {$of} are missing
 }: {$numbers}
shard-missing-remedy = run them with ‘avsikt produce --shard K/{$of}’, and name all folders
shard-named-twice = the manifest names it twice
shard-no-folder = there is no folder {$folder}
shard-no-folder-remedy = name the folders that ‘avsikt produce --shard’ has made, such as shards/*
shard-none = {$folder} is no shard
shard-not-its-own = {$document} in {$folder} is no document of that shard
shard-occupied = {$path} belongs to no shard, and would be lost
shard-occupied-remedy = name another place with --into, or move it elsewhere first; nothing of yours is overwritten
shard-other-fonts = made with other fonts than those that lie here: {$folders}
shard-other-program = made by another version of avsikt or of typst than this one: {$folders}
shard-other-remedy = run those shards again, with this version of avsikt and with the roster and templates that lie here
shard-other-roster = made from another roster than the one that lies here: {$folders}
shard-other-templates = made from other templates than those that lie here: {$folders}
shard-other-whole = not one of {$of} shards like the others: {$folders}
shard-other-whole-remedy = name the folders that belong together
shard-twice = shard {$shard} is there more than once: {$folders}
shard-twice-remedy = name one of them
shard-unfinished = {$path} is not there: the folder is not a whole shard
shard-unlisted = the manifest names it, and the list of digests does not
shard-unnamed = the list of digests names it, and the manifest does not
shard-unread = it is no manifest: {$reason}
shard-warned = typesetting the shards gave { $count ->
    [one] one warning
   *[other] {$count} warnings
 }
shard-warned-remedy = see what the runs with --shard printed

// The evidence page: says of PDFs and receipts what can be said of them, in the browser, alone.
//
// In the order of the story: the words; bytes; the page's own data; receipts; files; verdicts;
// what is shown. Facts about a file are found once and kept without words; verdicts are made from
// the facts whenever they are shown, so that the language can change and a receipt can meet its
// PDF later on. Nothing that comes from a file or from the data ever becomes markup.
'use strict';

(() => {

// ---------------------------------------------------------------------------------- the words

// A refusal is told as what is wrong (`wrong-…`), what that means and what to do (`family-…`).
const WORDS = {
  sv: {
    languages: 'Språk',
    heading: 'Kontrollera en handling',
    lead: 'Här får du veta om en PDF är exakt den handling som utfärdades, och om ett kvitto stämmer. Filerna stannar på din dator. Sidan skickar ingenting och fungerar utan nätverk.',
    dropHeading: 'Släpp PDF-filer och kvitton här',
    choose: 'Välj filer',
    dropHint: 'Flera filer på en gång går bra, i vilken ordning som helst. Ett kvitto är en fil vars namn slutar på .tlog-proof.',
    checking: 'Kontrollerar …',
    checkedOne: '{file}: {verdict}.',
    checkedMany: '{n} filer kontrollerade: {tones}.',
    cleared: 'Utslagen är borttagna.',
    toneGood: '{n} stämmer och gäller',
    toneCaution: '{n} stämmer med förbehåll',
    toneBad: '{n} stämmer inte',
    toneUnknown: '{n} utan utslag',
    verdictsHeading: 'Utslag',
    print: 'Skriv ut utslagen',
    clear: 'Ta bort utslagen',
    checkedAt: 'kontrollerad {time}',
    todo: 'Gör så här:',
    sum: 'Filens kontrollsumma (SHA-256):',
    sumReceipt: 'Handlingens kontrollsumma enligt kvittot (SHA-256):',
    sumListed: 'Kontrollsumman som utfärdades (SHA-256):',

    keyHeading: 'Nyckelns fingeravtryck',
    keyCompare: 'Jämför med fingeravtrycket i ditt brev och på körschemat.',
    keyDiffers: 'Alla tecken ska vara lika, även stora och små bokstäver. Skiljer sig något hör sidan inte till din ceremoni. Lita då inte på utslagen, och hör av dig till kontaktpersonen i brevet.',
    stateGood: 'Sidans egen kontrollpunkt är signerad med den här nyckeln. Liggaren hade då {size} rader.',
    stateUnchecked: 'Signaturen är inte kontrollerad här, eftersom webbläsaren inte kan kontrollera signaturer av det här slaget (Ed25519). PDF-filer jämförs ändå med listan på sidan. Öppna sidan i en nyare version av Chrome, Edge, Firefox eller Safari om du vill ha fullständiga utslag.',
    stateNoCrypto: 'Signaturen är inte kontrollerad här, och filer kan inte heller kontrolleras: webbläsaren kan inte räkna ut kontrollsummor för en sida som öppnats på det här sättet. Spara sidan på datorn och öppna den därifrån, i en nyare version av Chrome, Edge, Firefox eller Safari.',
    stateBroken: 'Kontrollpunkten håller inte. Se överst på sidan.',
    brokenHeading: 'Sidan är skadad eller ändrad',
    brokenMeans: 'Sidan ger därför inga utslag. Det som står i listan kan vara fel.',
    brokenDo: 'Hämta sidan på nytt direkt från utfärdaren. Ser du samma sak igen, hör av dig till kontaktpersonen i brevet.',
    'broken-data': 'Sidans uppgifter om handlingarna går inte att läsa.',
    'broken-fingerprint': 'Fingeravtrycket som står i sidans uppgifter är inte nyckelns.',
    'broken-checkpoint': 'Sidans kontrollpunkt är inte skriven som den ska, eller hör till en annan liggare eller nyckel.',
    'broken-signature': 'Signaturen på sidans kontrollpunkt stämmer inte.',

    meaningHeading: 'Vad ett utslag visar, och vad det inte visar',
    provesHeading: 'Det visar',
    proves: [
      'att en PDF är exakt den fil som står i listan på den här sidan. Minsta ändring i filen ger en annan kontrollsumma.',
      'att ett kvitto är signerat med nyckeln ovan, och att handlingen därmed står i utfärdarens liggare, med den tidpunkt som utfärdaren själv har angett.',
    ],
    provesNotHeading: 'Det visar inte',
    provesNot: [
      'vem som har undertecknat på papper, eller att någon har gjort det.',
      'att handlingen är elektroniskt underskriven. Varken kontrollsumman eller kvittot är en elektronisk underskrift eller en kvalificerad tidsstämpel enligt eIDAS-förordningen.',
      'att listan är riktig och fullständig, om inte fingeravtrycket stämmer. Själva listan är inte signerad, men det är kvittona.',
      'att sidan är äkta. Vem som helst kan göra en sida som ser ut så här. Jämför fingeravtrycket, och använd en sida som du har fått direkt från utfärdaren.',
    ],

    allHeading: 'Alla handlingar i listan',
    allShow: 'Visa listan',
    allSummary: 'Listan omfattar {documents}: {standings}. Den senaste utfärdades den {latest}.',
    allEmpty: 'Listan är tom: inga handlingar har utfärdats.',
    documentOne: 'en handling',
    documentMany: '{n} handlingar',
    currentOne: '{n} gällande',
    currentMany: '{n} gällande',
    supersededOne: '{n} ersatt',
    supersededMany: '{n} ersatta',
    withdrawnOne: '{n} återkallad',
    withdrawnMany: '{n} återkallade',
    erasedOne: '{n} raderad',
    erasedMany: '{n} raderade',
    current: 'gällande',
    superseded: 'ersatt',
    withdrawn: 'återkallad',
    erased: 'raderad',
    rowFacts: 'Utgåva {revision}, utfärdad den {issued}',

    technicalHeading: 'För den som vill kontrollera på annat sätt',
    technicalLead: 'Kvitton och kontrollpunkten har öppna format (C2SP tlog-proof och tlog-checkpoint). Alla uppgifter som behövs för att kontrollera dem med ett annat program finns här.',
    technicalShow: 'Visa tekniska uppgifter',
    technicalOrigin: 'Liggarens namn',
    technicalKey: 'Öppen nyckel (Ed25519, base64)',
    technicalVerifier: 'Nyckeln som program för signerade noter skriver den',
    technicalCheckpoint: 'Kontrollpunkt',

    'kind-declaration': 'Avsiktsförklaring',
    'kind-invitation': 'Inbjudan',
    'kind-joint-declaration': 'Gemensam avsiktsförklaring',
    'kind-running-order': 'Körschema',
    calledFor: '{kind} för {id}',
    calledOther: 'Handlingen {document}',
    which: '{called}, utgåva {revision}, utfärdad den {issued}.',

    emptyHead: 'Filen är tom',
    emptyMeans: 'Det finns ingenting i filen att kontrollera. Oftast har en nedladdning eller kopiering avbrutits.',
    emptyDo: 'Hämta filen på nytt och försök igen.',
    unreadableHead: 'Filen gick inte att läsa',
    unreadableMeans: 'Webbläsaren fick inte läsa filen. Den kan ha flyttats, vara öppen i ett annat program eller vara en mapp.',
    unreadableDo: 'Spara filen på datorn och släpp den här igen. Är det en mapp, öppna den och välj filerna i den.',
    uncheckedHead: 'Filen är inte kontrollerad',
    uncheckedMeans: 'Webbläsaren kan inte räkna ut kontrollsummor här. Det säger ingenting om filen.',
    uncheckedDo: 'Spara sidan på datorn och öppna den därifrån, i en nyare webbläsare.',
    brokenPageHead: 'Inget utslag: sidan är skadad eller ändrad',
    brokenPageMeans: 'Det går inte att säga något om filen så länge sidan själv inte håller.',
    brokenPageDo: 'Hämta sidan på nytt direkt från utfärdaren.',

    currentHead: 'Oförändrad och gällande',
    currentMeans: 'Filen är exakt den handling som står i listan. Det är den senaste utgåvan.',
    currentDo: 'Jämför nyckelns fingeravtryck längre ner, om du inte redan har gjort det.',
    supersededHead: 'Oförändrad, men ersatt av utgåva {newest}',
    supersededMeans: 'Filen är exakt den handling som utfärdades, men det finns en nyare. Utgåva {newest} är den gällande.',
    supersededGoneMeans: 'Filen är exakt den handling som utfärdades, men den är ersatt. Utgåva {newest} är den senaste, och den är {standing}.',
    supersededDo: 'Använd utgåva {newest}. Har du inte fått den, hör av dig till kontaktpersonen i ditt brev.',
    supersededGoneDo: 'Använd den inte. Hör av dig till kontaktpersonen i ditt brev om du behöver en handling som gäller.',
    withdrawnHead: 'Oförändrad, men återkallad',
    withdrawnMeans: 'Filen är exakt den handling som utfärdades, men utfärdaren har återkallat den. Den gäller inte längre.',
    withdrawnDo: 'Använd den inte. Undrar du varför, fråga kontaktpersonen i ditt brev.',
    erasedHead: 'Oförändrad, men raderad hos utfärdaren',
    erasedMeans: 'Filen är exakt den handling som utfärdades, men utfärdaren har raderat sitt eget exemplar.',
    erasedDo: 'Fråga kontaktpersonen i ditt brev innan du använder eller sprider den.',
    alteredHead: 'Ändrad kopia av {document}, utgåva {revision}',
    alteredMeans: 'Filen uppger sig vara den här handlingen, men innehållet är inte det som utfärdades. Det räcker att någon har sparat om filen, kommenterat den eller skrivit under den elektroniskt. Men även texten kan vara ändrad.',
    alteredDo: 'Lita inte på kopian. Ta fram filen så som den kom, till exempel bilagan i brevet, och kontrollera den i stället.',
    claimedHead: 'Finns inte i listan, men uppger sig vara {document}, utgåva {revision}',
    claimedMeans: 'Listan på den här sidan har ingen sådan utgåva. Antingen är handlingen nyare än sidan, eller så har den aldrig utfärdats.',
    claimedDo: 'Släpp handlingens kvitto här, eller hämta en ny sida från utfärdaren.',
    unlistedHead: 'Inte någon av handlingarna i listan',
    unlistedMeans: 'Filen har en kontrollsumma som inte finns i listan. Det kan vara en helt annan handling. En kopia som har skannats, sparats om eller skrivits under elektroniskt är också en annan fil, även om den ser likadan ut.',
    unlistedDo: 'Kontrollera filen så som den kom, till exempel bilagan i brevet. Är den nyare än den här sidan, hämta en ny sida från utfärdaren.',
    parcelDo: 'Det här ser ut som ett brev eller ett arkiv. Öppna det, spara PDF-filerna och släpp dem här.',
    vouchedHead: 'Finns inte i listan, men ett kvitto visar att den är utfärdad',
    vouchedMeans: 'Kvittot {receipt} är signerat med sidans nyckel och gäller exakt den här filen. Om den fortfarande gäller framgår inte av listan.',
    vouchedDo: 'Hämta en ny sida från utfärdaren för att se om handlingen gäller.',

    receiptCurrentHead: 'Kvittot stämmer, och handlingen är gällande',
    receiptSupersededHead: 'Kvittot stämmer, men handlingen är ersatt av utgåva {newest}',
    receiptWithdrawnHead: 'Kvittot stämmer, men handlingen är återkallad',
    receiptErasedHead: 'Kvittot stämmer, men handlingen är raderad hos utfärdaren',
    receiptMeans: 'Kvittot är signerat med nyckeln på den här sidan. Det visar att handlingen står i utfärdarens liggare, som nummer {index}, och vilken kontrollsumma den har.',
    receiptDo: 'Släpp också själva handlingen här, så jämförs den med kvittot.',
    receiptNewerHead: 'Kvittot stämmer, men handlingen är nyare än den här sidan',
    receiptNewerMeans: 'Kvittot är signerat med nyckeln på den här sidan. Handlingen finns inte i listan, eftersom kvittot är utfärdat senare än sidan.',
    receiptNewerDo: 'Hämta en ny sida från utfärdaren för att se om handlingen gäller.',
    receiptMissingHead: 'Kvittot stämmer, men handlingen saknas i listan',
    receiptMissingMeans: 'Kvittot är signerat med nyckeln på den här sidan och visar att handlingen stod i liggaren redan när sidan gjordes. Listan är alltså inte fullständig, eller så har någon ändrat den.',
    receiptContraryHead: 'Kvittot och listan säger emot varandra',
    receiptContraryMeans: 'Kvittot är signerat med nyckeln på den här sidan, men listan har en annan kontrollsumma för samma handling och utgåva. Listan är inte signerad. Någon kan ha ändrat den.',
    receiptForkedHead: 'Kvittot och sidan visar två olika liggare',
    receiptForkedMeans: 'Båda är signerade med samma nyckel och säger sig ha {size} rader, men innehållet skiljer sig. Liggaren har alltså skrivits om.',
    receiptAlarmDo: 'Spara både kvittot och sidan som de är, och visa dem för utfärdaren. Hämta sedan en ny sida direkt därifrån.',
    receiptUncheckedHead: 'Kvittots signatur är inte kontrollerad här',
    receiptUncheckedMeans: 'Webbläsaren kan inte kontrollera signaturen. Resten av kvittot hänger ihop, men utan signaturen styrker det ingenting: vem som helst kan ha gjort det.',
    receiptUncheckedDo: 'Öppna sidan i en nyare version av Chrome, Edge, Firefox eller Safari och kontrollera kvittot igen.',
    refusedHead: 'Kvittot godtas inte',

    togetherReceipt: 'Hör ihop med kvittot {file}, som gäller just den här filen.',
    togetherReceiptUnchecked: 'Kontrollsumman är den som anges i kvittot {file}, men kvittots signatur är inte kontrollerad.',
    togetherDocument: 'Hör ihop med filen {file}: den har just den kontrollsumma som står i kvittot.',
    apartDocument: 'Hör inte ihop med filen {file}: den uppger sig vara samma handling, men har en annan kontrollsumma.',

    'wrong-text': 'Filen innehåller tecken som inte kan finnas i ett kvitto, till exempel osynliga tecken eller fel slags radslut.',
    'wrong-version': 'Första raden är inte den som ett kvitto börjar med.',
    'wrong-extra': 'Uppgifterna om handlingen (raden ”extra”) saknas eller är felskrivna.',
    'wrong-index': 'Handlingens nummer i liggaren (raden ”index”) saknas eller är felskrivet.',
    'wrong-path': 'Någon av kontrollsummorna i beviset saknas eller är felskriven.',
    'wrong-checkpoint': 'Kontrollpunkten i kvittot är inte fullständig.',
    'wrong-size': 'Liggarens storlek är felskriven i kontrollpunkten.',
    'wrong-root': 'Liggarens kontrollsumma är felskriven i kontrollpunkten.',
    'wrong-signature-line': 'Raden med signaturen saknas eller är felskriven.',
    'wrong-trailing': 'Det står något mer efter signaturen.',
    'wrong-origin': 'Kvittot uppger en annan liggare än den som sidan hör till.',
    'wrong-name': 'Signaturen är inte märkt med liggarens namn.',
    'wrong-key': 'Kvittot är signerat med en annan nyckel än sidans.',
    'wrong-range': 'Handlingen uppges vara nummer {index}, men liggaren har bara {size} rader, räknade från noll.',
    'wrong-entry': 'Uppgifterna i kvittot är inte en rad om en utfärdad handling, så som liggaren skriver den.',
    'wrong-sequence': 'Raden ur liggaren har nummer {sequence}, men kvittot säger {index}.',
    'wrong-signature': 'Signaturen stämmer inte med det som är signerat.',
    'wrong-proof': 'Kontrollsummorna i beviset leder inte från handlingen till kontrollpunkten.',
    'family-damaged-means': 'Filen ser inte ut som när den skapades. Det händer när den har öppnats och sparats om, eller kapats på vägen. Så som den är nu styrker den ingenting.',
    'family-damaged-do': 'Spara kvittot på nytt direkt från brevet eller från utfärdaren, utan att öppna det, och försök igen.',
    'family-other-means': 'Kvittot hör till en annan ceremoni, eller har gjorts av någon annan än utfärdaren. Det säger ingenting om handlingarna i listan.',
    'family-other-do': 'Se efter att kvittot och sidan kommer från samma ceremoni. Gör de det, lita inte på kvittot och hör av dig till kontaktpersonen i ditt brev.',
    'family-forged-means': 'Kvittot har ändrats efter att det signerades, eller har gjorts av någon som inte har nyckeln. Det styrker ingenting.',
    'family-forged-do': 'Lita inte på det. Hämta kvittot på nytt direkt från utfärdaren, och berätta för kontaktpersonen i ditt brev vad du har fått.',
  },

  en: {
    languages: 'Language',
    heading: 'Check a document',
    lead: 'Find out whether a PDF is exactly the document that was issued, and whether a receipt holds. The files stay on your computer. This page sends nothing and works without a network.',
    dropHeading: 'Drop PDFs and receipts here',
    choose: 'Choose files',
    dropHint: 'Several at once are fine, in any order. A receipt is a file whose name ends in .tlog-proof.',
    checking: 'Checking …',
    checkedOne: '{file}: {verdict}.',
    checkedMany: '{n} files checked: {tones}.',
    cleared: 'The verdicts have been removed.',
    toneGood: '{n} right and current',
    toneCaution: '{n} right with a reservation',
    toneBad: '{n} not right',
    toneUnknown: '{n} without a verdict',
    verdictsHeading: 'Verdicts',
    print: 'Print the verdicts',
    clear: 'Remove the verdicts',
    checkedAt: 'checked on {time}',
    todo: 'What to do:',
    sum: 'The file’s checksum (SHA-256):',
    sumReceipt: 'The document’s checksum according to the receipt (SHA-256):',
    sumListed: 'The checksum that was issued (SHA-256):',

    keyHeading: 'The key’s fingerprint',
    keyCompare: 'Compare with the one in your letter and on the running order.',
    keyDiffers: 'Every character must be the same, capital and small letters too. If any differs, this page does not belong to your ceremony. Do not rely on its verdicts then, and get in touch with the contact person in the letter.',
    stateGood: 'The page’s own checkpoint is signed with this key. The ledger had {size} lines at that point.',
    stateUnchecked: 'Signature not checked here, because this browser cannot check signatures of this kind (Ed25519). PDFs are still compared with the list on this page. Open the page in a newer version of Chrome, Edge, Firefox or Safari for complete verdicts.',
    stateNoCrypto: 'Signature not checked here, and files cannot be checked either: the browser cannot compute checksums for a page that was opened in this way. Save the page on your computer and open it from there, in a newer version of Chrome, Edge, Firefox or Safari.',
    stateBroken: 'The checkpoint does not hold. See the top of the page.',
    brokenHeading: 'This page is damaged or altered',
    brokenMeans: 'It therefore gives no verdicts. What the list says may be wrong.',
    brokenDo: 'Get the page again directly from the issuer. If you see the same again, get in touch with the contact person in the letter.',
    'broken-data': 'What the page says about the documents cannot be read.',
    'broken-fingerprint': 'The fingerprint that is written in the page is not the key’s.',
    'broken-checkpoint': 'The page’s checkpoint is not written as it must be, or belongs to another ledger or key.',
    'broken-signature': 'The signature on the page’s checkpoint is wrong.',

    meaningHeading: 'What a verdict shows, and what it does not',
    provesHeading: 'It shows',
    proves: [
      'that a PDF is exactly the file that stands in the list on this page. The slightest change in the file gives another checksum.',
      'that a receipt is signed with the key above, and so that the document stands in the issuer’s ledger, with the time that the issuer gave it.',
    ],
    provesNotHeading: 'It does not show',
    provesNot: [
      'who signed on paper, or that anybody did.',
      'that the document is signed electronically. Neither the checksum nor the receipt is an electronic signature or a qualified time stamp under the eIDAS Regulation.',
      'that the list is right and complete, unless the fingerprint matches. The list itself is not signed; the receipts are.',
      'that this page is genuine. Anyone could have made a page that looks like this one. Compare the fingerprint, and use a page that you got directly from the issuer.',
    ],

    allHeading: 'All documents in the list',
    allShow: 'Show the list',
    allSummary: 'The list has {documents}: {standings}. The latest was issued on {latest}.',
    allEmpty: 'The list is empty: no documents have been issued.',
    documentOne: 'one document',
    documentMany: '{n} documents',
    currentOne: '{n} current',
    currentMany: '{n} current',
    supersededOne: '{n} superseded',
    supersededMany: '{n} superseded',
    withdrawnOne: '{n} withdrawn',
    withdrawnMany: '{n} withdrawn',
    erasedOne: '{n} erased',
    erasedMany: '{n} erased',
    current: 'current',
    superseded: 'superseded',
    withdrawn: 'withdrawn',
    erased: 'erased',
    rowFacts: 'Revision {revision}, issued on {issued}',

    technicalHeading: 'To check in another way',
    technicalLead: 'Receipts and the checkpoint have open formats (C2SP tlog-proof and tlog-checkpoint). All that another program needs to check them is here.',
    technicalShow: 'Show technical details',
    technicalOrigin: 'The ledger’s name',
    technicalKey: 'Public key (Ed25519, base64)',
    technicalVerifier: 'The key as programs for signed notes write it',
    technicalCheckpoint: 'Checkpoint',

    'kind-declaration': 'Declaration of intent',
    'kind-invitation': 'Invitation',
    'kind-joint-declaration': 'Joint declaration of intent',
    'kind-running-order': 'Running order',
    calledFor: '{kind} for {id}',
    calledOther: 'The document {document}',
    which: '{called}, revision {revision}, issued on {issued}.',

    emptyHead: 'The file is empty',
    emptyMeans: 'There is nothing in the file to check. Most often a download or a copy was interrupted.',
    emptyDo: 'Get the file again and try once more.',
    unreadableHead: 'The file could not be read',
    unreadableMeans: 'The browser was not allowed to read the file. It may have been moved, be open in another program, or be a folder.',
    unreadableDo: 'Save the file on your computer and drop it here again. If it is a folder, open it and choose the files in it.',
    uncheckedHead: 'The file has not been checked',
    uncheckedMeans: 'The browser cannot compute checksums here. This says nothing about the file.',
    uncheckedDo: 'Save the page on your computer and open it from there, in a newer browser.',
    brokenPageHead: 'No verdict: this page is damaged or altered',
    brokenPageMeans: 'Nothing can be said about the file as long as the page itself does not hold.',
    brokenPageDo: 'Get the page again directly from the issuer.',

    currentHead: 'Unaltered and current',
    currentMeans: 'The file is exactly the document that stands in the list. It is the newest revision.',
    currentDo: 'Compare the key’s fingerprint further down, if you have not done so already.',
    supersededHead: 'Unaltered, but superseded by revision {newest}',
    supersededMeans: 'The file is exactly the document that was issued, but there is a newer one. Revision {newest} is the current one.',
    supersededGoneMeans: 'The file is exactly the document that was issued, but it has been superseded. Revision {newest} is the newest, and it is {standing}.',
    supersededDo: 'Use revision {newest}. If you have not received it, get in touch with the contact person in your letter.',
    supersededGoneDo: 'Do not use it. If you need a document that is current, get in touch with the contact person in your letter.',
    withdrawnHead: 'Unaltered, but withdrawn',
    withdrawnMeans: 'The file is exactly the document that was issued, but the issuer has withdrawn it. It is no longer current.',
    withdrawnDo: 'Do not use it. If you wonder why, ask the contact person in your letter.',
    erasedHead: 'Unaltered, but erased by the issuer',
    erasedMeans: 'The file is exactly the document that was issued, but the issuer has erased its own copy.',
    erasedDo: 'Ask the contact person in your letter before you use it or pass it on.',
    alteredHead: 'Altered copy of {document}, revision {revision}',
    alteredMeans: 'The file says that it is this document, but its contents are not what was issued. Saving it anew, commenting on it or signing it electronically is enough for that. But the text may have been changed too.',
    alteredDo: 'Do not rely on the copy. Find the file as it came, such as the attachment of the letter, and check that one instead.',
    claimedHead: 'Not in the list, but says that it is {document}, revision {revision}',
    claimedMeans: 'The list on this page has no such revision. Either the document is newer than the page, or it was never issued.',
    claimedDo: 'Drop the document’s receipt here, or get a new page from the issuer.',
    unlistedHead: 'Not one of the documents in this list',
    unlistedMeans: 'The file has a checksum that is not in the list. It may be another document altogether. A copy that was scanned, saved anew or signed electronically is another file too, even when it looks the same.',
    unlistedDo: 'Check the file as it came, such as the attachment of the letter. If it is newer than this page, get a new page from the issuer.',
    parcelDo: 'This looks like a letter or an archive. Open it, save the PDFs and drop them here.',
    vouchedHead: 'Not in the list, but a receipt shows that it was issued',
    vouchedMeans: 'The receipt {receipt} is signed with the page’s key and is for exactly this file. Whether it is still current, the list does not tell.',
    vouchedDo: 'Get a new page from the issuer to see whether the document is current.',

    receiptCurrentHead: 'The receipt holds, and the document is current',
    receiptSupersededHead: 'The receipt holds, but the document is superseded by revision {newest}',
    receiptWithdrawnHead: 'The receipt holds, but the document is withdrawn',
    receiptErasedHead: 'The receipt holds, but the document is erased by the issuer',
    receiptMeans: 'The receipt is signed with the key on this page. It shows that the document stands in the issuer’s ledger, as number {index}, and which checksum it has.',
    receiptDo: 'Drop the document itself here too, and it is compared with the receipt.',
    receiptNewerHead: 'The receipt holds, but the document is newer than this page',
    receiptNewerMeans: 'The receipt is signed with the key on this page. The document is not in the list, because the receipt was made later than the page.',
    receiptNewerDo: 'Get a new page from the issuer to see whether the document is current.',
    receiptMissingHead: 'The receipt holds, but the document is missing from the list',
    receiptMissingMeans: 'The receipt is signed with the key on this page, and shows that the document stood in the ledger already when the page was made. So the list is not complete, or somebody has altered it.',
    receiptContraryHead: 'The receipt and the list contradict each other',
    receiptContraryMeans: 'The receipt is signed with the key on this page, but the list has another checksum for the same document and revision. The list is not signed. Somebody may have altered it.',
    receiptForkedHead: 'The receipt and this page show two different ledgers',
    receiptForkedMeans: 'Both are signed with the same key and say that they have {size} lines, but their contents differ. So the ledger has been rewritten.',
    receiptAlarmDo: 'Keep both the receipt and this page as they are, and show them to the issuer. Then get a new page directly from there.',
    receiptUncheckedHead: 'Receipt’s signature not checked here',
    receiptUncheckedMeans: 'The browser cannot check the signature. The rest of the receipt adds up, but without the signature it proves nothing: anyone may have made it.',
    receiptUncheckedDo: 'Open the page in a newer version of Chrome, Edge, Firefox or Safari and check the receipt again.',
    refusedHead: 'The receipt is refused',

    togetherReceipt: 'Belongs with the receipt {file}, which is for this very file.',
    togetherReceiptUnchecked: 'The checksum is the one given in the receipt {file}, but the receipt’s signature has not been checked.',
    togetherDocument: 'Belongs with the file {file}: it has the very checksum that stands in the receipt.',
    apartDocument: 'Does not belong with the file {file}: that one says that it is the same document, but has another checksum.',

    'wrong-text': 'The file has characters that cannot be in a receipt, such as invisible ones or the wrong kind of line ends.',
    'wrong-version': 'The first line is not the one with which a receipt begins.',
    'wrong-extra': 'What it says about the document (the line ‘extra’) is missing or miswritten.',
    'wrong-index': 'The document’s number in the ledger (the line ‘index’) is missing or miswritten.',
    'wrong-path': 'One of the checksums in the proof is missing or miswritten.',
    'wrong-checkpoint': 'The checkpoint in the receipt is not complete.',
    'wrong-size': 'The ledger’s size is miswritten in the checkpoint.',
    'wrong-root': 'The ledger’s checksum is miswritten in the checkpoint.',
    'wrong-signature-line': 'The line with the signature is missing or miswritten.',
    'wrong-trailing': 'Something more follows after the signature.',
    'wrong-origin': 'The receipt names another ledger than the one to which this page belongs.',
    'wrong-name': 'The signature does not bear the ledger’s name.',
    'wrong-key': 'The receipt is signed with another key than the page’s.',
    'wrong-range': 'The document is said to be number {index}, but the ledger has only {size} lines, counted from zero.',
    'wrong-entry': 'What the receipt holds is not a line about an issued document as the ledger writes it.',
    'wrong-sequence': 'The ledger’s line has number {sequence}, but the receipt says {index}.',
    'wrong-signature': 'The signature does not fit what is signed.',
    'wrong-proof': 'The checksums in the proof do not lead from the document to the checkpoint.',
    'family-damaged-means': 'The file is not as it was when it was made. That happens when it was opened and saved anew, or cut off on its way. As it is now it proves nothing.',
    'family-damaged-do': 'Save the receipt again directly from the letter or from the issuer, without opening it, and try once more.',
    'family-other-means': 'The receipt belongs to another ceremony, or was made by somebody other than the issuer. It says nothing about the documents in the list.',
    'family-other-do': 'Make sure that the receipt and this page come from the same ceremony. If they do, do not rely on the receipt, and get in touch with the contact person in your letter.',
    'family-forged-means': 'The receipt was altered after it was signed, or made by somebody who does not have the key. It proves nothing.',
    'family-forged-do': 'Do not rely on it. Get the receipt again directly from the issuer, and tell the contact person in your letter what you were sent.',
  },
};

const MONTHS = {
  sv: ['januari', 'februari', 'mars', 'april', 'maj', 'juni', 'juli', 'augusti', 'september', 'oktober', 'november', 'december'],
  en: ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'],
};

let language = /^en\b/i.test(navigator.language || '') ? 'en' : 'sv';

// A sentence of the table, with its blanks filled in.
function say(key, values = {}) {
  return WORDS[language][key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

function sayCount(key, n) {
  return say(key + (n === 1 ? 'One' : 'Many'), { n });
}

// An instant as its writer's clock showed it: converted to the reader's zone it would differ from
// what the documents and letters say.
function sayInstant(instant) {
  const [, year, month, day, hour, minute] = instant.match(/^(\d+)-(\d+)-(\d+)T(\d+):(\d+)/);
  const date = `${Number(day)}\u00a0${MONTHS[language][month - 1]} ${year}`;
  return language === 'sv' ? `${date} klockan ${hour}.${minute}` : `${date} at ${hour}:${minute}`;
}

function sayNow(date) {
  const two = n => String(n).padStart(2, '0');
  return sayInstant(`${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${two(date.getHours())}:${two(date.getMinutes())}`);
}

// -------------------------------------------------------------------------------------- bytes

const utf8 = text => new TextEncoder().encode(text);
const hex = bytes => Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
const base64 = bytes => btoa(String.fromCharCode(...bytes));
const equal = (a, b) => a.length === b.length && a.every((byte, at) => byte === b[at]);

function join(...parts) {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

// Only the one way of writing that encoding would give: `atob` alone forgives spaces, missing
// padding and stray bits, and each of them would be a second receipt that passes.
function fromBase64(text) {
  if (typeof text !== 'string' || !/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return null;
  try {
    const bytes = Uint8Array.from(atob(text), char => char.charCodeAt(0));
    return base64(bytes) === text ? bytes : null;
  } catch {
    return null;
  }
}

async function sha256(bytes) {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
}

// `null` is neither yes nor no: this browser cannot tell.
async function isSignedBy(key, signature, text) {
  try {
    const imported = await crypto.subtle.importKey('raw', key, 'Ed25519', false, ['verify']);
    return await crypto.subtle.verify('Ed25519', imported, signature, utf8(text));
  } catch {
    return null;
  }
}

// ------------------------------------------------------------------------- the page's own data

const STANDINGS = ['current', 'superseded', 'withdrawn', 'erased'];
const DIGEST = /^[0-9a-f]{64}$/;

const canHash = Boolean(globalThis.crypto && crypto.subtle && crypto.subtle.digest);

// What the page knows. `broken` is why it must not be relied on, `signed` whether the checkpoint's
// signature is right (`null`: not checked here).
const page = { title: '', origin: '', fingerprint: '', documents: [], broken: null, signed: null };

function readEvidence() {
  let evidence;
  try {
    evidence = JSON.parse(document.getElementById('evidence').textContent);
  } catch {
    evidence = null;
  }
  const isText = value => typeof value === 'string';
  const isDocument = entry => entry && isText(entry.document)
    && Number.isSafeInteger(entry.revision) && entry.revision > 0
    && (DIGEST.test(entry.digest) || entry.standing === 'erased')
    && isText(entry.issued) && /^\d{4}-(0[1-9]|1[0-2])-\d\dT\d\d:\d\d/.test(entry.issued)
    && STANDINGS.includes(entry.standing);
  if (!evidence || evidence.form !== 'avsikt-page-1'
    || ![evidence.title, evidence.origin, evidence.key, evidence.fingerprint, evidence.checkpoint].every(isText)
    || !Array.isArray(evidence.documents) || !evidence.documents.every(isDocument)) {
    page.broken = 'data';
    return;
  }
  Object.assign(page, evidence, { key: fromBase64(evidence.key), keyText: evidence.key });
  // Two revisions can have the same bytes when what they print went back to what it was; then the
  // one that is current speaks for both.
  page.byDigest = new Map();
  page.byName = new Map();
  page.newest = new Map();
  for (const entry of page.documents) {
    const same = page.byDigest.get(entry.digest);
    if (!same || STANDINGS.indexOf(entry.standing) < STANDINGS.indexOf(same.standing)) page.byDigest.set(entry.digest, entry);
    page.byName.set(`${entry.document}/r${entry.revision}`, entry);
    const newest = page.newest.get(entry.document);
    if (!newest || newest.revision < entry.revision) page.newest.set(entry.document, entry);
  }
  if (!page.key || page.key.length !== 32) page.broken = 'data';
}

// The four bytes by which a signature line says whose it is.
async function keyId(name, key) {
  return (await sha256(join(utf8(name), [0x0a, 0x01], key))).subarray(0, 4);
}

async function fingerprintOf(key) {
  const field = bytes => join([0, 0, 0, bytes.length], bytes);
  const blob = join(field(utf8('ssh-ed25519')), field(key));
  return `SHA256:${base64(await sha256(blob)).replace(/=+$/, '')}`;
}

async function checkPage() {
  if (page.broken || !canHash) return;
  if (page.fingerprint !== await fingerprintOf(page.key)) {
    page.broken = 'fingerprint';
    return;
  }
  page.keyId = await keyId(page.origin, page.key);
  try {
    page.tree = readCheckpoint(page.checkpoint);
    await checkWhose(page.tree);
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    page.broken = 'checkpoint';
    return;
  }
  page.signed = await isSignedBy(page.key, page.tree.signature, page.tree.signedText);
  if (page.signed === false) page.broken = 'signature';
}

// ----------------------------------------------------------------------------------- receipts

// Why a receipt is refused. The family says what that means and what to do about it: a `damaged`
// file was harmed by accident, an `other` belongs elsewhere, a `forged` one was made or altered.
class Refusal extends Error {
  constructor(family, wrong, values = {}) {
    super(wrong);
    Object.assign(this, { family, wrong, values });
  }
}

const damaged = wrong => new Refusal('damaged', wrong);

// A count as the formats write it: no sign, no leading zero, none so large that it loses digits.
function readCount(text) {
  if (!/^(0|[1-9][0-9]{0,15})$/.test(text)) return null;
  const count = Number(text);
  return Number.isSafeInteger(count) ? count : null;
}

function readHash(text) {
  const bytes = fromBase64(text);
  return bytes && bytes.length === 32 ? bytes : null;
}

// A checkpoint: origin, size, root, an empty line, one signature line, and nothing else.
function readCheckpoint(text) {
  const lines = text.split('\n');
  const [origin, sizeText, rootText, gap, signatureLine] = lines;
  if (lines.length < 4 || !origin || gap !== '') throw damaged('checkpoint');
  const size = readCount(sizeText);
  if (!size) throw damaged('size');
  const root = readHash(rootText);
  if (!root) throw damaged('root');
  const parts = /^\u2014 ([^ ]+) ([^ ]+)$/.exec(signatureLine || '');
  const signature = parts && fromBase64(parts[2]);
  if (!signature || signature.length !== 68 || lines.length < 6) throw damaged('signature-line');
  if (lines.length > 6 || lines[5] !== '') throw damaged('trailing');
  return {
    origin, size, root,
    name: parts[1],
    keyId: signature.subarray(0, 4),
    signature: signature.subarray(4),
    signedText: `${origin}\n${sizeText}\n${rootText}\n`,
  };
}

// The ledger's line about an issued document, exactly as the ledger writes it.
const NAME = '[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?';
const ISSUED = new RegExp('^\\{"sequence":(0|[1-9][0-9]{0,15})'
  + ',"instant":"([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[+-][0-9]{2}:[0-9]{2})"'
  + ',"event":"issued"'
  + `,"document":"(${NAME}(?:/${NAME})?)"`
  + ',"revision":([1-9][0-9]{0,9})'
  + ',"digest":"([0-9a-f]{64})"'
  + ',"nonce":"[0-9a-f]{32}"\\}$');

function readEntry(bytes) {
  // As Latin-1: what is not ASCII fails the pattern either way.
  const parts = ISSUED.exec(String.fromCharCode(...bytes.subarray(0, 1000)));
  if (!parts || bytes.length > 1000 || Number.isNaN(Date.parse(parts[2]))) throw new Refusal('forged', 'entry');
  return { sequence: Number(parts[1]), issued: parts[2], document: parts[3], revision: Number(parts[4]), digest: parts[5] };
}

function readReceipt(bytes) {
  let text;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw damaged('text');
  }
  // Line feeds are the only control characters; a byte order mark or a carriage return is what
  // editors add unasked.
  if (/[\u0000-\u0009\u000b-\u001f\u007f\ufeff]/.test(text)) throw damaged('text');
  const lines = text.split('\n');
  if (lines[0] !== 'c2sp.org/tlog-proof@v1') throw damaged('version');
  const line = lines[1] && lines[1].startsWith('extra ') ? fromBase64(lines[1].slice(6)) : null;
  if (!line) throw damaged('extra');
  const index = lines[2] && lines[2].startsWith('index ') ? readCount(lines[2].slice(6)) : null;
  if (index === null) throw damaged('index');
  const gap = lines.indexOf('', 3);
  const path = gap < 0 ? [null] : lines.slice(3, gap).map(readHash);
  // More hashes than the largest tree is high would only cost time.
  if (path.includes(null) || path.length > 63) throw damaged('path');
  const tree = readCheckpoint(lines.slice(gap + 1).join('\n'));
  return { line, index, path, tree };
}

// Whether a checkpoint is of this page's ledger and key.
async function checkWhose(tree) {
  if (tree.origin !== page.origin) throw new Refusal('other', 'origin');
  if (tree.name !== tree.origin) throw new Refusal('forged', 'name');
  if (!equal(tree.keyId, page.keyId)) throw new Refusal('other', 'key');
}

// The root to which a proof leads (RFC 9162, section 2.1.3.2, which is RFC 6962's tree).
async function rootFrom(leaf, index, size, path) {
  let at = index;
  let last = size - 1;
  let root = leaf;
  const half = n => Math.floor(n / 2);
  for (const sibling of path) {
    if (last === 0) return null;
    if (at % 2 === 1 || at === last) {
      root = await sha256(join([1], sibling, root));
      while (at % 2 === 0 && at !== 0) {
        at = half(at);
        last = half(last);
      }
    } else {
      root = await sha256(join([1], root, sibling));
    }
    at = half(at);
    last = half(last);
  }
  return last === 0 ? root : null;
}

// What a receipt proves, or a Refusal. The signature comes last, so that a browser that cannot
// check it still finds everything else that is wrong.
async function checkReceipt(bytes) {
  const { line, index, path, tree } = readReceipt(bytes);
  await checkWhose(tree);
  if (index >= tree.size) throw new Refusal('forged', 'range', { index, size: tree.size });
  const entry = readEntry(line);
  if (entry.sequence !== index) throw new Refusal('forged', 'sequence', { sequence: entry.sequence, index });
  const root = await rootFrom(await sha256(join([0], line)), index, tree.size, path);
  if (!root || !equal(root, tree.root)) throw new Refusal('forged', 'proof');
  const signed = await isSignedBy(page.key, tree.signature, tree.signedText);
  if (signed === false) throw new Refusal('forged', 'signature');
  return { ...entry, index, tree, signed: signed === true };
}

// -------------------------------------------------------------------------------------- files

// The document that a PDF's metadata say it is; of several the first that is in the list.
function claimOf(bytes) {
  // Every byte becomes one character, and those that count here are ASCII.
  const text = new TextDecoder('latin1').decode(bytes);
  let first = null;
  for (const [, document, revision] of text.matchAll(new RegExp(`avsikt:(${NAME}(?:/${NAME})?)/r([1-9][0-9]{0,9})(?![0-9])`, 'g'))) {
    const claim = { document, revision: Number(revision) };
    if (page.byName.has(`${document}/r${revision}`)) return claim;
    first = first || claim;
  }
  return first;
}

function looksLikeReceipt(name, bytes) {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 64));
  return /\.tlog-proof$/i.test(name) || start.includes('c2sp.org/tlog-proof');
}

// The facts about a file, without words.
async function examine(file) {
  const finding = { name: file.name, at: new Date() };
  if (page.broken) return { ...finding, kind: 'brokenPage' };
  if (!canHash) return { ...finding, kind: 'unchecked' };
  let bytes;
  try {
    bytes = new Uint8Array(await file.arrayBuffer());
  } catch {
    return { ...finding, kind: 'unreadable' };
  }
  if (bytes.length === 0) return { ...finding, kind: 'empty' };
  finding.digest = hex(await sha256(bytes));
  // The digest decides before the name does: a file that was renamed is the same document.
  const entry = page.byDigest.get(finding.digest);
  if (entry) return { ...finding, kind: 'document', entry };
  if (looksLikeReceipt(file.name, bytes)) {
    try {
      return { ...finding, kind: 'receipt', receipt: await checkReceipt(bytes) };
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      return { ...finding, kind: 'refused', refusal };
    }
  }
  return { ...finding, kind: 'document', claim: claimOf(bytes) };
}

// ----------------------------------------------------------------------------------- verdicts

// A verdict is: `tone` (good, caution, bad, unknown), `head`, `means`, `todo`, and when they are
// known `which` document and what it stands `together` with. All are sentences.

function plain(tone, key, values) {
  return { tone, head: say(`${key}Head`, values), means: say(`${key}Means`, values), todo: say(`${key}Do`, values) };
}

// What people call a document; for a kind that a template's writer added, its name must do.
function called(document) {
  const [kind, id] = document.split('/').reverse();
  if (!(`kind-${kind}` in WORDS[language])) return say('calledOther', { document });
  return id ? say('calledFor', { kind: say(`kind-${kind}`), id }) : say(`kind-${kind}`);
}

function which({ document, revision, issued }) {
  return say('which', { called: called(document), revision, issued: sayInstant(issued) });
}

// What follows from where a document stands in the list.
function standingVerdict(entry) {
  const newest = page.newest.get(entry.document);
  const values = { newest: newest.revision, standing: say(newest.standing) };
  const verdict = plain(entry.standing === 'current' ? 'good' : 'caution', entry.standing, values);
  if (entry.standing === 'superseded' && newest.standing !== 'current') {
    verdict.means = say('supersededGoneMeans', values);
    verdict.todo = say('supersededGoneDo', values);
  }
  return verdict;
}

function documentVerdict(finding, all) {
  const { entry, claim, digest } = finding;
  const receipts = all.filter(other => other.kind === 'receipt' && other.receipt.digest === digest);
  const together = receipts.map(({ name, receipt }) =>
    say(receipt.signed ? 'togetherReceipt' : 'togetherReceiptUnchecked', { file: name }));
  const sums = [['sum', digest]];
  if (entry) return { ...standingVerdict(entry), which: which(entry), together, sums };
  const vouched = receipts.find(({ receipt }) => receipt.signed);
  if (vouched) {
    return { ...plain('caution', 'vouched', { receipt: vouched.name }), which: which(vouched.receipt), together, sums };
  }
  const meant = claim && page.byName.get(`${claim.document}/r${claim.revision}`);
  if (meant) {
    if (meant.digest) sums.push(['sumListed', meant.digest]);
    return { ...plain('bad', 'altered', claim), which: which(meant), together, sums };
  }
  if (claim) return { ...plain('bad', 'claimed', claim), together, sums };
  const verdict = { ...plain('bad', 'unlisted'), together, sums };
  if (/\.(eml|msg|zip)$/i.test(finding.name)) verdict.todo = say('parcelDo');
  return verdict;
}

function receiptVerdict({ receipt }, all) {
  const documents = all.filter(other => other.kind === 'document');
  const same = documents.filter(({ digest }) => digest === receipt.digest);
  const apart = documents.filter(({ digest, claim }) => digest !== receipt.digest
    && claim && claim.document === receipt.document && claim.revision === receipt.revision);
  const rest = {
    which: which(receipt),
    together: [
      ...same.map(({ name }) => say('togetherDocument', { file: name })),
      ...apart.map(({ name }) => say('apartDocument', { file: name })),
    ],
    sums: [['sumReceipt', receipt.digest]],
  };
  const { tree } = receipt;
  const entry = page.byName.get(`${receipt.document}/r${receipt.revision}`);
  const alarm = key => ({
    tone: 'bad', head: say(`${key}Head`), means: say(`${key}Means`, { size: tree.size }), todo: say('receiptAlarmDo'), ...rest,
  });
  if (!receipt.signed) return { ...plain('unknown', 'receiptUnchecked'), ...rest };
  // One key signs one ledger: two trees of one size with different roots mean it was rewritten.
  if (tree.size === page.tree.size && !equal(tree.root, page.tree.root)) return alarm('receiptForked');
  if (entry && entry.digest && entry.digest !== receipt.digest) return alarm('receiptContrary');
  if (!entry && receipt.index < page.tree.size) return alarm('receiptMissing');
  if (!entry) return { ...plain('caution', 'receiptNewer'), ...rest };
  const listed = standingVerdict(entry);
  const head = `receipt${entry.standing[0].toUpperCase()}${entry.standing.slice(1)}Head`;
  return {
    tone: listed.tone,
    head: say(head, { newest: page.newest.get(entry.document).revision }),
    means: say('receiptMeans', { index: receipt.index }),
    todo: entry.standing !== 'current' ? listed.todo : same.length > 0 ? say('currentDo') : say('receiptDo'),
    ...rest,
  };
}

function verdictOn(finding, all) {
  switch (finding.kind) {
    case 'document': return documentVerdict(finding, all);
    case 'receipt': return receiptVerdict(finding, all);
    case 'refused': {
      const { family, wrong, values } = finding.refusal;
      return {
        tone: 'bad',
        head: say('refusedHead'),
        wrong: say(`wrong-${wrong}`, values),
        means: say(`family-${family}-means`),
        todo: say(`family-${family}-do`),
      };
    }
    case 'empty': return plain('bad', 'empty');
    default: return plain('unknown', finding.kind);
  }
}

// ------------------------------------------------------------------------------ what is shown

const $ = id => document.getElementById(id);

// An element with a class and children; strings become text, never markup.
function make(tag, className, ...children) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children);
  return element;
}

let findings = [];
// The newest findings, which the status line tells of; `null` while none were made.
let latest = null;

const MARKS = { good: '✓', caution: '!', bad: '✕', unknown: '?' };

function showFinding(finding) {
  const verdict = verdictOn(finding, findings);
  const body = make('div', '',
    make('h3', '', verdict.head),
    make('p', 'file', make('bdi', '', finding.name), ` – ${say('checkedAt', { time: sayNow(finding.at) })}`));
  if (verdict.which) body.append(make('p', 'which', verdict.which));
  if (verdict.wrong) body.append(make('p', 'which', verdict.wrong));
  body.append(make('p', '', verdict.means));
  for (const sentence of verdict.together || []) body.append(make('p', 'together', sentence));
  body.append(make('p', '', make('strong', '', say('todo')), ' ', verdict.todo));
  for (const [label, digest] of verdict.sums || []) body.append(make('p', 'sum', say(label), ' ', make('code', '', digest)));
  const mark = make('span', 'mark', MARKS[verdict.tone]);
  mark.setAttribute('aria-hidden', 'true');
  const item = make('li', `finding ${verdict.tone}`, mark, body);
  item.dataset.kind = finding.kind;
  return item;
}

function showFindings() {
  $('verdicts').hidden = findings.length === 0;
  $('findings').replaceChildren(...findings.map(showFinding));
  $('status').textContent = latest ? sayLatest() : '';
}

function sayLatest() {
  if (latest.length === 0) return say('cleared');
  const verdicts = latest.map(finding => verdictOn(finding, findings));
  if (latest.length === 1) return say('checkedOne', { file: latest[0].name, verdict: verdicts[0].head });
  const tones = ['Good', 'Caution', 'Bad', 'Unknown']
    .map(tone => [tone, verdicts.filter(verdict => verdict.tone === tone.toLowerCase()).length])
    .filter(([, n]) => n > 0)
    .map(([tone, n]) => say(`tone${tone}`, { n }));
  return say('checkedMany', { n: latest.length, tones: tones.join(', ') });
}

function showPageState() {
  const state = page.broken ? 'Broken' : !canHash ? 'NoCrypto' : page.signed ? 'Good' : 'Unchecked';
  const line = $('checkpoint-state');
  line.textContent = say(`state${state}`, { size: page.tree && page.tree.size });
  line.dataset.state = state;
  $('broken').hidden = !page.broken;
  // A fingerprint is shown to be relied on.
  $('key').hidden = Boolean(page.broken);
  if (page.broken) {
    $('broken').replaceChildren(
      make('h2', '', say('brokenHeading')),
      make('p', '', say(`broken-${page.broken}`), ' ', say('brokenMeans')),
      make('p', '', make('strong', '', say('todo')), ' ', say('brokenDo')));
  }
}

function showFingerprint() {
  const groups = page.fingerprint.match(/^SHA256:|.{1,4}/g) || [];
  $('fingerprint').replaceChildren(...groups.map(group => make('span', '', group)));
}

// The rows are made when they are first looked at: a list may have thousands.
function showRows() {
  if (!$('all').open) {
    $('rows').replaceChildren();
    return;
  }
  const rows = document.createDocumentFragment();
  for (const entry of page.documents) {
    rows.append(make('li', '',
      make('p', 'row-name', called(entry.document), ' ', make('code', '', entry.document)),
      make('p', 'row-facts', make('span', `standing ${entry.standing}`, say(entry.standing)), ` – ${say('rowFacts', { revision: entry.revision, issued: sayInstant(entry.issued) })}`),
      make('p', 'sum', make('code', '', entry.digest || ''))));
  }
  $('rows').classList.toggle('long', page.documents.length > 200);
  $('rows').replaceChildren(rows);
}

function showSummary() {
  const { documents } = page;
  $('all').hidden = documents.length === 0;
  if (documents.length === 0) {
    $('all-summary').textContent = page.broken ? '' : say('allEmpty');
    return;
  }
  const counts = STANDINGS
    .map(standing => [standing, documents.filter(entry => entry.standing === standing).length])
    .filter(([, n]) => n > 0)
    .map(([standing, n]) => sayCount(standing, n));
  const newest = documents.reduce((a, b) => (Date.parse(b.issued) > Date.parse(a.issued) ? b : a));
  $('all-summary').textContent = say('allSummary', {
    documents: sayCount('document', documents.length), standings: counts.join(', '), latest: sayInstant(newest.issued),
  });
}

function showTechnical() {
  const terms = [
    ['technicalOrigin', page.origin],
    ['technicalKey', page.keyText],
    ['technicalVerifier', page.keyId && `${page.origin}+${hex(page.keyId)}+${base64(join([1], page.key))}`],
    ['technicalCheckpoint', page.checkpoint],
  ];
  $('technical').replaceChildren(...terms.filter(([, text]) => text)
    .flatMap(([label, text]) => [make('dt', '', say(label)), make('dd', '', make('pre', '', text))]));
}

function showAll() {
  document.documentElement.lang = language;
  document.title = page.title ? `${say('heading')} – ${page.title}` : say('heading');
  $('title').textContent = page.title;
  for (const element of document.querySelectorAll('[data-text]')) element.textContent = say(element.dataset.text);
  for (const element of document.querySelectorAll('[data-label]')) element.setAttribute('aria-label', say(element.dataset.label));
  for (const button of document.querySelectorAll('[data-language]')) {
    button.setAttribute('aria-pressed', String(button.dataset.language === language));
  }
  for (const [id, key] of [['proves', 'proves'], ['proves-not', 'provesNot']]) {
    $(id).replaceChildren(...WORDS[language][key].map(sentence => make('li', '', sentence)));
  }
  showFingerprint();
  showPageState();
  showSummary();
  showRows();
  showTechnical();
  showFindings();
}

// Files are taken in the order in which they come, one batch after the other, so that a slow one
// is not overtaken.
let ready;
let queue = Promise.resolve();

function take(files) {
  const list = Array.from(files);
  if (list.length === 0) return;
  $('status').textContent = say('checking');
  queue = queue.then(async () => {
    await ready;
    const batch = [];
    for (const file of list) batch.push(await examine(file));
    // The same file once more replaces what was said of it before.
    const again = old => batch.some(fresh => fresh.name === old.name && fresh.digest === old.digest);
    findings = [...batch, ...findings.filter(old => !again(old))];
    latest = batch;
    showFindings();
    $('verdicts').scrollIntoView({ block: 'nearest' });
  });
}

function listen() {
  $('choose').addEventListener('click', () => $('files').click());
  $('files').addEventListener('change', () => {
    take($('files').files);
    // Otherwise the same file could not be chosen twice.
    $('files').value = '';
  });
  $('print').addEventListener('click', () => window.print());
  $('clear').addEventListener('click', () => {
    findings = [];
    latest = [];
    showFindings();
    // The button that had the focus is gone.
    $('choose').focus();
  });
  $('all').addEventListener('toggle', showRows);
  for (const button of document.querySelectorAll('[data-language]')) {
    button.addEventListener('click', () => {
      language = button.dataset.language;
      showAll();
    });
  }
  // The whole page takes what is dropped: a file that misses the frame would otherwise be opened
  // in the page's place.
  const over = on => document.documentElement.classList.toggle('over', on);
  document.addEventListener('dragover', event => {
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    over(true);
  });
  document.addEventListener('dragleave', event => {
    if (!event.relatedTarget) over(false);
  });
  document.addEventListener('drop', event => {
    event.preventDefault();
    over(false);
    take(event.dataTransfer.files);
  });
}

readEvidence();
// What it did not foresee must not look like a page that holds.
ready = checkPage().catch(() => { page.broken = 'data'; });
$('all').open = page.documents.length <= 12;
listen();
// Shown when it is known whether the page itself holds: no verdict before that.
ready.then(() => {
  showAll();
  $('page').hidden = false;
});

})();

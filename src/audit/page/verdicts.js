// Files: the facts about them, and the verdicts, which are made from the facts whenever they are shown,
// so that the language can change and a receipt can meet its PDF later on.

// The document that a PDF's metadata say it is; of several the first that is in the list.
function claimOf(bytes) {
  // Every byte becomes one character, and those that count here are ASCII.
  const text = new TextDecoder('latin1').decode(bytes);
  let first = null;
  for (const [, document, revision] of text.matchAll(new RegExp(`avsikt:(${DOCUMENT})/r([1-9][0-9]{0,9})(?![0-9])`, 'g'))) {
    const claim = { document, revision: Number(revision) };
    if (page.register.byName.has(`${document}/r${revision}`)) return claim;
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
  const newest = page.register.newest.get(entry.document);
  const outdated = page.register.unknown > 0;
  const values = { newest: newest.revision, standing: say(newest.standing) };
  const verdict = entry.standing !== 'current' ? plain('caution', entry.standing, values)
    : outdated ? plain('caution', 'outdatedVerdict') : plain('good', 'current');
  if (entry.standing === 'superseded' && newest.standing !== 'current') {
    verdict.means = say('supersededGoneMeans', values);
    verdict.todo = say('supersededGoneDo', values);
  }
  if (outdated) verdict.means += ` ${say('reservation')}`;
  return verdict;
}

function documentVerdict(finding, all) {
  const { entry, claim, digest } = finding;
  const receipts = all.filter(other => other.kind === 'receipt' && other.receipt.digest === digest);
  const together = receipts.map(({ name, receipt }) =>
    say(receipt.signed ? 'togetherReceipt' : 'togetherReceiptUnchecked', { file: name }));
  const sums = [['sum', digest]];
  if (entry) {
    // Without the signature anyone could have made the list.
    const verdict = page.signed ? standingVerdict(entry) : plain('unknown', 'unproven', { standing: say(entry.standing) });
    return { ...verdict, which: which(entry), together, sums };
  }
  const vouched = receipts.find(({ receipt }) => receipt.signed && !receipt.difference);
  if (vouched) {
    return { ...plain('caution', 'vouched', { receipt: vouched.name }), which: which(vouched.receipt), together, sums };
  }
  const meant = claim && page.register.byName.get(`${claim.document}/r${claim.revision}`);
  if (meant) {
    sums.push(['sumListed', meant.digest]);
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
  if (!receipt.signed) return { ...plain('unknown', 'receiptUnchecked'), ...rest };
  if (receipt.difference) {
    const key = `receipt${receipt.difference === 'forked' ? 'Forked' : 'Contrary'}`;
    const means = say(`${key}Means`, { size: receipt.tree.size });
    return { tone: 'bad', head: say(`${key}Head`), means, todo: say('receiptAlarmDo'), ...rest };
  }
  const entry = page.register.byName.get(`${receipt.document}/r${receipt.revision}`);
  if (!entry) return { ...plain('caution', 'receiptNewer'), ...rest };
  const listed = standingVerdict(entry);
  const outdated = page.register.unknown > 0;
  const key = receipt.olderKey ? say('keyOlder', { fingerprint: receipt.olderKey }) : say('keyThis');
  const means = say('receiptMeans', { index: receipt.index, key });
  const stands = entry.standing === 'current' && outdated ? 'outdated' : entry.standing;
  return {
    tone: listed.tone,
    head: say(`receipt${stands[0].toUpperCase()}${stands.slice(1)}Head`, { newest: page.register.newest.get(entry.document).revision }),
    means: outdated ? `${means} ${say('reservation')}` : means,
    todo: stands !== 'current' ? listed.todo : same.length > 0 ? say('currentDo') : say('receiptDo'),
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

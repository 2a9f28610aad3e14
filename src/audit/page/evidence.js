// The evidence: the page's own, which has to hold before anything is said, and receipts.

// What the page knows. `broken` is why it must not be relied on, `signed` whether the checkpoint's
// signature is right (`null`: not checked here).
const page = { title: '', origin: '', fingerprint: '', documents: [], broken: null, signed: null };

// Why evidence is refused. The family says what that means and what to do about it: a `damaged`
// file was harmed by accident, an `other` belongs elsewhere, a `forged` one was made or altered.
class Refusal extends Error {
  constructor(family, wrong, values = {}) {
    super(wrong);
    Object.assign(this, { family, wrong, values });
  }
}

const damaged = wrong => new Refusal('damaged', wrong);

// Why the page itself does not hold.
class Broken extends Error {
  constructor(why, values = {}) {
    super(why);
    Object.assign(this, { why, values });
  }
}

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

// Reads what stands in the page, as far as that takes no hashes; throws why the page is broken.
function readEvidence() {
  let evidence;
  try {
    evidence = JSON.parse(document.getElementById('evidence').textContent);
  } catch {
    throw new Broken('data');
  }
  const texts = ['title', 'key', 'fingerprint', 'checkpoint', 'ledger'];
  if (!evidence || evidence.form !== 'avsikt-page-2' || !texts.every(name => typeof evidence[name] === 'string')) {
    throw new Broken('data');
  }
  for (const name of texts) page[name] = evidence[name];
  page.keyBytes = fromBase64(page.key);
  if (!page.keyBytes || page.keyBytes.length !== 32) throw new Broken('data');
  try {
    page.tree = readCheckpoint(page.checkpoint);
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    throw new Broken('checkpoint');
  }
  page.origin = page.tree.origin;
}

// Whether the page holds: the key has its fingerprint, the checkpoint is the key's, the ledger is
// the checkpoint's, and its lines could have come about. Throws why not.
async function checkPage() {
  readEvidence();
  const { keyBytes, origin, tree } = page;
  let levels = null;
  if (canHash) {
    if (page.fingerprint !== await fingerprintOf(keyBytes)) throw new Broken('fingerprint');
    page.keyId = await keyId(origin, keyBytes);
    if (tree.name !== origin || !equal(tree.keyId, page.keyId)) throw new Broken('checkpoint');
    page.signed = await isSignedBy(keyBytes, tree.signature, tree.signedText);
    if (page.signed === false) throw new Broken('signature');
    // What stands after the last line feed is no line, and fails below.
    const lines = page.ledger.split('\n').slice(0, -1);
    if (lines.length !== tree.size) throw new Broken('root');
    levels = await growTree(lines);
    if (!equal(await rootAt(levels, tree.size), tree.root)) throw new Broken('root');
  }
  const { wrong, line, lines, register } = readLedger(page.ledger);
  if (wrong) throw new Broken(wrong, { line });
  if (lines.length !== tree.size) throw new Broken('root');
  for (const { sequence, size, root } of levels ? register.timestamps : []) {
    if (hex(await rootAt(levels, size)) !== root) throw new Broken('order', { line: sequence + 1 });
  }
  if (register.origin !== origin || !equal(register.keyAt(tree.size), keyBytes)) throw new Broken('key');
  Object.assign(page, { levels, lines, register, documents: register.documents });
  // Two revisions can have the same bytes when what they print went back to what it was; then the
  // one that is current speaks for both.
  page.byDigest = new Map();
  for (const entry of page.documents) {
    const same = page.byDigest.get(entry.digest);
    if (!same || STANDINGS.indexOf(entry.standing) < STANDINGS.indexOf(same.standing)) page.byDigest.set(entry.digest, entry);
  }
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

// The line in a receipt, which has to be about an issued document.
function readIssued(bytes) {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    const entry = readLine(text);
    if (entry && entry.event === 'issued') return { ...entry, issued: entry.instant, text };
  } catch {
    // No text, and so no line.
  }
  throw new Refusal('forged', 'entry');
}

// The key that a checkpoint of this page's ledger has to be signed with.
async function keyOf(tree) {
  if (tree.origin !== page.origin) throw new Refusal('other', 'origin');
  if (tree.name !== tree.origin) throw new Refusal('forged', 'name');
  const key = page.register.keyAt(tree.size);
  if (!equal(tree.keyId, await keyId(tree.origin, key))) throw new Refusal('other', 'key');
  return key;
}

// How a receipt that holds differs from the ledger in this page, if it does. They are of one key, so
// that either is an alarm: `forked` when the lines that both have lead to different roots, `contrary`
// when what a newer receipt proves cannot be in a ledger that goes on from this one.
async function differenceFrom({ text, document, revision, index, tree }) {
  const { size } = page.tree;
  if (tree.size <= size) return equal(await rootAt(page.levels, tree.size), tree.root) ? null : 'forked';
  const fits = index < size ? page.lines[index] === text : !page.register.byName.has(`${document}/r${revision}`);
  return fits ? null : 'contrary';
}

// What a receipt proves, or a Refusal. The signature comes last, so that a browser that cannot
// check it still finds everything else that is wrong.
async function checkReceipt(bytes) {
  const { line, index, path, tree } = readReceipt(bytes);
  const key = await keyOf(tree);
  if (index >= tree.size) throw new Refusal('forged', 'range', { index, size: tree.size });
  const entry = readIssued(line);
  if (entry.sequence !== index) throw new Refusal('forged', 'sequence', { sequence: entry.sequence, index });
  const root = await rootFrom(await leafOf(line), index, tree.size, path);
  if (!root || !equal(root, tree.root)) throw new Refusal('forged', 'proof');
  const signed = await isSignedBy(key, tree.signature, tree.signedText);
  if (signed === false) throw new Refusal('forged', 'signature');
  const receipt = { ...entry, index, tree, signed: signed === true };
  receipt.olderKey = equal(key, page.keyBytes) ? null : await fingerprintOf(key);
  receipt.difference = await differenceFrom(receipt);
  return receipt;
}

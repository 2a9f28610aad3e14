// The ledger: how its lines are written, which can follow upon which and what they come to, and the
// tree over them.

const NAME = '[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?';
const DOCUMENT = `${NAME}(?:/${NAME})?`;

const like = pattern => value => typeof value === 'string' && pattern.test(value);
const listOf = check => value => Array.isArray(value) && value.every(check);

// Half of a character that JavaScript writes as two is none.
const isText = value => typeof value === 'string' && !/\p{Surrogate}/u.test(value);
// One so large that it loses digits would be another number than the one that is written.
const isCount = value => Number.isSafeInteger(value) && value >= 0;
const isRevision = value => isCount(value) && value > 0 && value < 2 ** 32;
const isDigest = like(/^[0-9a-f]{64}$/);
const isNonce = like(/^[0-9a-f]{32}$/);
const isOrigin = like(/^avsikt\/[0-9a-f]{32}$/);
const isName = like(new RegExp(`^${NAME}$`));
const isDocument = like(new RegExp(`^${DOCUMENT}$`));
const isLetter = like(new RegExp(`^${NAME}(?:\\+copy[1-9][0-9]{0,9})?$`));
const isEnclosed = like(new RegExp(`^${DOCUMENT} r[1-9][0-9]{0,9}$`));
const isKey = value => readKey(value) !== null;

function isDate(value) {
  const parts = typeof value === 'string' && /^(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.exec(value);
  // Day 0 of the month after is the last one of the month.
  return Boolean(parts) && Number(parts[3]) <= new Date(Date.UTC(parts[1], parts[2], 0)).getUTCDate();
}

function isInstant(value) {
  const clock = /^T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?!-00:00)[+-](?:[01]\d|2[0-3]):[0-5]\d$/;
  return typeof value === 'string' && isDate(value.slice(0, 10)) && clock.test(value.slice(10));
}

// A decision to dispose of something: one line that is not long.
function isDecision(value) {
  return isText(value) && value.trim() === value && value !== '' && Array.from(value).length <= 200 && !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(value);
}

// Where a letter stands after what became of it on its way; anything else cannot have happened.
const DELIVERIES = {
  queued: { accepted: 'sent', refused: 'refused', deferred: 'deferred', unknown: 'unknown' },
  deferred: { accepted: 'sent', refused: 'refused', deferred: 'deferred', unknown: 'unknown' },
  unknown: { confirmed: 'sent', resend: 'queued' },
  sent: { resend: 'queued' },
  refused: { resend: 'queued' },
};
const isDelivery = value => ['accepted', 'refused', 'deferred', 'unknown', 'confirmed', 'resend'].includes(value);
const isCode = value => isCount(value) && value <= 65535;

// Whether nobody can have received a letter, and somebody still should.
const isUnsent = standing => ['queued', 'refused', 'deferred'].includes(standing);

// The events with their own keys, in the order in which they are written.
const EVENTS = new Map(Object.entries({
  batch: { origin: isOrigin, key: isKey, roster: isDigest, templates: isDigest, fonts: isDigest, program: isText, typst: isText },
  issued: { document: isDocument, revision: isRevision, digest: isDigest },
  superseded: { document: isDocument, revision: isRevision },
  withdrawn: { document: isDocument, revision: isRevision },
  restored: { document: isDocument, revision: isRevision },
  composed: { letter: isLetter, revision: isRevision, digest: isDigest, documents: listOf(isEnclosed) },
  'letter-withdrawn': { letter: isLetter, revision: isRevision },
  received: { signatory: isName, document: isDocument, revision: isRevision, signed: isDate, copies: listOf(isDigest) },
  'power-of-attorney': { signatory: isName, copies: listOf(isDigest) },
  retracted: { entry: isCount },
  timestamped: { size: isCount, root: isDigest, token: isDigest },
  erased: { signatory: isName, decision: isDecision },
  delivery: { letter: isLetter, revision: isRevision, state: isDelivery, code: isCode, line: isDigest },
}));

// What stands in a line only sometimes: a server that did not answer has no code.
const OPTIONAL = new Set(['code']);

// A public key as OpenSSH writes it, without a comment: its 32 bytes, or `null`.
function readKey(text) {
  const parts = typeof text === 'string' && /^ssh-ed25519 ([^ ]+)$/.exec(text);
  const blob = parts && fromBase64(parts[1]);
  if (!blob || blob.length !== 51) return null;
  const key = blob.subarray(19);
  return equal(blob, blobOf(key)) ? key : null;
}

// A line, or `null` when it is not written in the one way in which the ledger writes it: what JSON
// prints again must be the same text, and the keys must be those of the event, in their order.
function readLine(text) {
  let entry;
  try {
    entry = JSON.parse(text);
  } catch {
    return null;
  }
  if (entry === null || typeof entry !== 'object' || JSON.stringify(entry) !== text) return null;
  const { sequence, instant, event, nonce } = entry;
  if (!isCount(sequence) || !isInstant(instant) || !isText(event) || !isNonce(nonce)) return null;
  const keys = Object.keys(entry);
  const own = EVENTS.get(event);
  const named = own ? Object.keys(own).filter(key => key in entry || !OPTIONAL.has(key)) : keys.slice(3, -1);
  const expected = ['sequence', 'instant', 'event', ...named, 'nonce'];
  if (keys.length !== expected.length || keys.some((key, at) => key !== expected[at])) return null;
  return named.every(key => !own || own[key](entry[key])) ? entry : null;
}

const STANDINGS = ['current', 'superseded', 'withdrawn', 'erased'];

const ownerOf = document => (document.includes('/') ? document.slice(0, document.indexOf('/')) : null);
// Whose a letter is; the coordinator is no signatory, whatever a signatory is called.
const addresseeOf = letter => (/^coordinator(?:\+|$)/.test(letter) ? null : letter.split('+')[0]);

// What the lines come to. Each has to be possible after those before it, by the program's rules.
class Register {
  origin = null;
  // The keys, each with the first line that it signs for.
  keys = [];
  documents = [];
  byName = new Map();
  newest = new Map();
  // The revisions of each letter, in order, each with where it stands.
  letters = new Map();
  // The lines of the delivery log that have been told.
  deliveries = new Set();
  // Whether each line about something received still counts.
  received = new Map();
  // What was time-stamped: the size and the root of a head, the line that says so and when.
  timestamps = [];
  // The signatories whose documents, letters and scans were disposed of.
  erased = new Set();
  latest = null;
  // How many lines are of a kind that this page does not know.
  unknown = 0;

  // Takes the next line; `false` when it cannot have happened.
  apply(entry) {
    if (this.keys.length === 0 && entry.event !== 'batch') return false;
    this.latest = entry.instant;
    switch (entry.event) {
      case 'batch': return this.begin(entry);
      case 'issued': return this.issue(entry);
      case 'superseded': return this.turn(entry, 'current', 'superseded');
      case 'withdrawn': return this.turn(entry, 'current', 'withdrawn');
      case 'restored': return this.turn(entry, 'withdrawn', 'current');
      case 'composed': return this.compose(entry);
      case 'letter-withdrawn': {
        const letter = this.letterOf(entry);
        if (!letter || !isUnsent(letter.standing)) return false;
        letter.standing = 'withdrawn';
        return true;
      }
      case 'delivery': return this.deliver(entry);
      case 'received': {
        const owner = ownerOf(entry.document);
        if (this.erased.has(entry.signatory) || (owner && owner !== entry.signatory) || !this.byName.has(`${entry.document}/r${entry.revision}`)) return false;
        this.received.set(entry.sequence, true);
        return true;
      }
      case 'power-of-attorney':
        if (this.erased.has(entry.signatory)) return false;
        this.received.set(entry.sequence, true);
        return true;
      case 'retracted':
        if (!this.received.get(entry.entry)) return false;
        this.received.set(entry.entry, false);
        return true;
      case 'timestamped': return this.stamp(entry);
      case 'erased': return this.erase(entry);
      default:
        if (!EVENTS.has(entry.event)) this.unknown += 1;
        return true;
    }
  }

  begin({ sequence, origin, key }) {
    if (this.keys.length > 0 && this.origin !== origin) return false;
    this.origin = origin;
    const bytes = readKey(key);
    if (this.keys.length === 0 || !equal(this.keyAt(Infinity), bytes)) this.keys.push({ from: sequence, key: bytes });
    return true;
  }

  issue({ sequence, instant, document, revision, digest }) {
    const newest = this.newest.get(document);
    if (this.erased.has(ownerOf(document))) return false;
    if (newest ? newest.standing === 'current' || revision !== newest.revision + 1 : revision !== 1) return false;
    const issued = { document, revision, digest, issued: instant, standing: 'current', sequence };
    this.documents.push(issued);
    this.byName.set(`${document}/r${revision}`, issued);
    this.newest.set(document, issued);
    return true;
  }

  turn({ document, revision }, from, to) {
    const newest = this.newest.get(document);
    if (!newest || newest.revision !== revision || newest.standing !== from) return false;
    newest.standing = to;
    return true;
  }

  // What a letter carries is current, and the addressee's own or the ceremony's.
  compose({ letter, revision, documents }) {
    const revisions = this.letters.get(letter) || [];
    if (revisions.some(({ standing }) => isUnsent(standing)) || revision !== revisions.length + 1) return false;
    const addressee = addresseeOf(letter);
    if (this.erased.has(addressee)) return false;
    for (const enclosed of documents) {
      const [document, number] = enclosed.split(' r');
      const owner = ownerOf(document);
      const current = this.newest.get(document);
      const theirs = !owner || owner === addressee;
      if (!theirs || !current || current.standing !== 'current' || current.revision !== Number(number)) return false;
    }
    this.letters.set(letter, [...revisions, { standing: 'queued' }]);
    return true;
  }

  letterOf({ letter, revision }) {
    return (this.letters.get(letter) || [])[revision - 1];
  }

  // What became of a letter on its way. Each line of the delivery log is told once.
  deliver(entry) {
    const letter = this.letterOf(entry);
    const after = letter && DELIVERIES[letter.standing];
    if (!after || !after[entry.state] || this.deliveries.has(entry.line)) return false;
    letter.standing = after[entry.state];
    this.deliveries.add(entry.line);
    return true;
  }

  // Each time stamp is of a later head than the one before. Whether it was the head, only the tree
  // can tell.
  stamp({ sequence, instant, size, root }) {
    const last = this.timestamps.length > 0 ? this.timestamps[this.timestamps.length - 1].size : 0;
    if (size <= last || size > sequence) return false;
    this.timestamps.push({ sequence, instant, size, root });
    return true;
  }

  // All of a signatory's goes, none of which may be in force any more.
  erase({ signatory }) {
    const documents = this.documents.filter(({ document }) => ownerOf(document) === signatory);
    const unsent = [...this.letters].some(([letter, revisions]) => addresseeOf(letter) === signatory && revisions.some(({ standing }) => isUnsent(standing)));
    if (this.erased.has(signatory) || documents.length === 0 || unsent) return false;
    if (documents.some(({ standing }) => standing === 'current')) return false;
    for (const document of documents) document.standing = 'erased';
    for (const [letter, revisions] of this.letters) {
      if (addresseeOf(letter) === signatory) for (const revision of revisions) revision.standing = 'erased';
    }
    this.erased.add(signatory);
    return true;
  }

  // The key that signed a checkpoint of that size: the last one whose first line is in it.
  keyAt(size) {
    return this.keys.filter(({ from }) => from < size).pop().key;
  }
}

// Reads a ledger's text: its lines and what they come to, or what is `wrong` in which `line`.
function readLedger(text) {
  const lines = text.split('\n');
  if (lines.pop() !== '') return { wrong: 'line', line: lines.length + 1 };
  const register = new Register();
  for (const [at, line] of lines.entries()) {
    const entry = readLine(line);
    if (!entry || entry.sequence !== at) return { wrong: 'line', line: at + 1 };
    if (!register.apply(entry)) return { wrong: 'order', line: at + 1 };
  }
  return { lines, register };
}

// The tree of RFC 6962, section 2.1.
const leafOf = line => sha256(join([0], line));
const nodeOf = (left, right) => sha256(join([1], left, right));

// The tree over some lines, kept as levels: the hashes of all complete subtrees of each height. The
// hashes of a level are asked for at once: waiting for each alone would take several times as long.
async function growTree(lines) {
  let level = await Promise.all(lines.map(line => leafOf(utf8(line))));
  const levels = [level];
  while (level.length > 1) {
    const pairs = level.slice(0, Math.floor(level.length / 2));
    level = await Promise.all(pairs.map((_, at) => nodeOf(level[2 * at], level[2 * at + 1])));
    levels.push(level);
  }
  return levels;
}

// The root over the first `size` lines: the complete subtrees that these fall into, from the right.
async function rootAt(levels, size) {
  let root = null;
  for (let level = 0, rest = size; rest > 0; level += 1, rest = Math.floor(rest / 2)) {
    if (rest % 2 === 0) continue;
    const left = levels[level][rest - 1];
    root = root ? await nodeOf(left, root) : left;
  }
  return root;
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
      root = await nodeOf(sibling, root);
      while (at % 2 === 0 && at !== 0) {
        at = half(at);
        last = half(last);
      }
    } else {
      root = await nodeOf(root, sibling);
    }
    at = half(at);
    last = half(last);
  }
  return last === 0 ? root : null;
}

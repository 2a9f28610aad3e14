// Which rows are seen, and in which order; pure.

// By what there is a filter, in their order; `all` besides.
const FILTERS = ['refused', 'unknown', 'deferred', 'queued', 'sent', 'unsigned', 'signed', 'older', 'power', 'superseded', 'left'];
// The letters that need somebody come first.
const LETTERS = ['refused', 'unknown', 'deferred', 'queued', 'sent'];
const COLUMNS = ['name', 'slot', 'documents', 'letter', 'signed'];

// What the address asks for; whatever it does not know, it does not ask for.
function askedFor(hash) {
  const asked = new URLSearchParams(hash.replace(/^#/, ''));
  const known = (list, value) => (list.includes(value) ? value : null);
  return {
    show: known(FILTERS, asked.get('show')),
    find: asked.get('find') ?? '',
    sort: known(COLUMNS, asked.get('sort')),
    down: asked.get('order') === 'down',
  };
}

function addressOf({ show, find, sort, down }) {
  const asked = new URLSearchParams();
  if (show) asked.set('show', show);
  if (find) asked.set('find', find);
  if (sort) asked.set('sort', sort);
  if (sort && down) asked.set('order', 'down');
  return `#${asked}`;
}

// The coordinator's row is no packet, and is not counted as one.
const isPacket = row => row.id !== 'coordinator';

// Upper and lower case are the same, and so are letters with and without accents.
const plain = text => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

function textOf(row) {
  return plain([row.id, row.name, row.people, ...row.letters.map(letter => letter.to)].filter(Boolean).join(' '));
}

// What a row has in a column, as something that can be compared.
const KEYS = {
  slot: row => row.slot ?? Infinity,
  documents: row => Math.max(0, ...row.documents.map(document => document.current?.revision ?? 0)),
  letter: row => Math.min(LETTERS.length, ...row.letters.map(letter => LETTERS.indexOf(letter.state))),
  signed: row => (row.is.includes('older') ? 1 : row.signed ? 2 : 0),
};

// The rows that are asked for, as indices. Rows that are equal stay as the roster has them.
function selected(rows, texts, { show, find, sort, down }, language) {
  const wanted = plain(find).split(/\s+/).filter(Boolean);
  const found = rows.map((row, at) => at)
    .filter(at => (!show || rows[at].is.includes(show)) && wanted.every(word => texts[at].includes(word)));
  if (!sort) return found;
  const { compare } = new Intl.Collator(language);
  const key = KEYS[sort];
  const by = key ? (a, b) => key(rows[a]) - key(rows[b]) || 0 : (a, b) => compare(rows[a].name, rows[b].name);
  return found.sort((a, b) => (down ? by(b, a) : by(a, b)) || a - b);
}

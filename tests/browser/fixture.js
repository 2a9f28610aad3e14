// An output/ folder as avsikt writes it, with documents of every standing; and the reader of such
// a folder, which serves for a real one as well.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { assemble, evidenceOf } from './assemble.js';
import { Ledger, rootOf, sha256 } from './ledger.js';

// A PDF that a reader opens, with the identifier where avsikt's have it: in the metadata.
export function pdf(identifier, words) {
  const xmp = `<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmpMM:DocumentID="${identifier}"/></rdf:RDF></x:xmpmeta><?xpacket end="r"?>`;
  const stream = (extra, text) => `<<${extra}/Length ${Buffer.byteLength(text)}>>stream\n${text}\nendstream`;
  const objects = [
    '<</Type/Catalog/Pages 2 0 R/Metadata 3 0 R>>',
    '<</Type/Pages/Kids[4 0 R]/Count 1>>',
    stream('/Type/Metadata/Subtype/XML', xmp),
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>>>>>>>',
    stream('', `BT /F 20 Tf 72 720 Td (${words}) Tj ET`),
  ];
  let text = '%PDF-1.7\n';
  const places = objects.map((object, at) => {
    const place = Buffer.byteLength(text);
    text += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return place;
  });
  const end = Buffer.byteLength(text);
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`;
  for (const place of places) text += `${String(place).padStart(10, '0')} 00000 n \n`;
  return Buffer.from(`${text}trailer<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${end}\n%%EOF\n`);
}

const FIRST = '2018-03-26T12:00:00+02:00';
const SECOND = '2018-04-03T08:05:09+02:00';
const AFTER = '2018-04-23T08:15:00+02:00';

// What happens, in order: an event, what it is about, and for documents the revision.
const STORY = [
  [FIRST, [
    ...['joint-declaration', 'running-order', 'solbacken/declaration', 'solbacken/invitation', 'svalan/declaration', 'helix/declaration', 'norden/invitation'].map(document => ['issued', document, 1]),
    ['composed', { letter: 'solbacken', revision: 1, digest: 'c'.repeat(64), documents: ['solbacken/declaration r1', 'solbacken/invitation r1', 'running-order r1'] }],
    ['composed', { letter: 'solbacken+copy1', revision: 1, digest: 'c'.repeat(64), documents: ['solbacken/invitation r1'] }],
    ['composed', { letter: 'coordinator', revision: 1, digest: 'c'.repeat(64), documents: ['running-order r1'] }],
  ]],
  [SECOND, [
    ['batch'],
    ['withdrawn', 'norden/invitation', 1],
    ['withdrawn', 'svalan/declaration', 1],
    ['superseded', 'helix/declaration', 1],
    ['issued', 'helix/declaration', 2],
    ['restored', 'svalan/declaration', 1],
    ['withdrawn', 'helix/declaration', 2],
    ['superseded', 'joint-declaration', 1],
    ['issued', 'joint-declaration', 2],
    // From r1 to r10: the one is not the other.
    ...Array.from({ length: 9 }, (_, at) => [['superseded', 'solbacken/declaration', at + 1], ['issued', 'solbacken/declaration', at + 2]]).flat(),
    ['letter-withdrawn', { letter: 'solbacken', revision: 1 }],
    ['composed', { letter: 'solbacken', revision: 2, digest: 'd'.repeat(64), documents: ['solbacken/declaration r10'] }],
    ['delivery', { letter: 'solbacken', revision: 2, state: 'unknown', line: '1'.repeat(64) }],
    ['delivery', { letter: 'solbacken', revision: 2, state: 'resend', line: '2'.repeat(64) }],
    ['delivery', { letter: 'solbacken', revision: 2, state: 'accepted', code: 250, line: '3'.repeat(64) }],
  ]],
  [AFTER, [
    ['received', { signatory: 'solbacken', document: 'solbacken/declaration', revision: 9, signed: '2018-04-20', copies: ['e'.repeat(64)] }],
    ['power-of-attorney', { signatory: 'solbacken', copies: [] }],
    ['timestamped', ledger => ({ size: 12, root: rootOf(ledger.lines.slice(0, 12)).toString('hex'), token: 'f'.repeat(64) })],
    ['erased', { signatory: 'norden', decision: 'KS 2018/0001, 3 §' }],
  ]],
];

// What a page holds for a ledger, or for one that was `change`d.
export function evidence(ledger, change = {}) {
  return {
    form: 'avsikt-page-2', title: 'Klimatsamverkan Lund', key: ledger.key.public.toString('base64'),
    fingerprint: ledger.key.fingerprint, checkpoint: ledger.checkpoint(), ledger: ledger.text, ...change,
  };
}

// The documents of a ledger with where they stand, by the last line about each.
export function documentsOf(text) {
  const documents = [];
  for (const line of text.trimEnd().split('\n').map(one => JSON.parse(one))) {
    const named = documents.find(entry => entry.document === line.document && entry.revision === line.revision);
    if (line.event === 'issued') documents.push({ document: line.document, revision: line.revision, digest: line.digest, issued: line.instant, standing: 'current', sequence: line.sequence });
    else if (line.event === 'superseded' || line.event === 'withdrawn') named.standing = line.event;
    else if (line.event === 'restored') named.standing = 'current';
    else if (line.event === 'erased') documents.filter(entry => entry.document.startsWith(`${line.signatory}/`)).forEach(entry => { entry.standing = 'erased'; });
  }
  return documents;
}

export function write(path, bytes) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes);
  return path;
}

const pdfPath = (folder, { document, revision }) => join(folder, 'documents', `${document}-r${revision}.pdf`);
const receiptPath = (folder, { document, revision }) => join(folder, 'receipts', `${document.replace('/', '.')}-r${revision}.tlog-proof`);

// Makes the folder and returns its ledger, so that tests can sign more with its key.
export function create(folder) {
  const ledger = new Ledger();
  for (const [instant, events] of STORY) {
    for (const [event, about, revision] of events) {
      if (event === 'batch') ledger.batch({}, instant);
      else if (revision === undefined) ledger.append(event, typeof about === 'function' ? about(ledger) : about, instant);
      else if (event === 'issued') {
        const bytes = pdf(`avsikt:${about}/r${revision}`, `${about} ${revision}`);
        write(pdfPath(folder, { document: about, revision }), bytes);
        ledger.issue(about, revision, sha256(bytes).toString('hex'), instant);
      } else ledger.append(event, { document: about, revision }, instant);
    }
  }
  ledger.append('retracted', { entry: ledger.lines.findIndex(line => line.includes('"event":"power-of-attorney"')) }, AFTER);
  for (const entry of documentsOf(ledger.text)) write(receiptPath(folder, entry), ledger.receipt(entry.sequence));
  write(join(folder, 'verify.html'), assemble(evidence(ledger)));
  return ledger;
}

// What lies in a folder: the page, and for each document its entry, its PDF and its receipt.
export function read(folder) {
  const page = join(folder, 'verify.html');
  const file = path => (existsSync(path) ? { name: path.slice(folder.length + 1).replaceAll('/', '_'), path, bytes: readFileSync(path) } : null);
  const about = evidenceOf(readFileSync(page, 'utf8'));
  const documents = documentsOf(about.ledger).map(entry => ({ entry, pdf: file(pdfPath(folder, entry)), receipt: file(receiptPath(folder, entry)) }));
  const origin = about.checkpoint.split('\n')[0];
  return { page, about, origin, documents, find: standing => documents.find(({ entry, pdf: found }) => entry.standing === standing && found) };
}

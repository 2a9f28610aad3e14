// An output/ folder as avsikt writes it, with documents of every standing; and the reader of such
// a folder, which serves for a real one as well.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { assemble, evidenceOf } from './assemble.js';
import { Ledger, sha256 } from './ledger.js';

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

const DOCUMENTS = [
  ['joint-declaration', 1, 'superseded', '2018-03-26T12:00:00+02:00'],
  ['running-order', 1, 'current', '2018-03-26T12:00:00+02:00'],
  ['solbacken/declaration', 1, 'superseded', '2018-03-26T12:00:00+02:00'],
  ['solbacken/invitation', 1, 'current', '2018-03-26T12:00:00+02:00'],
  ['svalan/declaration', 1, 'current', '2018-03-26T12:00:00+02:00'],
  ['helix/declaration', 1, 'superseded', '2018-03-26T12:00:00+02:00'],
  ['helix/declaration', 2, 'withdrawn', '2018-04-03T08:05:09+02:00'],
  ['norden/invitation', 1, 'erased', '2018-03-26T12:00:00+02:00'],
  ['joint-declaration', 2, 'current', '2018-04-03T08:05:09+02:00'],
  // From r1 to r10: the one is not the other.
  ...Array.from({ length: 9 }, (_, at) => ['solbacken/declaration', at + 2, at === 8 ? 'current' : 'superseded', '2018-04-03T08:05:09+02:00']),
];

export function evidence(ledger, documents, checkpoint = ledger.checkpoint()) {
  return {
    form: 'avsikt-page-1', title: 'Klimatsamverkan Lund', origin: ledger.key.origin, key: ledger.key.public.toString('base64'),
    fingerprint: ledger.key.fingerprint, checkpoint, documents,
  };
}

export function write(path, bytes) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes);
  return path;
}

const pdfPath = (folder, { document, revision }) => join(folder, 'documents', `${document}-r${revision}.pdf`);
const receiptPath = (folder, { document, revision }) => join(folder, 'receipts', `${document}-r${revision}.tlog-proof`);

// Makes the folder and returns its ledger, so that tests can sign more with its key.
export function create(folder) {
  const ledger = new Ledger();
  const documents = DOCUMENTS.map(([document, revision, standing, issued]) => {
    const bytes = pdf(`avsikt:${document}/r${revision}`, `${document} ${revision}`);
    const digest = sha256(bytes).toString('hex');
    write(pdfPath(folder, { document, revision }), bytes);
    return { document, revision, digest, issued, standing, sequence: ledger.append('issued', { document, revision, digest }, issued) };
  });
  for (const entry of documents) write(receiptPath(folder, entry), ledger.receipt(entry.sequence));
  write(join(folder, 'verify.html'), assemble(evidence(ledger, documents.map(({ sequence, ...entry }) => entry))));
  return ledger;
}

// What lies in a folder: the page, and for each document its entry, its PDF and its receipt.
export function read(folder) {
  const page = join(folder, 'verify.html');
  const file = path => (existsSync(path) ? { name: path.slice(folder.length + 1).replaceAll('/', '_'), path, bytes: readFileSync(path) } : null);
  const about = evidenceOf(readFileSync(page, 'utf8'));
  const documents = about.documents.map(entry => ({ entry, pdf: file(pdfPath(folder, entry)), receipt: file(receiptPath(folder, entry)) }));
  return { page, about, documents, find: standing => documents.find(({ entry, pdf: found }) => entry.standing === standing && found) };
}

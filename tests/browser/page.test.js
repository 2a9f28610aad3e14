// The evidence page in Chromium. The cases run on a folder that the tests make, and, when
// AVSIKT_OUTPUT names an output/ folder, on its real page, PDFs and receipts as well. With
// AVSIKT_PICTURES, pictures of the page are put there, to be looked at.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { assemble, faults } from './assemble.js';
import { axe, drop, dropByHand, held, launch, proportionate, verdicts } from './browser.js';
import { create, documentsOf, evidence, pdf, read, write } from './fixture.js';
import { forge, forgeries } from './forgeries.js';
import { Key, Ledger, rootOf, sha256 } from './ledger.js';

const made = mkdtempSync(join(tmpdir(), 'avsikt-page-'));
const ledger = create(join(made, 'output'));
const folders = { 'made for the tests': join(made, 'output') };
if (process.env.AVSIKT_OUTPUT) folders['a real output folder'] = resolve(process.env.AVSIKT_OUTPUT);

let browser;
before(async () => { browser = await launch(); });
after(async () => {
  await browser?.close();
  rmSync(made, { recursive: true });
});

const on = (path, options, body) => held(browser, path, options, body);

const changed = ({ name, bytes }) => ({ name, bytes: Buffer.concat([bytes, Buffer.from('\n')]) });
const foreign = { name: 'menu.pdf', bytes: pdf('uuid:0', 'soup') };
const reasonGiven = verdict => {
  assert.equal(verdict.head, 'Kvittot godtas inte');
  assert.equal(verdict.tone, 'bad');
  assert.ok(verdict.which.length > 20, 'says what is wrong');
  assert.match(verdict.text, /Gör så här: \S/);
};

// A browser of a kind that cannot check Ed25519: each of the two calls may be where it says so.
const withoutEd25519 = where => `crypto.subtle.${where} = async () => { throw new DOMException('no', 'NotSupportedError'); };`;

for (const [name, folder] of Object.entries(folders)) {
  describe(name, () => {
    const output = read(folder);
    const current = output.find('current');
    const on_ = (body, options) => on(output.page, options, body);
    const isNamed = (verdict, { entry }) => {
      const [, id] = entry.document.split('/').reverse();
      assert.match(verdict.which, new RegExp(`^(Handlingen ${entry.document}|\\S[^,]*${id ? ` för ${id}` : ''}), utgåva ${entry.revision}, utfärdad den `));
    };

    test('the page holds, and shows its key', () => on_(async page => {
      assert.equal(await page.getAttribute('#checkpoint-state', 'data-state'), 'Good');
      assert.equal(await page.textContent('#fingerprint'), output.about.fingerprint);
      assert.match(await page.textContent('.compare'), /brev och på körschemat/);
      assert.equal(await page.textContent('#title'), output.about.title);
      assert.match(await page.innerText('main'), /elektronisk underskrift.*eIDAS/);
      assert.match(await page.innerText('main'), /Vem som helst kan göra en sida/);
      assert.doesNotMatch(await page.innerText('main'), /listan är inte signerad/);
      assert.ok(!await page.isVisible('#broken') && !await page.isVisible('#outdated'));
      assert.doesNotMatch(await page.content(), /\bseal|sigill/i);
    }));

    test('an intact, current document', () => on_(async page => {
      await drop(page, current.pdf);
      const [verdict] = await verdicts(page);
      assert.equal(verdict.head, 'Oförändrad och gällande');
      assert.equal(verdict.tone, 'good');
      isNamed(verdict, current);
      assert.ok(verdict.text.includes(current.entry.digest));
    }));

    for (const [standing, head] of [['superseded', /^Oförändrad, men ersatt av utgåva (\d+)$/], ['withdrawn', /^Oförändrad, men återkallad$/], ['erased', /^Oförändrad, men gallrad hos utfärdaren$/]]) {
      const document = output.find(standing);
      test(`a document that is ${standing}`, { skip: !document && 'there is none' }, () => on_(async page => {
        await drop(page, document.pdf);
        const [verdict] = await verdicts(page);
        assert.match(verdict.head, head);
        assert.equal(verdict.tone, 'caution');
        isNamed(verdict, document);
        if (standing !== 'superseded') return;
        const revisions = output.documents.filter(({ entry }) => entry.document === document.entry.document).map(({ entry }) => entry.revision);
        assert.equal(Number(head.exec(verdict.head)[1]), Math.max(...revisions), 'names the newest');
      }));
    }

    test('an altered copy of each document is known by its name', () => on_(async page => {
      // An enclosure is somebody else's PDF and has no name of ours in it.
      const named = output.documents.filter(({ pdf: found, entry }) => found?.bytes.includes(`avsikt:${entry.document}/r${entry.revision}`));
      assert.ok(named.length > 0);
      await drop(page, ...named.map(document => changed(document.pdf)));
      const found = await verdicts(page);
      assert.deepEqual(found.map(({ head }) => head), named.map(({ entry }) => `Ändrad kopia av ${entry.document}, utgåva ${entry.revision}`));
      for (const verdict of found) assert.equal(verdict.tone, 'bad');
    }));

    test('the verdicts have the headings that the guides name', () => on_(async page => {
      const files = [current.pdf, output.find('superseded')?.pdf, output.find('withdrawn')?.pdf, changed(current.pdf), foreign];
      for (const lang of ['sv', 'en']) {
        const guide = readFileSync(new URL(`../../docs/verifying.${lang}.md`, import.meta.url), 'utf8');
        const table = guide.split('\n').filter(line => /^\|( [^|]+ \|){3}$/.test(line));
        // The documents and revisions there are examples.
        const headings = table.map(line => line.split(' | ')[0].slice(2).replace(/[a-z]+\/declaration/, '[a-z/-]+').replace(/\d+/, '\\d+'));
        const first = headings.findIndex(heading => heading === (lang === 'sv' ? 'Oförändrad och gällande' : 'Unaltered and current'));
        assert.ok(first > 0, 'the guide has the table');
        await page.click(`[data-language=${lang}]`);
        for (const [at, file] of files.entries()) {
          if (!file) continue;
          await drop(page, file);
          assert.match((await verdicts(page))[0].head, new RegExp(`^${headings[first + at]}$`));
        }
      }
    }));

    test('a name that is not in the list; r1 is not r10', () => on_(async page => {
      const { document, revision } = current.entry;
      await drop(page, { name: 'x.pdf', bytes: pdf(`avsikt:${document}/r${revision}0`, 'x') }, { name: 'y.pdf', bytes: pdf('avsikt:nobody/declaration/r1', 'y') });
      const heads = (await verdicts(page)).map(({ head }) => head);
      const claims = what => `Finns inte i listan, men uppger sig vara ${what}`;
      assert.deepEqual(heads, [claims(`${document}, utgåva ${revision}0`), claims('nobody/declaration, utgåva 1')]);
    }));

    test('a foreign PDF, an empty file, a letter', () => on_(async page => {
      await drop(page, foreign, { name: 'empty.pdf', bytes: '' }, { name: 'empty.tlog-proof', bytes: '' }, { name: 'letter.eml', bytes: 'Subject: x\n\n' });
      const found = await verdicts(page);
      assert.deepEqual(found.map(({ head }) => head), ['Inte någon av handlingarna i listan', 'Filen är tom', 'Filen är tom', 'Inte någon av handlingarna i listan']);
      assert.ok(found.every(({ tone }) => tone === 'bad'));
      assert.match(found[3].text, /Öppna det, spara PDF-filerna/);
    }));

    test('a receipt alone', () => on_(async page => {
      await drop(page, current.receipt);
      const [verdict] = await verdicts(page);
      assert.equal(verdict.head, 'Kvittot stämmer, och handlingen är gällande');
      assert.equal(verdict.tone, 'good');
      isNamed(verdict, current);
      assert.ok(verdict.text.includes(current.entry.digest));
      assert.deepEqual(verdict.together, []);
      assert.match(verdict.text, /Släpp också själva handlingen/);
    }));

    test('a receipt and its PDF belong together, whichever comes first, also one by one', () => on_(async page => {
      const expect = async () => {
        const found = await verdicts(page);
        const receipt = found.find(({ kind }) => kind === 'receipt');
        const document = found.find(({ kind }) => kind === 'document');
        assert.deepEqual(receipt.together, [`Hör ihop med filen ${current.pdf.name}: den har just den kontrollsumma som står i kvittot.`]);
        assert.deepEqual(document.together, [`Hör ihop med kvittot ${current.receipt.name}, som gäller just den här filen.`]);
        await page.click('#clear');
        assert.equal(await page.isVisible('#verdicts'), false);
      };
      await drop(page, current.receipt, current.pdf);
      await expect();
      await drop(page, current.pdf, current.receipt);
      await expect();
      await drop(page, current.receipt);
      await drop(page, current.pdf);
      await expect();
      // The same files again are told of once.
      await drop(page, current.receipt, current.pdf);
      await drop(page, current.pdf);
      await expect();
    }));

    test('a receipt does not vouch for an altered copy', () => on_(async page => {
      await drop(page, current.receipt, changed(current.pdf));
      const [receipt, copy] = await verdicts(page);
      assert.match(receipt.together.join(), /^Hör inte ihop med filen/);
      assert.match(copy.head, /^Ändrad kopia av/);
      assert.deepEqual(copy.together, []);
    }));

    test('every document and every receipt, all at once', () => on_(async page => {
      const files = output.documents.flatMap(({ pdf: found, receipt }) => [found, receipt]).filter(Boolean);
      await drop(page, ...files.reverse());
      const found = await verdicts(page);
      assert.equal(found.length, files.length);
      for (const verdict of found) {
        assert.ok(['good', 'caution'].includes(verdict.tone), `${verdict.file}: ${verdict.head}`);
      }
      for (const { pdf: document, receipt } of output.documents.filter(both => both.pdf && both.receipt)) {
        const of = ({ name: file }) => found.find(verdict => verdict.file === file).together.join();
        assert.ok(of(document).includes(receipt.name) && of(receipt).includes(document.name), document.name);
      }
      assert.match(await page.textContent('#status'), new RegExp(`^${files.length} filer kontrollerade: \\d+ stämmer`));
    }));

    test('a receipt of another key, and of another ledger', () => on_(async page => {
      const sameName = new Ledger(new Key(output.origin));
      const other = new Ledger();
      for (const one of [sameName, other]) one.append('issued', { document: current.entry.document, revision: current.entry.revision, digest: current.entry.digest });
      await drop(page, { name: 'key.tlog-proof', bytes: sameName.receipt(1) }, { name: 'ledger.tlog-proof', bytes: other.receipt(1) }, current.pdf);
      const [key, origin, document] = await verdicts(page);
      reasonGiven(key);
      assert.match(key.which, /en annan nyckel än sidans/);
      reasonGiven(origin);
      assert.match(origin.which, /en annan liggare/);
      assert.deepEqual(document.together, [], 'a refused receipt vouches for nothing');
    }));

    test('every forged receipt is refused, with a reason', () => on_(async page => {
      // The first and the last lines of a tree have proofs of quite different form.
      const receipts = output.documents.map(({ receipt }) => receipt).filter(Boolean);
      for (const receipt of new Set([receipts[0], receipts.at(-1), receipts[receipts.length >> 1]])) {
        await drop(page, ...forgeries.map((forgery, at) => ({ name: `${at} ${forgery.name}.tlog-proof`, bytes: forge(receipt.bytes, forgery) })));
        const found = await verdicts(page);
        assert.equal(found.length, forgeries.length);
        for (const verdict of found) {
          if (verdict.kind === 'empty') continue;
          assert.equal(verdict.kind, 'refused', `${verdict.file} passes: ${verdict.head}`);
          reasonGiven(verdict);
        }
        const said = (await page.$$eval('#findings p:not(.file)', all => all.map(p => p.textContent))).join(' ');
        assert.ok(!/ogiltig|undefined|null|\{/.test(said), 'in words, every blank filled in');
        await page.click('#clear');
      }
    }));

    test('with the keyboard alone', () => on_(async page => {
      // Listened for from the beginning: else a chooser could open before the driver looks for it.
      const opened = new Promise(done => { page.once('filechooser', done); });
      for (let presses = 0; ; presses += 1) {
        assert.ok(presses < 10, 'the button is within reach');
        await page.keyboard.press('Tab');
        if (await page.evaluate(() => document.activeElement.id === 'choose')) break;
      }
      assert.notEqual(await page.$eval('#choose', button => getComputedStyle(button).outlineStyle), 'none', 'the focus shows');
      await page.keyboard.press('Enter');
      const chooser = await opened;
      assert.ok(chooser.isMultiple());
      await chooser.setFiles([current.pdf.path, current.receipt.path]);
      await page.waitForSelector('#findings > li:nth-child(2)');
      assert.ok((await verdicts(page)).every(({ tone }) => tone === 'good'));
      // The buttons that came are reached from there, and the focus is never lost.
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
      assert.equal(await page.evaluate(() => document.activeElement.id), 'clear');
      await page.keyboard.press('Enter');
      assert.equal(await page.evaluate(() => document.activeElement.id), 'choose');
    }));

    test('with a drop by hand, anywhere on the page', () => on_(async page => {
      await dropByHand(page, current.pdf.path, current.receipt.path);
      await page.waitForSelector('#findings > li:nth-child(2)');
      assert.deepEqual((await verdicts(page)).map(({ tone }) => tone), ['good', 'good']);
      assert.equal(await page.evaluate(() => document.documentElement.className), '', 'the frame is as before');
    }));

    test('in Swedish and in English', () => on_(async page => {
      await drop(page, current.pdf);
      const pressed = () => page.$$eval('[data-language]', buttons => buttons.map(button => button.getAttribute('aria-pressed')));
      assert.deepEqual([await page.getAttribute('html', 'lang'), ...await pressed()], ['sv', 'true', 'false']);
      await page.click('[data-language=en]');
      assert.deepEqual([await page.getAttribute('html', 'lang'), ...await pressed()], ['en', 'false', 'true']);
      assert.equal((await verdicts(page))[0].head, 'Unaltered and current');
      assert.match(await page.title(), /^Check a document/);
      const text = await page.innerText('#page');
      assert.doesNotMatch(text.replace('Svenska', '').replaceAll(output.about.title, ''), /[åäö]/i, 'no Swedish is left');
      await page.click('[data-language=sv]');
      assert.equal((await verdicts(page))[0].head, 'Oförändrad och gällande');
    }));

    test('begins in the reader’s language, else in Swedish', async () => {
      for (const [locale, lang] of [['en-GB', 'en'], ['en', 'en'], ['sv', 'sv'], ['de-DE', 'sv']]) {
        await on(output.page, { locale }, async page => assert.equal(await page.getAttribute('html', 'lang'), lang));
      }
    });

    for (const where of ['importKey', 'verify']) {
      test(`where ${where} does not know Ed25519 nothing passes by its signature`, () => on_(async page => {
        assert.equal(await page.getAttribute('#checkpoint-state', 'data-state'), 'Unchecked');
        assert.match(await page.textContent('#checkpoint-state'), /^Signaturen är inte kontrollerad här/);
        await drop(page, current.receipt, current.pdf, { name: 'forged.tlog-proof', bytes: forge(current.receipt.bytes, forgeries.find(({ name: one }) => one === 'first proof hash, byte 0')) });
        const [receipt, document, forged] = await verdicts(page);
        assert.equal(receipt.head, 'Kvittots signatur är inte kontrollerad här');
        assert.equal(receipt.tone, 'unknown');
        assert.equal(document.head, 'Finns i listan, men listans signatur är inte kontrollerad', 'the list still tells');
        assert.equal(document.tone, 'unknown', 'and is no pass');
        assert.match(document.together.join(), /signatur är inte kontrollerad/);
        reasonGiven(forged);
        await page.click('[data-language=en]');
        assert.match(await page.textContent('#checkpoint-state'), /^Signature not checked here/);
      }, { before: withoutEd25519(where) }));
    }

    test('without crypto.subtle nothing is checked and nothing passes', () => on_(async page => {
      assert.equal(await page.getAttribute('#checkpoint-state', 'data-state'), 'NoCrypto');
      await drop(page, current.receipt, current.pdf);
      assert.deepEqual((await verdicts(page)).map(({ head, tone }) => `${tone}: ${head}`), Array(2).fill('unknown: Filen är inte kontrollerad'));
    }, { before: "Object.defineProperty(crypto, 'subtle', { value: undefined });" }));

    test('with the network off, and nothing asked of it', () => on_(async (page, { context, noted }) => {
      await context.setOffline(true);
      await page.reload();
      await page.waitForSelector('#checkpoint-state[data-state=Good]');
      noted.requests.pop();
      await drop(page, current.receipt, current.pdf);
      assert.deepEqual((await verdicts(page)).map(({ tone }) => tone), ['good', 'good']);
      assert.ok(noted.requests.every(url => url.startsWith('file:')));
    }));

    test('printed: the verdicts, the fingerprint and what they mean', () => on_(async page => {
      await drop(page, current.pdf);
      await page.emulateMedia({ media: 'print' });
      for (const shown of ['#title', '#findings', '#fingerprint', '#proves', '#proves-not']) assert.ok(await page.isVisible(shown), shown);
      for (const hidden of ['#drop', '.languages', '.actions', '.stamps', '.all', '.technical']) assert.ok(!await page.isVisible(hidden), hidden);
      assert.ok((await page.pdf({ preferCSSPageSize: true })).length > 1000);
    }));

    test('the time stamps, as the ledger records them', () => on_(async page => {
      const stamps = output.about.ledger.trimEnd().split('\n').map(line => JSON.parse(line)).filter(({ event }) => event === 'timestamped');
      const summary = await page.textContent('#stamps-summary');
      if (stamps.length === 0) {
        assert.match(summary, /^Ingen tidsstämpel är antecknad/);
        assert.ok(!await page.isVisible('#stamps-all'));
        return;
      }
      assert.ok(summary.includes(`de första ${stamps.at(-1).size} raderna`) && summary.includes('inte kontrollerat'), summary);
      await page.click('#stamps-all > summary');
      const rows = await page.$$eval('#stamps-rows > li', items => items.map(item => item.textContent));
      assert.equal(rows.length, stamps.length);
      for (const [at, { size }] of stamps.entries()) {
        assert.match(rows[at], new RegExp(`^Liggarens första ${size} rader.*openssl ts -verify -in timestamps/${size}\\.tsr -data timestamps/${size}\\.checkpoint `));
      }
    }));

    test('the list of all documents', () => on_(async page => {
      if (!await page.$eval('#all', details => details.open)) await page.click('#all > summary');
      await page.waitForSelector('#rows > li');
      const rows = await page.$$eval('#rows > li', items => items.map(item => item.textContent));
      assert.equal(rows.length, output.documents.length);
      const words = { current: 'gällande', superseded: 'ersatt', withdrawn: 'återkallad', erased: 'gallrad' };
      for (const [at, { entry: { document, revision, standing } }] of output.documents.entries()) {
        assert.ok(rows[at].includes(` ${document}${words[standing]} – Utgåva ${revision}, `), rows[at]);
      }
    }));

    test('axe finds nothing: languages, light and dark, narrow and wide, with verdicts of every tone', async () => {
      for (const colorScheme of ['light', 'dark']) {
        for (const width of [360, 1280]) {
          await on(output.page, { colorScheme, width }, async page => {
            for (const lang of ['sv', 'en']) {
              await page.click(`[data-language=${lang}]`);
              assert.deepEqual(await axe(page), []);
              const superseded = output.find('superseded') ?? current;
              await drop(page, current.pdf, current.receipt, superseded.pdf, changed(current.pdf), foreign, { name: 'empty.pdf', bytes: '' });
              await page.$$eval('details', all => all.forEach(details => { details.open = true; }));
              await page.waitForSelector('#rows > li');
              assert.deepEqual(await axe(page), []);
            }
          });
        }
      }
    });

    test('nothing is wider than a small telephone', () => on_(async page => {
      await drop(page, current.pdf, current.receipt, { name: `${'long'.repeat(40)}.pdf`, bytes: changed(current.pdf).bytes });
      await page.$$eval('details', all => all.forEach(details => { details.open = true; }));
      for (const lang of ['sv', 'en']) {
        await page.click(`[data-language=${lang}]`);
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 360));
      }
    }, { width: 360, height: 740 }));
  });
}

describe('what only the holder of the key could make', () => {
  const output = read(folders['made for the tests']);
  const current = output.find('current');
  const body = receipt => ({ name: 'made.tlog-proof', bytes: receipt });

  // A page of its own for a ledger that may say anything.
  const pageOf = (name, about, edit = html => html) => write(join(made, 'pages', `${name}.html`), edit(assemble(about)));
  const verdictsOf = (path, files, options) => {
    let found;
    return on(path, options, async page => {
      await drop(page, ...files);
      found = await verdicts(page);
    }).then(() => found);
  };

  const digest = 'a'.repeat(64);
  const issued = (sequence, change = {}) => JSON.stringify({ sequence, instant: '2018-03-26T12:00:00+02:00', event: 'issued', document: 'a/declaration', revision: 1, digest, nonce: '0'.repeat(32), ...change });

  test('signed lines that are not the canonical `issued` are refused all the same', async () => {
    const lines = {
      'another event': at => issued(at, { event: 'superseded' }),
      'a space': at => issued(at).replace(',', ', '),
      'a space at the end': at => `${issued(at)} `,
      'a line feed at the end': at => `${issued(at)}\n`,
      'another order': at => issued(at).replace(/("document":"[^"]*"),("revision":1)/, '$2,$1'),
      'a member more': at => issued(at, { note: '' }),
      'a member twice': at => issued(at).replace('"revision":1', '"revision":1,"revision":1'),
      'an escape': at => issued(at).replace('"issued"', '"\\u0069ssued"'),
      'capital digits': at => issued(at, { digest: 'A'.repeat(64) }),
      'a short digest': at => issued(at, { digest: 'a'.repeat(63) }),
      'revision 0': at => issued(at, { revision: 0 }),
      'revision in quotation marks': at => issued(at, { revision: '1' }),
      'a document with two slashes': at => issued(at, { document: 'a/b/c' }),
      'a document of capitals': at => issued(at, { document: 'A/declaration' }),
      'Z for the offset': at => issued(at, { instant: '2018-03-26T10:00:00Z' }),
      'no offset': at => issued(at, { instant: '2018-03-26T12:00:00' }),
      'fractions of a second': at => issued(at, { instant: '2018-03-26T12:00:00.5+02:00' }),
      'a day that is not': at => issued(at, { instant: '2018-02-29T12:00:00+01:00' }),
      'an hour that is not': at => issued(at, { instant: '2018-03-26T24:00:00+02:00' }),
      'half a character': at => issued(at, { digest: '\ud800' }),
      'a month that is not': at => issued(at, { instant: '2018-13-26T12:00:00+02:00' }),
      'another sequence': at => issued(at + 1),
      'a leading zero': at => issued(at).replace('"sequence":', '"sequence":0'),
      'a byte order mark': at => `\ufeff${issued(at)}`,
      nothing: () => '',
    };
    const own = new Ledger();
    const places = Object.values({ ...lines, right: issued }).map(line => own.appendRaw(line(own.lines.length)));
    const files = [...Object.keys(lines), 'right'].map((name, at) => ({ name: `${name}.tlog-proof`, bytes: own.receipt(places[at]) }));
    const found = await verdictsOf(pageOf('lines', evidence(own.upTo(1))), files);
    assert.equal(found.pop().kind, 'receipt', 'the line that is right passes');
    for (const verdict of found) {
      assert.equal(verdict.kind, 'refused', `${verdict.file}: ${verdict.head}`);
      reasonGiven(verdict);
    }
  });

  test('signed checkpoints that are miswritten are refused all the same', async () => {
    const own = new Ledger();
    while (own.lines.length < 9) own.issue(`d${own.lines.length}/declaration`);
    const index = own.lines.length - 1;
    const size = own.lines.length;
    const [origin, , root] = own.checkpoint().split('\n');
    const notes = {
      'a leading zero': own.key.note(`${origin}\n0${size}\n${root}\n`),
      'size 0': own.key.note(`${origin}\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n`),
      'an extension line': own.key.note(`${origin}\n${size}\n${root}\nextension\n`),
      'another size': own.key.note(`${origin}\n${size + 1}\n${root}\n`),
      'root without padding': own.key.note(`${origin}\n${size}\n${root.replace('=', '')}\n`),
      'another name in the signature': own.key.note(`${origin}\n${size}\n${root}\n`, 'example.com/other'),
      'CRLF': own.key.note(`${origin}\r\n${size}\r\n${root}\r\n`),
      'two signatures': `${own.checkpoint()}${own.checkpoint().split('\n')[4]}\n`,
    };
    for (const [name, checkpoint] of Object.entries(notes)) {
      const [verdict] = await verdictsOf(pageOf('note', evidence(own.upTo(1))), [body(own.receipt(index, { checkpoint }))]);
      assert.equal(verdict.kind, 'refused', `${name}: ${verdict.head}`);
      await on(pageOf('note', evidence(own, { checkpoint })), {}, async page => {
        assert.equal(await page.getAttribute('#checkpoint-state', 'data-state'), 'Broken', name);
        const why = name === 'another size' ? /inte den som kontrollpunkten gäller/ : /Sidans kontrollpunkt är inte skriven/;
        assert.match(await page.textContent('#broken'), why, name);
      });
    }
  });

  test('receipts of every tree size up to 40 and every index lead to their root, on old pages and new', async () => {
    const own = new Ledger();
    while (own.lines.length < 40) own.issue(`d${own.lines.length}/declaration`);
    const files = [];
    for (let size = 2; size <= 40; size += 1) {
      for (let index = 1; index < size; index += 1) files.push({ name: `${index} of ${size}.tlog-proof`, bytes: own.receipt(index, { size }) });
    }
    for (const [lines, isGood] of [[1, () => false], [23, index => index < 23], [40, () => true]]) {
      await on(pageOf('sizes', evidence(own.upTo(lines))), {}, async page => {
        await drop(page, ...files);
        const found = await verdicts(page);
        assert.equal(found.length, files.length);
        for (const verdict of found) {
          const good = isGood(parseInt(verdict.file, 10));
          assert.equal(verdict.head, good ? 'Kvittot stämmer, och handlingen är gällande' : 'Kvittot stämmer, men handlingen är nyare än den här sidan', verdict.file);
        }
      });
    }
  });

  test('a document that is newer than the page; its receipt vouches for it', async () => {
    const later = ledger.upTo();
    const fresh = pdf('avsikt:late/declaration/r1', 'late');
    const index = later.append('issued', { document: 'late/declaration', revision: 1, digest: sha256(fresh).toString('hex') }, '2018-04-19T09:00:00+02:00');
    const file = { name: 'late.pdf', bytes: fresh };
    const [alone] = await verdictsOf(output.page, [file]);
    assert.match(alone.head, /^Finns inte i listan, men uppger sig vara late\/declaration/);
    const [document, receipt] = await verdictsOf(output.page, [file, body(later.receipt(index))]);
    assert.equal(document.head, 'Finns inte i listan, men ett kvitto visar att den är utfärdad');
    assert.equal(document.tone, 'caution');
    assert.match(document.which, /utfärdad den 19\sapril 2018 klockan 09.00/);
    assert.equal(receipt.head, 'Kvittot stämmer, men handlingen är nyare än den här sidan');
    // Where the signature cannot be checked, a receipt vouches for nothing.
    const [unchecked] = await verdictsOf(output.page, [file, body(later.receipt(index))], { before: withoutEd25519('verify') });
    assert.match(unchecked.head, /^Finns inte i listan, men uppger sig/);
  });

  test('a ledger that hides a document, lies about one, or was rewritten is found out by a receipt', async () => {
    const { document, revision } = current.entry;
    const place = ledger.lines.findIndex(line => line.includes(`"event":"issued","document":"${document}","revision":${revision},`));
    const lying = ledger.upTo(place);
    lying.issue(document, revision, digest);
    const hiding = ledger.upTo(place);
    hiding.issue('other/declaration');
    const shorter = ledger.upTo(place);
    const late = ledger.upTo();
    const again = late.issue(document, revision, current.entry.digest);
    for (const [name, own, receipt, head] of [
      // Of a size that the page has: the roots differ.
      ['lying', lying, ledger.receipt(place, { size: place + 1 }), 'Kvittot och sidan visar två olika liggare'],
      ['hiding', hiding, ledger.receipt(place, { size: place + 1 }), 'Kvittot och sidan visar två olika liggare'],
      ['hiding, before', hiding, ledger.receipt(place - 1, { size: place }), /^Kvittot stämmer, /],
      // Of a size that the page has not: the line differs.
      ['lying, later', lying, ledger.receipt(place), 'Kvittot och liggaren i sidan säger emot varandra'],
      ['hiding, later', hiding, ledger.receipt(place), 'Kvittot och liggaren i sidan säger emot varandra'],
      ['issued twice', ledger, late.receipt(again), 'Kvittot och liggaren i sidan säger emot varandra'],
      ['not yet there', shorter, ledger.receipt(place), 'Kvittot stämmer, men handlingen är nyare än den här sidan'],
    ]) {
      const path = pageOf('rewritten', evidence(own));
      const [verdict, file] = await verdictsOf(path, [body(receipt), { name: 'own.pdf', bytes: current.pdf.bytes }]);
      assert.match(verdict.head, head instanceof RegExp ? head : new RegExp(`^${head}$`), name);
      if (verdict.tone === 'bad' && own !== ledger) assert.equal(file.tone, 'bad', `${name}: a receipt that alarms vouches for nothing`);
    }
  });

  test('after a change of key, older receipts hold under the older key, and newer ones do not', async () => {
    const own = new Ledger();
    own.issue('a/declaration');
    const older = own.receipt(1);
    const former = own.key;
    const stolen = own.upTo();
    own.key = new Key(former.origin);
    own.batch();
    own.issue('b/declaration');
    stolen.batch();
    stolen.append('superseded', { document: 'a/declaration', revision: 1 });
    stolen.issue('a/declaration', 2);
    const [old, fresh, thief] = await verdictsOf(pageOf('keys', evidence(own)), [older, own.receipt(3), stolen.receipt(4)].map((bytes, at) => ({ name: `${at}.tlog-proof`, bytes })));
    assert.deepEqual([old.tone, fresh.tone, thief.kind], ['good', 'good', 'refused']);
    assert.ok(old.text.includes(`en äldre nyckel, ${former.fingerprint}`) && !fresh.text.includes('äldre'));
    assert.match(thief.which, /en annan nyckel än sidans/);
    // The page of the former key alone is another ledger's head.
    await isBroken(pageOf('keys', evidence(own, { key: former.public.toString('base64'), fingerprint: former.fingerprint, checkpoint: Object.assign(own.upTo(), { key: former }).checkpoint() })), 'the former key', /en annan nyckel eller ett annat namn/);
  });

  // A page that gives no verdicts, shows nothing to be relied on, and says why.
  const isBroken = (path, name, why, options = {}) => on(path, options, async page => {
    assert.equal(await page.getAttribute('#checkpoint-state', 'data-state'), 'Broken', name);
    assert.ok(!await page.isVisible('#fingerprint'), 'nothing is shown to be relied on');
    assert.ok(!await page.isVisible('#list') && await page.$('#rows > li') === null, 'no list either');
    assert.match(await page.textContent('#broken'), /Sidan är skadad eller ändrad.*Gör så här/, name);
    assert.match(await page.textContent('#broken'), why, name);
    await drop(page, current.pdf, current.receipt);
    for (const verdict of await verdicts(page)) assert.equal(`${verdict.tone}: ${verdict.head}`, 'unknown: Inget utslag: sidan är skadad eller ändrad', name);
    if (options.axe) assert.deepEqual(await axe(page), []);
  });

  test('a page that was tampered with gives no verdicts', async () => {
    const about = output.about;
    const other = new Key(output.origin);
    const evil = {
      'no data': ['', /Sidans uppgifter går inte att läsa/, html => html.replace('"form":"avsikt-page-2"', '"form":')],
      'another form': [{ ...about, form: 'avsikt-page-1' }, /går inte att läsa/],
      'no ledger': [{ ...about, ledger: undefined }, /går inte att läsa/],
      'another fingerprint': [{ ...about, fingerprint: other.fingerprint }, /Fingeravtrycket/],
      'another key': [{ ...about, key: other.public.toString('base64'), fingerprint: other.fingerprint }, /hör till en annan liggare eller nyckel/],
      'a short key': [{ ...about, key: about.key.slice(4) }, /går inte att läsa/],
      'another origin': [{ ...about, checkpoint: about.checkpoint.replaceAll(output.origin, `avsikt/${'0'.repeat(32)}`) }, /hör till en annan liggare eller nyckel/],
      'a spoilt signature': [{ ...about, checkpoint: about.checkpoint.replace(/\n\d+\n/, '\n8\n') }, /Signaturen på sidans kontrollpunkt/],
    };
    for (const [name, [data, why, edit]] of Object.entries(evil)) await isBroken(pageOf('evil', data || about, edit), name, why, { axe: name === 'no data' });
  });

  test('a page whose ledger was changed by somebody without the key gives no verdicts', async () => {
    const about = output.about;
    const lines = about.ledger.split('\n').slice(0, -1);
    const joined = all => all.map(line => `${line}\n`).join('');
    const at = event => lines.findIndex(line => line.includes(`"event":"${event}"`));
    const edited = (place, edit) => lines.with(place, edit(lines[place]));
    const resequenced = all => all.map((line, sequence) => line.replace(/^\{"sequence":\d+/, `{"sequence":${sequence}`));
    const other = new Ledger();
    const stale = ledger.upTo(12);
    const changed_ = {
      'a digest': joined(edited(at('issued'), line => line.replace(/"digest":"./, match => match.slice(0, -1) + (match.endsWith('0') ? '1' : '0')))),
      'a standing': joined(edited(at('withdrawn'), line => line.replace('withdrawn', 'superseded'))),
      'a name': joined(edited(at('issued'), line => line.replace('joint-declaration', 'joint-declaratiom'))),
      'a nonce': joined(edited(2, line => line.replace(/"nonce":"./, match => match.slice(0, -1) + (match.endsWith('0') ? '1' : '0')))),
      'a removed line': joined(lines.toSpliced(at('withdrawn'), 1)),
      'a removed line, counted anew': joined(resequenced(lines.toSpliced(at('withdrawn'), 1))),
      'the last line removed': joined(lines.slice(0, -1)),
      'an appended line': joined([...lines, JSON.stringify({ sequence: lines.length, instant: '2018-04-23T08:15:00+02:00', event: 'withdrawn', document: 'running-order', revision: 1, nonce: '0'.repeat(32) })]),
      'two lines exchanged': joined(lines.with(3, lines[4]).with(4, lines[3])),
      'two lines exchanged, counted anew': joined(resequenced(lines.with(3, lines[4]).with(4, lines[3]))),
      'a line twice': joined(lines.toSpliced(3, 0, lines[3])),
      'a line that is empty': joined(lines.toSpliced(3, 0, '')),
      'no line feed at the end': about.ledger.slice(0, -1),
      'a line begun': `${about.ledger}{`,
      'carriage returns': about.ledger.replaceAll('\n', '\r\n'),
      'a byte order mark': `\ufeff${about.ledger}`,
      'half a character': about.ledger.replace('"typst":"', '"typst":"\ud800'),
      'nothing at all': '',
      'the ledger of somebody else': other.text,
      'the ledger as it was before': stale.text,
    };
    for (const [name, text] of Object.entries(changed_)) {
      assert.notEqual(text, about.ledger, name);
      await isBroken(pageOf('changed', { ...about, ledger: text }), name, /inte den som kontrollpunkten gäller|Rad \d+ i liggaren är inte skriven/);
    }
    // Nor with a checkpoint of another's, or one that was this ledger's at another time.
    await isBroken(pageOf('changed', { ...about, checkpoint: other.checkpoint() }), 'the checkpoint of somebody else', /hör till en annan liggare eller nyckel/);
    await isBroken(pageOf('changed', { ...about, checkpoint: stale.checkpoint() }), 'an older checkpoint', /inte den som kontrollpunkten gäller/);
    await isBroken(pageOf('changed', evidence(other, { ledger: about.ledger })), 'another’s page about this ledger', /inte den som kontrollpunkten gäller/);
    // And where the signature cannot be checked, the root still is.
    await isBroken(pageOf('changed', { ...about, ledger: changed_['a digest'] }), 'unsigned', /inte den som kontrollpunkten gäller/, { before: withoutEd25519('verify') });
  });

  test('a signed ledger whose lines are miswritten or cannot have happened gives no verdicts', async () => {
    const about = (event, keys) => own => own.append(event, keys);
    const letter = (revision, ...documents) => ({ letter: 'a', revision, digest, documents });
    const received = change => ({ signatory: 'a', document: 'a/declaration', revision: 1, signed: '2018-04-20', copies: [], ...change });
    const miswritten = {
      'an event without its keys': about('issued', { document: 'c/declaration', revision: 1 }),
      'a key too many': about('superseded', { document: 'a/declaration', revision: 1, more: 1 }),
      'keys in another order': about('superseded', { revision: 1, document: 'a/declaration' }),
      'a list that is none': about('composed', { ...letter(1), documents: 'a/declaration r1' }),
      'a date that is none': about('received', received({ signed: '2018-02-30' })),
      'another sequence': own => own.appendRaw(issued(4)),
      'a space': own => own.appendRaw(issued(3, { document: 'c/declaration' }).replace(',', ', ')),
      'an unknown event with a space': own => own.appendRaw(issued(3, { event: 'renamed' }).replace(',', ', ')),
      'no object': own => own.appendRaw('[]'),
      'an instant that is none': own => own.append('issued', { document: 'c/declaration', revision: 1, digest }, '2018-04-31T12:00:00+02:00'),
      'a key that is none': own => own.batch({ key: 'ssh-ed25519 AAAA' }),
      'a decision of two lines': about('erased', { signatory: 'a', decision: 'KS\n1' }),
      'no decision': about('erased', { signatory: 'a', decision: '' }),
      'a delivery with a state that is none': about('delivery', { letter: 'a', revision: 1, state: 'attempted', line: digest }),
      'a delivery with a code of letters': about('delivery', { letter: 'a', revision: 1, state: 'accepted', code: '250', line: digest }),
      'a delivery without a line': about('delivery', { letter: 'a', revision: 1, state: 'accepted' }),
      'half a character': own => own.batch({ typst: '\ud800' }),
    };
    const impossible = {
      'issued while current': own => own.issue('a/declaration', 2),
      'issued twice': own => own.issue('a/declaration', 1),
      'begins with revision 2': own => own.issue('c/declaration', 2),
      'superseded, a later revision': about('superseded', { document: 'a/declaration', revision: 2 }),
      'withdrawn, and never issued': about('withdrawn', { document: 'c/declaration', revision: 1 }),
      'restored while current': about('restored', { document: 'a/declaration', revision: 1 }),
      'a letter begins with revision 2': about('composed', letter(2, 'a/declaration r1')),
      'a letter with what is not issued': about('composed', letter(1, 'a/declaration r2')),
      'a letter with another’s document': about('composed', letter(1, 'b/declaration r1')),
      'the coordinator gets a signatory’s document': about('composed', { ...letter(1, 'a/declaration r1'), letter: 'coordinator' }),
      'a letter withdrawn, and never composed': about('letter-withdrawn', { letter: 'a', revision: 1 }),
      'a delivery of what was never composed': about('delivery', { letter: 'a', revision: 1, state: 'accepted', line: digest }),
      'received from another': about('received', received({ signatory: 'b' })),
      'received what was not issued': about('received', received({ revision: 2 })),
      'retracted what was not received': about('retracted', { entry: 1 }),
      'a time stamp of what came later': own => own.append('timestamped', { size: 4, root: digest, token: digest }),
      'a time stamp of another root': own => own.append('timestamped', { size: 2, root: digest, token: digest }),
      'a time stamp of nothing': own => own.append('timestamped', { size: 0, root: digest, token: digest }),
      'disposed of while current': about('erased', { signatory: 'a', decision: 'KS 1' }),
      'disposed of, and never had anything': about('erased', { signatory: 'c', decision: 'KS 1' }),
      'another origin': own => own.batch({ origin: `avsikt/${'0'.repeat(32)}` }),
    };
    for (const [cases, why] of [[miswritten, /Rad 4 i liggaren är inte skriven som den ska/], [impossible, /rad 4 i liggaren kan inte ha hänt/]]) {
      for (const [name, add] of Object.entries(cases)) {
        const own = new Ledger();
        own.issue('a/declaration');
        own.issue('b/declaration');
        add(own);
        await isBroken(pageOf('impossible', evidence(own)), name, why);
      }
    }
    // What was disposed of does not come back.
    const gone = () => {
      const own = new Ledger();
      own.issue('a/declaration');
      own.append('composed', letter(1, 'a/declaration r1'));
      own.append('letter-withdrawn', { letter: 'a', revision: 1 });
      own.append('withdrawn', { document: 'a/declaration', revision: 1 });
      own.append('timestamped', { size: 4, root: rootOf(own.lines.slice(0, 4)).toString('hex'), token: digest });
      own.append('erased', { signatory: 'a', decision: 'KS 1' });
      return own;
    };
    await on(pageOf('gone', evidence(gone())), {}, async page => assert.equal(await page.getAttribute('#checkpoint-state', 'data-state'), 'Good'));
    for (const [name, add] of Object.entries({
      'issued again': own => own.issue('a/declaration', 2),
      restored: about('restored', { document: 'a/declaration', revision: 1 }),
      'a letter again': about('composed', letter(2)),
      'received again': about('received', received()),
      'a power of attorney': about('power-of-attorney', { signatory: 'a', copies: [] }),
      'disposed of twice': about('erased', { signatory: 'a', decision: 'KS 2' }),
      'a time stamp of the same head': own => own.append('timestamped', { size: 4, root: rootOf(own.lines.slice(0, 4)).toString('hex'), token: digest }),
    })) {
      const own = gone();
      add(own);
      await isBroken(pageOf('gone', evidence(own)), name, /rad 8 i liggaren kan inte ha hänt/);
    }
    // What became of letters, by the program's rules; each step is a state and the number of its line.
    const delivered = steps => {
      const own = new Ledger();
      own.issue('a/declaration');
      own.append('composed', letter(1, 'a/declaration r1'));
      steps.forEach(([state, line]) => own.append('delivery', { letter: 'a', revision: 1, state, line: `${line}`.repeat(64) }));
      return own;
    };
    for (const steps of [
      [['accepted', 1]], [['deferred', 1], ['deferred', 2], ['accepted', 3]], [['refused', 1], ['resend', 2], ['unknown', 3], ['confirmed', 4], ['resend', 5]],
    ]) await on(pageOf('delivered', evidence(delivered(steps))), {}, async page => assert.equal(await page.getAttribute('#checkpoint-state', 'data-state'), 'Good', steps.join(' ')));
    for (const steps of [
      [['confirmed', 1]], [['resend', 1]], [['accepted', 1], ['accepted', 2]], [['refused', 1], ['accepted', 2]], [['unknown', 1], ['accepted', 2]],
      [['deferred', 1], ['deferred', 1]],
    ]) await isBroken(pageOf('delivered', evidence(delivered(steps))), steps.join(' '), new RegExp(`rad ${steps.length + 3} i liggaren kan inte ha hänt`));
    const sent = delivered([['accepted', 1]]);
    sent.append('letter-withdrawn', { letter: 'a', revision: 1 });
    await isBroken(pageOf('delivered', evidence(sent)), 'withdrawn after it was sent', /rad 5 i liggaren kan inte ha hänt/);
    const queued = new Ledger();
    queued.issue('a/declaration');
    queued.append('composed', { ...letter(1), letter: 'a+copy1' });
    queued.append('withdrawn', { document: 'a/declaration', revision: 1 });
    queued.append('erased', { signatory: 'a', decision: 'KS 1' });
    await isBroken(pageOf('gone', evidence(queued)), 'disposed of while a letter waits', /rad 5 i liggaren kan inte ha hänt/);
    const headless = new Ledger();
    headless.lines = [];
    headless.issue('a/declaration');
    await isBroken(pageOf('impossible', evidence(headless)), 'no batch first', /rad 1 i liggaren kan inte ha hänt/);
    const foreigner = new Ledger();
    foreigner.lines = [];
    foreigner.batch({ key: new Key().openssh });
    await isBroken(pageOf('impossible', evidence(foreigner)), 'a key that signs nothing', /en annan nyckel eller ett annat namn/);
  });

  test('standings follow from the lines', async () => {
    const own = new Ledger();
    const turn = (event, document, revision) => own.append(event, { document, revision });
    for (const document of ['a/declaration', 'b/declaration', 'c/declaration', 'd/declaration', 'd/invitation', 'dd/declaration', 'running-order']) own.issue(document);
    turn('superseded', 'a/declaration', 1);
    own.issue('a/declaration', 2);
    turn('withdrawn', 'b/declaration', 1);
    turn('withdrawn', 'c/declaration', 1);
    turn('restored', 'c/declaration', 1);
    turn('superseded', 'd/declaration', 1);
    own.issue('d/declaration', 2);
    turn('withdrawn', 'd/declaration', 2);
    turn('withdrawn', 'd/invitation', 1);
    own.append('erased', { signatory: 'd', decision: 'KS 2018/0001' });
    turn('withdrawn', 'running-order', 1);
    own.issue('running-order', 2);
    await on(pageOf('standings', evidence(own)), {}, async page => {
      const rows = await page.$$eval('#rows > li', items => items.map(item => `${item.querySelector('.row-name code').textContent} ${item.querySelector('.row-facts').textContent.replace(/, utf.*/, '')}`));
      assert.deepEqual(rows, [
        'a/declaration ersatt – Utgåva 1', 'b/declaration återkallad – Utgåva 1', 'c/declaration gällande – Utgåva 1',
        'd/declaration gallrad – Utgåva 1', 'd/invitation gallrad – Utgåva 1', 'dd/declaration gällande – Utgåva 1',
        'running-order återkallad – Utgåva 1', 'a/declaration gällande – Utgåva 2', 'd/declaration gallrad – Utgåva 2', 'running-order gällande – Utgåva 2',
      ]);
      assert.match(await page.textContent('#all-summary'), /^Listan omfattar 10 handlingar: 4 gällande, 1 ersatt, 2 återkallade, 3 gallrade\./);
    });
  });

  test('an event that the page does not know: it is older than the ledger, and judges with reservation', async () => {
    const newer = ledger.upTo();
    newer.append('renamed', { from: 'solbacken', to: ['solbacken-2'], cause: null });
    const superseded = output.find('superseded');
    await on(pageOf('newer', evidence(newer)), {}, async page => {
      assert.equal(await page.getAttribute('#checkpoint-state', 'data-state'), 'Good');
      assert.match(await page.textContent('#outdated'), /^Sidan är äldre än liggaren.*med förbehåll.*Gör så här: Hämta en ny sida/);
      const receipt = newer.receipt(current.entry.sequence);
      await drop(page, current.pdf, superseded.pdf, body(receipt), changed(current.pdf));
      const [document, old, proof, altered] = await verdicts(page);
      assert.equal(document.head, 'Oförändrad, men om den gäller är osäkert');
      assert.match(old.head, /^Oförändrad, men ersatt av/);
      assert.equal(proof.head, 'Kvittot stämmer, men om handlingen gäller är osäkert');
      for (const verdict of [document, old, proof]) {
        assert.equal(verdict.tone, 'caution');
        assert.match(verdict.text, /sidan är äldre än liggaren/);
      }
      assert.equal(altered.tone, 'bad');
      assert.deepEqual(await axe(page), []);
    });
  });

  test('what the data and file names hold stays text', async () => {
    const nasty = '</script><script>document.title="run"</script><img src=x onerror=alert(1)> {{csp}} {{data}} $& ${x} \u2028 "\'&amp;';
    const about = { ...output.about, title: nasty };
    await on(pageOf('nasty', about), {}, async page => {
      assert.equal(await page.textContent('#title'), nasty);
      await drop(page, { name: '<img src=x onerror=alert(1)>.pdf', bytes: foreign.bytes });
      assert.equal((await verdicts(page))[0].file, '<img src=x onerror=alert(1)>.pdf');
      assert.equal(await page.$('img'), null);
    });
    assert.deepEqual(faults(), [], 'the sources keep the rules of assembling');
  });

  test('no documents at all', () => on(pageOf('none', evidence(ledger.upTo(1))), {}, async page => {
    assert.equal(await page.textContent('#all-summary'), 'Listan är tom: inga handlingar har utfärdats.');
    assert.ok(!await page.isVisible('#all'));
  }));

  test('two revisions with the same bytes: the current one speaks', async () => {
    const own = new Ledger();
    const { document, digest: same } = current.entry;
    own.issue(document, 1, same);
    for (const [revision, sum] of [[2, digest], [3, same], [4, digest], [5, same]]) {
      own.append('superseded', { document, revision: revision - 1 });
      own.issue(document, revision, sum);
    }
    const [verdict] = await verdictsOf(pageOf('same', evidence(own)), [current.pdf]);
    assert.equal(verdict.head, 'Oförändrad och gällande');
    assert.match(verdict.which, /utgåva 5/);
  });

  test('ten times the documents and letters are ten times the work, not a hundred', async context => {
    const named = at => `signatory-${at}/declaration`;
    const claimed = { name: 'claimed.pdf', bytes: pdf(`avsikt:${named(7)}/r1`, 'x') };
    const counts = [];
    for (const documents of [200, 2000]) {
      const many = new Ledger();
      const place = many.issue(current.entry.document, 1, current.entry.digest);
      for (let at = 1; at < documents; at += 1) many.issue(named(at));
      for (let at = 1; at <= documents / 2; at += 1) many.append('composed', { letter: `signatory-${at}`, revision: 1, digest, documents: [`${named(at)} r1`] });
      for (let at = 1; at <= documents / 4; at += 1) {
        if (at % (documents / 20) === 0) many.batch();
        many.append('superseded', { document: named(at), revision: 1 });
        many.issue(named(at), 2);
      }
      const receipt = { name: 'one.tlog-proof', bytes: many.receipt(place) };
      const path = pageOf(`many-${documents}`, evidence(many));
      context.diagnostic(`${many.lines.length} lines, ${many.text.length} bytes`);
      await on(path, { counted: true }, async (page, { work }) => {
        const opened = await work();
        await drop(page, current.pdf, claimed, receipt);
        const answered = await work();
        assert.deepEqual((await verdicts(page)).map(({ tone }) => tone), ['good', 'bad', 'good']);
        await work();
        await page.evaluate(async () => {
          document.getElementById('all').open = true;
          while (!document.querySelector('#rows > li:last-child')) await new Promise(requestAnimationFrame);
          await new Promise(done => { requestAnimationFrame(() => requestAnimationFrame(done)); });
        });
        const listed = await work();
        assert.equal(await page.$$eval('#rows > li', rows => rows.length), documentsOf(many.text).length);
        counts.push({ opened, answered, listed });
      });
    }
    context.diagnostic(JSON.stringify(counts));
    const [few, many] = counts;
    proportionate(few, many, 50);
    for (const what of Object.keys(few)) assert.ok(many[what].layouts < 20 * few[what].layouts, `${what}: how often the page is laid out`);
  });
});

test('pictures', { skip: !process.env.AVSIKT_PICTURES && 'AVSIKT_PICTURES names no folder' }, async () => {
  const folder = process.env.AVSIKT_PICTURES;
  mkdirSync(folder, { recursive: true });
  const output = read(Object.values(folders).at(-1));
  const current = output.find('current');
  const files = [current.pdf, current.receipt, (output.find('superseded') ?? current).pdf, (output.find('withdrawn') ?? current).pdf, { ...changed(current.pdf), name: 'copy.pdf' }, foreign,
    { name: 'forged.tlog-proof', bytes: forge(current.receipt.bytes, forgeries.find(({ name }) => name === 'root, byte 0')) }];
  const shoot = (page, name) => page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
  for (const width of [360, 800, 1280]) {
    for (const colorScheme of ['light', 'dark']) {
      await on(output.page, { width, colorScheme }, async page => {
        for (const lang of ['sv', 'en']) {
          await page.click(`[data-language=${lang}]`);
          await page.mouse.move(0, 0);
          if (lang === 'sv') await shoot(page, `${width}-${colorScheme}-${lang}-empty`);
          await drop(page, ...files);
          await shoot(page, `${width}-${colorScheme}-${lang}`);
        }
      });
    }
  }
  await on(output.page, { before: withoutEd25519('verify') }, async page => {
    await drop(page, current.receipt, current.pdf);
    await page.$$eval('details', all => all.forEach(details => { details.open = true; }));
    await page.waitForSelector('#rows > li');
    await shoot(page, 'unchecked');
    await page.$eval('#all', details => details.scrollIntoView());
    await page.screenshot({ path: join(folder, 'list.png') });
    await page.pdf({ path: join(folder, 'print.pdf'), preferCSSPageSize: true, printBackground: false });
  });
  const broken = write(join(made, 'pages', 'broken.html'), assemble({ ...output.about, fingerprint: 'SHA256:x' }));
  await on(broken, {}, async page => {
    await drop(page, current.pdf);
    await shoot(page, 'broken');
  });
});

test('the table of forgeries is what it says', () => {
  assert.ok(forgeries.length >= 200);
  assert.equal(new Set(forgeries.map(({ name }) => name)).size, forgeries.length, 'every name once');
  // Even an edit of a case that another one of its edits undoes would be a fault: `forge` throws.
  const own = new Ledger();
  while (own.lines.length < 21) own.append('issued', { document: `${'x'.repeat(own.lines.length)}/declaration`, revision: 1, digest: 'a'.repeat(64) });
  for (let size = 8; size <= 21; size += 1) {
    for (const index of [1, 2, size >> 1, size - 1]) {
      const receipt = own.receipt(index, { size });
      for (const forgery of forgeries) forge(receipt, forgery);
    }
  }
});

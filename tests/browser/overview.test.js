// The coordinator's overview in Chromium, after a story with every kind of ending.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';

import { axe, held, launch, proportionate } from './browser.js';
import { Ceremony, skip } from './ceremony.js';

const NAME = 'index.html';

describe('the overview', { skip }, () => {
  let browser;
  let ceremonies;
  before(async () => {
    browser = await launch();
    ceremonies = Object.fromEntries(['sv', 'en'].map(language => [language, new Ceremony(language)]));
    for (const ceremony of Object.values(ceremonies)) {
      ceremony.run('produce');
      ceremony.send('kansli@iksvalan.example');
      ceremony.run('receive', 'solbacken', ceremony.scan('documents/solbacken/declaration-r1.pdf'));
      ceremony.run('receive', 'cafe-rene');
      ceremony.change('skänka gårdagens bröd', 'skänka dagens bröd');
      ceremony.run('produce');
    }
  });
  after(async () => {
    await browser?.close();
    for (const ceremony of Object.values(ceremonies ?? {})) ceremony.remove();
  });

  const on = (body, options = {}) => held(browser, options.path ?? ceremonies[options.language ?? 'sv'].page(NAME), { clock: '2018-05-02T08:00:00+02:00', ...options }, body);
  const ids = page => page.$$eval('#rows > tr', rows => rows.map(row => row.dataset.id));
  const rowsIn = language => ceremonies[language].data(NAME).rows;
  const idsOf = name => rowsIn('sv').filter(row => row.is.includes(name)).map(row => row.id);
  const pressed = page => page.$$eval('#filters [aria-pressed=true]', buttons => buttons.map(button => button.dataset.show));

  test('every packet is there, with a picture, its documents, its letter, and what came back', () => on(async page => {
    assert.equal((await ids(page)).length, 16);
    const pictures = await page.$$eval('img', all => Promise.all(all.map(image => image.decode().then(() => [image.naturalWidth, image.naturalHeight]))));
    assert.equal(pictures.length, 15);
    assert.ok(pictures.every(([width, height]) => width === 144 && height > 190), 'a page of A4');
    const links = await page.$$eval('a', all => all.map(link => link.getAttribute('href')));
    assert.ok(links.length > 50);
    for (const link of links) assert.ok(existsSync(ceremonies.sv.page(decodeURIComponent(link))), link);
    const solbacken = await page.innerText('[data-id=solbacken]');
    for (const part of ['Solbackens Bageri & Konditori AB', 'Åsa Lindqvist', 'Avsiktsförklaring, utgåva 2', 'tidigare: r1', 'I utkorgen', 'asa@solbacken.example', '20 april 2018, utgåva 1; nu gäller utgåva 2', 'En skanning']) {
      assert.ok(solbacken.includes(part), `${part} in ${solbacken}`);
    }
    assert.match(await page.innerText('[data-id=svalan]'), /Ovisst om det kom fram, \d+ \S+ \d{4} \d\d\.\d\d/);
  }));

  test('what needs somebody is on top, the worst first, and leads to the packets', () => on(async page => {
    const tones = await page.$$eval('.notice', all => all.map(notice => notice.className));
    assert.deepEqual(tones, ['notice bad', 'notice caution', 'notice caution', 'notice caution', 'notice note', 'notice note']);
    const [first] = await page.$$('.notice button');
    await first.click();
    assert.deepEqual(await ids(page), idsOf('unknown'));
    assert.deepEqual(await pressed(page), ['unknown']);
  }));

  test('signed copies are missed when the day is over, and not before', async () => {
    const told = async page => (await page.innerText('#notices')).includes('Undertecknat exemplar saknas från 13');
    await on(async page => assert.ok(await told(page)), { clock: '2018-04-21T00:00:05+02:00' });
    await on(async page => assert.ok(!await told(page)), { clock: '2018-04-20T23:59:00+02:00' });
  });

  test('filters show those that they name, with how many, and stay in the address', () => on(async page => {
    for (const name of ['sent', 'unsigned', 'signed', 'older', 'superseded']) {
      await page.click(`[data-show=${name}]`);
      assert.deepEqual(await ids(page), idsOf(name), name);
      assert.deepEqual(await pressed(page), [name]);
      assert.equal(await page.textContent(`[data-show=${name}] .count`), String(idsOf(name).filter(id => id !== 'coordinator').length));
    }
    assert.equal(await page.evaluate(() => location.hash), '#show=superseded');
    assert.equal(await page.$('[data-show=refused]'), null, 'nobody has that');
    await page.reload();
    await page.waitForSelector('#page:not([hidden])');
    assert.deepEqual(await ids(page), idsOf('superseded'));
    await page.evaluate(() => { location.hash = '#show=signed&sort=name'; });
    await page.waitForSelector('[data-show=signed][aria-pressed=true]');
    assert.deepEqual(await ids(page), ['cafe-rene', 'solbacken']);
    await page.click('[data-show=""]');
    assert.equal((await ids(page)).length, 16);
  }));

  test('each column sorts, up and down, by mouse and keyboard', () => on(async page => {
    const rows = rowsIn('sv');
    const names = () => page.$$eval('.organisation', all => all.map(one => one.textContent));
    await page.click('th.name button');
    const sorted = rows.map(row => row.name).sort(new Intl.Collator('sv').compare);
    assert.deepEqual(await names(), sorted);
    assert.equal(await page.getAttribute('th.name', 'aria-sort'), 'ascending');
    await page.focus('th.name button');
    await page.keyboard.press('Enter');
    assert.deepEqual(await names(), sorted.reverse());
    assert.equal(await page.getAttribute('th.name', 'aria-sort'), 'descending');
    await page.click('th.slot button');
    assert.equal(await page.getAttribute('th.name', 'aria-sort'), null);
    const numbers = (await ids(page)).map(id => rows.find(row => row.id === id).slot ?? Infinity);
    assert.deepEqual(numbers, numbers.toSorted((a, b) => a - b));
    await page.click('th.letter button');
    assert.deepEqual((await ids(page)).slice(0, 1), ['svalan'], 'those that need somebody come first');
    await page.click('th.documents button');
    await page.click('th.documents button');
    assert.deepEqual(new Set((await ids(page)).slice(0, 2)), new Set(idsOf('superseded')));
    await page.click('th.signed button');
    assert.equal((await ids(page)).at(-1), 'cafe-rene');
    assert.equal(await page.evaluate(() => location.hash), '#sort=signed');
  }));

  test('what is typed is found, whatever its case and accents', () => on(async page => {
    await page.fill('#find', 'CAFE rené');
    assert.deepEqual(await ids(page), ['cafe-rene']);
    assert.equal(await page.textContent('#shown'), 'Visar 1 av 15');
    await page.reload();
    await page.waitForSelector('#page:not([hidden])');
    assert.equal(await page.inputValue('#find'), 'CAFE rené');
    assert.deepEqual(await ids(page), ['cafe-rene']);
    await page.fill('#find', 'nobody at all');
    assert.equal(await page.textContent('#shown'), 'Inget paket passar in på urvalet.');
  }));

  test('an address that asks for nonsense asks for nothing', () => on(async page => {
    assert.equal((await ids(page)).length, 16);
    assert.deepEqual(await pressed(page), ['']);
  }, { hash: '#show=constructor&sort=__proto__&order=%' }));

  test('on paper the tools are gone and the packets whole', () => on(async page => {
    await page.emulateMedia({ media: 'print' });
    for (const selector of ['.tools', '#print', '.notice button', 'nav']) assert.ok(!await page.isVisible(selector), selector);
    assert.equal(await page.$$eval('#rows > tr', rows => rows.filter(row => row.checkVisibility({ contentVisibilityAuto: true })).length), 16);
  }));

  test('what the roster holds stays text', async () => {
    const nasty = '</script><img src=x onerror=alert(1)> {{csp}} $& {shown}';
    const path = ceremonies.sv.altered(NAME, data => {
      data.rows[0].name = nasty;
      data.title = nasty;
      data.rows[0].letters[0].path = 'javascript:alert(1)';
    });
    await on(async page => {
      assert.equal(await page.textContent('.organisation'), nasty);
      assert.equal(await page.textContent('#title'), nasty);
      const href = await page.getAttribute('#rows > tr .state a', 'href');
      assert.equal(href, 'javascript%3Aalert(1)', 'is a file of that name');
    }, { path });
  });

  test('ten times the signatories are ten times the work, not a hundred, and are laid out when they are looked at', async context => {
    const counts = [];
    for (const many of [1000, 10000]) {
      const path = ceremonies.sv.altered(NAME, data => {
        const one = { ...data.rows[0], picture: null };
        data.rows = Array.from({ length: many }, (_, n) => ({ ...one, id: `s${n}`, name: `Förening ${n * 7919 % many}`, is: n % 3 ? ['sent'] : ['queued'] }));
      });
      await on(async (page, { work }) => {
        const clicked = async selector => {
          await work();
          await page.evaluate(which => { document.querySelector(which).click(); document.body.getBoundingClientRect(); }, selector);
          return work();
        };
        const opened = await work();
        const drawn = await page.$$eval('#rows td', cells => cells.filter(cell => cell.checkVisibility({ contentVisibilityAuto: true })).length);
        const filtered = await clicked('[data-show=queued]');
        assert.equal((await ids(page)).length, Math.ceil(many / 3));
        const sorted = await clicked('th.name button');
        counts.push({ work: { opened, filtered, sorted }, drawn });
      }, { path, clock: undefined, counted: true });
    }
    context.diagnostic(JSON.stringify(counts));
    const [few, many] = counts;
    proportionate(few.work, many.work, 1000);
    for (const what of ['filtered', 'sorted']) assert.ok(many.work[what].layouts < few.work[what].layouts + 20, `${what}: laid out once, not once a row`);
    assert.ok(few.drawn > 0 && many.drawn <= few.drawn, 'what is far below waits');
  });

  for (const language of ['sv', 'en']) {
    test(`it fits and is accessible: ${language}`, async () => {
      for (const width of [360, 800, 1280]) {
        for (const colorScheme of ['light', 'dark']) {
          await on(async page => {
            await page.clock.resume();
            assert.deepEqual(await axe(page), [], `${width} ${colorScheme}`);
            assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), `${width}: nothing is cut off`);
            assert.equal(await page.getAttribute('html', 'lang'), language);
          }, { language, width, colorScheme });
        }
      }
    });
  }
});

// The running order on stage in Chromium, by a clock that the tests turn.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { runInNewContext } from 'node:vm';

import { axe, held, launch } from './browser.js';
import { Ceremony, skip } from './ceremony.js';

const NAME = 'running-order.html';
const at = time => `2018-04-20T${time}+02:00`;

describe('when each step is expected', () => {
  const source = readFileSync(new URL('../../src/running_order/page/plan.js', import.meta.url), 'utf8');
  const { stepsOf, expected, over, position } = runInNewContext(`${source}; ({ stepsOf, expected, over, position })`);
  const item = (start, end, fixed, slots = []) => ({ start, end, fixed, slots, each: 10, what: String(start) });
  const plain = value => JSON.parse(JSON.stringify(value));

  test('one that has a time of its own does not begin before it, and the others follow', () => {
    const steps = stepsOf([item(0, 100, true), item(100, 200, false), item(300, 400, true), item(400, 500, false)]);
    assert.deepEqual(plain(expected(steps, null, 50)), [0, 100, 300, 400], 'as planned');
    assert.deepEqual(plain(expected(steps, { step: 1, at: 60 }, 60)), [0, 60, 300, 400], 'early: the pause takes it up');
    assert.deepEqual(plain(expected(steps, { step: 1, at: 150 }, 150)), [0, 150, 300, 400], 'late: the pause makes up for it');
    assert.deepEqual(plain(expected(steps, { step: 1, at: 150 }, 370)), [0, 150, 370, 470], 'nobody steps on: the rest waits');
    assert.deepEqual(plain(position(steps, null, 250)), { at: 1, pause: true });
  });

  test('time to spare in the signing makes up for lateness, and is kept when it is early', () => {
    const slots = [0, 10, 20].map((start, index) => ({ start, number: index + 1, what: 'x' }));
    const steps = stepsOf([item(0, 60, true, slots), item(60, 70, false)]);
    assert.equal(steps.length, 4);
    assert.equal(over(steps[2], 45), 60, 'late, and still in time');
    assert.equal(over(steps[2], 55), 65, 'too late');
    assert.equal(over(steps[2], 15), 55, 'early');
  });
});

describe('the running order on stage', { skip }, () => {
  let browser;
  let ceremonies;
  let pages;
  before(async () => {
    browser = await launch();
    ceremonies = Object.fromEntries(['sv', 'en'].map(language => [language, new Ceremony(language)]));
    for (const ceremony of Object.values(ceremonies)) ceremony.run('produce');
    pages = Object.fromEntries(Object.entries(ceremonies).map(([language, ceremony]) => [language, ceremony.page(NAME)]));
  });
  after(async () => {
    await browser?.close();
    for (const ceremony of Object.values(ceremonies ?? {})) ceremony.remove();
  });

  // The tablet's own zone is another one.
  const on = (time, body, options = {}) => held(browser, options.path ?? pages.sv, { zone: 'Asia/Tokyo', clock: time.length > 8 ? time : at(time), width: 800, height: 1180, ...options }, async (page, about) => {
    await about.context.setOffline(true);
    await body(page, about);
  });
  const text = (page, id) => page.$eval(`#${id}`, element => (element.hidden ? '' : element.textContent));
  const told = async page => ({ label: await text(page, 'now-label'), what: await text(page, 'now-what'), next: await text(page, 'next-what'), pace: await text(page, 'pace') });
  const row = (page, name) => page.$eval('#rows', (rows, wanted) => {
    const found = [...rows.children].find(one => one.querySelector('.name').textContent === wanted);
    return [...found.querySelectorAll('.time span')].map(span => span.textContent.trim());
  }, name);

  test('what is on and what is next follows from the clock in the ceremony’s zone', async () => {
    for (const [time, label, what, next] of [
      ['07:00:00', 'Börjar snart', '', 'Frukost och mingel'],
      ['07:45:00', 'Nu', 'Frukost och mingel', 'Välkomsthälsning'],
      ['08:10:00', 'Nu', 'Lunds kommun', 'Advokatfirman Wahl, Bergström & Partner KB'],
      ['08:24:59', 'Nu', 'Åkerlund & Söner Bygg AB', 'Gemensamt fotografi'],
      ['08:49:59', 'Nu', 'Samtal: så tar vi det första steget tillsammans', ''],
      ['08:50:00', 'Programmet är slut', '', ''],
    ]) {
      await on(time, async page => {
        assert.deepEqual(await told(page), { label, what, next, pace: 'Enligt klockan' }, time);
        assert.equal(await text(page, 'clock'), time.slice(0, 5).replace(':', '.'));
      });
    }
    await on('2018-04-18T12:00:00+02:00', async page => assert.equal((await told(page)).label, 'fredagen den 20 april 2018'));
    await on('07:45:00', async page => assert.equal(await text(page, 'clock'), '07:45'), { path: pages.en });
  });

  test('by the clock it goes on by itself', () => on('07:59:50', async page => {
    assert.equal((await told(page)).what, 'Frukost och mingel');
    assert.equal(await text(page, 'left'), '1 min kvar');
    await page.clock.runFor(12000);
    assert.equal((await told(page)).what, 'Välkomsthälsning');
    assert.equal(await page.textContent('#said'), 'Nu: Välkomsthälsning', 'is said aloud');
  }));

  test('reality is late: back, and on when it happens; the rest shifts, and undo takes it back', () => on('08:11:30', async page => {
    for (let steps = 0; steps < 2; steps += 1) await page.click('#back');
    assert.equal((await told(page)).what, 'Välkomsthälsning');
    assert.equal(await text(page, 'left'), '1 min över tiden');
    await page.clock.runFor(90000);
    assert.equal((await told(page)).what, 'Välkomsthälsning', 'nothing runs ahead of the stage');
    await page.click('#step');
    assert.deepEqual(await told(page), { label: 'Nu', what: 'Lunds kommun', next: 'Advokatfirman Wahl, Bergström & Partner KB', pace: '3 min sent' });
    assert.deepEqual(await row(page, 'Gemensamt fotografi'), ['08.25', '08.28']);
    assert.equal(await page.getAttribute('[aria-current=step] .name >> nth=0', 'class'), 'name');
    await page.clock.runFor(300000);
    assert.equal((await told(page)).what, 'Lunds kommun');
    assert.equal((await told(page)).pace, '7 min sent', 'who waits is later and later');
    assert.match(await page.getAttribute('#pace', 'class'), /late/);
    await page.click('#undo');
    assert.equal((await told(page)).what, 'Välkomsthälsning');
    await page.click('#undo');
    await page.click('#undo');
    assert.ok(await page.isDisabled('#undo'));
    const { slots } = ceremonies.sv.data(NAME).items[2];
    assert.deepEqual(await told(page), { label: 'Nu', what: slots[8].what, next: slots[9].what, pace: 'Enligt klockan' }, 'it is 08.18');
    assert.doesNotMatch(await page.getAttribute('#pace', 'class'), /late/);
  }));

  test('ahead of time it goes on as well, and the clock can have the lead again', () => on('08:05:00', async page => {
    await page.click('#step');
    assert.deepEqual(await row(page, 'Gemensamt fotografi'), ['08.25', '08.20']);
    assert.equal((await told(page)).pace, '5 min före');
    await page.click('#follow');
    assert.deepEqual(await row(page, 'Gemensamt fotografi'), ['08.25', '']);
    assert.equal((await told(page)).what, 'Välkomsthälsning');
    assert.ok(await page.isDisabled('#follow'));
    await page.click('#undo');
    assert.equal((await told(page)).what, 'Lunds kommun', 'that was a tap like any other');
  }));

  test('to the end by taps alone', () => on('08:00:00', async page => {
    for (let steps = 0; steps < 18; steps += 1) await page.click('#step');
    assert.equal((await told(page)).label, 'Programmet är slut');
    assert.ok(await page.isDisabled('#step'));
    await page.click('#back');
    assert.match((await told(page)).what, /^Samtal/);
  }));

  test('two taps in a blink are one', () => on('07:45:00', async page => {
    await page.dblclick('#step');
    assert.equal((await told(page)).what, 'Välkomsthälsning');
  }));

  const forbidden = () => Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });
  for (const [where, options] of [['in the browser', {}], ['in the address where the browser must not', { before: forbidden }]]) {
    test(`what was tapped is kept over a reload, ${where}`, () => on('07:45:00', async page => {
      await page.click('#step');
      await page.click('#step');
      const kept = await told(page);
      assert.equal(kept.what, 'Lunds kommun');
      await page.clock.runFor(5000);
      await page.reload();
      await page.waitForSelector('#page:not([hidden])');
      assert.deepEqual(await told(page), kept);
      await page.click('#undo');
      assert.equal((await told(page)).what, 'Välkomsthälsning');
    }, options));
  }

  test('what was tapped at a rehearsal, or for another plan, is forgotten', async () => {
    await on('2018-04-19T15:00:00+02:00', async page => {
      await page.click('#step');
      assert.deepEqual(await told(page), { label: 'Nu', what: 'Frukost och mingel', next: 'Välkomsthälsning', pace: 'Genomgång' });
      await page.click('#step');
      await page.click('#back');
      assert.equal(await text(page, 'left'), '30 min kvar', 'and goes on from there');
      await page.clock.fastForward('15:00:00');
      await page.reload();
      await page.waitForSelector('#page:not([hidden])');
      assert.equal((await told(page)).pace, 'Enligt klockan');
    });
    const hash = plan => `#${encodeURIComponent(JSON.stringify({ plan, taps: [{ step: 4, at: Date.parse(at('08:00:00')) }] }))}`;
    const { plan } = ceremonies.sv.data(NAME);
    await on('08:00:30', async page => assert.notEqual((await told(page)).pace, 'Enligt klockan'), { before: forbidden, hash: hash(plan) });
    for (const other of [hash('other'), '#%', '#{"plan":1}', hash(plan).replace('4', '400')]) {
      await on('08:00:30', async page => assert.equal((await told(page)).pace, 'Enligt klockan'), { before: forbidden, hash: other });
    }
  });

  test('it can be done with the keyboard, and the lamp stays on', () => on('07:45:00', async page => {
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'step', 'all others are of no use yet');
    await page.keyboard.press('Enter');
    assert.equal((await told(page)).what, 'Välkomsthälsning');
    for (let keys = 0; keys < 3; keys += 1) await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    assert.equal((await told(page)).what, 'Frukost och mingel');
    assert.ok(await page.evaluate(() => window.asked) >= 1);
  }, { before: () => Object.defineProperty(navigator, 'wakeLock', { value: { request: async () => { window.asked = (window.asked ?? 0) + 1; } } }) }));

  test('nothing moves for those who do not want it', () => on('07:45:00', async page => {
    const duration = () => page.$eval('#step', button => getComputedStyle(button).transitionDuration);
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    assert.equal(await duration(), '0.15s');
    await page.emulateMedia({ reducedMotion: 'reduce' });
    assert.equal(await duration(), '0s');
  }));

  test('on paper it is the plan with boxes to tick, whatever was tapped', () => on('08:14:00', async page => {
    await page.click('#step');
    await page.emulateMedia({ media: 'print' });
    const seen = await page.$$eval('#rows tr', rows => rows.map(one => one.checkVisibility()));
    assert.equal(seen.length, 20, '5 items and 15 signatures');
    assert.ok(seen.every(Boolean), 'those that are over too');
    for (const id of ['now', 'next', 'step', 'clock', 'pace']) assert.ok(!await page.isVisible(`#${id}`), id);
    assert.equal(await page.$$eval('.tick', boxes => boxes.filter(box => box.checkVisibility()).length), 19);
    assert.ok(await page.$$eval('.expected', all => all.every(one => !one.checkVisibility())));
    assert.equal(await page.$eval('body', body => getComputedStyle(body).backgroundColor), 'rgb(255, 255, 255)');
  }));

  test('what the roster holds stays text', async () => {
    const nasty = '</script><img src=x onerror=alert(1)> {{csp}} $& {time}';
    const path = ceremonies.sv.altered(NAME, data => { data.items[0].what = nasty; data.title = nasty; });
    await on('07:45:00', async page => {
      assert.equal((await told(page)).what, nasty);
      assert.equal(await page.$('img'), null);
    }, { path });
  });

  for (const language of ['sv', 'en']) {
    test(`it fits, can be hit and is accessible: ${language}`, async () => {
      for (const [width, height] of [[360, 740], [800, 1180], [1280, 900]]) {
        for (const [time, taps] of [['07:00:00', 0], ['08:14:00', 2], ['09:30:00', 0]]) {
          await on(time, async page => {
            for (let tap = 0; tap < taps; tap += 1) await page.click('#step');
            await page.clock.resume();
            assert.deepEqual(await axe(page), [], `${width} ${time}`);
            assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), `${width}: nothing is cut off`);
            for (const button of await page.$$('button')) {
              const box = await button.boundingBox();
              assert.ok(box.height >= 56 && box.width >= 56, `${width}: ${JSON.stringify(box)}`);
              assert.ok(box.y + box.height <= height, 'in reach without scrolling');
            }
          }, { path: pages[language], width, height });
        }
      }
    });
  }
});

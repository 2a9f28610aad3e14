// The page in a real browser: opening it, handing it files, reading what it says.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

import { chromium } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export const launch = () => chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});

// Counts what a page does, from now on: how often its script entered any of its blocks, and how often
// the browser laid it out. Returns what tells, and begins anew. Counts, because they are the same on a
// busy machine, where seconds are not.
async function counting(page, url) {
  const session = await page.context().newCDPSession(page);
  for (const domain of ['Profiler', 'Performance']) await session.send(`${domain}.enable`);
  await session.send('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  let before = 0;
  return async () => {
    const { result } = await session.send('Profiler.takePreciseCoverage');
    const { metrics } = await session.send('Performance.getMetrics');
    const layouts = metrics.find(({ name }) => name === 'LayoutCount').value;
    const done = { blocks: 0, layouts: layouts - before };
    for (const { functions } of result.filter(script => script.url.split('#')[0] === url)) {
      for (const { ranges } of functions) for (const { count } of ranges) done.blocks += count;
    }
    before = layouts;
    return done;
  };
}

// What was counted for a few, and for ten times as many: about ten times the work, as sorting is, and
// not a hundred times, as comparing each with each other is.
export function proportionate(few, many, atLeast) {
  for (const what of Object.keys(few)) {
    assert.ok(few[what].blocks > atLeast, `${what}: counted`);
    assert.ok(many[what].blocks < 20 * few[what].blocks, `${what}: the script's work`);
  }
}

// Opens a page as file://. What it must never do is noted from its first moment on: requests,
// violations of its policy, errors. `clock` is the instant at which its clock stands still, until a
// test turns it; `counted` has what it does counted.
export async function open(browser, path, { locale = 'sv-SE', colorScheme = 'light', width = 1280, height = 900, before, zone, clock, counted, hash = '' } = {}) {
  const context = await browser.newContext({ locale, colorScheme, viewport: { width, height }, timezoneId: zone });
  const page = await context.newPage();
  const noted = { requests: [], errors: [] };
  page.on('request', request => noted.requests.push(request.url()));
  page.on('pageerror', error => noted.errors.push(error.message));
  page.on('console', message => { if (message.type() === 'error') noted.errors.push(message.text()); });
  await page.addInitScript(() => {
    window.violations = [];
    document.addEventListener('securitypolicyviolation', event => window.violations.push(`${event.violatedDirective} ${event.blockedURI}`));
  });
  if (before) await page.addInitScript(before);
  if (clock) {
    // It ticks until it is told to stand, which it can only be told for an instant to come.
    await page.clock.install({ time: Date.parse(clock) - 60000 });
    await page.clock.pauseAt(clock);
  }
  const { href } = pathToFileURL(path);
  const work = counted && await counting(page, href);
  await page.goto(href + hash);
  await page.waitForSelector('#page:not([hidden])');
  return { page, context, noted, work };
}

// Opens a page, hands it to the test, and holds it to what always has to be true.
export async function held(browser, path, options, body) {
  const { page, context, noted, work } = await open(browser, path, options);
  try {
    await body(page, { work, noted, context });
    assert.deepEqual(await page.evaluate(() => window.violations), [], 'the policy was violated');
    assert.deepEqual(noted.errors, [], 'the page has errors');
    const others = noted.requests.filter(url => !url.startsWith('data:') && url.split('#')[0] !== pathToFileURL(path).href);
    assert.deepEqual(others, [], 'more than the page was asked for');
  } finally {
    await context.close();
  }
}

// Drops files by an event as a script can make it, and waits for the verdicts.
export function drop(page, ...files) {
  const carried = files.map(({ name, bytes }) => ({ name, base64: Buffer.from(bytes).toString('base64') }));
  return page.evaluate(async list => {
    const transfer = new DataTransfer();
    for (const { name, base64 } of list) transfer.items.add(new File([Uint8Array.from(atob(base64), c => c.charCodeAt(0))], name));
    document.getElementById('drop').dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: transfer }));
    while (document.getElementById('status').textContent.endsWith('…')) await new Promise(done => { setTimeout(done, 5); });
  }, carried);
}

// Drops files from the disk as a hand would: the browser itself makes the events.
export async function dropByHand(page, ...paths) {
  const session = await page.context().newCDPSession(page);
  const box = await page.locator('#drop').boundingBox();
  const data = { items: [], files: paths, dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop']) {
    await session.send('Input.dispatchDragEvent', { type, x: box.x + box.width / 2, y: box.y + box.height / 2, data });
  }
}

// The verdicts on the page, newest first.
export function verdicts(page) {
  return page.$$eval('#findings > li', items => items.map(item => ({
    kind: item.dataset.kind,
    tone: item.className.replace('finding ', ''),
    head: item.querySelector('h3').textContent,
    file: item.querySelector('bdi').textContent,
    which: [...item.querySelectorAll('.which')].map(p => p.textContent).join(' '),
    together: [...item.querySelectorAll('.together')].map(p => p.textContent),
    text: item.textContent,
  })));
}

export async function axe(page) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => window.axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => `${node.html} ${node.failureSummary}`).join('; ')}`);
}

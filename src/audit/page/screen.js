// What is shown, and what people do. Nothing that comes from a file or from the data ever becomes
// markup.

let findings = [];
// The newest findings, which the status line tells of; `null` while none were made.
let latest = null;

const MARKS = { good: '✓', caution: '!', bad: '✕', unknown: '?' };

function showFinding(finding) {
  const verdict = verdictOn(finding, findings);
  const body = make('div', '',
    make('h3', '', verdict.head),
    make('p', 'file', make('bdi', '', finding.name), ` – ${say('checkedAt', { time: sayNow(finding.at) })}`));
  if (verdict.which) body.append(make('p', 'which', verdict.which));
  if (verdict.wrong) body.append(make('p', 'which', verdict.wrong));
  body.append(make('p', '', verdict.means));
  for (const sentence of verdict.together || []) body.append(make('p', 'together', sentence));
  body.append(make('p', '', make('strong', '', say('todo')), ' ', verdict.todo));
  for (const [label, digest] of verdict.sums || []) body.append(make('p', 'sum', say(label), ' ', make('code', '', digest)));
  const mark = make('span', 'mark', MARKS[verdict.tone]);
  mark.setAttribute('aria-hidden', 'true');
  const item = make('li', `finding ${verdict.tone}`, mark, body);
  item.dataset.kind = finding.kind;
  return item;
}

function showFindings() {
  $('verdicts').hidden = findings.length === 0;
  $('findings').replaceChildren(...findings.map(showFinding));
  $('status').textContent = latest ? sayLatest() : '';
}

function sayLatest() {
  if (latest.length === 0) return say('cleared');
  const verdicts = latest.map(finding => verdictOn(finding, findings));
  if (latest.length === 1) return say('checkedOne', { file: latest[0].name, verdict: verdicts[0].head });
  const tones = ['Good', 'Caution', 'Bad', 'Unknown']
    .map(tone => [tone, verdicts.filter(verdict => verdict.tone === tone.toLowerCase()).length])
    .filter(([, n]) => n > 0)
    .map(([tone, n]) => say(`tone${tone}`, { n }));
  return say('checkedMany', { n: latest.length, tones: tones.join(', ') });
}

function showPageState() {
  const state = page.broken ? 'Broken' : !canHash ? 'NoCrypto' : page.signed ? 'Good' : 'Unchecked';
  const line = $('checkpoint-state');
  line.textContent = say(`state${state}`, state === 'Good' ? { size: page.tree.size, latest: sayInstant(page.register.latest) } : {});
  line.dataset.state = state;
  $('broken').hidden = !page.broken;
  // A fingerprint is shown to be relied on.
  $('key').hidden = Boolean(page.broken);
  if (page.broken) {
    $('broken').replaceChildren(
      make('h2', '', say('brokenHeading')),
      make('p', '', say(`broken-${page.broken.why}`, page.broken.values), ' ', say('brokenMeans')),
      make('p', '', make('strong', '', say('todo')), ' ', say('brokenDo')));
  }
}

// That lines are unknown to the page.
function showOutdated() {
  $('outdated').hidden = !page.register || page.register.unknown === 0;
  $('outdated').replaceChildren(
    make('h2', '', say('outdatedHeading')),
    make('p', '', say('outdatedMeans')),
    make('p', '', make('strong', '', say('todo')), ' ', say('outdatedDo')));
}

function showFingerprint() {
  const groups = page.fingerprint.match(/^SHA256:|.{1,4}/g) || [];
  $('fingerprint').replaceChildren(...groups.map(group => make('span', '', group)));
}

// The rows are made when they are first looked at: a list may have thousands.
function showRows() {
  if (!$('all').open) {
    $('rows').replaceChildren();
    return;
  }
  const rows = document.createDocumentFragment();
  for (const entry of page.documents) {
    rows.append(make('li', '',
      make('p', 'row-name', called(entry.document), ' ', make('code', '', entry.document)),
      make('p', 'row-facts', make('span', `standing ${entry.standing}`, say(entry.standing)), ` – ${say('rowFacts', { revision: entry.revision, issued: sayInstant(entry.issued) })}`),
      make('p', 'sum', make('code', '', entry.digest))));
  }
  $('rows').classList.toggle('long', page.documents.length > 200);
  $('rows').replaceChildren(rows);
}

function showSummary() {
  const { documents } = page;
  $('list').hidden = Boolean(page.broken);
  $('all').hidden = documents.length === 0;
  if (documents.length === 0) {
    $('all-summary').textContent = say('allEmpty');
    return;
  }
  const counts = STANDINGS
    .map(standing => [standing, documents.filter(entry => entry.standing === standing).length])
    .filter(([, n]) => n > 0)
    .map(([standing, n]) => sayCount(standing, n));
  const newest = documents.reduce((a, b) => (Date.parse(b.issued) > Date.parse(a.issued) ? b : a));
  $('all-summary').textContent = say('allSummary', {
    documents: sayCount('document', documents.length), standings: counts.join(', '), latest: sayInstant(newest.issued),
  });
}

// What an authority outside has seen, by the ledger's lines. Its answers are not in the page.
function showStamps() {
  const { timestamps } = page.register || { timestamps: [] };
  $('stamps').hidden = Boolean(page.broken);
  $('stamps-all').hidden = timestamps.length === 0;
  const newest = timestamps[timestamps.length - 1];
  $('stamps-summary').textContent = newest
    ? say('stampsSummary', { times: sayCount('times', timestamps.length), size: newest.size, noted: sayInstant(newest.instant) })
    : say('stampsNone');
  $('stamps-rows').replaceChildren(...timestamps.map(({ size, instant }) => make('li', '',
    make('p', 'row-name', say('stampsRow', { size })),
    make('p', 'row-facts', say('stampsNoted', { noted: sayInstant(instant) })),
    make('p', 'sum', make('code', '', `openssl ts -verify -in timestamps/${size}.tsr -data timestamps/${size}.checkpoint -CAfile ../ca.pem`)))));
}

function showTechnical() {
  const terms = [
    ['technicalOrigin', page.origin],
    ['technicalKey', page.key],
    ['technicalVerifier', page.keyId && `${page.origin}+${hex(page.keyId)}+${base64(join([1], page.keyBytes))}`],
    ['technicalCheckpoint', page.checkpoint],
  ];
  $('technical').replaceChildren(...terms.filter(([, text]) => text)
    .flatMap(([label, text]) => [make('dt', '', say(label)), make('dd', '', make('pre', '', text))]));
}

function showAll() {
  document.documentElement.lang = language;
  document.title = page.title ? `${say('heading')} – ${page.title}` : say('heading');
  $('title').textContent = page.title;
  for (const element of document.querySelectorAll('[data-text]')) element.textContent = say(element.dataset.text);
  for (const element of document.querySelectorAll('[data-label]')) element.setAttribute('aria-label', say(element.dataset.label));
  for (const button of document.querySelectorAll('[data-language]')) {
    button.setAttribute('aria-pressed', String(button.dataset.language === language));
  }
  for (const [id, key] of [['proves', 'proves'], ['proves-not', 'provesNot']]) {
    $(id).replaceChildren(...WORDS[language][key].map(sentence => make('li', '', sentence)));
  }
  showFingerprint();
  showPageState();
  showOutdated();
  showStamps();
  showSummary();
  showRows();
  showTechnical();
  showFindings();
}

// Files are taken in the order in which they come, one batch after the other, so that a slow one
// is not overtaken.
let ready;
let queue = Promise.resolve();

function take(files) {
  const list = Array.from(files);
  if (list.length === 0) return;
  $('status').textContent = say('checking');
  queue = queue.then(async () => {
    await ready;
    const batch = [];
    for (const file of list) batch.push(await examine(file));
    // The same file once more replaces what was said of it before.
    const again = old => batch.some(fresh => fresh.name === old.name && fresh.digest === old.digest);
    findings = [...batch, ...findings.filter(old => !again(old))];
    latest = batch;
    showFindings();
    $('verdicts').scrollIntoView({ block: 'nearest' });
  });
}

function listen() {
  $('choose').addEventListener('click', () => $('files').click());
  $('files').addEventListener('change', () => {
    take($('files').files);
    // Otherwise the same file could not be chosen twice.
    $('files').value = '';
  });
  $('print').addEventListener('click', () => window.print());
  $('clear').addEventListener('click', () => {
    findings = [];
    latest = [];
    showFindings();
    // The button that had the focus is gone.
    $('choose').focus();
  });
  $('all').addEventListener('toggle', showRows);
  for (const button of document.querySelectorAll('[data-language]')) {
    button.addEventListener('click', () => {
      language = button.dataset.language;
      showAll();
    });
  }
  // The whole page takes what is dropped: a file that misses the frame would otherwise be opened
  // in the page's place.
  const over = on => document.documentElement.classList.toggle('over', on);
  document.addEventListener('dragover', event => {
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    over(true);
  });
  document.addEventListener('dragleave', event => {
    if (!event.relatedTarget) over(false);
  });
  document.addEventListener('drop', event => {
    event.preventDefault();
    over(false);
    take(event.dataTransfer.files);
  });
}

// What it did not foresee must not look like a page that holds.
ready = checkPage().catch(error => { page.broken = error instanceof Broken ? error : new Broken('data'); });
listen();
// Shown when it is known whether the page itself holds: no verdict before that.
ready.then(() => {
  $('all').open = page.documents.length <= 12;
  showAll();
  $('page').hidden = false;
});

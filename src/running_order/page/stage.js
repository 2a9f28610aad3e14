// The stage: what is on now and next, and what was tapped.

const data = JSON.parse($('data').textContent);
const steps = stepsOf(data.items);
// What was tapped, the last last: which step began then. One without a step gives the lead back to
// the clock.
let taps = recall();

// Where taps are kept over a reload: in the browser, or in the address where that is forbidden.
function remember() {
  const text = JSON.stringify({ plan: data.plan, taps });
  try {
    localStorage.setItem('avsikt-running-order', text);
  } catch {
    history.replaceState(null, '', `#${encodeURIComponent(text)}`);
  }
}

// Those of another plan or of a rehearsal yesterday are of no use any more.
function recall() {
  let text = null;
  try {
    text = localStorage.getItem('avsikt-running-order');
  } catch {
    // The address tells, or nothing does.
  }
  try {
    const kept = JSON.parse(text ?? decodeURIComponent(location.hash.slice(1)));
    const whole = kept.taps.every(tap => (tap.step === null || steps[tap.step] || tap.step === steps.length) && Number.isFinite(tap.at));
    const last = Math.max(...kept.taps.map(tap => tap.at));
    return kept.plan === data.plan && whole && Math.abs(Date.now() - last) < FORGOTTEN ? kept.taps : [];
  } catch {
    return [];
  }
}

function say(name, values = {}) {
  return data.words[name].replace(/\{(\w+)\}/g, (all, value) => (value in values ? values[value] : all));
}

// The time on the ceremony's clocks, whatever those of the tablet show.
function clock(instant) {
  const nearest = data.items.findLast(item => item.start <= instant) ?? data.items[0];
  const there = new Date(instant + nearest.offset * MINUTE);
  const two = number => String(number).padStart(2, '0');
  return two(there.getUTCHours()) + (data.language === 'sv' ? '.' : ':') + two(there.getUTCMinutes());
}

function put(id, text) {
  $(id).textContent = text ?? '';
  $(id).hidden = !text;
}

function showStep(prefix, step) {
  put(`${prefix}-what`, step?.what);
  put(`${prefix}-spoken`, step?.spoken && say('spoken', { spoken: step.spoken }));
  put(`${prefix}-who`, step?.who);
}

// How late the rest is; nothing while it goes by the clock, or on another day.
function showPace(tap, begins) {
  const next = tap ? Math.min(tap.step + 1, steps.length - 1) : 0;
  const late = Math.round((begins[next] - steps[next].start) / MINUTE);
  $('pace').classList.toggle('late', late > 0);
  if (!tap) put('pace', say('byClock'));
  else if (Math.abs(late) * MINUTE > REHEARSAL) put('pace', say('rehearsal'));
  else put('pace', late === 0 ? say('onTime') : say(late > 0 ? 'late' : 'early', { minutes: Math.abs(late) }));
}

function showLeft(step, began, now) {
  const left = Math.ceil((over(step, began) - now) / MINUTE);
  put('left', left > 0 ? say('left', { minutes: left }) : say('over', { minutes: Math.max(1, Math.floor((now - over(step, began)) / MINUTE)) }));
  $('left').classList.toggle('late', left <= 0);
}

let shown = null;

function show() {
  const now = Date.now();
  const tap = leading(taps);
  const begins = expected(steps, tap, now);
  const { at, pause } = position(steps, tap, now);
  const [step, next] = [pause ? undefined : steps[at], steps[at + 1]];
  put('clock', clock(now));
  showPace(tap, begins);

  const rehearses = Math.abs(steps[0].start - now) > REHEARSAL;
  let label = say('now');
  if (at < 0) label = rehearses ? data.day : say('begins');
  else if (at >= steps.length) label = say('ended');
  else if (pause) label = say('pause');
  put('now-label', label);
  if (at < 0 || pause) put('now-part', clock(begins[at + 1]));
  else put('now-part', step && [step.part && `${step.part.what}${step.number ? ` – ${say('count', { number: step.number, of: step.of })}` : ''}`, clock(begins[at])].filter(Boolean).join(' · '));
  showStep('now', step);
  put('now-notes', [step?.part && step.number === 1 && step.part.who, step?.notes].filter(Boolean).join(' · '));
  if (step) showLeft(step, begins[at], now);
  else put('left', null);

  $('next').hidden = !next;
  $('all').classList.toggle('past', at >= steps.length);
  put('next-label', next && say('next', { time: clock(begins[at + 1]) }));
  showStep('next', next);
  put('step-to', next?.what);
  $('step').disabled = at >= steps.length;
  $('back').disabled = at < 0 || (at === 0 && !pause);
  $('undo').disabled = taps.length === 0;
  $('follow').disabled = !tap;
  showRows(begins, at, pause);
  // Told once, and not each time that the clock ticks.
  const said = [label, step?.what].filter(Boolean).join(': ');
  if (said !== shown) {
    shown = said;
    $('said').textContent = said;
  }
}

// The rows of the programme, by step; on the screen those that are over are out of the way.
const rows = [];

function makeRows() {
  const cell = (className, ...children) => make('td', className, ...children);
  const what = (name, step, notes) => {
    const cells = make('td', 'what', make('span', 'name', name));
    for (const [className, text] of [['spoken', step.spoken && say('spoken', { spoken: step.spoken })], ['who', step.who], ['notes', notes]]) {
      if (text) cells.append(make('span', className, text));
    }
    return cells;
  };
  const all = [];
  let part = null;
  for (const step of steps) {
    if (step.part && step.number === 1) {
      part = make('tr', 'part', cell('time', clock(step.part.start)), cell('number'), what(step.part.what, step.part, step.part.notes), cell('box'));
      all.push(part);
    }
    const [planned, now] = [make('span', 'planned', clock(step.start)), make('span', 'expected')];
    const row = make('tr', '', cell('time', planned, now), cell('number', step.number ? String(step.number) : ''), what(step.what, step, step.part ? null : step.notes), cell('box', make('span', 'tick')));
    rows.push({ row, now, part: step.part && step.number === step.of ? part : null });
    all.push(row);
  }
  $('rows').replaceChildren(...all);
}

function showRows(begins, at, pause) {
  rows.forEach(({ row, now, part }, step) => {
    const shifts = step >= at && clock(begins[step]) !== clock(steps[step].start);
    row.classList.toggle('shifted', shifts);
    now.textContent = shifts ? ` ${clock(begins[step])}` : '';
    const past = step < at || (pause && step === at);
    row.classList.toggle('past', past);
    part?.classList.toggle('past', past);
    if (step === at && !pause) row.setAttribute('aria-current', 'step');
    else row.removeAttribute('aria-current');
  });
}

function tapped(change) {
  taps = change;
  remember();
  show();
}

function listen() {
  // The second tap of two in a blink is a trembling hand.
  const on = (id, act) => $(id).addEventListener('click', event => { if (event.detail < 2) act(); });
  on('step', () => tapped(steppedOn(steps, taps, Date.now())));
  on('back', () => tapped(steppedBack(steps, taps, Date.now())));
  on('undo', () => tapped(taps.slice(0, -1)));
  on('follow', () => tapped([...taps, { step: null, at: Date.now() }]));
  document.addEventListener('visibilitychange', stayAwake);
  setInterval(show, 1000);
}

// A tablet on a lectern must not fall asleep, where it can be asked.
async function stayAwake() {
  if (document.visibilityState !== 'visible') return;
  try {
    await navigator.wakeLock.request('screen');
  } catch {
    // Then it sleeps when it likes.
  }
  show();
}

document.title = `${say('heading')} – ${data.title}`;
put('occasion', `${data.title} · ${data.day} · ${data.venue}`);
for (const element of document.querySelectorAll('[data-text]')) element.textContent = say(element.dataset.text);
for (const element of document.querySelectorAll('[data-label]')) element.setAttribute('aria-label', say(element.dataset.label));
makeRows();
$('page').hidden = false;
show();
listen();
stayAwake();

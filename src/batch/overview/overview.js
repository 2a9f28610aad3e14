// What is shown, and what the coordinator does.

const data = JSON.parse($('data').textContent);
const texts = data.rows.map(textOf);
let asked = askedFor(location.hash);
let elements;

function say(name, values = {}) {
  return data.words[name].replace(/\{(\w+)\}/g, (all, value) => (value in values ? values[value] : all));
}

function link(name, path) {
  const element = make('a', '', name);
  element.href = path.split('/').map(encodeURIComponent).join('/');
  return element;
}

// A cell of the table, with its column's name for where rows are cards.
function cell(column, ...children) {
  const element = make('td', column, ...children.filter(Boolean));
  element.setAttribute('role', 'cell');
  element.dataset.column = say(column);
  return element;
}

// An address that has to break does so behind its @ or a full stop.
const breakable = text => text.split(/(?<=[@.])/).flatMap((part, at) => (at > 0 ? [make('wbr'), part] : [part]));

const line = (className, ...children) => make('span', className, ...children);

function nameOf(row) {
  const name = cell('name');
  if (row.picture) {
    const picture = make('img', 'picture');
    picture.src = `data:image/png;base64,${row.picture}`;
    picture.alt = '';
    name.append(picture);
  } else name.append(line('picture none'));
  const about = line('about', line('organisation', row.name));
  if (row.people) about.append(line('people', row.people));
  if (row.remark) about.append(line('remark', row.remark));
  about.append(make('code', '', row.id));
  name.append(about);
  return name;
}

function documentsOf(row) {
  return cell('documents', ...row.documents.map(({ title, current, older }) => {
    const newest = current ? link(`${title}, ${say('revision', current)}`, current.path) : `${title}, ${say('withdrawn')}`;
    const earlier = older.flatMap(one => [' ', link(`r${one.revision}`, one.path)]);
    return line('document', newest, ...(older.length ? [line('earlier', ` ${say('older')}`, ...earlier)] : []));
  }));
}

function lettersOf(row) {
  return cell('letter', ...row.letters.map(letter => line('post',
    line(`state ${letter.state}`, link(letter.said, letter.path)),
    ...[letter.to, letter.why].filter(Boolean).map(text => line('to', ...breakable(text))))));
}

function signedOf(row) {
  const parts = [];
  if (row.signed) parts.push(line(`state ${row.is.includes('older') ? 'older' : 'signed'}`, row.signed.said));
  else if (row.is.includes('unsigned')) parts.push(line('to', say('unsignedYet')));
  if (row.signed?.scans) parts.push(line('to', link(row.signed.scans.name, row.signed.scans.path)));
  if (row.power) parts.push(line(row.is.includes('power') ? 'state older' : 'to', row.power));
  return cell('signed', ...parts);
}

function makeRow(row) {
  const element = make('tr', '', nameOf(row), cell('slot', row.slotSaid), documentsOf(row), lettersOf(row), signedOf(row));
  element.setAttribute('role', 'row');
  element.dataset.id = row.id;
  return element;
}

function makeColumns() {
  $('columns').dataset.sort = say('sort');
  $('columns').replaceChildren(...COLUMNS.map(column => {
    const button = make('button', '', say(column), make('span', 'arrow'));
    button.type = 'button';
    button.addEventListener('click', () => ask({ sort: column, down: asked.sort === column && !asked.down }));
    const heading = make('th', column, button);
    heading.scope = 'col';
    heading.setAttribute('role', 'columnheader');
    return heading;
  }));
}

function makeFilters() {
  const packets = data.rows.filter(isPacket);
  const count = name => packets.filter(row => row.is.includes(name)).length;
  const there = FILTERS.filter(name => data.rows.some(row => row.is.includes(name)));
  $('filters').replaceChildren(...[[null, packets.length], ...there.map(name => [name, count(name)])].map(([name, n]) => {
    const button = make('button', '', say(name ? `is-${name}` : 'all'), ' ', make('span', 'count', String(n)));
    button.type = 'button';
    button.dataset.show = name ?? '';
    button.addEventListener('click', () => ask({ show: name }));
    return button;
  }));
}

function makeNotices() {
  // Signed copies are missed when the day is over, and not before.
  const due = data.notices.filter(notice => notice.show !== 'unsigned' || Date.now() >= data.signedFrom);
  $('notices').hidden = due.length === 0;
  const marks = { bad: '✕', caution: '!', note: 'i' };
  $('notice-list').replaceChildren(...due.map(({ tone, text, remedy, show }) => {
    const mark = make('span', 'mark', marks[tone]);
    mark.setAttribute('aria-hidden', 'true');
    const body = make('p', '', text);
    if (remedy) body.append(' ', make('strong', '', say('todo')), ` ${remedy}`);
    const item = make('li', `notice ${tone}`, mark, body);
    if (show) {
      const button = make('button', '', say('show'), make('span', 'heard', `: ${say(`is-${show}`)}`));
      button.type = 'button';
      button.addEventListener('click', () => {
        ask({ show, find: '' });
        $('packets-heading').scrollIntoView();
      });
      item.append(button);
    }
    return item;
  }));
}

function show() {
  const seen = selected(data.rows, texts, asked, data.language);
  $('rows').replaceChildren(...seen.map(at => elements[at]));
  const packets = seen.filter(at => isPacket(data.rows[at])).length;
  $('shown').textContent = seen.length > 0 ? say('shown', { shown: packets, all: data.rows.filter(isPacket).length }) : say('none');
  if ($('find').value !== asked.find) $('find').value = asked.find;
  for (const button of $('filters').children) button.setAttribute('aria-pressed', String(button.dataset.show === (asked.show ?? '')));
  for (const heading of $('columns').children) {
    const sorted = heading.className === asked.sort;
    if (sorted) heading.setAttribute('aria-sort', asked.down ? 'descending' : 'ascending');
    else heading.removeAttribute('aria-sort');
    heading.querySelector('.arrow').textContent = sorted ? (asked.down ? ' ↓' : ' ↑') : '';
  }
}

// Changes what is asked for, and keeps it in the address.
function ask(change) {
  asked = { ...asked, ...change };
  history.replaceState(null, '', addressOf(asked));
  show();
}

document.title = `${say('heading')} – ${data.title}`;
$('title').textContent = data.title;
$('occasion').textContent = `${data.day}, ${data.venue}`;
for (const element of document.querySelectorAll('[data-text]')) element.textContent = say(element.dataset.text);
for (const element of document.querySelectorAll('[data-label]')) element.setAttribute('aria-label', say(element.dataset.label));
$('links').replaceChildren(...data.links.map(({ name, path }) => make('li', '', link(name, path))));
makeNotices();
makeFilters();
makeColumns();
elements = data.rows.map(makeRow);
$('rows').classList.toggle('long', elements.length > 200);
show();
$('find').addEventListener('input', () => ask({ find: $('find').value }));
$('print').addEventListener('click', () => window.print());
window.addEventListener('hashchange', () => {
  asked = askedFor(location.hash);
  show();
});
$('page').hidden = false;

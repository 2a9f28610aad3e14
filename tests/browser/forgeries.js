// Applies a case of ../forgeries.json, whose `ops` say what each edit means.
import { readFileSync } from 'node:fs';

export const { forgeries } = JSON.parse(readFileSync(new URL('../forgeries.json', import.meta.url), 'utf8'));

const ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;

// Latin-1 keeps every byte as one character; texts of the table become such characters first.
const latin1 = text => Buffer.from(text, 'utf8').toString('latin1');
const given = ({ text, hex }) => (hex === undefined ? latin1(text) : Buffer.from(hex, 'hex').toString('latin1'));

function once(text, find, put) {
  if (!text.includes(find)) throw new Error(`nothing to replace: ${find}`);
  return text.replace(find, () => put);
}

function flip(bytes, { byte, bit }) {
  const copy = Buffer.from(bytes);
  const at = byte < 0 ? copy.length + byte : byte;
  if (at >= copy.length) throw new Error(`no byte ${byte}`);
  copy[at] ^= 1 << bit;
  return copy;
}

function addOrder(bytes) {
  const scalar = Buffer.from(bytes.subarray(-32)).reverse();
  const sum = (BigInt(`0x${scalar.toString('hex')}`) + ORDER).toString(16).padStart(64, '0');
  return Buffer.concat([bytes.subarray(0, -32), Buffer.from(sum, 'hex').reverse()]);
}

function entry(text, edit) {
  if (edit.op === 'entry-replace') return once(text, latin1(edit.find), latin1(edit.with));
  const members = text.slice(1, -1).split(',');
  const at = edit.member;
  if (edit.op === 'entry-delete') members.splice(at, 1);
  else if (edit.op === 'entry-duplicate') members.splice(at, 0, members[at]);
  else if (edit.op === 'entry-swap') [members[at], members[edit.with]] = [members[edit.with], members[at]];
  else if (edit.op === 'entry-add') members[at] = members[at].replace(/\d+$/, n => Number(n) + edit.amount);
  else if (edit.op === 'entry-hex') {
    const place = members[at].indexOf(':"') + 2 + edit.digit;
    const digit = ((parseInt(members[at][place], 16) + 1) % 16).toString(16);
    members[at] = members[at].slice(0, place) + digit + members[at].slice(place + 1);
  } else throw new Error(`unknown edit ${edit.op}`);
  return `{${members.join(',')}}`;
}

function step(file, edit) {
  const { op } = edit;
  switch (op) {
    case 'prepend': return given(edit) + file;
    case 'append': return file + given(edit);
    case 'truncate': return edit.keep === undefined ? file.slice(0, -edit.drop) : file.slice(0, edit.keep);
    case 'replace-all': return file.replaceAll(latin1(edit.find), () => latin1(edit.with));
    default:
  }
  const lines = file.split('\n');
  const place = line => {
    const at = line < 0 ? lines.length + line : line;
    if (at < 0 || at >= lines.length) throw new Error(`no line ${line}`);
    return at;
  };
  const at = place(edit.line ?? (op === 'delete-proof' ? 3 : 1));
  const line = lines[at];
  const space = line.lastIndexOf(' ') + 1;
  const field = line.slice(space);
  const put = text => { lines[at] = line.slice(0, space) + text; };
  const decoded = change => put(change(Buffer.from(field, 'base64')).toString('base64'));
  switch (op) {
    case 'delete': lines.splice(at, 1); break;
    case 'duplicate': lines.splice(at, 0, line); break;
    case 'swap': [lines[at], lines[place(edit.with)]] = [lines[place(edit.with)], line]; break;
    case 'insert': lines.splice(at, 0, given(edit)); break;
    case 'set': lines[at] = given(edit); break;
    case 'copy': lines[at] = lines[place(edit.from)]; break;
    case 'prefix': lines[at] = given(edit) + line; break;
    case 'suffix': lines[at] = line + given(edit); break;
    case 'replace': lines[at] = once(line, latin1(edit.find), latin1(edit.with)); break;
    case 'break-line': lines.splice(at, 1, line.slice(0, edit.at), line.slice(edit.at)); break;
    case 'flip': lines[at] = flip(Buffer.from(line, 'latin1'), edit).toString('latin1'); break;
    case 'delete-proof': lines.splice(3, lines.indexOf('', 3) - 3); break;
    case 'number-prefix': put(edit.text + field); break;
    case 'add': put(String(Number(field) + edit.amount)); break;
    case 'copy-number': put(String(Number(lines[place(edit.from)].split(' ').pop()) + edit.plus)); break;
    case 'flip-decoded': decoded(bytes => flip(bytes, edit)); break;
    case 'zero-decoded': decoded(bytes => Buffer.from(bytes).fill(0, edit.from)); break;
    case 'resize-decoded': decoded(bytes => (edit.by < 0 ? bytes.subarray(0, edit.by) : Buffer.concat([bytes, Buffer.alloc(edit.by)]))); break;
    case 'add-order': decoded(addOrder); break;
    case 'hex-field': put(Buffer.from(field, 'base64').toString('hex')); break;
    case 'set-pad-bits': {
      const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
      put(field.replace(/(.)(=+)$/, (_, last, padding) => alphabet[alphabet.indexOf(last) | 1] + padding));
      break;
    }
    case 'strip-padding': put(field.replace(/=+$/, '')); break;
    case 'url-safe': put(`-${field.replaceAll('+', '-').replaceAll('/', '_')}`); break;
    default: put(Buffer.from(entry(Buffer.from(field, 'base64').toString('latin1'), edit), 'latin1').toString('base64'));
  }
  return lines.join('\n');
}

export function forge(receipt, { name, edit }) {
  const before = receipt.toString('latin1');
  const after = edit.reduce((file, one) => {
    const next = step(file, one);
    if (next === file) throw new Error(`${name}: ${one.op} changes nothing`);
    return next;
  }, before);
  if (after === before) throw new Error(`${name} changes nothing`);
  return Buffer.from(after, 'latin1');
}

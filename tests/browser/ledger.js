// A ledger, its tree, its checkpoint and its receipts, written for the tests alone from the
// formats' description: shared code would share its faults with what is tested.
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

export const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();

// RFC 6962, section 2.1: the split is at the largest power of two smaller than the size.
const split = size => 2 ** Math.ceil(Math.log2(size) - 1);
const node = (left, right) => sha256(Buffer.from([1]), left, right);

export function rootOf(leaves) {
  if (leaves.length === 1) return sha256(Buffer.from([0]), leaves[0]);
  const at = split(leaves.length);
  return node(rootOf(leaves.slice(0, at)), rootOf(leaves.slice(at)));
}

export function pathTo(index, leaves) {
  if (leaves.length === 1) return [];
  const at = split(leaves.length);
  return index < at
    ? [...pathTo(index, leaves.slice(0, at)), rootOf(leaves.slice(at))]
    : [...pathTo(index - at, leaves.slice(at)), rootOf(leaves.slice(0, at))];
}

export class Key {
  constructor(origin = `avsikt/${randomBytes(16).toString('hex')}`) {
    const pair = generateKeyPairSync('ed25519');
    this.origin = origin;
    this.secret = pair.privateKey;
    this.public = Buffer.from(pair.publicKey.export({ format: 'jwk' }).x, 'base64url');
    this.id = sha256(origin, Buffer.from([0x0a, 0x01]), this.public).subarray(0, 4);
  }

  get blob() {
    const field = bytes => Buffer.concat([Buffer.from([0, 0, 0, bytes.length]), bytes]);
    return Buffer.concat([field(Buffer.from('ssh-ed25519')), field(this.public)]);
  }

  get openssh() {
    return `ssh-ed25519 ${this.blob.toString('base64')}`;
  }

  get fingerprint() {
    return `SHA256:${sha256(this.blob).toString('base64').replaceAll('=', '')}`;
  }

  // A signed note; what is signed is given as it is, so that tests can sign what is miswritten.
  note(text, name = this.origin) {
    return `${text}\n— ${name} ${Buffer.concat([this.id, sign(null, Buffer.from(text), this.secret)]).toString('base64')}\n`;
  }
}

export class Ledger {
  lines = [];
  constructor(key = new Key()) {
    this.key = key;
    this.batch();
  }

  // A batch begins, with the key that the ledger has by now.
  batch(change = {}, instant) {
    const digest = '0'.repeat(64);
    return this.append('batch', { origin: this.key.origin, key: this.key.openssh, roster: digest, templates: digest, fonts: digest, program: '0.2.0', typst: '0.14.0', ...change }, instant);
  }

  issue(document, revision = 1, digest = sha256(`${document} ${revision}`).toString('hex'), instant) {
    return this.append('issued', { document, revision, digest }, instant);
  }

  // The same ledger when it had so many lines.
  upTo(size = this.lines.length) {
    return Object.assign(new Ledger(this.key), { lines: this.lines.slice(0, size) });
  }

  get text() {
    return this.lines.map(line => `${line}\n`).join('');
  }

  append(event, keys, instant = '2018-03-26T12:00:00+02:00') {
    const sequence = this.lines.length;
    this.appendRaw(JSON.stringify({ sequence, instant, event, ...keys, nonce: randomBytes(16).toString('hex') }));
    return sequence;
  }

  appendRaw(line) {
    return this.lines.push(Buffer.from(line)) - 1;
  }

  checkpoint(size = this.lines.length) {
    return this.key.note(`${this.key.origin}\n${size}\n${rootOf(this.lines.slice(0, size)).toString('base64')}\n`);
  }

  receipt(index, { size = this.lines.length, checkpoint = this.checkpoint(size) } = {}) {
    const path = pathTo(index, this.lines.slice(0, size)).map(hash => `${hash.toString('base64')}\n`);
    return Buffer.from(`c2sp.org/tlog-proof@v1\nextra ${this.lines[index].toString('base64')}\nindex ${index}\n${path.join('')}\n${checkpoint}`);
  }
}

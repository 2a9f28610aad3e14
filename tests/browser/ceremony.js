// Ceremonies of the repository's sample, made by the program: AVSIKT names it.
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url));
const { AVSIKT } = process.env;
export const skip = !AVSIKT && 'without AVSIKT';

export class Ceremony {
  constructor(language) {
    this.folder = mkdtempSync(join(tmpdir(), 'avsikt-ceremony-'));
    for (const name of ['signatories.toml', 'templates']) cpSync(join(REPOSITORY, name), join(this.folder, name), { recursive: true });
    this.change('venue = ', `language = "${language}"\nvenue = `);
  }

  change(from, to) {
    const roster = join(this.folder, 'signatories.toml');
    const text = readFileSync(roster, 'utf8');
    if (!text.includes(from)) throw new Error(`${from} is not in the roster`);
    writeFileSync(roster, text.replace(from, () => to));
  }

  run(...words) {
    const env = { ...process.env, AVSIKT_KEY: join(this.folder, 'key') };
    const run = spawnSync(AVSIKT, ['-C', this.folder, ...words], { env, encoding: 'utf8' });
    if (run.status !== 0 && words[0] !== 'send') throw new Error(run.stderr);
    return run.stdout;
  }

  // Sends the letters by a program that takes all but those to the given address, of which nobody
  // knows then.
  send(but) {
    const takes = join(this.folder, 'takes');
    writeFileSync(takes, `#!/bin/sh\nif grep -q '${but}'; then echo no such user >&2; exit 67; fi\n`);
    chmodSync(takes, 0o700);
    this.change('[mail]\n', '[mail]\ntransport = "sendmail"\n');
    this.change('[packet]\n', `[mail.sendmail]\ncommand = "${takes}"\n\n[packet]\n`);
    const due = this.run('--lang', 'en', 'send', '--dry-run').trim().split('\n').at(-1).split(' ')[0];
    this.run('send', '--confirm', due, '--patience', '0');
  }

  // A document as it comes back: it is no longer what was issued.
  scan(name) {
    const path = join(this.folder, 'scan.pdf');
    writeFileSync(path, Buffer.concat([readFileSync(this.page(name)), Buffer.from('% signed\n')]));
    return path;
  }

  page(name) {
    return join(this.folder, 'output', name);
  }

  data(name) {
    return JSON.parse(/<script type="application\/json" id="data">(.*?)<\/script>/s.exec(readFileSync(this.page(name), 'utf8'))[1]);
  }

  // A page that tells something else: its program and its policy are the same.
  altered(name, change) {
    const data = this.data(name);
    change(data);
    const json = JSON.stringify(data).replaceAll('<', '\\u003c');
    const html = readFileSync(this.page(name), 'utf8').replace(/(id="data">).*?(<\/script>)/s, (all, begin, end) => begin + json + end);
    const path = join(this.folder, `altered-${name}`);
    writeFileSync(path, html);
    return path;
  }

  remove() {
    rmSync(this.folder, { recursive: true });
  }
}

// The table of forged receipts, applied to real ones, against `avsikt verify --against`: what the
// page refuses, the program refuses too. AVSIKT names the program, AVSIKT_FOLDER a ceremony.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

import { forge, forgeries } from './forgeries.js';

const { AVSIKT, AVSIKT_FOLDER } = process.env;

function verify(files) {
  const against = files.flatMap(file => ['--against', file]);
  const run = spawnSync(AVSIKT, ['-C', AVSIKT_FOLDER, 'verify', '--json', ...against], { maxBuffer: 1e9 });
  return { code: run.status, answer: JSON.parse(run.stdout) };
}

test('the program refuses every forged receipt', { skip: !(AVSIKT && AVSIKT_FOLDER) && 'without AVSIKT or AVSIKT_FOLDER' }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'forgeries-'));
  try {
    const sums = readFileSync(join(AVSIKT_FOLDER, 'output', 'SHA256SUMS'), 'utf8').trim().split('\n');
    const documents = sums.map(line => line.slice(66).replace(/^documents\//, '').replace(/\.pdf$/, ''));
    // Not the first: a case may be about a line before it.
    for (const name of [documents[1], documents[Math.floor(documents.length / 2)], documents.at(-1)]) {
      const receipt = join(AVSIKT_FOLDER, 'output', 'receipts', `${name.replace('/', '.')}.tlog-proof`);
      const { code, answer } = verify([receipt]);
      assert.equal(code, 0, 'the genuine one holds');
      assert.equal(answer.findings.at(-1).verdict, 'sound');
      const files = forgeries.map((forgery, number) => {
        const file = join(folder, `${number}.tlog-proof`);
        writeFileSync(file, forge(readFileSync(receipt), forgery));
        return file;
      });
      const forged = verify(files);
      assert.equal(forged.code, 3);
      const verdicts = new Map(forged.answer.findings.map(finding => [finding.path, finding.verdict]));
      const accepted = forgeries.filter((_, number) => verdicts.get(files[number]) !== 'broken');
      assert.deepEqual(accepted.map(forgery => forgery.name), [], name);
      assert.ok(files.length >= 200);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});

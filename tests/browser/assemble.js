// Makes verify.html out of its sources and the evidence. The Rust side does the same:
//
//   1. css and js are the exact texts of the parts below, one after the other with nothing between
//      them. Neither may hold what would end its element (`</style`, `</script`), `<!--`,
//      a carriage return, or one of the placeholders.
//   2. csp is the policy below, with base64 of the SHA-256 of css and of js.
//   3. The evidence is compact JSON with every `<` written as `\u003c`, so that nothing in it can
//      end its element. It is data, not a script: it is never run, so the policy needs no hash of it.
//   4. Each placeholder occurs once and is replaced once, in the order `{{csp}}`, `/*{{css}}*/`,
//      `/*{{js}}*/`, `{{data}}`. The evidence comes last, because what users wrote is in it and
//      a placeholder in a title must stay a title.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

const source = name => readFileSync(new URL(`../../src/${name}`, import.meta.url), 'utf8');
const STYLES = ['page/house.css', 'audit/page/verify.css'];
const SCRIPTS = ['page/dom.js', ...['words', 'bytes', 'ledger', 'evidence', 'verdicts', 'screen'].map(name => `audit/page/${name}.js`)];
const style = () => STYLES.map(source).join('');
export const program = () => SCRIPTS.map(source).join('');
const hash = text => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

export function assemble(evidence) {
  const html = source('audit/page/verify.html');
  const [css, js] = [style(), program()];
  const csp = `default-src 'none'; style-src ${hash(css)}; script-src ${hash(js)}; base-uri 'none'; form-action 'none'`;
  const json = JSON.stringify(evidence).replaceAll('<', '\\u003c');
  return [['{{csp}}', csp], ['/*{{css}}*/', css], ['/*{{js}}*/', js], ['{{data}}', json]].reduce(
    // A function, because `$` means something in a replacement text.
    (page, [placeholder, text]) => page.replace(placeholder, () => text), html);
}

// What rule 1 forbids; the tests hold the sources to it.
export function faults() {
  const forbidden = /<\/(style|script)|<!--|\r|\{\{(csp|data|css|js)\}\}/i;
  return [style(), program()].flatMap(text => text.match(forbidden) ?? []);
}

// What a page that was made says of itself.
export function evidenceOf(html) {
  return JSON.parse(/<script type="application\/json" id="evidence">(.*?)<\/script>/s.exec(html)[1]);
}

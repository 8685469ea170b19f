import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OUTPUT, type Survived } from './scale.ts';

/** The table of SECURITY.md, from what `npm run harden` has recorded. */
const rows = readdirSync(OUTPUT)
  .sort()
  .map((name) => JSON.parse(readFileSync(join(OUTPUT, name), 'utf8')) as Survived & { readonly seed: number });
console.log('| what | how many | seed | what became of it |\n|---|---|---|---|');
for (const { what, count, seed, outcome } of rows) {
  console.log(`| ${what} | ${count.toLocaleString('en')} | ${seed} | ${outcome} |`);
}

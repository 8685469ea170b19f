import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** `npm run harden` sets it: the counts of SECURITY.md instead of a small form for every day. */
const IS_FULL = process.env.HARDENING === 'full';

/** Of every choice that is made by chance; another one by HARDENING_SEED. */
export const SEED = Number(process.env.HARDENING_SEED ?? 2026);

/** Long runs are given up after an hour. */
export const LONG_MS = 3_600_000;

export function howMany(daily: number, full: number): number {
  return IS_FULL ? full : daily;
}

export const OUTPUT = join(import.meta.dirname, '../output/hardening');

/** One row of the table in SECURITY.md. */
export interface Survived {
  readonly what: string;
  readonly count: number;
  /** What became of them, in words. */
  readonly outcome: string;
}

/** Keeps a row of the full form; `tests/hardening/table.ts` makes the table of them. */
export function record(name: string, row: Survived): void {
  if (!IS_FULL) return;
  mkdirSync(OUTPUT, { recursive: true });
  writeFileSync(join(OUTPUT, `${name}.json`), JSON.stringify({ ...row, seed: SEED }));
}

/** A whole number from 0 up to, not including, `end`. */
export function pick(random: () => number, end: number): number {
  return Math.floor(random() * end);
}

/** How often each happened, most frequent first. */
export function countEach(outcomes: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const outcome of outcomes) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  return [...counts]
    .sort((one, other) => other[1] - one[1])
    .map(([outcome, count]) => `${outcome} ${count}`)
    .join(', ');
}

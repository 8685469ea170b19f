import { readFileSync, writeFileSync } from 'node:fs';
import { expect } from 'vitest';

/** Turns over one bit of some bytes wherever they stand in a file. */
export function flip(path: string, find: string | Uint8Array): void {
  const bytes = readFileSync(path);
  const at = bytes.indexOf(find);
  expect(at).toBeGreaterThan(0);
  for (let place = at; place >= 0; place = bytes.indexOf(find, place + 1)) {
    bytes[place] = (bytes[place] as number) ^ 1;
  }
  writeFileSync(path, bytes);
}

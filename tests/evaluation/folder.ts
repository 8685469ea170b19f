import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder of one test, gone when it ends. */
export class Folder {
  readonly path = mkdtempSync(join(tmpdir(), 'sourcier-evaluation-test-'));

  constructor() {
    onTestFinished(() => rmSync(this.path, { recursive: true, force: true }));
  }

  at(name: string): string {
    return join(this.path, name);
  }

  write(name: string, content: string): string {
    writeFileSync(this.at(name), content);
    return this.at(name);
  }

  writeJsonLines(name: string, rows: readonly unknown[]): string {
    return this.write(name, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  }

  read(name: string): string {
    return readFileSync(this.at(name), 'utf8');
  }

  list(): string[] {
    return readdirSync(this.path).sort();
  }
}

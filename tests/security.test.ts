import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..');
const security = readFileSync(join(ROOT, 'SECURITY.md'), 'utf8');

describe('SECURITY.md', () => {
  it('names for each threat a test that is there', () => {
    const table = security.slice(security.indexOf('## Threats'), security.indexOf('## Survived'));
    const rows = [...table.matchAll(/^\| (?!what|---)([^|]+)\|[^|]+\|([^|]+)\|$/gm)];
    expect(rows.length).toBeGreaterThan(20);
    for (const [, threat = '', shownBy = ''] of rows) {
      const tests = [...shownBy.matchAll(/`(tests\/[^`]+)`/g)].map(([, path = '']) => path);
      expect(tests, threat).not.toEqual([]);
      expect(tests.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
    }
  });

  it('has the table of what was survived', () => {
    const table = security.slice(security.indexOf('## Survived'), security.indexOf('## Privacy'));
    const counts = [...table.matchAll(/^\| [a-z][^|]+\| ([\d,]+) \| \d+ \|/gm)].map(([, count = '']) => count);
    expect(counts.length).toBeGreaterThanOrEqual(8);
  });
});

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FileReplacement, removeLeftovers } from '../../src/store/file-replacement.ts';
import { Workplace } from './workplace.ts';

function folder(): string {
  const path = join(new Workplace().folder, 'uploads');
  mkdirSync(path);
  return path;
}

describe('the replacement of a file', () => {
  it('puts the new one in its place', async () => {
    const path = join(folder(), 'note.md');
    writeFileSync(path, 'avant');
    const replacement = new FileReplacement(path);
    await replacement.write(Buffer.from('après'));
    await replacement.confirm();
    expect(readFileSync(path, 'utf8')).toBe('après');
    expect(readdirSync(join(path, '..'))).toEqual(['note.md']);
  });

  it('can be undone, with or without an earlier file', async () => {
    const path = join(folder(), 'note.md');
    const first = new FileReplacement(path);
    await first.write(Buffer.from('après'));
    await first.undo();
    expect(readdirSync(join(path, '..'))).toEqual([]);
    writeFileSync(path, 'avant');
    const second = new FileReplacement(path);
    await second.write(Buffer.from('après'));
    await second.undo();
    expect(readFileSync(path, 'utf8')).toBe('avant');
    expect(readdirSync(join(path, '..'))).toEqual(['note.md']);
  });

  it('leaves only hidden files when it is killed, which can be told and deleted', async () => {
    const path = join(folder(), 'note.md');
    writeFileSync(path, 'avant');
    await new FileReplacement(path).write(Buffer.from('après'));
    expect(readdirSync(join(path, '..')).filter((name) => !name.startsWith('.'))).toEqual(['note.md']);
    await removeLeftovers(join(path, '..'));
    expect(readdirSync(join(path, '..'))).toEqual(['note.md']);
  });

  it('finds nothing to delete in a folder that is not there', async () => {
    await expect(removeLeftovers(join(folder(), 'absent'))).resolves.toBeUndefined();
  });
});

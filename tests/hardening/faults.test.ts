import { cpSync, existsSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SourcierError } from '../../src/errors.ts';
import { createManifest } from '../../src/store/manifest.ts';
import { openSnapshot } from '../../src/store/open-snapshot.ts';
import { seededRandom } from '../bench/random.ts';
import { OtherProcess } from '../store/other-process.ts';
import { markdown, Workplace } from '../store/workplace.ts';
import { countEach, howMany, LONG_MS, pick, record, SEED } from './scale.ts';
import { checkWhole } from './whole-index.ts';

const DOCUMENTS = [1, 2, 3, 4, 5];

interface Fault {
  readonly file: string;
  readonly way: string;
}

/** Truncated, a bit turned over, a disk block of zeros, or gone. */
function injectFault(folder: string, random: () => number): Fault {
  const files = readdirSync(folder).filter((name) => /^(?:sourcier\.db|.*\.(?:hnsw|int8|bin|crc32))$/.test(name));
  const file = files[pick(random, files.length)] as string;
  const path = `${folder}/${file}`;
  const size = statSync(path).size;
  const way = ['truncated', 'bit turned over', 'bits turned over', 'block of zeros', 'gone'][pick(random, 5)] as string;
  if (way === 'truncated') truncateSync(path, pick(random, size));
  else if (way === 'gone') rmSync(path);
  else {
    const bytes = readFileSync(path);
    const block = Math.floor(pick(random, size) / 512) * 512;
    if (way === 'block of zeros') bytes.fill(0, block, Math.min(size, block + 512));
    for (let bits = way === 'bit turned over' ? 1 : way === 'bits turned over' ? 100 : 0; bits > 0; bits--) {
      const place = pick(random, size);
      bytes.writeUInt8(bytes.readUInt8(place) ^ (1 << pick(random, 8)), place);
    }
    writeFileSync(path, bytes);
  }
  return { file, way };
}

/** Reads all that can be read; what cannot must say that it is damaged, and nothing may be read that is not a document's. */
async function readAll(workplace: Workplace, texts: ReadonlyMap<string, string>): Promise<string> {
  const { indexDir } = workplace.config;
  let refused = 0;
  const attempt = (work: () => void) => {
    try {
      work();
    } catch (error) {
      if (!SourcierError.is(error)) throw error;
      expect(error.code).toBe('index_damaged');
      refused++;
    }
  };
  try {
    const snapshot = await openSnapshot(indexDir, createManifest(workplace.embeddings));
    try {
      expect([...snapshot.documents.keys()]).toEqual([...texts.keys()]);
      for (const id of snapshot.documents.keys()) attempt(() => expect(snapshot.documentText(id)).toBe(texts.get(id)));
      const question = Float32Array.from(workplace.embeddings.embed('le centre de calcul national'));
      attempt(() => snapshot.vectors.search(question, 100));
      for (let ordinal = 0; ordinal < snapshot.passageCount; ordinal++) {
        attempt(() => {
          const [passage] = snapshot.passages([ordinal]);
          const text = texts.get(snapshot.documentOf(ordinal).id);
          expect(passage?.text).toBe(text?.slice(passage?.start, passage?.end));
        });
      }
    } finally {
      snapshot.close();
    }
  } catch (error) {
    if (!SourcierError.is(error)) throw error;
    expect(['index_damaged', 'index_missing', 'index_mismatch']).toContain(error.code);
    return 'refused';
  }
  return refused === 0 ? 'served whole' : 'the damaged parts refused';
}

describe('an index that is damaged', () => {
  it('is served exactly or refused, and mended by the next ingestion or left as it is', {
    timeout: LONG_MS,
  }, async () => {
    const count = howMany(60, 1_000);
    const random = seededRandom(SEED + 2);
    const intact = new Workplace();
    for (const number of DOCUMENTS) intact.write(`${number}.md`, markdown(number));
    await intact.ingest();
    const expected = (await checkWhole(intact)).described;
    const texts = new Map(expected.documents.map(({ id, text }) => [id, text]));
    const outcomes: string[] = [];
    for (let number = 0; number < count; number++) {
      const workplace = new Workplace();
      cpSync(intact.folder, workplace.folder, { recursive: true });
      const fault = injectFault(workplace.config.indexDir, random);
      const context = `fault ${number}: ${fault.file} ${fault.way}`;
      try {
        const read = await readAll(workplace, texts);
        outcomes.push(`${read}, ${await mend(workplace, expected)}`);
      } catch (error) {
        throw new Error(context, { cause: error });
      }
      workplace.remove();
    }
    record('faults', {
      what: 'files of an index truncated, turned over, zeroed or deleted',
      count,
      outcome: `no text served that is not a document’s: ${countEach(outcomes)}`,
    });
  });
});

/** The next ingestion makes the index whole, or says that it cannot and leaves the database for people to look at. */
async function mend(workplace: Workplace, expected: unknown): Promise<string> {
  const path = workplace.inIndex('sourcier.db');
  const before = existsSync(path) ? readFileSync(path) : null;
  try {
    await workplace.ingest();
  } catch (error) {
    if (!SourcierError.is(error)) throw error;
    expect(error.code).toBe('index_damaged');
    expect(before?.equals(readFileSync(path))).toBe(true);
    return 'mending refused';
  }
  expect((await checkWhole(workplace)).described).toEqual(expected);
  return 'mended';
}

describe('an ingestion on a disk that fills up', () => {
  it('publishes nothing that is not whole, and is ended when there is space', { timeout: LONG_MS }, async () => {
    const count = howMany(3, 60);
    const random = seededRandom(SEED + 3);
    const outcomes: string[] = [];
    for (let number = 0; number < count; number++) {
      const workplace = new Workplace();
      workplace.write('1.md', markdown(1));
      await workplace.ingest();
      for (const document of [2, 3, 4, 5]) workplace.write(`${document}.md`, markdown(document, 10));
      const { corpusDir, indexDir } = workplace.config;
      // No file may grow beyond so many blocks of 512 bytes: what a full disk looks like to a program.
      const limit = (command: string) => `trap '' XFSZ; ulimit -f ${1 + pick(random, 600)}; exec ${command}`;
      const ingestion = new OtherProcess('../store/ingest-process.ts', [corpusDir, indexDir], limit);
      let last = '';
      for (let line = await ingestion.line(); line !== null; line = await ingestion.line()) last = line;
      expect(last).toMatch(/^(?:failed index_unwritable|published 2)$/);
      expect((await checkWhole(workplace)).generation).toBe(last === 'published 2' ? 2 : 1);
      outcomes.push(last === 'published 2' ? 'enough space' : 'refused');
      await workplace.ingest();
      expect(Object.keys((await checkWhole(workplace)).described.documents)).toHaveLength(5);
      workplace.remove();
    }
    record('full-disk', {
      what: 'ingestions whose files may not grow beyond a size drawn by chance (a full disk)',
      count,
      outcome: `${countEach(outcomes)}; the earlier generation whole after each, the next ingestion ended it`,
    });
  });
});

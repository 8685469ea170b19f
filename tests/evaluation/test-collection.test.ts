import { describe, expect, it } from 'vitest';
import { SourcierError } from '../../src/errors.ts';
import { partOf } from '../../src/evaluation/article-part.ts';
import { readTestCollection } from '../../src/evaluation/test-collection.ts';
import { Folder } from './folder.ts';
import { writeTinyCollection } from './tiny-collection.ts';

function tinyFolder(): Folder {
  const folder = new Folder();
  writeTinyCollection(folder);
  return folder;
}

const read = (folder: Folder, ...part: ('learning' | 'reporting')[]) =>
  readTestCollection({ folder: folder.path }, ...part);

/** What reading the collection fails with. */
function failure(folder: Folder, ...part: ('learning' | 'reporting')[]): SourcierError {
  try {
    read(folder, ...part);
  } catch (error) {
    if (SourcierError.is(error)) return error;
    throw error;
  }
  throw new Error('it did not fail');
}

describe('a collection in BEIR’s layout', () => {
  it('is read with its titles, languages, kinds and grades', () => {
    const { documents, queries } = read(tinyFolder());
    expect(documents).toHaveLength(5);
    expect(documents[0]).toMatchObject({ id: 'phare/1', title: 'Le phare de Morel', language: null });
    expect(documents[1]?.language).toBe('fr');
    expect(documents[4]?.title).toBe('');
    expect(queries[2]).toMatchObject({ id: 'q3', language: 'en', kind: 'crossed' });
    expect([...(queries[2]?.grades ?? [])]).toEqual([
      ['port', 1],
      ['school', 0],
    ]);
  });

  it('may have other file names, Windows line ends and blank lines', () => {
    const folder = tinyFolder();
    folder.write('questions.jsonl', folder.read('queries.jsonl').replaceAll('\n', '\r\n\r\n'));
    folder.write('notes.tsv', folder.read('qrels.tsv').replaceAll('\n', '\r\n'));
    const collection = readTestCollection({
      folder: folder.path,
      queries: 'questions.jsonl',
      qrels: 'notes.tsv',
    });
    expect(collection).toEqual(read(folder));
  });

  it('can be cut to the queries on one part of its articles', () => {
    const folder = tinyFolder();
    folder.write('qrels.tsv', 'q1\tphare/1\t1\nq3\tport\t1\nq4\tmill\t1\nq5\tschool\t1\n');
    const queries = folder.read('queries.jsonl').split('\n');
    folder.write('queries.jsonl', [0, 2, 3, 4].map((place) => `${queries[place]}\n`).join(''));
    const titles = ['Le phare de Morel', 'Le port de Kerlan', 'The mill', 'The school'];
    const learning = titles.filter((title) => partOf(title) === 'learning').length;
    expect(learning).toBeGreaterThan(0);
    expect(learning).toBeLessThan(4);
    expect(read(folder, 'learning').queries).toHaveLength(learning);
    expect(read(folder, 'reporting').queries).toHaveLength(4 - learning);
    expect(read(folder, 'learning').documents).toHaveLength(5);
  });

  it('has no part where a title is missing, on which it depends', () => {
    expect(failure(tinyFolder(), 'learning').detail('en')).toContain('corpus.jsonl", line 5: the document "marché"');
  });
});

describe('a faulty collection', () => {
  it.each([
    ['corpus.jsonl', '{"id": "a", "text": "x"\n', 'corpus.jsonl", line 1: it is not JSON'],
    ['corpus.jsonl', '{"id": "a"}\n', 'corpus.jsonl", line 1: the field "text"'],
    ['corpus.jsonl', '{"id": "a b", "text": "x"}\n', 'corpus.jsonl", line 1: the field "id"'],
    ['corpus.jsonl', '{"id": 7, "text": "x"}\n', 'corpus.jsonl", line 1: the field "id"'],
    ['corpus.jsonl', '[]\n', 'corpus.jsonl", line 1: it is not a JSON object'],
    ['corpus.jsonl', '{"id": "a", "text": "x", "lang": "de"}\n', 'corpus.jsonl", line 1: the field "lang"'],
    [
      'corpus.jsonl',
      '{"id": "a", "text": "x"}\n\n{"id": "a", "text": "y"}\n',
      'corpus.jsonl", line 3: the id "a" is already that of line 1',
    ],
    ['queries.jsonl', '{"id": "q1", "text": "x"}\n', 'queries.jsonl", line 1: the field "lang"'],
    ['queries.jsonl', '{"id": "q1", "text": " ", "lang": "fr"}\n', 'queries.jsonl", line 1: the field "text"'],
    ['qrels.tsv', 'query-id\tcorpus-id\tscore\n', 'qrels.tsv", line 1: it takes a query'],
    ['qrels.tsv', 'q1 port 1\n', 'qrels.tsv", line 1: it takes a query'],
    ['qrels.tsv', 'q1\tport\t-1\n', 'qrels.tsv", line 1: it takes a query'],
    ['qrels.tsv', 'q1\tport\t1\t1\n', 'qrels.tsv", line 1: it takes a query'],
    ['qrels.tsv', 'q1\tport\t1\nq9\tport\t1\n', 'qrels.tsv", line 2: the query "q9" is not among the queries'],
    ['qrels.tsv', 'q1\tfort\t1\n', 'qrels.tsv", line 1: the document "fort" is not in the corpus'],
    ['qrels.tsv', 'q1\tport\t1\nq1\tport\t2\n', 'qrels.tsv", line 2: the document "port" is judged twice'],
    ['qrels.tsv', 'q1\tport\t1\n', 'queries.jsonl", line 2: no document is judged relevant to the query "q2"'],
    ['qrels.tsv', 'q1\tport\t0\n', 'queries.jsonl", line 1: no document is judged relevant to the query "q1"'],
  ])('%s %j is refused, naming the place', (name, content, expected) => {
    const folder = tinyFolder();
    folder.write(name, content);
    const error = failure(folder);
    expect(error.code).toBe('evaluation_file_invalid');
    expect(error.detail('en')).toContain(expected);
    expect(error.detail('fr')).toMatch(/, ligne \d+\u00A0: /);
    expect(error.detail('fr')).not.toMatch(/« | »| :/);
  });

  it('without queries has nothing to be measured by', () => {
    const folder = tinyFolder();
    folder.write('queries.jsonl', '');
    folder.write('qrels.tsv', '');
    expect(failure(folder).detail('en')).toContain('there is no query to measure');
  });

  it('that is not there is said to be missing', () => {
    const error = failure(new Folder());
    expect(error.code).toBe('evaluation_file_missing');
    expect(error.detail('fr')).toContain('corpus.jsonl');
  });
});

describe('the line between articles', () => {
  it('gives about 60 of 100 titles to learning, always the same', () => {
    const titles = Array.from({ length: 2_000 }, (_, index) => `Article ${index}`);
    const learning = titles.filter((title) => partOf(title) === 'learning');
    expect(learning.length / titles.length).toBeCloseTo(154 / 256, 1);
    // The SHA-256 of "Paris" begins with the byte 0x5d, 93 < 154; that of "Sport" with 0x9a, which is 154.
    expect([partOf('Paris'), partOf('Sport')]).toEqual(['learning', 'reporting']);
  });
});

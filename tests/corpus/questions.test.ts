import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dataPath } from '../data.ts';
import { documentNames, readPlainDocument } from './plain-reading.ts';

interface Question {
  readonly id: string;
  /** `conflict`: the documents give several answers, and say so. */
  readonly kind: 'answer' | 'conflict' | 'unanswerable';
  readonly document: readonly string[];
  readonly fr: string;
  readonly en: string;
  readonly evidence: readonly string[];
  readonly nuggets: readonly string[];
}

const questions = readQuestions(join(import.meta.dirname, 'questions.jsonl'));
const answerable = questions.filter(({ kind }) => kind !== 'unanswerable');

describe('the questions on the corpus', () => {
  it('are 122, 39 of which the corpus does not answer, and two with several answers', () => {
    const count = (kind: Question['kind']) => questions.filter((question) => question.kind === kind).length;
    expect([count('answer'), count('conflict'), count('unanswerable')]).toEqual([81, 2, 39]);
    expect(new Set(questions.map(({ id }) => id)).size).toBe(122);
    for (const language of ['fr', 'en'] as const) {
      expect(new Set(questions.map((question) => fold(question[language]))).size).toBe(122);
    }
  });

  it('touch every document', () => {
    expect([...new Set(answerable.flatMap(({ document }) => document))].sort()).toEqual(documentNames().sort());
  });

  it.each(answerable)('$id quotes its evidence from each document it names: $fr', ({ document, evidence }) => {
    const texts = document.map((fileName) => readPlainDocument(fileName).text);
    for (const quote of evidence)
      expect(
        texts.filter((text) => text.includes(quote)),
        quote,
      ).not.toEqual([]);
    for (const text of texts) expect(evidence.filter((quote) => text.includes(quote))).not.toEqual([]);
  });

  it.each(answerable)('$id expects facts that its evidence holds: $fr', ({ evidence, nuggets }) => {
    expect(nuggets).not.toEqual([]);
    for (const nugget of nuggets) expect(evidence.join('\n')).toMatch(new RegExp(nugget, 'i'));
  });

  it.each(questions.filter(({ kind }) => kind === 'unanswerable'))('$id expects no evidence: $fr', (question) => {
    expect([...question.document, ...question.evidence, ...question.nuggets]).toEqual([]);
  });
});

const golden = dataPath('eval', 'golden.jsonl');

describe.skipIf(golden === null)('the questions on the corpus and the golden set', () => {
  it('have no question in common', () => {
    const known = new Set(readQuestions(golden ?? '').flatMap(({ fr, en }) => [fold(fr), fold(en)]));
    expect(questions.filter(({ fr, en }) => known.has(fold(fr)) || known.has(fold(en)))).toEqual([]);
  });
});

function readQuestions(path: string): Question[] {
  return readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Question);
}

function fold(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ');
}

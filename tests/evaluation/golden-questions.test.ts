import { describe, expect, it } from 'vitest';
import { holdsEvidence, readGoldenQuestions } from '../../src/evaluation/golden-questions.ts';
import { Folder } from './folder.ts';

describe('evidence', () => {
  it('is held by a text that says it, whatever the typography, case, marks and line ends', () => {
    const text = 'Il est écrit :\n« L’**IDRIS** accueille\u00A0Jean Zay ».';
    expect(holdsEvidence(text, '"\u00A0l’idris   accueille Jean Zay "')).toBe(true);
    expect(holdsEvidence(text, 'l’IDRIS accueillait Jean Zay')).toBe(false);
    expect(holdsEvidence(text, "L'IDRIS accueille Jean Zay")).toBe(true);
  });

  it('is held by a text that is at least half of its words', () => {
    expect(holdsEvidence('deux trois', 'un deux trois quatre')).toBe(true);
    expect(holdsEvidence('deux', 'un deux trois quatre')).toBe(false);
    expect(holdsEvidence('', 'un deux')).toBe(false);
  });
});

describe('golden questions', () => {
  const row = { id: 'a', kind: 'answer', fr: 'Qui ?', en: 'Who?', evidence: ['lui'] };

  it('are those that the documents answer', () => {
    const path = new Folder().writeJsonLines('golden.jsonl', [row, { ...row, id: 'b', kind: 'unanswerable' }]);
    expect(readGoldenQuestions(path)).toEqual([{ id: 'a', fr: 'Qui ?', en: 'Who?', evidence: ['lui'] }]);
  });

  it('need both languages and evidence', () => {
    const path = new Folder().writeJsonLines('golden.jsonl', [row, { id: 'b', kind: 'answer', fr: 'Qui ?' }]);
    expect(() => readGoldenQuestions(path)).toThrow(/line 2: the field "en"/);
  });

  it('are none in a file of other kinds, which is said', () => {
    const path = new Folder().writeJsonLines('golden.jsonl', [{ ...row, kind: 'conflict' }]);
    expect(() => readGoldenQuestions(path)).toThrow(/no question of kind "answer"/);
  });
});

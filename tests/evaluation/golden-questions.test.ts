import { describe, expect, it } from 'vitest';
import { SourcierError } from '../../src/errors.ts';
import {
  holdsEvidence,
  readGoldenQuestions,
  readQuestionsWithEvidence,
} from '../../src/evaluation/golden-questions.ts';
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
  const row = { id: 'a', kind: 'answer', fr: 'Qui ?', en: 'Who?', evidence: ['lui'], nuggets: ['lui|him'] };
  const bare = { id: 'b', kind: 'unanswerable', fr: 'Où ?', en: 'Where?', evidence: [] };

  it('are of three kinds; of those that nothing answers, nothing more is stated', () => {
    const rows = [row, bare, { ...row, id: 'c', kind: 'conflict' }];
    const path = new Folder().writeJsonLines('golden.jsonl', rows);
    expect(readGoldenQuestions(path)).toEqual([row, { ...bare, nuggets: [] }, { ...row, id: 'c', kind: 'conflict' }]);
  });

  it.each([
    [[row, { ...row, id: 'b', en: undefined }], 'line 2: the field "en"'],
    [[{ ...row, kind: 'open' }], 'line 1: the field "kind"'],
    [[row, row], 'line 2: the id "a" is already that of line 1'],
    [[{ ...row, evidence: [] }], 'line 1: it takes one "evidence"'],
    [[{ ...row, nuggets: undefined }], 'line 1: it takes one "evidence" and one of "nuggets"'],
    [[{ ...row, nuggets: ['('] }], 'line 1: "(" is not a regular expression'],
    [[], 'there is no question'],
  ])('that are faulty are told by line: %j', (rows, problem) => {
    const path = new Folder().writeJsonLines('golden.jsonl', rows);
    expect(() => readGoldenQuestions(path)).toThrow(problem);
    expect(() => readGoldenQuestions(path)).toThrow(SourcierError);
  });
});

describe('questions with passages to be found', () => {
  const row = { id: 'a', kind: 'answer', fr: 'Qui ?', en: 'Who?', evidence: ['lui'] };

  it('are those that the documents answer; facts need not be stated', () => {
    const path = new Folder().writeJsonLines('golden.jsonl', [row, { ...row, id: 'b', kind: 'unanswerable' }]);
    expect(readQuestionsWithEvidence(path)).toEqual([{ ...row, nuggets: [] }]);
  });

  it('are none in a file of other kinds, which is said', () => {
    const path = new Folder().writeJsonLines('golden.jsonl', [{ ...row, kind: 'conflict' }]);
    expect(() => readQuestionsWithEvidence(path)).toThrow(/no question of kind "answer"/);
  });
});

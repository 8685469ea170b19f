import { describe, expect, it } from 'vitest';
import type { Answer, Citation } from '../../src/domain.ts';
import { summariseAnswers } from '../../src/evaluation/answers-figures.ts';
import type { GoldenQuestion } from '../../src/evaluation/golden-questions.ts';
import { scoreAnswer } from '../../src/evaluation/score-answer.ts';

const TEXT = 'Le phare de Morel a été construit en 1890. Il mesure trente-deux mètres. Anne Le Goff l’a dessiné.';

const ANSWERABLE: GoldenQuestion = {
  id: 'a',
  kind: 'answer',
  fr: 'Quand le phare a-t-il été construit, et combien mesure-t-il ?',
  en: 'When was the lighthouse built, and how tall is it?',
  evidence: ['construit en 1890', 'mesure trente-deux mètres'],
  nuggets: ['1890', 'trente-deux|32|thirty-two'],
};
const UNANSWERABLE: GoldenQuestion = { ...ANSWERABLE, id: 'u', kind: 'unanswerable', evidence: [], nuggets: [] };

function cite(quote: string, change: Partial<Citation> = {}): Citation {
  const start = TEXT.indexOf(quote);
  return {
    marker: 1,
    positions: [0],
    quote,
    status: 'verified',
    passageId: 'p',
    section: [],
    page: null,
    start,
    end: start + quote.length,
    document: {
      id: 'phare.md',
      version: '1',
      title: 'Le phare',
      publisher: null,
      date: null,
      language: 'fr',
      url: null,
      fileName: 'phare.md',
    },
    permalink: '',
    ...change,
  };
}

function answerWith(change: Partial<Answer>): Answer {
  return {
    id: 'ans',
    question: '',
    standaloneQuestion: '',
    questionLanguage: 'en',
    answerLanguage: 'en',
    status: 'answered',
    missing: [],
    text: '',
    citations: [],
    disagreements: [],
    unsupported: [],
    notices: [],
    closest: [],
    engine: { answerer: 'extractive', model: null, prompts: null, embedding: '', index: '' },
    confidence: 0.8,
    timings: { retrieveMs: 0, answerMs: 0 },
    ...change,
  };
}

const refusal = answerWith({
  status: 'not_found',
  text: 'The documents that were searched do not answer this question.',
});
const built = 'Le phare de Morel a été construit en 1890.';
const half = answerWith({
  text: `According to the document “Le phare”, in French: « ${built} » [1]`,
  citations: [cite(built)],
});

const score = (question: GoldenQuestion, answer: Answer, passages: readonly string[] = [TEXT]) =>
  scoreAnswer({ question, language: 'en', answer, passages, documentText: () => TEXT });

describe('an answer to a question that the documents answer', () => {
  it('is judged by its evidence and by its facts', () => {
    const { scores, missingFacts, isRight } = score(ANSWERABLE, half);
    expect(scores).toEqual({
      'hit@1': [1],
      'hit@5': [1],
      answered: [1],
      cited: [1],
      precise: [1],
      nuggets: [0.5],
      'in text': [0.5],
      // The only fact stands in a French quote, which an English reader does not read.
      rendered: [0],
      calm: [1],
      language: [1],
      // According to the document Le phare in French Le phare de Morel a été construit en 1890 1.
      words: [18],
    });
    expect(missingFacts).toEqual(['trente-deux|32|thirty-two']);
    expect(isRight).toBe(true);
  });

  it('renders a quote that it translates', () => {
    const citation: Citation = {
      ...cite(built),
      translation: { text: 'The Morel lighthouse was built in 1890.', language: 'en', engine: 'test' },
    };
    expect(score(ANSWERABLE, answerWith({ text: '« … » [1]', citations: [citation] })).scores).toMatchObject({
      nuggets: [0.5],
      'in text': [0],
      rendered: [0.5],
    });
  });

  it('has each of its citations judged: one that proves something else is not precise', () => {
    const citations = [cite(built), cite('Anne Le Goff l’a dessiné.', { marker: 2 })];
    const { scores } = score(ANSWERABLE, answerWith({ text: '[1] [2]', citations }));
    expect(scores).toMatchObject({ cited: [1], precise: [1, 0] });
  });

  it('is not cited by a citation that is no proof', () => {
    const tooLong = cite(`${'mot '.repeat(81)}`, { start: 0, end: 4 });
    const citations = [
      cite(built, { end: 5 }),
      cite(built, { marker: 7 }),
      cite(built, { status: 'guessed' as 'verified' }),
      tooLong,
    ];
    const { scores, faults, isRight } = score(ANSWERABLE, answerWith({ text: 'en 1890 [1]', citations }));
    expect(faults).toEqual(['text', 'marker', 'status', 'length']);
    expect(scores).toMatchObject({ answered: [1], cited: [0], precise: [], nuggets: [0.5] });
    expect(isRight).toBe(false);
  });

  it('that is a refusal is not answered, and wrong', () => {
    const { scores, isRight } = score(ANSWERABLE, refusal, ['Un autre passage.', TEXT]);
    expect(scores).toMatchObject({ 'hit@1': [0], 'hit@5': [1], answered: [0], cited: [0], precise: [], nuggets: [0] });
    expect(isRight).toBe(false);
  });

  it('is judged by the language of its own words, not of its quotes', () => {
    const french = answerWith({ text: `Selon le document « Le phare » : « ${built} » [1]`, citations: [cite(built)] });
    expect(score(ANSWERABLE, french).scores.language).toEqual([0]);
    const few = answerWith({ text: `« ${built} » [1]`, citations: [cite(built)] });
    expect(score(ANSWERABLE, few).scores.language).toEqual([1]);
    expect(score(ANSWERABLE, { ...few, answerLanguage: 'fr' }).scores.language).toEqual([0]);
  });

  it('is not calm where it reports a disagreement', () => {
    const loud = { ...half, disagreements: [{ markers: [1], values: ['1890', '1905'], note: '' }] };
    expect(score(ANSWERABLE, loud).scores.calm).toEqual([0]);
  });
});

describe('an answer to a question of another kind', () => {
  it('is right to be a refusal where nothing answers', () => {
    expect(score(UNANSWERABLE, refusal)).toMatchObject({ scores: { refused: [1] }, isRight: true });
    expect(score(UNANSWERABLE, half)).toMatchObject({ scores: { refused: [0] }, isRight: false });
    expect(score(UNANSWERABLE, half).scores).not.toHaveProperty('cited');
  });

  it('shows a conflict with every fact and a disagreement', () => {
    const conflict = { ...ANSWERABLE, kind: 'conflict' as const };
    const both = answerWith({ text: 'en 1890 ou trente-deux', citations: [] });
    const disagreements = [{ markers: [1], values: ['1890', '32'], note: '' }];
    expect(score(conflict, both).scores.conflict).toEqual([0]);
    expect(score(conflict, { ...both, disagreements }).scores.conflict).toEqual([1]);
    expect(score(conflict, { ...half, disagreements }).scores.conflict).toEqual([0]);
  });
});

describe('the figures of several answers', () => {
  it('are means over the questions of a kind, over all citations, and the upper median of words', () => {
    const answers = [
      score(ANSWERABLE, half),
      score(ANSWERABLE, refusal),
      score(UNANSWERABLE, refusal),
      score(UNANSWERABLE, half),
    ].map((scored, place) => ({ ...scored, time: { whole: 10 * (place + 1), answering: place } }));
    const { fr, en, proof, citations, reliability } = summariseAnswers(answers);
    expect(en).toMatchObject({ questions: 4, answered: 0.5, cited: 0.5, precise: 1, nuggets: 0.25, refused: 0.5 });
    expect(en).toMatchObject({ conflict: null, calm: 1, language: 1, words: 18 });
    expect(en).toMatchObject({ p50: 30, p95: 40, 'answering p95': 3 });
    expect(fr).toMatchObject({ questions: 0, answered: null, words: null, p50: null });
    expect([proof, citations]).toEqual([1, 2]);
    expect(reliability.answered).toMatchObject({ count: 2, error: 0.3 });
    expect(reliability.not_found).toMatchObject({ count: 2, bins: [{ count: 2, confidence: 0.8, right: 0.5 }] });
  });
});

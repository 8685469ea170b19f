import type { Answer } from '../../src/domain.ts';

/** A whole answer in French that cites nothing, but for what is given. */
export function sampleAnswer(others: Partial<Answer>): Answer {
  return {
    id: 'ans_1',
    question: 'Quel est le budget ?',
    standaloneQuestion: 'Quel est le budget ?',
    questionLanguage: 'fr',
    answerLanguage: 'fr',
    status: 'answered',
    missing: [],
    text: '',
    citations: [],
    disagreements: [],
    unsupported: [],
    notices: [],
    closest: [],
    engine: { answerer: 'extractive', model: null, prompts: null, embedding: 'e', index: 'generation 4' },
    confidence: 0.9,
    timings: { retrieveMs: 1, answerMs: 1 },
    ...others,
  };
}

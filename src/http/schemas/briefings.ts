import Type from 'typebox';
import { MAX_QUESTION_CHARACTERS } from '../../domain.ts';
import { MOST_BRIEFING_QUESTIONS } from '../../export/answer-questions.ts';
import type { ReturnedAnswer } from '../../export/check-answer.ts';
import { BRIEFING_FORMATS } from '../../export/write-briefing.ts';
import { describes, nullable } from './shared.ts';

const WordsSchema = Type.String({ maxLength: 20_000 });

const TranslationSchema = Type.Object({ text: WordsSchema, language: Type.Enum(['fr', 'en']), engine: WordsSchema });

/** What of an answer that comes back is used; the rest may be sent along, and what documents say is looked up again. */
const ReturnedAnswerSchema = describes<ReturnedAnswer & { readonly question: string }>(
  Type.Object({
    question: Type.String({ minLength: 1, maxLength: MAX_QUESTION_CHARACTERS }),
    status: Type.Enum(['answered', 'not_found']),
    answerLanguage: Type.Enum(['fr', 'en']),
    text: Type.String({ maxLength: 50_000 }),
    citations: Type.Array(
      Type.Object({
        marker: Type.Integer({ minimum: 1 }),
        positions: Type.Array(Type.Integer({ minimum: 0 }), { maxItems: 100 }),
        permalink: Type.String({ maxLength: 8_192 }),
        passageId: Type.Optional(Type.String({ maxLength: 8_192 })),
        translation: Type.Optional(nullable(TranslationSchema)),
      }),
      { maxItems: 100 },
    ),
    missing: Type.Optional(Type.Array(WordsSchema, { maxItems: 100 })),
    disagreements: Type.Optional(Type.Array(Type.Object({ note: WordsSchema }), { maxItems: 100 })),
    notices: Type.Optional(Type.Array(Type.Object({ code: WordsSchema, detail: WordsSchema }), { maxItems: 100 })),
    engine: Type.Optional(
      Type.Object({ model: Type.Optional(nullable(WordsSchema)), index: Type.Optional(WordsSchema) }),
    ),
  }),
);

export const BriefingRequestSchema = Type.Object(
  {
    title: Type.Optional(Type.String({ minLength: 1, maxLength: 300 })),
    language: Type.Optional(
      Type.Enum(['fr', 'en'], {
        description:
          'Of the briefing and of the answers to its questions; by default that of the request, and each answer in the language of its question',
      }),
    ),
    questions: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: MAX_QUESTION_CHARACTERS }), {
        minItems: 1,
        maxItems: MOST_BRIEFING_QUESTIONS,
        description: 'Asked one after the other; one that fails does not keep the others from being answered',
      }),
    ),
    answers: Type.Optional(
      Type.Array(ReturnedAnswerSchema, {
        minItems: 1,
        maxItems: MOST_BRIEFING_QUESTIONS,
        description: 'As `/v1/ask` gave them; each citation is checked again',
      }),
    ),
    format: Type.Optional(Type.Enum([...BRIEFING_FORMATS], { default: 'markdown' })),
  },
  { additionalProperties: false },
);

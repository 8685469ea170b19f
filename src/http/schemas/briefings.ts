import Type from 'typebox';
import type { Answer } from '../../domain.ts';
import { MAX_QUESTION_CHARACTERS } from '../../domain.ts';
import { BRIEFING_FORMATS } from '../../export/write-briefing.ts';
import { describes, LanguageSchema } from './shared.ts';

export const MOST_BRIEFING_QUESTIONS = 200;

const SourceSchema = Type.Object({ id: Type.String({ minLength: 1, maxLength: 4_096 }) });

/** What of an answer that comes back is used; the rest may be sent along, and documents' metadata are looked up again. */
const SentAnswerSchema = describes<Answer>(
  Type.Object({
    question: Type.String({ minLength: 1, maxLength: 4 * MAX_QUESTION_CHARACTERS }),
    status: Type.Enum(['answered', 'not_found']),
    answerLanguage: LanguageSchema,
    text: Type.String({ maxLength: 50_000 }),
    citations: Type.Array(
      Type.Object({
        marker: Type.Integer({ minimum: 1 }),
        positions: Type.Array(Type.Integer({ minimum: 0 }), { maxItems: 100 }),
        permalink: Type.String({ maxLength: 8_192 }),
        document: SourceSchema,
      }),
      { maxItems: 100 },
    ),
  }),
);

export const BriefingRequestSchema = Type.Object(
  {
    title: Type.Optional(Type.String({ minLength: 1, maxLength: 300 })),
    language: Type.Optional(
      Type.Enum(['fr', 'en'], { description: 'Of the briefing; by default that of the request' }),
    ),
    questions: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: MAX_QUESTION_CHARACTERS }), {
        minItems: 1,
        maxItems: MOST_BRIEFING_QUESTIONS,
        description: 'Asked one after the other; one that fails does not keep the others from being answered',
      }),
    ),
    answers: Type.Optional(
      Type.Array(SentAnswerSchema, {
        minItems: 1,
        maxItems: MOST_BRIEFING_QUESTIONS,
        description: 'As `/v1/ask` gave them; each citation is checked again',
      }),
    ),
    format: Type.Optional(Type.Enum([...BRIEFING_FORMATS], { default: 'markdown' })),
  },
  { additionalProperties: false },
);

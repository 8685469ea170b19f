import Type from 'typebox';
import {
  type Citation,
  type Disagreement,
  type Engine,
  MAX_QUESTION_CHARACTERS,
  type Notice,
  type Translation,
} from '../../domain.ts';
import type { PresentedAnswer } from '../present.ts';
import { FilterProperties } from './filter.ts';
import {
  DocumentReferenceSchema,
  describes,
  HitSchema,
  LanguageSchema,
  PlaceProperties,
  type PropertiesOf,
  refer,
  SpanProperties,
} from './shared.ts';

const TurnSchema = Type.Object(
  {
    role: Type.Enum(['user', 'assistant']),
    content: Type.String({ minLength: 1, maxLength: 4_000 }),
  },
  { additionalProperties: false },
);

export const AskRequestSchema = Type.Object(
  {
    question: Type.String({
      minLength: 1,
      maxLength: MAX_QUESTION_CHARACTERS,
      description: 'In French or English; 1 to 2,000 characters after trimming',
      examples: ['Which clusters were selected in 2024?'],
    }),
    answerLanguage: Type.Optional(
      Type.Enum(['fr', 'en'], { description: 'Language of the answer; by default that of the question' }),
    ),
    ...FilterProperties,
    history: Type.Optional(
      Type.Array(TurnSchema, { maxItems: 20, description: 'Earlier turns of the conversation, oldest first' }),
    ),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 20, default: 8, description: 'Passages considered' })),
  },
  { additionalProperties: false },
);

export const citationDefinition = Type.Object(
  {
    marker: Type.Integer({ minimum: 1 }),
    positions: Type.Array(Type.Integer({ minimum: 0 }), { description: 'Where `[marker]` stands in the text' }),
    quote: Type.String({ description: 'The canonical text from start to end, character for character' }),
    status: Type.Enum(['verified', 'repaired'], { description: '`repaired`: mended to the document’s own text' }),
    passageId: Type.String(),
    ...PlaceProperties,
    ...SpanProperties,
    document: DocumentReferenceSchema,
    permalink: Type.String({
      description:
        'Names the citation for good, absolute where the service has a public address: says later whether the document still says so',
    }),
    translation: Type.Optional(
      Type.Object(
        {
          text: Type.String(),
          language: LanguageSchema,
          engine: Type.String({ description: 'The translation model' }),
        } satisfies PropertiesOf<Translation>,
        {
          additionalProperties: false,
          description:
            'Unofficial, made by a machine: not proof. Left out where there is none that keeps the quote’s figures, dates, names and addresses',
        },
      ),
    ),
  } satisfies PropertiesOf<Citation>,
  { $id: 'Citation', title: 'Citation', description: 'Proof: the document’s own words, and where they stand' },
);

const DisagreementSchema = describes<Disagreement>(
  Type.Object({
    markers: Type.Array(Type.Integer()),
    values: Type.Array(Type.String()),
    note: Type.String(),
  } satisfies PropertiesOf<Disagreement>),
);

const NoticeSchema = describes<Notice>(
  Type.Object({ code: Type.String(), detail: Type.String() } satisfies PropertiesOf<Notice>),
);

const EngineSchema = describes<Engine>(
  Type.Object({
    answerer: Type.Enum(['extractive', 'llm']),
    model: Type.Union([Type.String(), Type.Null()]),
    prompts: Type.Union([Type.String(), Type.Null()]),
    embedding: Type.String(),
    index: Type.String(),
  } satisfies PropertiesOf<Engine>),
);

export const answerDefinition = Type.Object(
  {
    id: Type.String(),
    question: Type.String(),
    standaloneQuestion: Type.String({
      description: 'The question as it was answered: self-contained, with what the history says it is about',
    }),
    questionLanguage: LanguageSchema,
    answerLanguage: LanguageSchema,
    status: Type.Enum(['answered', 'not_found'], { description: '`not_found`: the sources do not answer' }),
    missing: Type.Array(Type.String(), { description: 'Parts of the question that the sources do not answer' }),
    text: Type.String({ description: 'Only the markers at the citations’ positions are ours' }),
    citations: Type.Array(refer<Citation>('Citation')),
    disagreements: Type.Array(DisagreementSchema),
    unsupported: Type.Array(Type.Object({ text: Type.String(), reason: Type.String() })),
    notices: Type.Array(NoticeSchema),
    closest: Type.Array(HitSchema, { description: 'The closest passages, when not found' }),
    engine: EngineSchema,
    confidence: Type.Number({
      minimum: 0,
      maximum: 1,
      description: 'answered: probability that what is said is right and cited; not_found: that refusing is right',
    }),
    timings: Type.Object({ retrieveMs: Type.Number(), answerMs: Type.Number() }),
  } satisfies PropertiesOf<PresentedAnswer>,
  { $id: 'Answer', title: 'Answer', description: 'An answer whose every citation is proof' },
);

export const AnswerSchema = refer<PresentedAnswer>('Answer');

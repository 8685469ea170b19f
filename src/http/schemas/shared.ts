import Type, { type TSchema, type TUnsafe } from 'typebox';
import type { DocumentReference, Explanation, Language } from '../../domain.ts';
import type { PresentedHit, PresentedPassage } from '../present.ts';
import type { Problem } from '../problem.ts';

/** One schema for each property: what a schema leaves out would be left out of responses without a word. */
export type PropertiesOf<Value> = { readonly [Name in keyof Value]-?: TSchema };

/** Gives a schema the type of the values that it describes. */
export function describes<Value>(schema: TSchema): TUnsafe<Value> {
  return Type.Unsafe<Value>(schema);
}

/** Points to a named schema, see `named.ts`. */
export function refer<Value>(name: string): TUnsafe<Value> {
  return Type.Unsafe<Value>({ $ref: `${name}#` });
}

/** A response of JSON. */
export function json<Value>(
  description: string,
  schema: TUnsafe<Value>,
): { description: string; content: { 'application/json': { schema: TUnsafe<Value> } } } {
  return { description, content: { 'application/json': { schema } } };
}

/** A response without a body. */
export function empty(description: string): TUnsafe<undefined> {
  return Type.Unsafe<undefined>({ type: 'null', description });
}

export function nullable(schema: TSchema): TSchema {
  return Type.Union([schema, Type.Null()]);
}

export const LanguageSchema = describes<Language>(Type.String({ enum: ['fr', 'en'] }));

export const SpanProperties = {
  start: Type.Integer({ minimum: 0, description: 'Offset in the canonical text, in UTF-16 code units, inclusive' }),
  end: Type.Integer({ minimum: 0, description: 'Offset in the canonical text, in UTF-16 code units, exclusive' }),
};

export const PlaceProperties = {
  section: Type.Array(Type.String(), { description: 'The headings above it, outermost first' }),
  page: nullable(Type.Integer({ minimum: 1, description: 'Physical page on which it starts; null without pages' })),
};

export const problemDefinition = Type.Object(
  {
    type: Type.String({ description: 'A URI that stands for the code' }),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String({ description: 'The cause and the way out, in the language of the request' }),
    code: Type.String({ description: 'Stable code of the error', examples: ['invalid_request'] }),
    requestId: Type.String({ description: 'Also in the header X-Request-Id' }),
    field: Type.Optional(Type.String({ description: 'The field of the request that is wrong' })),
  } satisfies PropertiesOf<Problem>,
  { $id: 'Problem', title: 'Problem', description: 'An error (RFC 9457)' },
);

export const documentReferenceDefinition = Type.Object(
  {
    id: Type.String({ examples: ['rapport-2024.pdf'] }),
    version: Type.String({ description: 'Start of the SHA-256 of the file' }),
    title: Type.String(),
    publisher: nullable(Type.String()),
    date: nullable(Type.String({ description: 'ISO 8601, to the precision known', examples: ['2024-05'] })),
    language: LanguageSchema,
    url: nullable(Type.String()),
    fileName: Type.String(),
  } satisfies PropertiesOf<DocumentReference>,
  { $id: 'DocumentReference', title: 'DocumentReference', description: 'What stands beside every hit and citation' },
);

export const explanationDefinition = Type.Object(
  {
    name: Type.String(),
    value: Type.Number(),
    parts: Type.Optional(Type.Array(Type.Unsafe({ $ref: '#' }))),
  } satisfies PropertiesOf<Explanation>,
  { $id: 'Explanation', title: 'Explanation', description: 'A part of a score and what it was made of' },
);

const passageProperties = {
  passageId: Type.String(),
  text: Type.String({ description: 'The canonical text from start to end, character for character' }),
  ...PlaceProperties,
  ...SpanProperties,
  document: refer<DocumentReference>('DocumentReference'),
} satisfies PropertiesOf<PresentedPassage>;

export const passageDefinition = Type.Object(passageProperties, { $id: 'Passage', title: 'Passage' });

export const hitDefinition = Type.Object(
  {
    ...passageProperties,
    score: Type.Number({ description: 'Orders the hits of one search; comparable only within it' }),
    explanation: Type.Optional(refer<Explanation>('Explanation')),
  } satisfies PropertiesOf<PresentedHit>,
  { $id: 'Hit', title: 'Hit', description: 'A passage found, with its score' },
);

export const DocumentReferenceSchema = refer<DocumentReference>('DocumentReference');
export const PassageSchema = refer<PresentedPassage>('Passage');
export const HitSchema = refer<PresentedHit>('Hit');

const PROBLEM_TITLES: Readonly<Record<number, string>> = {
  400: 'Invalid request; `field` names what is wrong',
  401: 'A key is missing or unknown',
  403: 'The key does not allow this, or not from this origin',
  404: 'Unknown',
  409: 'Another writer is at work, or the name is taken',
  413: 'Too large',
  415: 'Unsupported type',
  422: 'The file cannot be read; `code` says why',
  429: 'Too many requests; see `Retry-After`',
  500: 'Unexpected error',
  503: 'No index is ready, or overloaded; see `Retry-After`',
};

/** The error responses of a route: those named, and those that any route may give. */
export function problems(...statuses: readonly (keyof typeof PROBLEM_TITLES)[]): Record<number, TUnsafe<Problem>> {
  const entries = [...statuses, 429, 500].map((status) => [
    status,
    {
      description: PROBLEM_TITLES[status],
      content: { 'application/problem+json': { schema: refer<Problem>('Problem') } },
    },
  ]);
  return Object.fromEntries(entries);
}

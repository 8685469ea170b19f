import Type from 'typebox';
import { REFERENCE_FORMATS } from '../../export/write-references.ts';

/** What of a citation says which document and page are meant; the rest of it may be sent along. */
const CitedSchema = Type.Object({
  document: Type.Object({ id: Type.String({ minLength: 1, maxLength: 4_096 }) }),
  page: Type.Optional(Type.Union([Type.Integer({ minimum: 1 }), Type.Null()])),
});

export const ReferencesRequestSchema = Type.Object(
  {
    citations: Type.Array(CitedSchema, { minItems: 1, maxItems: 1_000, description: 'As `/v1/ask` gives them' }),
    format: Type.Optional(Type.Enum([...REFERENCE_FORMATS], { default: 'text' })),
    language: Type.Optional(Type.Enum(['fr', 'en'], { description: 'Of `text`; by default that of the request' })),
  },
  { additionalProperties: false },
);

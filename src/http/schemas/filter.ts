import Type from 'typebox';

const IsoDateSchema = Type.String({
  maxLength: 10,
  description: 'ISO 8601, inclusive: a year, a month or a day',
  examples: ['2024', '2024-05', '2024-05-23'],
});

/** What restricts a question or a search to some documents. */
export const FilterProperties = {
  documents: Type.Optional(
    Type.Array(Type.String({ minLength: 1, maxLength: 1_024 }), {
      minItems: 1,
      maxItems: 1_000,
      description: 'Ids of the only documents to consider',
    }),
  ),
  filters: Type.Optional(
    Type.Object(
      {
        dateFrom: Type.Optional(IsoDateSchema),
        dateTo: Type.Optional(IsoDateSchema),
        publisher: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })),
      },
      { additionalProperties: false, description: 'A document without a date fails a date filter' },
    ),
  ),
};

import Type from 'typebox';
import { type Language, MAX_QUESTION_CHARACTERS } from '../../domain.ts';
import type { PresentedHit } from '../present.ts';
import { FilterProperties } from './filter.ts';
import { HitSchema, LanguageSchema, type PropertiesOf, refer } from './shared.ts';

export const SearchRequestSchema = Type.Object(
  {
    query: Type.String({
      minLength: 1,
      maxLength: MAX_QUESTION_CHARACTERS,
      description: 'Words or a question, in French or English; 1 to 2,000 characters after trimming',
      examples: ['supercalculateur exaflopique'],
    }),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 10, description: 'Hits wanted' })),
    ...FilterProperties,
    explain: Type.Optional(Type.Boolean({ default: false, description: 'Explain each score' })),
  },
  { additionalProperties: false },
);

export interface PresentedSearch {
  readonly query: string;
  readonly language: Language;
  readonly hits: readonly PresentedHit[];
}

export const searchResultDefinition = Type.Object(
  {
    query: Type.String(),
    language: LanguageSchema,
    hits: Type.Array(HitSchema, { description: 'Best first' }),
  } satisfies PropertiesOf<PresentedSearch>,
  { $id: 'SearchResult', title: 'SearchResult' },
);

export const SearchResultSchema = refer<PresentedSearch>('SearchResult');

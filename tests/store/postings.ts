import fc from 'fast-check';
import type { Language } from '../../src/domain.ts';
import type { FieldTerms, Postings } from '../../src/store/lexical-postings.ts';
import { PostingsBuilder } from '../../src/store/postings-builder.ts';

/** A passage as the index sees it. */
export interface TestPassage {
  readonly language: Language;
  readonly fields: FieldTerms;
}

export function passage(text: string, headings = '', title = '', language: Language = 'fr'): TestPassage {
  const words = (field: string) => field.split(' ').filter((word) => word !== '');
  return { language, fields: { text: words(text), headings: words(headings), title: words(title) } };
}

/** @param rows by default 0, 1, 2 … */
export function build(passages: readonly TestPassage[], rows?: readonly number[]): Postings {
  const builder = new PostingsBuilder();
  for (const [index, { language, fields }] of passages.entries()) builder.add(rows?.[index] ?? index, language, fields);
  return builder.build();
}

const term = fc.constantFrom('centre', 'calcul', 'région', 'énergie', 'budget', 'année', '2024');
const field = (maxLength: number) => fc.array(term, { maxLength });

export const anyPassage: fc.Arbitrary<TestPassage> = fc.record({
  language: fc.constantFrom<Language>('fr', 'en'),
  fields: fc.record({ text: field(12), headings: field(4), title: field(3) }),
});

export const anyConcept = fc.record({
  word: fc.constant('mot'),
  weight: fc.double({ min: 0, max: 2, noNaN: true }),
  variants: fc.array(
    fc.record({
      term: fc.oneof(term, fc.constant('inconnu')),
      probability: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
    { maxLength: 4 },
  ),
});

export const anyQuery = fc.record({
  fr: fc.array(anyConcept, { maxLength: 3 }),
  en: fc.array(anyConcept, { maxLength: 3 }),
});

/**
 * How much a row of each source counts, chosen by how well English questions found French passages of policy sources
 * and of machine-translated documentation that were left out of the training. Law is nearly half of all rows and speaks
 * a language of its own, in which a director is an « administrateur » and an award an « indemnité »: it counts little.
 * The policy and AI sources, two rows in a hundred, are nearest to the documents that people will ask about.
 */
const POLICY_SOURCES =
  /^(?:ca-(?!laws$|statutes$)|cds-|gcds-|ckan-canada$|ai4t$|hf-|dair-prompt$|eurovoc-def$|open-sdg$|opensource-guide$|ocds-standard$|glosario$)/;
const LAW_SOURCES = /^ca-(?:laws|statutes)$/;
const PRODUCT_SOURCES = /^(?:ms|adobe)-/;

export type SourceGroup = 'law' | 'policy' | 'everyday' | 'products' | 'software';

const ROW_WEIGHTS: Readonly<Record<SourceGroup, number>> = {
  law: 0.15,
  policy: 8,
  everyday: 1,
  products: 0.5,
  software: 0.7,
};

/** A dictionary row is no more than a term and its rendering, so there is no doubt about what renders what. */
export const DICTIONARY_WEIGHT = 4;

/** The kind of text that a source-id of the data's SOURCES.md stands for. */
export function groupOf(source: string): SourceGroup {
  if (LAW_SOURCES.test(source)) return 'law';
  if (POLICY_SOURCES.test(source)) return 'policy';
  if (source === 'tatoeba') return 'everyday';
  return PRODUCT_SOURCES.test(source) ? 'products' : 'software';
}

export function rowWeight(source: string): number {
  return ROW_WEIGHTS[groupOf(source)];
}

import { invalidLine, readLines } from './evaluation-files.ts';

/** Relevance judgements: for each query the grades of its judged documents. */
export type Qrels = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** What the judgements may speak of. */
export interface KnownIds {
  readonly queries: ReadonlySet<string>;
  readonly documents: ReadonlySet<string>;
}

/**
 * Reads judgements: query, document and grade, separated by tabs, without a header. Judgements of unknown queries or
 * documents would be left out silently by a join, and change the figures: they are errors.
 *
 * @throws {SourcierError} `evaluation_file_missing`, `evaluation_file_invalid` naming the line
 */
export function readQrels(path: string, known: KnownIds): Qrels {
  const qrels = new Map<string, Map<string, number>>();
  for (const { number, text } of readLines(path)) {
    const [query = '', document = '', grade = '', ...more] = text.split('\t');
    if (more.length > 0 || !/^\d+$/.test(grade.trim())) {
      throw invalidLine(path, number, {
        fr: 'il faut une question, un document et une note (un entier, 0 ou plus), séparés par des tabulations, sans en-tête',
        en: 'it takes a query, a document and a grade (a whole number, 0 or more), separated by tabs, without a header',
      });
    }
    if (!known.queries.has(query)) {
      throw invalidLine(path, number, {
        fr: `la question « ${query} » n’est pas parmi les questions`,
        en: `the query "${query}" is not among the queries`,
      });
    }
    if (!known.documents.has(document)) {
      throw invalidLine(path, number, {
        fr: `le document « ${document} » n’est pas dans le corpus`,
        en: `the document "${document}" is not in the corpus`,
      });
    }
    const grades = qrels.get(query) ?? new Map<string, number>();
    if (grades.has(document)) {
      throw invalidLine(path, number, {
        fr: `le document « ${document} » est jugé deux fois pour la question « ${query} »`,
        en: `the document "${document}" is judged twice for the query "${query}"`,
      });
    }
    qrels.set(query, grades.set(document, Number(grade)));
  }
  return qrels;
}

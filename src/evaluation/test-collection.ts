import { join } from 'node:path';
import Type, { type Static } from 'typebox';
import type { Language } from '../domain.ts';
import { type ArticlePart, partOf } from './article-part.ts';
import { invalidFile, invalidLine, type Row, readJsonLines, uniqueById } from './evaluation-files.ts';
import type { Grades } from './metrics.ts';
import { type Qrels, readQrels } from './qrels.ts';

export interface CollectionDocument {
  readonly id: string;
  readonly text: string;
  /** Empty where it has none. */
  readonly title: string;
  /** Null where the collection does not say. */
  readonly language: Language | null;
}

export interface JudgedQuery {
  readonly id: string;
  readonly text: string;
  readonly language: Language;
  /** What the collection calls this sort of query; null where it makes no difference between them. */
  readonly kind: string | null;
  /** By document; at least one above 0. */
  readonly grades: Grades;
}

/** Documents, queries and which document answers which query. */
export interface TestCollection {
  readonly documents: readonly CollectionDocument[];
  readonly queries: readonly JudgedQuery[];
}

export interface TestCollectionFiles {
  readonly folder: string;
  /** File names inside the folder; by default those of BEIR's layout. */
  readonly corpus?: string | undefined;
  readonly queries?: string | undefined;
  readonly qrels?: string | undefined;
}

/** Run files part their columns by white space. */
const IdSchema = Type.String({ pattern: '^\\S+$' });
const LanguageSchema = Type.Union([Type.Literal('fr'), Type.Literal('en')]);

const DocumentSchema = Type.Object({
  id: IdSchema,
  text: Type.String(),
  title: Type.Optional(Type.String()),
  lang: Type.Optional(LanguageSchema),
});

const QuerySchema = Type.Object({
  id: IdSchema,
  text: Type.String({ pattern: '\\S' }),
  lang: LanguageSchema,
  kind: Type.Optional(Type.String({ minLength: 1 })),
});

/**
 * Reads a collection in BEIR's layout (Thakur et al., NeurIPS 2021): `corpus.jsonl`, `queries.jsonl`, `qrels.tsv`.
 *
 * @param part only the queries whose relevant documents all belong to articles of that part
 * @throws {SourcierError} `evaluation_file_missing`; `evaluation_file_invalid` for malformed lines, ids that occur
 *   twice, judgements of unknown ids, and queries without a relevant document
 */
export function readTestCollection(files: TestCollectionFiles, part?: ArticlePart): TestCollection {
  const { folder, corpus = 'corpus.jsonl', queries = 'queries.jsonl', qrels = 'qrels.tsv' } = files;
  const [corpusPath, queriesPath] = [join(folder, corpus), join(folder, queries)];
  const documents = uniqueById(corpusPath, readJsonLines(corpusPath, DocumentSchema));
  const queryRows = uniqueById(queriesPath, readJsonLines(queriesPath, QuerySchema));
  const judgements = readQrels(join(folder, qrels), {
    queries: new Set(queryRows.keys()),
    documents: new Set(documents.keys()),
  });
  const judged = [...queryRows.values()].map((row) => toJudgedQuery(queriesPath, row, judgements));
  const chosen = part === undefined ? judged : judged.filter((query) => belongsTo(query, part, documents, corpusPath));
  if (chosen.length === 0) {
    throw invalidFile(queriesPath, { fr: 'aucune question à mesurer', en: 'there is no query to measure' });
  }
  return { documents: [...documents.values()].map(({ content }) => toDocument(content)), queries: chosen };
}

function toDocument({ id, text, title, lang }: Static<typeof DocumentSchema>): CollectionDocument {
  return { id, text, title: title ?? '', language: lang ?? null };
}

function toJudgedQuery(path: string, { line, content }: Row<Static<typeof QuerySchema>>, qrels: Qrels): JudgedQuery {
  const { id, text, lang, kind } = content;
  const grades = qrels.get(id) ?? new Map<string, number>();
  if (![...grades.values()].some((grade) => grade > 0)) {
    throw invalidLine(path, line, {
      fr: `aucun document n’est jugé pertinent pour la question « ${id} »`,
      en: `no document is judged relevant to the query "${id}"`,
    });
  }
  return { id, text, language: lang, kind: kind ?? null, grades };
}

type DocumentRows = ReadonlyMap<string, Row<Static<typeof DocumentSchema>>>;

function belongsTo({ grades }: JudgedQuery, part: ArticlePart, documents: DocumentRows, corpusPath: string): boolean {
  const relevant = [...grades].filter(([, grade]) => grade > 0);
  return relevant.every(([id]) => {
    const row = documents.get(id);
    if (row?.content.title) return partOf(row.content.title) === part;
    throw invalidLine(corpusPath, row?.line ?? 0, {
      fr: `le document « ${id} » n’a pas de titre, dont sa partie dépend`,
      en: `the document "${id}" has no title, on which its part depends`,
    });
  });
}

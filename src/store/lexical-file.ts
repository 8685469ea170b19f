import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeAnalysis } from './analysis-codec.ts';
import type { Database } from './database.ts';
import { isIntact, lexicalFileName, writeAll, writeDerivedFile } from './derived-file.ts';
import { listDocuments, readContent } from './document-rows.ts';
import type { StoredDocument } from './index-snapshot.ts';
import { FieldAnalyser } from './lexical-fields.ts';
import { type Postings, selectRows } from './lexical-postings.ts';
import { listPassageRows, PassageReader, type PassageRows } from './passage-rows.ts';
import { createPause } from './pause.ts';
import { PostingsBuilder } from './postings-builder.ts';
import { decodePostings, encodePostings } from './postings-codec.ts';
import type { ProgressListener } from './progress.ts';
import { STAGED } from './schema.ts';
import { type RebuildOptions, subtract } from './vector-file.ts';

interface LexicalFileOptions {
  readonly database: Database;
  readonly indexDir: string;
  readonly onProgress?: ProgressListener | undefined;
}

/**
 * The postings of a published generation, one position a passage in the order of rows: from its file, or, where the
 * file is missing, damaged or lacks a passage, from the texts in the database; then the file is written anew if it can.
 */
export async function loadPostings(
  options: LexicalFileOptions & RebuildOptions,
  fileName: string,
  generation: number,
  passages: PassageRows,
): Promise<Postings> {
  const path = join(options.indexDir, fileName);
  const stored = await readIntact(path);
  if (stored !== null && subtract(passages.rows, stored.rows).length === 0) return selectRows([stored], passages.rows);
  options.beforeRebuild();
  const built = await analysePassages(options, generation, passages, passages.rows);
  // A reader can do without the file; the next one will try again.
  await writeDerivedFile(path, (temporary) => writeAll(temporary, encodePostings(built))).catch(() => undefined);
  return built;
}

/**
 * Makes the file of postings for the generation being prepared: the last generation's that stay, and what is new;
 * where nothing is new, the last one serves as it is.
 *
 * @param previousFile of the last generation, where it was made with the same settings
 * @returns the name of the file
 */
export async function prepareLexicalFile(
  options: LexicalFileOptions,
  number: number,
  previousFile: string | null,
): Promise<string> {
  const passages = listPassageRows(options.database, STAGED);
  const previous = previousFile === null ? null : await readIntact(join(options.indexDir, previousFile));
  const missing = previous === null ? passages.rows : subtract(passages.rows, previous.rows);
  if (previousFile !== null && previous !== null && missing.length === 0) return previousFile;
  const added = await analysePassages(options, STAGED, passages, missing);
  const postings = previous === null ? added : selectRows([previous, added], passages.rows);
  const fileName = lexicalFileName(number);
  const chunks = encodePostings(postings);
  await writeDerivedFile(join(options.indexDir, fileName), (temporary) => writeAll(temporary, chunks));
  return fileName;
}

async function readIntact(path: string): Promise<Postings | null> {
  if (!(await isIntact(path))) return null;
  // A write that ends in between removes the files of the generation before.
  const bytes = await readFile(path).catch(() => null);
  return bytes === null ? null : decodePostings(bytes);
}

/** Analyses the wanted ones (rows, ascending) of the passages that the generation sees. */
async function analysePassages(
  { database, onProgress }: LexicalFileOptions,
  generation: number,
  { rows, documentRows }: PassageRows,
  wanted: Float64Array,
): Promise<Postings> {
  const builder = new PostingsBuilder();
  const documents = new Map(listDocuments(database, generation).map(({ row, document }) => [row, document]));
  const reader = new PassageReader(database);
  const analysers = new LastUsed((documentRow: number) => {
    const document = documents.get(documentRow) as StoredDocument;
    const { headings } = readContent(database, documentRow, document.id);
    return { document, analyser: new FieldAnalyser({ ...document, headings }) };
  });
  const pause = createPause();
  let position = 0;
  for (const [done, row] of wanted.entries()) {
    while (rows[position] !== row) position++;
    const { document, analyser } = analysers.get(documentRows[position] as number);
    const stored = reader.read(row, document.id);
    if (stored !== undefined) {
      const { sentences } = decodeAnalysis(stored.analysis);
      builder.add(row, document.language, analyser.analyse({ ...stored.passage, sentences }));
    }
    onProgress?.({ stage: 'words', done: done + 1, total: wanted.length });
    await pause();
  }
  return builder.build();
}

/** Keeps the last thing made: the passages of a document come one after another. */
class LastUsed<Value> {
  readonly #make: (key: number) => Value;
  #last: { readonly key: number; readonly value: Value } | null = null;

  constructor(make: (key: number) => Value) {
    this.#make = make;
  }

  get(key: number): Value {
    if (this.#last?.key !== key) this.#last = { key, value: this.#make(key) };
    return this.#last.value;
  }
}

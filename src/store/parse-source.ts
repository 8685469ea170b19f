import type { Passage, SourceDocument } from '../domain.ts';
import { readDocument } from '../documents/read-document.ts';
import { splitIntoPassages } from '../documents/split.ts';
import { SourcierError } from '../errors.ts';
import type { IngestionWarning } from './ingestion-report.ts';
import type { SourceBytes } from './source-files.ts';

export interface ParsedDocument {
  readonly document: SourceDocument;
  readonly source: SourceBytes;
  readonly passages: readonly Passage[];
  readonly warnings: readonly IngestionWarning[];
}

/**
 * Reads a file's bytes and splits the document into passages.
 *
 * @throws {SourcierError} `file_…`, `metadata_invalid`: whatever a hostile file does to a parser, it is the file's fault
 */
export async function parseSource(source: SourceBytes, id: string): Promise<ParsedDocument> {
  const { bytes, fileName, version, path } = source;
  try {
    const sidecar = source.sidecar === null ? {} : { sidecar: source.sidecar };
    const { warnings, ...content } = await readDocument({ bytes, fileName, ...sidecar });
    const document: SourceDocument = { ...content, id, version, fileName };
    const passages = splitIntoPassages(document);
    return { document, source, passages, warnings: warnings.map((warning) => ({ file: path, ...warning })) };
  } catch (error) {
    throw SourcierError.is(error) ? error : new SourcierError('file_damaged', {}, error);
  }
}

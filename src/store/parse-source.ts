import { decodeText } from '../documents/decode-text.ts';
import { readInWorker } from '../documents/read-in-worker.ts';
import { splitIntoPassages } from '../documents/split.ts';
import type { SourceDocument } from '../domain.ts';
import { SourcierError } from '../errors.ts';
import type { SplitDocument } from './embed-documents.ts';
import type { IngestionWarning } from './ingestion-report.ts';
import type { SourceBytes } from './source-files.ts';

export interface ParsedDocument extends SplitDocument {
  readonly warnings: readonly IngestionWarning[];
}

/**
 * Reads a file's bytes and splits the document into passages.
 *
 * @throws {SourcierError} `file_…`, `metadata_invalid`: whatever a hostile file does to a parser, the file is at fault
 */
export async function parseSource(source: SourceBytes, id: string): Promise<ParsedDocument> {
  // Its bytes are not kept any longer than it takes to read them.
  const { bytes, sidecar, fileName, ...state } = source;
  try {
    const metadata = sidecar === null ? {} : { sidecar: decodeText(sidecar).text };
    const { warnings, ...content } = await readInWorker({ bytes, fileName, ...metadata });
    const document: SourceDocument = { ...content, id, version: source.version, fileName };
    return {
      document,
      source: state,
      passages: splitIntoPassages(document),
      warnings: warnings.map((warning) => ({ file: source.path, ...warning })),
    };
  } catch (error) {
    throw SourcierError.is(error) ? error : new SourcierError('file_damaged', {}, error);
  }
}

import type { DocumentContent, DocumentMetadata } from '../domain.ts';
import { SourcierError } from '../errors.ts';
import { assemble } from './assemble.ts';
import type { Reader, ReaderWarning, StatedMetadata } from './blocks.ts';
import { detectSignature, hasPdfHeader } from './file-signature.ts';
import { mergeMetadata } from './metadata.ts';
import { parseMetadataYaml } from './stated-metadata.ts';

/** Hashed into the manifest: documents that another version has read are read again. */
export const READER_VERSION = '1';

interface Format {
  readonly mediaType: string;
  /** Whether the file's first bytes agree with its extension. */
  readonly accepts: (bytes: Uint8Array) => boolean;
  /** Loaded when first needed: the libraries behind some formats take a tenth of a second. */
  readonly load: () => Promise<Reader>;
}

const PDF: Format = {
  mediaType: 'application/pdf',
  accepts: hasPdfHeader,
  load: async () => (await import('./readers/pdf.ts')).readPdf,
};
const DOCX: Format = {
  mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  accepts: (bytes) => ['zip', 'compound'].includes(detectSignature(bytes)),
  load: async () => (await import('./readers/docx.ts')).readDocx,
};
const HTML: Format = {
  mediaType: 'text/html',
  accepts: hasNoSignature,
  load: async () => (await import('./readers/html.ts')).readHtml,
};
const MARKDOWN: Format = {
  mediaType: 'text/markdown',
  accepts: hasNoSignature,
  load: async () => (await import('./readers/markdown.ts')).readMarkdown,
};
const TEXT: Format = {
  mediaType: 'text/plain',
  accepts: hasNoSignature,
  load: async () => (await import('./readers/text.ts')).readText,
};

const FORMATS: ReadonlyMap<string, Format> = new Map([
  ['.pdf', PDF],
  ['.docx', DOCX],
  ['.html', HTML],
  ['.htm', HTML],
  ['.xhtml', { ...HTML, mediaType: 'application/xhtml+xml' }],
  ['.md', MARKDOWN],
  ['.markdown', MARKDOWN],
  ['.txt', TEXT],
  ['.text', TEXT],
]);

/** Lower case, with the point. */
export const SUPPORTED_EXTENSIONS: readonly string[] = [...FORMATS.keys()];

export interface DocumentFile {
  readonly bytes: Uint8Array;
  /** Its extension tells the format. */
  readonly fileName: string;
  /** The text of `NAME.meta.yaml` beside it. */
  readonly sidecar?: string;
}

export interface ReadResult extends DocumentContent, DocumentMetadata {
  readonly mediaType: string;
  readonly warnings: readonly ReaderWarning[];
}

/**
 * Reads a file of any supported format into one canonical text with its structure and metadata. The bytes are hostile
 * data: nothing in them is executed, fetched or believed without a bound.
 *
 * @throws {SourcierError} `file_type_unsupported`, `file_not_as_named`, `file_empty`, `file_encrypted`,
 * `file_damaged`, `file_scanned`, `file_not_text`, `metadata_invalid`
 */
export async function readDocument({ bytes, fileName, sidecar }: DocumentFile): Promise<ReadResult> {
  const extension = extensionOf(fileName);
  const format = FORMATS.get(extension);
  if (format === undefined) throw new SourcierError('file_type_unsupported', { extension });
  if (bytes.length === 0) throw new SourcierError('file_empty');
  if (!format.accepts(bytes)) throw new SourcierError('file_not_as_named', { extension });
  const fromSidecar: StatedMetadata = sidecar === undefined ? {} : parseMetadataYaml(sidecar);
  const { blocks, pageCount, metadata, warnings } = await readSafely(format, bytes);
  const content = assemble(blocks, pageCount);
  if (content.text === '') throw new SourcierError('file_empty');
  return {
    ...content,
    ...mergeMetadata(content, fileName, metadata, fromSidecar),
    mediaType: format.mediaType,
    warnings,
  };
}

/** Whatever a parser throws at a hostile file, the file is at fault. */
async function readSafely(format: Format, bytes: Uint8Array): ReturnType<typeof readWith> {
  try {
    return await readWith(format, bytes);
  } catch (error) {
    if (SourcierError.is(error)) throw error;
    throw new SourcierError('file_damaged', {}, error);
  }
}

async function readWith(format: Format, bytes: Uint8Array) {
  const read = await format.load();
  return read(bytes);
}

/** A format of text: not a file of another format under a wrong name. */
function hasNoSignature(bytes: Uint8Array): boolean {
  return detectSignature(bytes) === 'none';
}

function extensionOf(fileName: string): string {
  const point = fileName.lastIndexOf('.');
  return point === -1 ? '' : fileName.slice(point).toLowerCase();
}

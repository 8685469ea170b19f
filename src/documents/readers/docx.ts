import mammoth from 'mammoth';
import { SourcierError } from '../../errors.ts';
import type { Block, ReaderOutput, StatedMetadata } from '../blocks.ts';
import { detectSignature } from '../file-signature.ts';
import { acceptMetadata } from '../stated-metadata.ts';
import { isUsefulAuthor, isUsefulTitle } from './document-properties.ts';
import { readHtmlBlocks } from './html-blocks.ts';
import { type HtmlDocument, parseHtml, parseXml } from './html-dom.ts';
import { listZipEntries, unpackZipEntry, type ZipEntry } from './zip.ts';

const MAX_UNPACKED_BYTES = 200 * 1024 * 1024;
const MAIN_PART = 'word/document.xml';
const CORE_PROPERTIES = 'docProps/core.xml';
const MAX_PROPERTIES_BYTES = 65_536;

/** Title styles and the names that translated templates give to headings; mammoth knows the English ones. */
const STYLE_MAP = [
  "p[style-name='Title'] => h1:fresh",
  "p[style-name='Titre'] => h1:fresh",
  ...[1, 2, 3, 4, 5, 6].map((level) => `p[style-name='Titre ${level}'] => h${level}:fresh`),
];

/**
 * Reads a Word document (Office Open XML): headings by their styles, lists, tables, foot- and endnotes at the end.
 * Pictures are left out. Its dates are those of the file, not of a publication, so they are no metadata.
 *
 * @throws {SourcierError} `file_encrypted`, `file_not_as_named`, `file_damaged`, `file_scanned`
 */
export async function readDocx(bytes: Uint8Array): Promise<ReaderOutput> {
  refuseOtherContainers(bytes);
  const entries = listZipEntries(bytes);
  checkParts(bytes, entries);
  const page = parseHtml(await convertToHtml(bytes));
  const blocks = [...readHtmlBlocks(page('body').toArray(), isNote), ...readNotes(page)];
  const isOnlyPictures = blocks.length === 0 && entries.some(({ name }) => name.startsWith('word/media/'));
  if (isOnlyPictures) throw new SourcierError('file_scanned');
  return { blocks, pageCount: 0, metadata: readProperties(bytes, entries), warnings: [] };
}

/** An encrypted document lies in a compound file as a stream of this name (MS-OFFCRYPTO 2.3.1), in UTF-16. */
const ENCRYPTED_STREAM = Buffer.from('EncryptedPackage', 'utf16le');

function refuseOtherContainers(bytes: Uint8Array): void {
  const signature = detectSignature(bytes);
  if (signature === 'zip') return;
  const isEncrypted =
    signature === 'compound' && Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(ENCRYPTED_STREAM);
  if (isEncrypted) throw new SourcierError('file_encrypted');
  throw new SourcierError('file_not_as_named', { extension: '.docx' });
}

/** Unpacks every XML part once, so that nothing that lies about its size reaches the library. */
function checkParts(bytes: Uint8Array, entries: readonly ZipEntry[]): void {
  if (entries.some(({ isEncrypted }) => isEncrypted)) throw new SourcierError('file_encrypted');
  if (!entries.some(({ name }) => name === MAIN_PART))
    throw new SourcierError('file_not_as_named', { extension: '.docx' });
  const declaredBytes = entries.reduce((sum, entry) => sum + entry.declaredBytes, 0);
  if (declaredBytes > MAX_UNPACKED_BYTES) throw new SourcierError('file_damaged');
  for (const entry of entries) {
    if (/\.(?:xml|rels)$/i.test(entry.name)) unpackZipEntry(bytes, entry);
  }
}

async function convertToHtml(bytes: Uint8Array): Promise<string> {
  const { value } = await mammoth.convertToHtml(
    { buffer: Buffer.from(bytes) },
    { styleMap: STYLE_MAP, convertImage: mammoth.images.imgElement(async () => ({ src: '' })) },
  );
  return value;
}

function isNote(element: { readonly name: string; readonly attribs: Readonly<Record<string, string>> }): boolean {
  return element.name === 'li' && /^(?:foot|end)note-\d/.test(element.attribs.id ?? '');
}

/** Notes are paragraphs after the text, without the links that lead back to it. */
function readNotes(page: HtmlDocument): Block[] {
  const notes = page('li[id^="footnote-"], li[id^="endnote-"]');
  notes.find('a[href^="#footnote-ref-"], a[href^="#endnote-ref-"]').remove();
  return notes.toArray().flatMap((note) => readHtmlBlocks(note.childNodes, () => false));
}

function readProperties(bytes: Uint8Array, entries: readonly ZipEntry[]): StatedMetadata {
  const entry = entries.find(({ name }) => name === CORE_PROPERTIES);
  if (entry === undefined || entry.declaredBytes > MAX_PROPERTIES_BYTES) return {};
  const properties = parseXml(Buffer.from(unpackZipEntry(bytes, entry)).toString('utf8'));
  const property = (name: string): string => properties(name.replace(':', '\\:')).first().text().trim();
  const title = property('dc:title');
  const creator = property('dc:creator');
  return acceptMetadata({
    title: isUsefulTitle(title) ? title : undefined,
    authors: isUsefulAuthor(creator) ? creator : undefined,
    language: property('dc:language'),
  });
}

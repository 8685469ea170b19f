import type { DocumentContent, DocumentMetadata } from '../domain.ts';
import { detectLanguage } from '../language/detect.ts';
import { toCanonical } from '../language/normalise.ts';
import { collapseSpaces, type StatedMetadata } from './blocks.ts';

/**
 * What is known about a document: the sidecar's word goes before the file's own. Where neither says it, the title is
 * the first heading or else the file name made readable, and the language is that of the text (French where unclear).
 * A date is never guessed.
 */
export function mergeMetadata(
  content: DocumentContent,
  fileName: string,
  fromFile: StatedMetadata,
  fromSidecar: StatedMetadata,
): DocumentMetadata {
  const stated: StatedMetadata = { ...fromFile, ...fromSidecar };
  return {
    title: stated.title ?? titleFromContent(content) ?? titleFromFileName(fileName),
    publisher: stated.publisher ?? null,
    authors: stated.authors ?? [],
    date: stated.date ?? null,
    url: stated.url ?? null,
    language: stated.language ?? detectLanguage(sampleOf(content.text)).language ?? 'fr',
    licence: stated.licence ?? null,
    note: stated.note ?? null,
  };
}

const LANGUAGE_SAMPLE_CHARACTERS = 20_000;

function sampleOf(text: string): string {
  return toCanonical(text.slice(0, LANGUAGE_SAMPLE_CHARACTERS));
}

function titleFromContent(content: DocumentContent): string | null {
  const first = content.headings[0];
  return first === undefined ? null : content.text.slice(first.start, first.end);
}

function titleFromFileName(fileName: string): string {
  const base = fileName.slice(fileName.lastIndexOf('/') + 1);
  const stem = base.replace(/\.[^.]*$/, '') || base;
  const words = collapseSpaces(toCanonical(stem.replace(/[-_]+/g, ' ')));
  return words === '' ? fileName : words.charAt(0).toLocaleUpperCase('fr') + words.slice(1);
}

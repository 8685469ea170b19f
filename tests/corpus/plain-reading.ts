import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { parse } from 'yaml';
import type { Block } from '../../training/corpus/manuscript.ts';
import { readManuscripts } from '../../training/corpus/render.ts';

export const CORPUS = join(import.meta.dirname, '../../corpus');

export interface PlainDocument {
  readonly fileName: string;
  readonly metadata: Readonly<Record<string, unknown>>;
  /** Everything that a reader of the file sees, without its metadata. */
  readonly text: string;
}

/** The documents of the corpus folder: neither README nor sidecars. */
export function documentNames(): string[] {
  return readdirSync(CORPUS).filter((name) => !/^README\.md$|^examples\.json$|\.meta\.yaml$|^\./i.test(name));
}

/**
 * Reads a document of the corpus without the project's own readers, so that the corpus is checked on its own.
 * The text of a PDF or DOCX is that of its manuscript, from which another test shows it to be built.
 */
export function readPlainDocument(fileName: string): PlainDocument {
  switch (extname(fileName)) {
    case '.md':
      return readMarkdown(fileName);
    case '.html':
      return readHtml(fileName);
    case '.txt':
      return { fileName, metadata: readSidecar(fileName), text: readText(fileName) };
    default:
      return { fileName, metadata: readSidecar(fileName), text: manuscriptText(fileName) };
  }
}

function readText(fileName: string): string {
  return readFileSync(join(CORPUS, fileName), 'utf8');
}

function readSidecar(fileName: string): Record<string, unknown> {
  const sidecar = `${fileName}.meta.yaml`;
  return existsSync(join(CORPUS, sidecar)) ? parse(readText(sidecar)) : {};
}

function readMarkdown(fileName: string): PlainDocument {
  const [, frontMatter = '', text = ''] = /^---\n(.*?)\n---\n(.*)$/s.exec(readText(fileName)) ?? [];
  return { fileName, metadata: parse(frontMatter) ?? {}, text };
}

function readHtml(fileName: string): PlainDocument {
  const source = readText(fileName);
  const metadata: Record<string, string> = {};
  for (const [, name = '', content = ''] of source.matchAll(/<meta name="(\w+)" content="([^"]*)">/g)) {
    metadata[name] = content;
  }
  metadata.title = /<title>(.*)<\/title>/.exec(source)?.[1] ?? '';
  metadata.language = /<html lang="(\w+)">/.exec(source)?.[1] ?? '';
  const text = source
    .replace(/<style>.*?<\/style>/gs, '')
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&nbsp;', '\u00A0')
    .replaceAll('&amp;', '&');
  return { fileName, metadata, text };
}

function manuscriptText(fileName: string): string {
  const manuscript = readManuscripts().find(({ name, format }) => `${name}.${format}` === fileName);
  return (manuscript?.blocks ?? []).map(blockText).join('\n\n');
}

function blockText(block: Block): string {
  switch (block.kind) {
    case 'list':
      return block.items.join('\n');
    case 'table':
      return block.rows.map((row) => row.join(' | ')).join('\n');
    case 'columns':
      return '';
    default:
      return block.text;
  }
}

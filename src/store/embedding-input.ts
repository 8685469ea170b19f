import type { DocumentMetadata, Passage } from '../domain.ts';

/**
 * What is embedded of a passage: the document's title, the headings above the passage and its text, so that a passage
 * which names its subject only in the title is found by it. What the text says already is not said twice.
 *
 * A change here changes every vector: raise FORMAT_VERSION in manifest.ts with it.
 */
export function embeddingInput(passage: Pick<Passage, 'text' | 'section'>, document: Pick<DocumentMetadata, 'title'>) {
  const context = new Set([document.title, ...passage.section]);
  return [...[...context].filter((line) => !passage.text.includes(line)), passage.text].join('\n');
}

/**
 * What is embedded of a passage's place: the heading right above it, or the document's title where there is none. A
 * question may say what a heading says in other words.
 */
export function headingInput({ section }: Pick<Passage, 'section'>, { title }: Pick<DocumentMetadata, 'title'>) {
  return section.at(-1) ?? title;
}

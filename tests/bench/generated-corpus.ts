import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { seededRandom } from './random.ts';

/**
 * French-like documents for measuring: words of natural frequencies (Zipf's law, exponent 1), sentences of 8 to 24
 * words, sections with headings, no two documents alike. The commonest words are those of the corpus that ships; the
 * rare ones are made of its syllables, so that the vocabulary grows with the collection as it does in real ones.
 */

const VOCABULARY_SIZE = 60_000;
/** Words that a printed page holds; text files have no pages of their own. */
export const WORDS_PER_PAGE = 400;
export const SECTIONS_PER_DOCUMENT = 4;
/** Measured on the generated documents: passages that one of them is split into. */
export const PASSAGES_PER_DOCUMENT = 16;
const CORPUS = resolve(import.meta.dirname, '../../corpus');

function realWords(): string[] {
  const counts = new Map<string, number>();
  for (const file of readdirSync(CORPUS).filter((name) => /\.(md|txt)$/.test(name))) {
    for (const [word] of readFileSync(join(CORPUS, file), 'utf8')
      .toLowerCase()
      .matchAll(/\p{L}{2,}/gu)) {
      counts.set(word, (counts.get(word) ?? 0) + 1);
    }
  }
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([word]) => word);
}

function madeWords(real: readonly string[], random: () => number, size: number): string[] {
  const syllables = [...new Set(real.flatMap((word) => word.match(/[^aeiouyéèêà]*[aeiouyéèêà]+[nrs]?/g) ?? []))];
  const words = new Set(real);
  while (words.size < size) {
    const length = 2 + Math.floor(random() * 3);
    words.add(Array.from({ length }, () => syllables[Math.floor(random() * syllables.length)]).join(''));
  }
  return [...words];
}

/** Draws words so that the word of rank r comes with a probability proportional to 1/r. */
export class WordSource {
  readonly #words: readonly string[];
  readonly #random: () => number;
  readonly #cumulated: Float64Array;

  constructor(seed: number) {
    this.#random = seededRandom(seed);
    this.#words = madeWords(realWords(), seededRandom(1), VOCABULARY_SIZE);
    this.#cumulated = new Float64Array(this.#words.length);
    let sum = 0;
    for (let rank = 0; rank < this.#words.length; rank += 1) {
      sum += 1 / (rank + 1);
      this.#cumulated[rank] = sum;
    }
  }

  /** A whole number from `low` to `high`. */
  between(low: number, high: number): number {
    return low + Math.floor(this.#random() * (high - low + 1));
  }

  word(): string {
    const wanted = this.#random() * (this.#cumulated.at(-1) ?? 0);
    let low = 0;
    let high = this.#cumulated.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#cumulated[middle] ?? 0) < wanted) low = middle + 1;
      else high = middle;
    }
    return this.#words[low] ?? '';
  }

  words(count: number): string {
    return Array.from({ length: count }, () => this.word()).join(' ');
  }

  sentence(): string {
    const text = this.words(this.between(8, 24));
    return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
  }
}

/** One document of `sections` sections with about four passages each, as Markdown. */
function makeDocument(source: WordSource, sections: number): string {
  const parts = [`# ${source.words(5)}`];
  for (let section = 0; section < sections; section += 1) {
    parts.push(`## ${source.words(4)}`);
    for (let paragraph = 0; paragraph < 8; paragraph += 1) {
      parts.push(Array.from({ length: source.between(3, 5) }, () => source.sentence()).join(' '));
    }
  }
  return parts.join('\n\n');
}

/** Writes the documents into the folder. @returns how many words they hold */
export function writeCorpus(folder: string, documents: number, sections: number, seed: number): number {
  mkdirSync(folder, { recursive: true });
  const source = new WordSource(seed);
  let words = 0;
  for (let number = 0; number < documents; number += 1) {
    const text = makeDocument(source, sections);
    words += text.split(/\s+/).length;
    writeFileSync(join(folder, `document-${String(number).padStart(6, '0')}.md`), text);
  }
  return words;
}

/** Questions of four to eight words of natural frequencies after a question word, every other one in English. */
export function makeQuestions(count: number, seed: number): string[] {
  const source = new WordSource(seed);
  return Array.from({ length: count }, (_, index) => {
    const words = source.words(source.between(4, 8));
    return index % 2 === 0 ? `Quel est le rôle de ${words} ?` : `What is the role of ${words}?`;
  });
}

import type { Language } from '../../src/domain.ts';
import { seededRandom } from '../../src/evaluation/random.ts';
import { analyse } from '../../src/language/analyse.ts';
import { type AlignedRow, readPairs } from '../lexicon/aligned-rows.ts';
import type { Collection, CollectionPassage, CollectionQuestion } from './collection.ts';
import { shuffled } from './random.ts';

/** A run of neighbouring rows of one source, and the heading above it where there is one. */
interface Section {
  readonly source: string;
  readonly heading: AlignedRow | null;
  readonly rows: AlignedRow[];
}

const SECTION_WORDS = { least: 50, enough: 110 };
const QUESTION_TERMS = { least: 3, most: 8 };
/** Questions share some words with the sentence that answers them, never all. */
const WORDS_KEPT = 0.4;
/** How often a section keeps the heading above it. */
const HEADINGS_KEPT = 0.4;

export interface AlignedCollectionOptions {
  readonly name: string;
  readonly kind: 'human' | 'machine';
  readonly accepts: (source: string) => boolean;
  readonly sectionsPerSource: number;
  /** Questions of each kind (headings, sentences) in each language. */
  readonly questions: number;
  /** The language of each passage; by chance, one or the other. */
  readonly passageLanguages: readonly Language[];
  readonly seed: number;
}

/**
 * A collection made from aligned text: sections in one language each, and questions made in both languages from their
 * headings (which more sections lose than keep) and from some of the words of one of their sentences.
 */
export async function alignedCollection(dataFolder: string, options: AlignedCollectionOptions): Promise<Collection> {
  const random = seededRandom(options.seed);
  const sections = sample(await readSections(dataFolder, options), options.sectionsPerSource, random);
  const passages = sections.map(({ heading, rows }): CollectionPassage => {
    const language = options.passageLanguages[Math.floor(random() * options.passageLanguages.length)] ?? 'fr';
    const section = heading !== null && random() < HEADINGS_KEPT ? [textOf(heading, language)] : [];
    return { text: rows.map((row) => textOf(row, language)).join('\n'), title: '', section, language };
  });
  const fromHeadings = shuffled(headingQuestions(sections), random).slice(0, 2 * options.questions);
  const fromSentences = shuffled([...sections.keys()], random)
    .flatMap((position) => sentenceQuestions(sections[position] as Section, position, random))
    .slice(0, 2 * options.questions);
  return { name: options.name, passages, questions: [...fromHeadings, ...fromSentences] };
}

async function readSections(dataFolder: string, options: AlignedCollectionOptions): Promise<Section[]> {
  const sections: Section[] = [];
  let current: Section | null = null;
  let previous: AlignedRow | null = null;
  const close = (): void => {
    if (current !== null && countWords(current.rows) >= SECTION_WORDS.least) sections.push(current);
    current = null;
  };
  for await (const row of readPairs(dataFolder, options.kind)) {
    if (!options.accepts(row.source)) continue;
    const isNewSource = previous?.source !== row.source;
    const isHeadingHere = isHeading(row) && (isNewSource || previous === null || !isHeading(previous));
    if (isNewSource || isHeadingHere) close();
    const section: Section = current ?? { source: row.source, heading: isHeadingHere ? row : null, rows: [] };
    current = section;
    if (!isHeadingHere) section.rows.push(row);
    if (countWords(section.rows) >= SECTION_WORDS.enough) close();
    previous = row;
  }
  close();
  return sections;
}

function sample(sections: readonly Section[], perSource: number, random: () => number): Section[] {
  const bySource = new Map<string, Section[]>();
  for (const section of sections) {
    const group = bySource.get(section.source);
    if (group === undefined) bySource.set(section.source, [section]);
    else group.push(section);
  }
  return [...bySource.values()].flatMap((group) => shuffled(group, random).slice(0, perSource));
}

function textOf(row: AlignedRow, language: Language): string {
  return language === 'fr' ? row.french : row.english;
}

function countWords(rows: readonly AlignedRow[]): number {
  return rows.reduce((sum, { french }) => sum + french.split(' ').length, 0);
}

/** Three to ten words, a capital, no mark at the end. */
function isHeading({ english, french }: AlignedRow): boolean {
  const words = english.split(' ').length;
  return (
    words >= 3 && words <= 10 && /^[\p{Lu}\d]/u.test(english) && !/[.:;!,…]$/.test(english) && !/[.:;!,…]$/.test(french)
  );
}

/** Headings that stand above one section only, in both languages. */
function headingQuestions(sections: readonly Section[]): CollectionQuestion[] {
  const uses = new Map<string, number>();
  for (const { heading } of sections) {
    if (heading !== null) uses.set(heading.english, (uses.get(heading.english) ?? 0) + 1);
  }
  return sections.flatMap(({ heading }, position) => {
    if (heading === null || uses.get(heading.english) !== 1 || countTerms(heading.english, 'en') < 2) return [];
    return inBothLanguages(heading, position);
  });
}

function inBothLanguages(row: AlignedRow, position: number): CollectionQuestion[] {
  return (['en', 'fr'] as const).map((language) => ({ text: textOf(row, language), language, relevant: [position] }));
}

function sentenceQuestions({ rows }: Section, position: number, random: () => number): CollectionQuestion[] {
  const row = rows[Math.floor(random() * rows.length)];
  if (row === undefined) return [];
  return (['en', 'fr'] as const).flatMap((language) => {
    const kept = textOf(row, language)
      .split(' ')
      .filter(() => random() < WORDS_KEPT)
      .join(' ');
    const terms = countTerms(kept, language);
    const fits = terms >= QUESTION_TERMS.least && terms <= QUESTION_TERMS.most;
    return fits ? [{ text: kept, language, relevant: [position] }] : [];
  });
}

function countTerms(text: string, language: Language): number {
  return new Set(analyse(text, language).map(({ term }) => term)).size;
}

import type { Answer, Citation, DocumentMetadata, Engine, Language } from '../domain.ts';
import { formatDate } from '../language/format-date.ts';
import { BRIEFING_WORDS } from './briefing-words.ts';
import type { ReferencedWork } from './reference.ts';
import { writeReference } from './reference-style.ts';

/** What of an answer a briefing is made of. */
export interface BriefedAnswer
  extends Pick<Answer, 'status' | 'answerLanguage' | 'text' | 'citations' | 'missing' | 'notices'> {
  readonly disagreements: readonly { readonly note: string }[];
  readonly engine: Pick<Engine, 'model' | 'index'>;
}

/** One question of a briefing: its answer, or why there is none. */
export type BriefingEntry =
  | { readonly question: string; readonly answer: BriefedAnswer }
  | { readonly question: string; readonly failure: string };

/** What a briefing is made of, before it has a form. */
export interface BriefingContents {
  readonly title: string;
  readonly language: Language;
  /** The day on which it is made, ISO 8601. */
  readonly date: string;
  readonly entries: readonly BriefingEntry[];
  /** The answers were given earlier: their citations were checked again for the briefing, and nothing was asked. */
  readonly givenEarlier: boolean;
  /** The metadata of a document, by id; undefined where it is gone. */
  readonly metadataOf: (documentId: string) => DocumentMetadata | undefined;
  /** The address that people see, put before permalinks; null leaves them relative. */
  readonly publicUrl: string | null;
}

/** A run of an answer: words, or the place of a note. */
export type BriefingRun = { readonly text: string } | { readonly note: number };

/** A note: what it says of its quote. */
export interface BriefingNote {
  /** From 1, in the order of first use. */
  readonly number: number;
  readonly reference: string;
  /** The document's own text, character for character: line ends too. */
  readonly quote: string;
  /** Of the quote. */
  readonly language: Language;
  readonly section: string;
  /** An unofficial rendering, or null. */
  readonly translation: string | null;
  /** Absolute where the public address is known. */
  readonly permalink: string;
}

export interface BriefingSection {
  readonly question: string;
  readonly language: Language;
  readonly paragraphs: readonly (readonly BriefingRun[])[];
  /** What the sources disagree on, what they do not answer, notices, why there is no answer. */
  readonly remarks: readonly string[];
}

/** A briefing as every format writes it, in this order. */
export interface Briefing {
  readonly title: string;
  readonly language: Language;
  readonly dateLine: string;
  readonly sections: readonly BriefingSection[];
  readonly notFound: readonly string[];
  readonly notes: readonly BriefingNote[];
  readonly bibliography: readonly string[];
  readonly method: string;
}

/** Numbers the notes of all answers in one row, and gathers what belongs at the end. */
export function composeBriefing(contents: BriefingContents): Briefing {
  const { title, language, date, entries, givenEarlier } = contents;
  const words = BRIEFING_WORDS[language];
  const notes: BriefingNote[] = [];
  const works: ReferencedWork[] = [];
  const sections = entries.map((entry): BriefingSection => {
    if ('failure' in entry) {
      return { question: entry.question, language, paragraphs: [], remarks: [words.failed(entry.failure)] };
    }
    const { answer } = entry;
    const cited = inOrderOfUse(answer.citations);
    const first = notes.length + 1;
    for (const citation of cited) {
      const work = toWork(citation, contents);
      works.push({ ...work, page: null });
      notes.push(toNote(citation, notes.length + 1, work, contents));
    }
    return {
      question: entry.question,
      language: answer.answerLanguage,
      paragraphs:
        answer.status === 'not_found'
          ? [[{ text: BRIEFING_WORDS[answer.answerLanguage].unanswered }]]
          : splitRuns(answer.text, cited, first),
      remarks: [
        ...answer.disagreements.map(({ note }) => words.disagreement(note)),
        ...answer.missing.map(words.missing),
        ...answer.notices.map(({ detail }) => detail),
      ],
    };
  });
  const engines = entries.flatMap((entry) => ('answer' in entry ? [entry.answer.engine] : []));
  const references = works.map((work) => writeReference(work, language, date));
  return {
    title,
    language,
    dateLine: formatDate(date, language),
    sections,
    notFound: entries.flatMap((entry) =>
      'answer' in entry && entry.answer.status === 'not_found' ? [entry.question] : [],
    ),
    notes,
    bibliography: distinct(references).sort((one, other) => one.localeCompare(other, language)),
    method: words.method({
      date: formatDate(date, language),
      indexes: distinct(engines.map(({ index }) => index).filter((index) => index !== '')),
      models: distinct(engines.map(({ model }) => model).filter((model) => model !== null)),
      givenEarlier,
    }),
  };
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values)];
}

function inOrderOfUse(citations: readonly Citation[]): readonly Citation[] {
  const firstUse = ({ positions }: Citation) => Math.min(...positions);
  // Compared, not subtracted: a citation without a place is used at infinity.
  return [...citations].sort((one, other) =>
    firstUse(one) === firstUse(other) ? 0 : firstUse(one) < firstUse(other) ? -1 : 1,
  );
}

function toWork(citation: Citation, { metadataOf }: BriefingContents): ReferencedWork {
  const { id, title, publisher, date, url, language } = citation.document;
  const known = metadataOf(id);
  return { id, title, publisher, date, url, language, authors: known?.authors ?? [], page: citation.page };
}

function toNote(
  citation: Citation,
  number: number,
  work: ReferencedWork,
  { language, date, publicUrl }: BriefingContents,
): BriefingNote {
  return {
    number,
    reference: writeReference(work, language, date),
    quote: citation.quote,
    language: citation.document.language,
    section: citation.section.join(' › '),
    translation: citation.translation?.text ?? null,
    permalink: citation.permalink.startsWith('/') ? (publicUrl ?? '') + citation.permalink : citation.permalink,
  };
}

/**
 * The answer's paragraphs with its markers as notes; other brackets are the documents' own. A citation whose marker is
 * nowhere has its note at the end, so that each note has a place.
 */
function splitRuns(text: string, citations: readonly Citation[], first: number): BriefingRun[][] {
  const places = citations
    .flatMap(({ marker, positions }, index) =>
      positions.map((position) => ({ position, label: `[${marker}]`, note: first + index })),
    )
    .filter(({ position, label }) => text.startsWith(label, position))
    .sort((one, other) => one.position - other.position)
    .filter(({ position }, index, all) => position !== all[index - 1]?.position);
  const paragraphs: BriefingRun[][] = [[]];
  let from = 0;
  const addText = (end: number) => {
    for (const [index, part] of text
      .slice(from, end)
      .split(/\n{2,}/)
      .entries()) {
      if (index > 0) paragraphs.push([]);
      const line = part.replaceAll(/\s*\n\s*/g, ' ');
      if (line !== '') paragraphs.at(-1)?.push({ text: line });
    }
  };
  for (const { position, label, note } of places) {
    // The note stands right after the words, as notes do in print.
    addText(/[ \u00A0\u202F]$/.test(text.slice(from, position)) ? position - 1 : position);
    paragraphs.at(-1)?.push({ note });
    from = position + label.length;
  }
  addText(text.length);
  const placed = new Set(places.map(({ note }) => note));
  const unplaced = citations.map((_, index) => first + index).filter((note) => !placed.has(note));
  paragraphs.at(-1)?.push(...unplaced.map((note) => ({ note })));
  return paragraphs.filter((paragraph) => paragraph.length > 0);
}

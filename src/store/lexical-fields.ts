import type { Heading, Language, Passage } from '../domain.ts';
import { analyse } from '../language/analyse.ts';
import type { AnalysedSentence } from '../language/analyse-passage.ts';
import { fold } from '../language/normalise.ts';
import type { FieldTerms } from './lexical-postings.ts';

/** A passage's place and its sentences, whose spans are in its text. */
export interface PassageFields extends Pick<Passage, 'start' | 'end' | 'section'> {
  readonly sentences: readonly AnalysedSentence[];
}

/**
 * The terms of a document's passages by field. The words of a heading count in `headings` alone, even where the
 * heading is part of the passage's text; a heading that repeats the title counts as the title.
 */
export class FieldAnalyser {
  readonly #language: Language;
  readonly #headings: readonly Heading[];
  readonly #foldedTitle: string;
  readonly #titleTerms: readonly string[];
  #section: { readonly path: string; readonly terms: readonly string[] } = { path: '', terms: [] };

  constructor(document: { title: string; language: Language; headings: readonly Heading[] }) {
    this.#language = document.language;
    this.#headings = document.headings;
    this.#foldedTitle = fold(document.title).trim();
    this.#titleTerms = this.#termsOf(document.title);
  }

  analyse(passage: PassageFields): FieldTerms {
    return { text: this.#bodyTerms(passage), headings: this.#sectionTerms(passage.section), title: this.#titleTerms };
  }

  #termsOf(text: string): string[] {
    return analyse(text, this.#language).map(({ term }) => term);
  }

  #bodyTerms({ sentences, start, end }: PassageFields): string[] {
    const headings = this.#headings.filter((heading) => heading.start < end && heading.end > start);
    return sentences.flatMap((sentence) =>
      sentence.terms
        .filter((term) => !headings.some((heading) => isWithin(heading, term.start + sentence.start + start)))
        .map(({ term }) => term),
    );
  }

  /** Neighbouring passages mostly share their section. */
  #sectionTerms(section: readonly string[]): readonly string[] {
    const path = section.join('\n');
    if (path !== this.#section.path) {
      const own = section.filter((heading) => fold(heading).trim() !== this.#foldedTitle);
      this.#section = { path, terms: own.flatMap((heading) => this.#termsOf(heading)) };
    }
    return this.#section.terms;
  }
}

function isWithin(heading: Heading, offset: number): boolean {
  return offset >= heading.start && offset < heading.end;
}

import type { Heading, Language, Passage } from '../domain.ts';
import { analyse } from '../language/analyse.ts';
import { fold } from '../language/normalise.ts';
import type { FieldTerms } from './lexical-postings.ts';

type AnalysedPassage = Pick<Passage, 'text' | 'start' | 'end' | 'section'>;

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

  analyse(passage: AnalysedPassage): FieldTerms {
    return { text: this.#bodyTerms(passage), headings: this.#sectionTerms(passage.section), title: this.#titleTerms };
  }

  #termsOf(text: string): string[] {
    return analyse(text, this.#language).map(({ term }) => term);
  }

  #bodyTerms({ text, start, end }: AnalysedPassage): string[] {
    const headings = this.#headings.filter((heading) => heading.start < end && heading.end > start);
    return analyse(text, this.#language)
      .filter((term) => !headings.some((heading) => isWithin(heading, term.start + start)))
      .map(({ term }) => term);
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

import { encodePermalink, hashQuote } from '../citing/permalink.ts';
import type { Citation, Disagreement } from '../domain.ts';
import type { CheckedQuote, CheckedSentence } from './check-sentence.ts';
import type { Retrieved } from './investigation.ts';

/** What a sentence adds to an answer. */
export interface Addition {
  readonly text: string;
  /** Those that it marks for the first time. */
  readonly citations: readonly Citation[];
}

const CLOSING_MARK = /[ \u00A0\u202F]?[.!?…]+[»”")]*$/u;

/** An answer that grows by checked sentences; what has been added is never changed, but for further places of a marker. */
export class Draft {
  text = '';
  readonly #citations: Citation[] = [];
  readonly #pageAt: Retrieved['pageAt'];

  constructor(pageAt: Retrieved['pageAt']) {
    this.#pageAt = pageAt;
  }

  get citations(): readonly Citation[] {
    return this.#citations;
  }

  /** The sentence with the markers of its quotes before its last mark: « … au CNRS [1]. » */
  add({ text, quotes }: CheckedSentence): Addition {
    const mark = CLOSING_MARK.exec(text)?.[0] ?? '';
    const start = this.text.length;
    this.text += `${start === 0 ? '' : ' '}${text.slice(0, text.length - mark.length)} `;
    const citations = this.#mark(quotes);
    this.text += mark === '' ? '.' : mark;
    return { text: this.text.slice(start), citations };
  }

  /** A paragraph that tells a disagreement, with both sides as they were cited elsewhere. */
  addDisagreement({ note }: Disagreement, sides: readonly Citation[]): { addition: Addition; markers: number[] } {
    const start = this.text.length;
    this.text += `\n\n${note.replace(/\.$/u, '')} `;
    const known = sides.map((side) => this.#citations.find((citation) => overlaps(citation, side)));
    const added: Citation[] = [];
    const markers = sides.map((side, index) => {
      const { marker } = known[index] ?? this.#cite(added, { ...side, positions: [] });
      this.#place(marker);
      return marker;
    });
    this.text += '.';
    const citations = added.map(({ marker }) => this.#citations[marker - 1] as Citation);
    return { addition: { text: this.text.slice(start), citations }, markers };
  }

  /** A paragraph that needs no proof: what the documents do not say. */
  addParagraph(paragraph: string): Addition {
    this.text += `\n\n${paragraph}`;
    return { text: `\n\n${paragraph}`, citations: [] };
  }

  #mark(quotes: readonly CheckedQuote[]): Citation[] {
    const added: Citation[] = [];
    for (const quote of quotes) {
      const known = this.#citations.find(
        ({ document, start, end }) =>
          document.id === quote.hit.document.id && start === quote.start && end === quote.end,
      );
      this.#place((known ?? this.#cite(added, this.#describe(quote))).marker);
    }
    return added.map(({ marker }) => this.#citations[marker - 1] as Citation);
  }

  #cite(added: Citation[], citation: Omit<Citation, 'marker'>): Citation {
    const numbered = { ...citation, marker: this.#citations.length + 1 };
    this.#citations.push(numbered);
    added.push(numbered);
    return numbered;
  }

  #place(marker: number): void {
    const citation = this.#citations[marker - 1] as Citation;
    this.#citations[marker - 1] = { ...citation, positions: [...citation.positions, this.text.length] };
    this.text += `[${marker}]`;
  }

  #describe({ hit, start, end, text, status }: CheckedQuote): Omit<Citation, 'marker'> {
    const { document, passage } = hit;
    const target = { documentId: document.id, version: document.version, start, end, quoteHash: hashQuote(text) };
    return {
      positions: [],
      quote: text,
      status,
      passageId: passage.id,
      section: passage.section,
      page: this.#pageAt(document.id, start),
      start,
      end,
      document,
      permalink: `/citations/${encodePermalink(target)}`,
    };
  }
}

function overlaps(one: Citation, other: Citation): boolean {
  return one.document.id === other.document.id && one.start < other.end && other.start < one.end;
}

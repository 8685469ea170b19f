import type { Language } from '../domain.ts';
import {
  FIELD_COUNT,
  FIELDS,
  type FieldTerms,
  LANGUAGES,
  type LanguagePostings,
  type Postings,
} from './lexical-postings.ts';

/** Frequencies are kept in bytes; BM25 hardly tells 255 occurrences in one passage from more. */
const HIGHEST_FREQUENCY = 255;

/** Makes postings from passages, which must come in ascending order of their rows. */
export class PostingsBuilder {
  readonly #rows: number[] = [];
  readonly #languages: number[] = [];
  readonly #lengths: number[] = [];
  readonly #builders: Readonly<Record<Language, LanguageBuilder>> = {
    fr: new LanguageBuilder(),
    en: new LanguageBuilder(),
  };

  add(row: number, language: Language, fields: FieldTerms): void {
    this.#builders[language].add(this.#rows.length, fields);
    this.#rows.push(row);
    this.#languages.push(LANGUAGES.indexOf(language));
    for (const field of FIELDS) this.#lengths.push(fields[field].length);
  }

  build(): Postings {
    return {
      rows: Float64Array.from(this.#rows),
      languages: Uint8Array.from(this.#languages),
      lengths: Uint32Array.from(this.#lengths),
      byLanguage: { fr: this.#builders.fr.build(), en: this.#builders.en.build() },
    };
  }
}

/** Collects the postings of one language in the order of passages; `build` sorts them by term. */
class LanguageBuilder {
  readonly #termIds = new Map<string, number>();
  readonly #termOfPosting = new GrowingArray();
  readonly #passageOfPosting = new GrowingArray();
  /** The frequencies of a posting, one byte a field. */
  readonly #frequenciesOfPosting = new GrowingArray();

  add(passage: number, fields: FieldTerms): void {
    const counts = new Map<number, number>();
    for (const [field, name] of FIELDS.entries()) {
      const shift = field * 8;
      for (const term of fields[name]) {
        const id = this.#idOf(term);
        const packed = counts.get(id) ?? 0;
        const isFull = ((packed >>> shift) & 0xff) === HIGHEST_FREQUENCY;
        counts.set(id, isFull ? packed : packed + (1 << shift));
      }
    }
    for (const [id, packed] of counts) {
      this.#termOfPosting.push(id);
      this.#passageOfPosting.push(passage);
      this.#frequenciesOfPosting.push(packed);
    }
  }

  #idOf(term: string): number {
    const id = this.#termIds.get(term) ?? this.#termIds.size;
    if (id === this.#termIds.size) this.#termIds.set(term, id);
    return id;
  }

  /** A counting sort, which keeps the order of passages within a term. */
  build(): LanguagePostings {
    const termOf = this.#termOfPosting.values();
    const passageOf = this.#passageOfPosting.values();
    const packedOf = this.#frequenciesOfPosting.values();
    const starts = new Uint32Array(this.#termIds.size + 1);
    for (const term of termOf) starts[term + 1] = (starts[term + 1] as number) + 1;
    for (let term = 1; term < starts.length; term++) {
      starts[term] = (starts[term] as number) + (starts[term - 1] as number);
    }
    const next = starts.slice();
    const passages = new Uint32Array(termOf.length);
    const frequencies = new Uint8Array(termOf.length * FIELD_COUNT);
    for (let posting = 0; posting < termOf.length; posting++) {
      const term = termOf[posting] as number;
      const target = next[term] as number;
      next[term] = target + 1;
      passages[target] = passageOf[posting] as number;
      for (let field = 0; field < FIELD_COUNT; field++) {
        frequencies[target * FIELD_COUNT + field] = ((packedOf[posting] as number) >>> (field * 8)) & 0xff;
      }
    }
    return { terms: [...this.#termIds.keys()], starts, passages, frequencies };
  }
}

/** A list of whole numbers in one typed array: millions of them would be too many for a plain array. */
class GrowingArray {
  #values = new Uint32Array(1024);
  #length = 0;

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const larger = new Uint32Array(this.#length * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.#length++] = value;
  }

  values(): Uint32Array {
    return this.#values.subarray(0, this.#length);
  }
}

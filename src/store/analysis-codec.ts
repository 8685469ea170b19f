import type { Term } from '../language/analyse.ts';
import type { AnalysedPassage, AnalysedSentence } from '../language/analyse-passage.ts';

/**
 * An analysed passage in some four bytes a term and its letters: a passage is analysed when it is indexed, and not again
 * for each question that reads it.
 *
 * How many bytes the numbers take, then the numbers: how many headings and sentences; of each heading how many terms; of
 * each sentence the white space before it, its length and how many terms; of each term how far its position and its start
 * are behind those of the term before, and its length. Then the terms, with line feeds between them: no term holds one.
 * Numbers are in LEB128.
 */
export function encodeAnalysis({ headings, sentences }: AnalysedPassage): Uint8Array {
  const numbers = new NumberWriter();
  numbers.write(headings.length);
  numbers.write(sentences.length);
  for (const terms of headings) writePlaces(numbers, terms);
  let sentenceEnd = 0;
  for (const { start, end, terms } of sentences) {
    numbers.write(start - sentenceEnd);
    numbers.write(end - start);
    writePlaces(numbers, terms);
    sentenceEnd = end;
  }
  const length = new NumberWriter();
  length.write(numbers.bytes.length);
  const terms = [...headings, ...sentences.map((sentence) => sentence.terms)].flat().map(({ term }) => term);
  return Buffer.concat([Uint8Array.from(length.bytes), Uint8Array.from(numbers.bytes), Buffer.from(terms.join('\n'))]);
}

function writePlaces(numbers: NumberWriter, terms: readonly Term[]): void {
  numbers.write(terms.length);
  let [position, start] = [0, 0];
  for (const term of terms) {
    numbers.writeSigned(term.position - position);
    numbers.writeSigned(term.start - start);
    numbers.write(term.end - term.start);
    ({ position, start } = term);
  }
}

/** What `encodeAnalysis` was given. */
export function decodeAnalysis(bytes: Uint8Array): AnalysedPassage {
  const numbers = new NumberReader(bytes);
  const numbersLength = numbers.read();
  const words = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    .toString('utf8', numbers.offset + numbersLength)
    .split('\n');
  let next = 0;
  const readTerms = (): Term[] => {
    const terms: Term[] = [];
    let [position, start] = [0, 0];
    for (let left = numbers.read(); left > 0; left--) {
      position += numbers.readSigned();
      start += numbers.readSigned();
      terms.push({ term: words[next++] as string, position, start, end: start + numbers.read() });
    }
    return terms;
  };
  const headingCount = numbers.read();
  const sentenceCount = numbers.read();
  const headings: Term[][] = [];
  while (headings.length < headingCount) headings.push(readTerms());
  const sentences: AnalysedSentence[] = [];
  let sentenceEnd = 0;
  while (sentences.length < sentenceCount) {
    const start = sentenceEnd + numbers.read();
    sentenceEnd = start + numbers.read();
    sentences.push({ start, end: sentenceEnd, terms: readTerms() });
  }
  return { headings, sentences };
}

const LOW_BITS = 0x7f;
const MORE = 0x80;

class NumberWriter {
  readonly bytes: number[] = [];

  /** A whole number, at least 0 and below 2³¹. */
  write(value: number): void {
    let rest = value;
    for (; rest > LOW_BITS; rest >>>= 7) this.bytes.push((rest & LOW_BITS) | MORE);
    this.bytes.push(rest);
  }

  /** A whole number between −2³⁰ and 2³⁰. */
  writeSigned(value: number): void {
    this.write(value < 0 ? -2 * value - 1 : 2 * value);
  }
}

class NumberReader {
  readonly #bytes: Uint8Array;
  /** Of the byte to be read next. */
  offset = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  read(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.#bytes[this.offset++] as number;
      value |= (byte & LOW_BITS) << shift;
      if (byte < MORE) return value;
    }
  }

  readSigned(): number {
    const value = this.read();
    return value & 1 ? -(value + 1) / 2 : value / 2;
  }
}

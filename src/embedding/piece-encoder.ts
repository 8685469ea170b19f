import { BoundedMemo } from '../language/bounded-memo.ts';
import { worksWordByWord } from './word-by-word.ts';

/** What is needed of a tokenizer of transformers.js. */
export interface Tokenizer {
  encode(text: string, options: { add_special_tokens: boolean }): number[];
}

/** Words remembered, at most twice as many; some 100 bytes each. */
const REMEMBERED_WORDS = 32_768;

/** Longer runs without a space are hardly words, and one of them would hold as much memory as many words. */
const LONGEST_REMEMBERED = 48;

/**
 * A text as a model's tokens: their numbers, the special ones included, the first `limit` of them.
 *
 * Words come again and again, and a tokenizer that cuts a text at its spaces first gives a word the same tokens wherever
 * it stands: then each word is remembered. Otherwise the tokenizer is asked for the whole text.
 */
export class PieceEncoder {
  readonly #tokenizer: Tokenizer;
  readonly #limit: number;
  readonly #words: WordPieces | null;

  /**
   * @param description what tokenizer.json says of the tokenizer
   * @param limit tokens that the model reads
   */
  constructor(tokenizer: Tokenizer, description: unknown, limit: number) {
    this.#tokenizer = tokenizer;
    this.#limit = limit;
    this.#words = worksWordByWord(description) ? WordPieces.of(tokenizer, description) : null;
  }

  /** Are words remembered? */
  get remembersWords(): boolean {
    return this.#words !== null;
  }

  encode(text: string): number[] {
    if (this.#words?.covers(text)) return this.#words.encode(text, this.#limit);
    const pieces = this.#tokenizer.encode(text, { add_special_tokens: true });
    if (pieces.length > this.#limit) pieces.length = this.#limit;
    return pieces;
  }
}

interface UnknownPiece {
  readonly number: number;
  /** How it is written where a text can name it, else null. */
  readonly name: string | null;
}

class WordPieces {
  readonly #before: readonly number[];
  readonly #after: readonly number[];
  readonly #unknown: UnknownPiece | null;
  readonly #remembered: BoundedMemo<readonly number[]>;
  readonly #look: (word: string) => readonly number[];

  private constructor(
    look: (word: string) => readonly number[],
    special: { before: readonly number[]; after: readonly number[] },
    unknown: UnknownPiece | null,
  ) {
    this.#look = look;
    this.#remembered = new BoundedMemo(REMEMBERED_WORDS, look);
    this.#before = special.before;
    this.#after = special.after;
    this.#unknown = unknown;
  }

  /** Null where it cannot be told which tokens the tokenizer puts around a text. */
  static of(tokenizer: Tokenizer, description: unknown): WordPieces | null {
    const look = (word: string) => tokenizer.encode(word, { add_special_tokens: false });
    const bare = look('a');
    const whole = tokenizer.encode('a', { add_special_tokens: true });
    const start = whole.findIndex((_, place) => bare.every((piece, offset) => whole[place + offset] === piece));
    if (bare.length === 0 || start < 0) return null;
    const special = { before: whole.slice(0, start), after: whole.slice(start + bare.length) };
    return new WordPieces(look, special, fusedUnknown(description));
  }

  /** A text that names the unknown token would have it fused with its neighbours. */
  covers(text: string): boolean {
    return this.#unknown?.name == null || !text.includes(this.#unknown.name);
  }

  encode(text: string, limit: number): number[] {
    const pieces = [...this.#before];
    let start = 0;
    while (start < text.length && pieces.length < limit) {
      let end = start;
      while (end < text.length && !isSpace(text.charCodeAt(end))) end++;
      if (end > start) this.#append(pieces, text.slice(start, end));
      start = end + 1;
    }
    for (const piece of this.#after) pieces.push(piece);
    if (pieces.length > limit) pieces.length = limit;
    return pieces;
  }

  #append(pieces: number[], word: string): void {
    const found = word.length > LONGEST_REMEMBERED ? this.#look(word) : this.#remembered.get(word);
    const unknown = this.#unknown?.number;
    const isFused = unknown !== undefined && found[0] === unknown && pieces.at(-1) === unknown;
    for (let index = isFused ? 1 : 0; index < found.length; index++) pieces.push(found[index] as number);
  }
}

/** Those separators that all tokenizers which work word by word take for one. */
function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

/** A Unigram model makes one token of a run of unknown characters, over the ends of words too. */
function fusedUnknown(description: unknown): UnknownPiece | null {
  const { model, added_tokens: added } = description as {
    model: { type?: string; unk_id?: number };
    added_tokens: { id: number; content: string }[];
  };
  if (model.type !== 'Unigram' || model.unk_id === undefined) return null;
  const name = added.find(({ id }) => id === model.unk_id)?.content ?? null;
  return { number: model.unk_id, name };
}

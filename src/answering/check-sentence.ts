import { matchQuote } from '../citing/match-quote.ts';
import type { Citation, Hit, Language, Span } from '../domain.ts';
import { detectLanguage } from '../language/detect.ts';
import { splitSentences } from '../language/sentences.ts';
import { findUnproven, isUnrelated, type Proof, type Renderings, type Unproven } from '../language/support.ts';
import type { GeneratedSentence, GivenQuote } from './generated-reply.ts';

/** A quote that stands in a document: the document's own text, wherever the model's differed. */
export interface CheckedQuote extends Span {
  readonly hit: Hit;
  readonly text: string;
  readonly status: Citation['status'];
}

export interface CheckedSentence {
  readonly text: string;
  /** At least one; each place once. */
  readonly quotes: readonly CheckedQuote[];
}

/** Why a sentence is not given; `text` is what no quote of it holds, or empty. */
export interface Fault {
  readonly kind: 'empty' | 'language' | 'no_quote' | 'quote_not_found' | 'unrelated' | Unproven['kind'];
  readonly text: string;
}

export interface CheckContext {
  /** As the model was given them: its passage 1 is the first. */
  readonly hits: readonly Hit[];
  readonly language: Language;
  readonly renderings: Renderings;
}

/** A quote of fewer words is shown with the sentence that it is from: by itself it proves little. */
const FEW_WORDS = 4;
/** A quote can be checked at a glance. */
const MAX_QUOTE_WORDS = 80;
const LONGEST_SENTENCE = 1_000;
/** Fewer words do not tell their language. */
const TELLING_WORDS = 6;
/** Numbers of passages, in the forms that models write them in: [1], [2, 3], 【1】, (passage 2). */
const MARKERS =
  /[ \u00A0\u202F]*(?:\[\^?\d{1,3}(?:[ ,;-]+\d{1,3})*\]|【[^】]{0,20}】|[([](?:passages?|sources?|extraits?|documents?)[ \u00A0]+\d{1,3}(?:[ ,&-]+(?:et |and )?\d{1,3})*[)\]])/giu;
/** What a model leaves out of a quote. */
const OMISSION = /[ \u00A0]*(?:\[\s*(?:…|\.{3})\s*\]|\(\s*(?:…|\.{3})\s*\)|…|\.{3})[ \u00A0]*/u;

/** A sentence of a model with the documents' own words for its quotes, or what keeps it from being given. */
export function checkSentence(
  { text, quotes }: GeneratedSentence,
  { hits, language, renderings }: CheckContext,
): CheckedSentence | Fault {
  const sentence = tidy(text);
  if (!/\p{L}/u.test(sentence) || sentence.length > LONGEST_SENTENCE) return fault('empty');
  if (isInAnotherThan(language, sentence)) return fault('language');
  if (quotes.length === 0) return fault('no_quote');
  const found = quotes.map((quote) => locate(quote, hits));
  if (found.some((places) => places.length === 0)) return fault('quote_not_found');
  const checked = withoutRepeats(found.flat());
  const proofs = checked.map(toProof);
  const unproven = findUnproven(sentence, language, proofs, renderings);
  if (unproven !== null) return unproven;
  if (isUnrelated(sentence, language, proofs, renderings)) return fault('unrelated');
  return { text: sentence, quotes: checked };
}

function fault(kind: Fault['kind']): Fault {
  return { kind, text: '' };
}

/** On one line, without the numbers of passages that the model was told not to write. */
function tidy(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, (run) => (/^[\u00A0\u202F]$/u.test(run) ? run : ' '))
    .replace(MARKERS, '')
    .trim();
}

function isInAnotherThan(language: Language, sentence: string): boolean {
  const found = detectLanguage(sentence, language);
  return found.language !== null && found.language !== language && sentence.split(/\s+/u).length >= TELLING_WORDS;
}

/** In the passage that the model names, else in any other. The parts around « … » are quotes of their own. */
function locate({ passage, quote }: GivenQuote, hits: readonly Hit[]): CheckedQuote[] {
  const named = hits[passage - 1];
  const inOrder = named === undefined ? hits : [named, ...hits.filter((hit) => hit !== named)];
  const whole = locateWhole(quote, inOrder);
  if (whole !== null) return [whole];
  const parts = quote.split(OMISSION).filter((part) => /[\p{L}\p{N}]/u.test(part));
  const places = parts.length < 2 ? [] : parts.map((part) => locateWhole(part, inOrder));
  return places.every((place): place is CheckedQuote => place !== null) ? places : [];
}

/** The first place that holds all of it, else the first that holds most of it. */
function locateWhole(quote: string, hits: readonly Hit[]): CheckedQuote | null {
  let repaired: CheckedQuote | null = null;
  for (const hit of hits) {
    const match = matchQuote(quote, hit.passage.text);
    if (match === null) continue;
    const { start, end } = asQuotable(match, hit.passage.text);
    const place = {
      hit,
      start: hit.passage.start + start,
      end: hit.passage.start + end,
      text: hit.passage.text.slice(start, end),
      status: match.status,
    };
    if (match.status === 'verified') return place;
    repaired ??= place;
  }
  return repaired;
}

/** A quote that is too short to prove anything grows to its sentence; of one too long the first words are kept. */
function asQuotable(span: Span, text: string): Span {
  const words = [...text.slice(span.start, span.end).matchAll(/[\p{L}\p{N}]+/gu)];
  if (words.length < FEW_WORDS) {
    const sentence = splitSentences(text).find(({ start, end }) => start <= span.start && span.end <= end);
    const isShort =
      (text.slice(sentence?.start, sentence?.end).match(/[\p{L}\p{N}]+/gu)?.length ?? 0) <= MAX_QUOTE_WORDS;
    return sentence !== undefined && isShort ? sentence : span;
  }
  const last = words[MAX_QUOTE_WORDS - 1];
  return last === undefined ? span : { start: span.start, end: span.start + last.index + last[0].length };
}

function withoutRepeats(quotes: readonly CheckedQuote[]): CheckedQuote[] {
  const isSame = (one: CheckedQuote, other: CheckedQuote) =>
    one.hit.document.id === other.hit.document.id && one.start === other.start && one.end === other.end;
  return quotes.filter((quote, index) => quotes.findIndex((other) => isSame(other, quote)) === index);
}

function toProof({ hit, start, text }: CheckedQuote): Proof {
  const { passage, document } = hit;
  const before = splitSentences(passage.text.slice(0, start - passage.start)).at(-1);
  const context = [
    document.title,
    document.publisher ?? '',
    ...passage.section,
    passage.text.slice(before?.start ?? 0, before?.end ?? 0),
  ].join('\n');
  return { quote: text, context, language: document.language };
}

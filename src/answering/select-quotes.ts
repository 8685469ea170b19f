import type { Hit, Span } from '../domain.ts';
import { opensWithAnaphor } from '../language/anaphors.ts';
import { LIST_ITEM, TABLE_ROW } from '../language/sentences.ts';
import { type Evidence, isHeadingOf } from './evidence.ts';
import { findNearDuplicates } from './near-duplicates.ts';

/** A quote holds at most so many words, so that it can be checked at a glance. */
const MAX_QUOTE_WORDS = 75;
/** Rows of a table are quoted together up to so many words: more would hide the one that answers. */
const MAX_TABLE_WORDS = 40;
/** Sentences shown besides the best one. */
const MAX_FURTHER_SENTENCES = 2;
/** A further sentence is shown when its score is so near the best one's (a log-odds: half as likely), */
const FURTHER_MARGIN = 0.7;
/** and when it holds a concept by so much more than what is already shown; but the next best one needs not. */
const NEW_MATCH = 0.5;
/** Items quoted one by one where a list is too long for one quote. */
const MAX_LIST_ITEMS = 8;

/** A run of a document's text that is to be quoted, with the hit that it comes from. */
export interface Quote extends Span {
  readonly hit: Hit;
  readonly text: string;
  /** Other documents that say the same in the same words, with their own. */
  readonly alsoIn: readonly Quote[];
}

function countWords(text: string): number {
  return text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
}

function quoteOf(hit: Hit, start: number, end: number): Quote {
  const { passage } = hit;
  return { hit, start, end, text: passage.text.slice(start - passage.start, end - passage.start), alsoIn: [] };
}

/** A sentence by itself: an item that is quoted without its list goes without its bullet or number too. */
function quoteSentence(hit: Hit, { start, end }: Span): Quote {
  const { passage } = hit;
  const marker = LIST_ITEM.exec(passage.text.slice(start - passage.start, end - passage.start))?.[0] ?? '';
  return quoteOf(hit, start + (start + marker.length < end ? marker.length : 0), end);
}

/** Cuts a long sentence to the run of words that holds the most of the question, at the start of a clause if it can. */
function shorten({ hit, start, end, text, matched }: Evidence): Quote {
  const words = [...text.matchAll(/\S+/g)].map((match) => ({ start: match.index, end: match.index + match[0].length }));
  if (countWords(text) <= MAX_QUOTE_WORDS) return quoteSentence(hit, { start, end });
  let best = { start: 0, end: 0, value: -1 };
  for (let from = 0, to = 0; from < words.length; from += 1) {
    while (to < words.length && countWords(text.slice(words[from]?.start, words[to]?.end)) <= MAX_QUOTE_WORDS) to += 1;
    const [first, last] = [words[from], words[to - 1]];
    if (first === undefined || last === undefined || to <= from) continue;
    const held = matched.filter((span) => span.start >= first.start && span.end <= last.end).length;
    const opensClause = from === 0 || /[,;:.!?»)]$/.test(text.slice(0, first.start).trimEnd());
    const value = held + (opensClause ? 0.5 : 0);
    if (value > best.value) best = { start: first.start, end: last.end, value };
    if (to === words.length) break;
  }
  // A single "word" longer than a quote (a text without spaces) is cut by characters.
  if (best.value < 0) return quoteOf(hit, start, start + cutCharacters(text));
  return quoteOf(hit, start + best.start, start + best.end);
}

/** How many characters of the text make at most `MAX_QUOTE_WORDS` words and 600 characters, no surrogate pair split. */
function cutCharacters(text: string): number {
  const head = text.slice(0, 600);
  const words = [...head.matchAll(/[\p{L}\p{N}]+/gu)];
  const last = words[MAX_QUOTE_WORDS - 1];
  const length = last === undefined ? head.length : last.index + last[0].length;
  return /[\uD800-\uDBFF]$/.test(head.slice(0, length)) ? length - 1 : length;
}

/** A sentence of the same passage, by its place; empty where there is none. */
function textOf({ hit, sentences }: Evidence, place: number): string {
  const span = sentences[place];
  return span === undefined ? '' : hit.passage.text.slice(span.start - hit.passage.start, span.end - hit.passage.start);
}

function isItem(evidence: Evidence, place: number): boolean {
  return [LIST_ITEM, TABLE_ROW].some((form) => form.test(textOf(evidence, place)));
}

/** Whether a list may stand below a sentence: it ends with a colon, or is a heading. */
function mayOpenList(evidence: Evidence, place: number): boolean {
  const text = textOf(evidence, place);
  return text.endsWith(':') || isHeadingOf(evidence.hit.passage, text);
}

/** The first item of the list that a sentence opens, over a sentence that leads to it; null where there is none. */
function firstItemBelow(evidence: Evidence, place: number): number | null {
  if (!mayOpenList(evidence, place)) return null;
  const below = textOf(evidence, place + 1).endsWith(':') ? place + 2 : place + 1;
  return isItem(evidence, below) ? below : null;
}

/** The list or table that a sentence opens or belongs to, as places among its passage's sentences; null where there is none. */
function listAround(evidence: Evidence): { from: number; to: number } | null {
  const { index } = evidence;
  const below = firstItemBelow(evidence, index);
  if (below === null && !isItem(evidence, index)) return null;
  let from = index;
  while (isItem(evidence, from)) from -= 1;
  if (!mayOpenList(evidence, from)) from += 1;
  let to = below ?? index;
  while (isItem(evidence, to)) to += 1;
  return { from: Math.max(0, from), to };
}

/** A list is quoted whole with its lead-in where it fits, item by item otherwise; a table whole or not at all. */
function quoteList(evidence: Evidence, { from, to }: { from: number; to: number }): Quote[] {
  const { hit, sentences } = evidence;
  const [first, last] = [sentences[from], sentences[to - 1]];
  if (first === undefined || last === undefined) return [];
  const whole = quoteOf(hit, first.start, last.end);
  if (countWords(whole.text) <= MAX_QUOTE_WORDS) return [whole];
  if (TABLE_ROW.test(textOf(evidence, to - 1))) return [];
  return sentences
    .slice(from, Math.min(to, from + MAX_LIST_ITEMS))
    .map((sentence) => quoteSentence(hit, sentence))
    .filter(({ text }) => countWords(text) <= MAX_QUOTE_WORDS);
}

/** The run of text from the heading that names what is asked for to the sentence, or from a heading to what it heads. */
function quoteWithHeading({
  hit,
  start,
  end,
  index,
  sentences,
  isHeading,
  expectation,
  answeringHeading,
}: Evidence): Quote | null {
  const below = sentences[index + 1];
  const run =
    answeringHeading !== null
      ? quoteOf(hit, answeringHeading.start, end)
      : isHeading && expectation < 1 && below !== undefined
        ? quoteOf(hit, start, below.end)
        : null;
  return run !== null && countWords(run.text) <= MAX_QUOTE_WORDS ? run : null;
}

/** With the sentence before it, where it opens with an anaphor, lacks a word that stands there, and the two fit one quote. */
function quoteWithAntecedent(evidence: Evidence): Quote | null {
  const { hit, start, end, index, sentences, text, matches, matchesBefore } = evidence;
  const before = sentences[index - 1];
  const isCompleted = matchesBefore.some((match, concept) => match - (matches[concept] ?? 0) >= NEW_MATCH);
  if (before === undefined || !isCompleted || !opensWithAnaphor(text) || start - before.end > 1) return null;
  const run = quoteOf(hit, before.start, end);
  return countWords(run.text) <= MAX_QUOTE_WORDS ? run : null;
}

/** A sentence holds an enumeration from this on. */
const ENUMERATES = 0.5;

/**
 * With the sentence after it: « Il y en a trois. » and what follows it, where a list is asked for and the sentence does not
 * yet give it; and what goes on about the same thing, unless the sentence surely holds what is asked for. On PIAF's
 * learning articles this shows the answer in 1 question of 100 that the sentence alone does not.
 */
function quoteWithContinuation(evidence: Evidence, wantsList: boolean): Quote | null {
  const { hit, start, end, index, sentences, expectation, isHeading } = evidence;
  const place = index + (isHeading ? 2 : 1);
  const next = sentences[place];
  if (next === undefined || next.end <= end || expectation === 1) return null;
  const text = textOf(evidence, place);
  const goesOn = !isHeading && opensWithAnaphor(text);
  if (!goesOn && !(wantsList && expectation < ENUMERATES)) return null;
  let last = place;
  if (text.endsWith(':')) while (isItem(evidence, last + 1)) last += 1;
  const runs = [sentences[last], next].map((until) => quoteOf(hit, start, until?.end ?? next.end));
  return runs.find((run) => countWords(run.text) <= MAX_QUOTE_WORDS) ?? null;
}

/** A row of a table with the rows above it, up to the first, which names the columns; if these are few words. */
function quoteWithFirstRow(evidence: Evidence): Quote | null {
  const { hit, end, index, sentences, text } = evidence;
  if (!TABLE_ROW.test(text)) return null;
  let first = index;
  while (TABLE_ROW.test(textOf(evidence, first - 1))) first -= 1;
  const run = quoteOf(hit, sentences[first]?.start ?? evidence.start, end);
  return first < index && countWords(run.text) <= MAX_TABLE_WORDS ? run : null;
}

/** The quotes that show one piece of evidence: a list whole, a heading with what stands below it, else the sentence. */
function quoteEvidence(evidence: Evidence, wantsList: boolean): Quote[] {
  const list = listAround(evidence);
  if (list !== null && (wantsList || evidence.text.endsWith(':'))) {
    const quotes = quoteList(evidence, list);
    if (quotes.length > 0) return quotes;
  }
  const continued = () => quoteWithContinuation(evidence, wantsList);
  const rows = quoteWithFirstRow(evidence);
  if (rows !== null) return [rows];
  const around = wantsList
    ? (continued() ?? quoteWithHeading(evidence) ?? quoteWithAntecedent(evidence))
    : (quoteWithHeading(evidence) ?? quoteWithAntecedent(evidence) ?? continued());
  return [around ?? shorten(evidence)];
}

/** How many sentences are compared with one that is shown. */
const COMPARED_SENTENCES = 40;

function withDuplicates(quotes: readonly Quote[], shown: Evidence, evidence: readonly Evidence[]): Quote[] {
  const [only] = quotes;
  if (only === undefined || quotes.length > 1) return [...quotes];
  const others = evidence.slice(0, COMPARED_SENTENCES).filter((other) => other !== shown);
  return [{ ...only, alsoIn: findNearDuplicates(shown, others).map(shorten) }];
}

/** The quote of one sentence that others contradict. */
export function quoteSide(evidence: Evidence): Quote {
  return quoteWithAntecedent(evidence) ?? shorten(evidence);
}

function overlaps(quote: Quote, evidence: Evidence): boolean {
  return quote.hit.document.id === evidence.hit.document.id && quote.start < evidence.end && evidence.start < quote.end;
}

/**
 * Chooses what to quote: the best sentence; the next one, where it is nearly as good and holds what is asked for as surely,
 * since which of two such is right is not known; then others that hold a part of the question that is not yet shown.
 *
 * @param evidence best first
 * @returns quotes in the order in which they are to be shown, none overlapping
 */
export function selectQuotes(evidence: readonly Evidence[], wantsList: boolean): Quote[] {
  const [best] = evidence;
  if (best === undefined) return [];
  const quotes = withDuplicates(quoteEvidence(best, wantsList), best, evidence);
  const shown = [...best.contextMatches];
  let further = 0;
  for (const candidate of evidence.slice(1)) {
    if (further === MAX_FURTHER_SENTENCES || candidate.score < best.score - FURTHER_MARGIN) break;
    const isRunnerUp = further === 0 && candidate.expectation >= best.expectation;
    const addsConcept = candidate.matches.some((match, index) => match - (shown[index] ?? 0) >= NEW_MATCH);
    if (
      !(isRunnerUp || addsConcept) ||
      quotes.some((quote) => [quote, ...quote.alsoIn].some((one) => overlaps(one, candidate)))
    )
      continue;
    const added = withDuplicates(quoteEvidence(candidate, wantsList), candidate, evidence).filter(
      (quote) =>
        !quotes.some(
          (other) =>
            other.hit.document.id === quote.hit.document.id && other.start < quote.end && quote.start < other.end,
        ),
    );
    quotes.push(...added);
    for (const [index, match] of candidate.matches.entries()) shown[index] = Math.max(shown[index] ?? 0, match);
    further += 1;
  }
  return quotes;
}

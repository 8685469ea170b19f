import { fold } from '../language/normalise.ts';
import type { Evidence } from './evidence.ts';

/** Words in a row that are compared: order counts, a changed word costs three of them. */
const SHINGLE_WORDS = 3;
/** Share of the shorter text's shingles from which two texts say the same in the same words. */
const SAME_SHARE = 0.8;
/** Shorter texts are alike by chance. */
const LEAST_WORDS = 6;

/** Each of the sentences quoted is compared with the same others. */
const remembered = new WeakMap<Evidence, ReadonlySet<string>>();

function shinglesOf(evidence: Evidence): ReadonlySet<string> {
  const known = remembered.get(evidence) ?? readShingles(evidence.text);
  remembered.set(evidence, known);
  return known;
}

function readShingles(text: string): ReadonlySet<string> {
  const words = fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
  const shingles = new Set<string>();
  if (words.length < LEAST_WORDS) return shingles;
  for (let place = 0; place + SHINGLE_WORDS <= words.length; place += 1) {
    shingles.add(words.slice(place, place + SHINGLE_WORDS).join(' '));
  }
  return shingles;
}

/**
 * The sentence of each other document that says the same as this one in nearly the same words: at least 80 % of the
 * three-word shingles of the shorter are in the longer (containment; Broder, "On the resemblance and containment of
 * documents", 1997). Figures are words too: a sentence with another figure is no duplicate.
 *
 * @param others evidence of the same question, best first; one at most is given for a document
 */
export function findNearDuplicates(evidence: Evidence, others: readonly Evidence[]): Evidence[] {
  const own = shinglesOf(evidence);
  if (own.size === 0) return [];
  const figures = figuresOf(evidence.text);
  const documents = new Set([evidence.hit.document.id]);
  return others.filter((other) => {
    const { id } = other.hit.document;
    if (documents.has(id) || !sharesWords(evidence, other) || figuresOf(other.text) !== figures) return false;
    const shingles = shinglesOf(other);
    const shared = [...own].filter((shingle) => shingles.has(shingle)).length;
    const isSame = shared >= SAME_SHARE * Math.max(1, Math.min(own.size, shingles.size)) && shingles.size > 0;
    if (isSame) documents.add(id);
    return isSame;
  });
}

/** What holds none of the question's words that the other holds is no proof of the same, and needs no closer look. */
function sharesWords({ matches }: Evidence, other: Evidence): boolean {
  return (
    matches.every((match) => match === 0) || matches.some((match, word) => match > 0 && (other.matches[word] ?? 0) > 0)
  );
}

function figuresOf(text: string): string {
  return (text.match(/\d+/g) ?? []).join(' ');
}

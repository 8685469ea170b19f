import type { Language } from '../domain.ts';
import { ADDRESS } from '../language/addresses.ts';
import { fold } from '../language/normalise.ts';
import { findQuantities } from '../language/quantities.ts';
import { stem } from '../language/stem.ts';
import { findUnproven, type Proof, type Renderings } from '../language/support.ts';

/** What a rendering of a sentence lost, changed or added. */
export interface Alteration {
  readonly kind: 'empty' | 'length' | 'address' | 'figure' | 'date' | 'name';
  /** As the sentence or its rendering says it. */
  readonly text: string;
}

/** Networks that lose their way repeat themselves, or stop. A rendering has so many times the words of its sentence at most, */
const MOST_WORDS = 2;
/** and at least, and a few may be missing or more in a short one. */
const LEAST_WORDS = 0.4;
const FEW_WORDS = 4;

/** « 1,234 » is 1.234 in French, and thousands for who writes as in English: whatever a rendering has may be wrong. */
const THREE_DECIMALS = /(?<![\d,.])[1-9]\d{0,2},\d{3}(?![\d,])/u;

/** What a person is called by is rendered; the name behind it is compared. */
const HONORIFIC = /(?<![\p{L}\p{N}])(?:Mmes?|Mlles?|MM?\.|Mrs?\.?|Ms\.?)(?=\s+\p{Lu})/gu;

const WORD = /[\p{L}\p{N}]+/gu;

/**
 * The first thing that a rendering does not say as its sentence does; null where figures, dates, names, acronyms and
 * addresses are the same on both sides. Figures and dates are compared by value (« 1,5 milliard », 1.5 billion) and by
 * how often they stand there; names may be rendered by a word that the lexicon knows for them.
 *
 * It cannot see a changed verb, a lost negation or a wrong word: whoever shows a rendering says that it is unofficial.
 *
 * @param from the language of the sentence; the rendering is in the other one
 */
export function findAlteration(
  sentence: string,
  rendering: string,
  from: Language,
  renderings: Renderings,
): Alteration | null {
  const to: Language = from === 'fr' ? 'en' : 'fr';
  const said = { quote: sentence.replace(HONORIFIC, ' '), context: '', language: from };
  const rendered = { quote: rendering.replace(HONORIFIC, ' '), context: '', language: to };
  return (
    compareLength(sentence, rendering) ??
    compareAddresses(sentence, rendering) ??
    findUnproven(rendered.quote, to, [said], lookUpBothWays(renderings, said)) ??
    findUnproven(said.quote, from, [rendered], lookUpBothWays(renderings, rendered)) ??
    compareCounts(sentence, rendering, from, to)
  );
}

/** A lexicon may know that « IA » is rendered by AI without knowing that AI is rendered by « IA ». */
function lookUpBothWays(renderings: Renderings, { quote, language: other }: Proof): Renderings {
  const words = (quote.match(WORD) ?? []).map((word) => ({ word, rendered: renderings(fold(word), other) }));
  return (word, language) => {
    const wanted = stem(word, language);
    const back = words.filter(({ rendered }) => rendered.includes(wanted)).map(({ word }) => stem(word, other));
    return [...renderings(word, language), ...back];
  };
}

function compareLength(sentence: string, rendering: string): Alteration | null {
  const said = sentence.match(WORD)?.length ?? 0;
  const rendered = rendering.match(WORD)?.length ?? 0;
  if (rendered === 0) return said === 0 ? null : { kind: 'empty', text: sentence };
  if (rendered > MOST_WORDS * said + FEW_WORDS || rendered < LEAST_WORDS * said - FEW_WORDS) {
    return { kind: 'length', text: rendering };
  }
  return null;
}

function compareAddresses(sentence: string, rendering: string): Alteration | null {
  const text = firstDifference(sentence.match(ADDRESS) ?? [], rendering.match(ADDRESS) ?? []);
  return text === null ? null : { kind: 'address', text };
}

function compareCounts(sentence: string, rendering: string, from: Language, to: Language): Alteration | null {
  const ambiguous = (from === 'fr' ? sentence : rendering).match(THREE_DECIMALS);
  if (ambiguous !== null) return { kind: 'figure', text: ambiguous[0] };
  const values = (text: string, language: Language) =>
    findQuantities(text, language)
      .filter(({ isAmbiguous }) => !isAmbiguous)
      .flatMap(({ value, through }) => [value, ...(through === null ? [] : [through])])
      .map(String);
  const text = firstDifference(values(sentence, from), values(rendering, to));
  return text === null ? null : { kind: 'figure', text };
}

/** What stands more often in one list than in the other. */
function firstDifference(one: readonly string[], other: readonly string[]): string | null {
  const left = [...other];
  for (const each of one) {
    const place = left.indexOf(each);
    if (place < 0) return each;
    left.splice(place, 1);
  }
  return left[0] ?? null;
}

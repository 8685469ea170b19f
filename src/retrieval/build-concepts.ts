import type { Concept, Language, TermVariant } from '../domain.ts';
import { ASKING_WHO } from '../language/prepare-question.ts';
import { listSynonyms } from '../language/synonyms.ts';
import type { LexicalSearch } from '../store/lexical-query.ts';
import { documentFrequency, inverseDocumentFrequency, LANGUAGES } from './concept.ts';
import { spellingDistance } from './edit-distance.ts';
import type { FuzzyDictionary } from './fuzzy-dictionary.ts';
import type { Lexicon } from './lexicon.ts';
import { paraphrase } from './paraphrase.ts';
import { placeKey, type RenderingsInPhrases, renderInPhrases } from './phrases.ts';
import { type QuestionWord, readQuestion } from './question-words.ts';
import { relatedTerms } from './related-terms.ts';
import { hasBoundaries, listSplits } from './split-word.ts';
import { transferCompound } from './transfer-compound.ts';

export interface ConceptResources {
  readonly index: Pick<LexicalSearch, 'documentFrequency' | 'passageCount'>;
  readonly lexicon: Lexicon;
  /** The terms of a language's passages; asked for only when a word is missing from them. */
  readonly fuzzyDictionary: (language: Language) => FuzzyDictionary;
}

type Variants = Record<Language, readonly TermVariant[]>;

/**
 * What a translated word keeps for its own form where that occurs in the passages: names, acronyms and words that one
 * language borrows from the other (cluster, machine learning) are not in the lexicon, or not as what they are.
 */
const IDENTITY_SHARE = 0.3;

/** What paraphrases of a word count beside the word itself, all of them together at most. */
const PARAPHRASE_SHARE = 0.2;

/** What a synonym counts beside the word itself, see `listSynonyms`. */
const SYNONYM_SHARE = 0.15;

/** A question of 2,000 characters can hold hundreds of words; the rarest say what it is about. */
const MOST_CONCEPTS = 32;

/** To find what a misspelt word may be, all terms of the collection are looked at. */
const MOST_FUZZY_WORDS = 6;

/**
 * The question's words as concepts, in their order; the 32 rarest at most. In passages of the question's own language
 * a word stands for itself and less for its other forms and its paraphrases; in those of the other language for its
 * renderings by the lexicon and, in part, for its own form; in either a little for its synonyms. In a phrase that the lexicon
 * knows, a word is rendered as it is there. A word that neither the collection nor the lexicon knows is taken for a
 * misspelling of what looks like it.
 */
export function buildConcepts(question: string, language: Language, resources: ConceptResources): Concept[] {
  const searched = LANGUAGES.filter((candidate) => resources.index.passageCount(candidate) > 0);
  const { words, runs } = readQuestion(question, language, searched);
  const builder = new ConceptBuilder(
    language,
    searched,
    resources,
    renderInPhrases(runs, language, resources.lexicon),
    findAgent(question, words),
  );
  return keepRarest(words.flatMap((word) => builder.build(word)));
}

/** Where the word stands that says what somebody does or is; infinite where nobody is asked for. */
function findAgent(question: string, words: readonly QuestionWord[]): number {
  const opening = ASKING_WHO.exec(question)?.[0];
  if (opening === undefined) return Number.POSITIVE_INFINITY;
  const starts = words.flatMap(({ places }) => places.map(({ start }) => start));
  return Math.min(...starts.filter((start) => start >= opening.length));
}

class ConceptBuilder {
  readonly #language: Language;
  readonly #resources: ConceptResources;
  /** Languages that the collection has passages in. */
  readonly #searched: readonly Language[];
  readonly #inPhrases: RenderingsInPhrases;
  /** See `findAgent`. */
  readonly #agentStart: number;
  #fuzzyWords = 0;

  constructor(
    language: Language,
    searched: readonly Language[],
    resources: ConceptResources,
    inPhrases: RenderingsInPhrases,
    agentStart: number,
  ) {
    this.#agentStart = agentStart;
    this.#language = language;
    this.#resources = resources;
    this.#inPhrases = inPhrases;
    this.#searched = searched;
  }

  /**
   * None for a compound that no passage writes as one word: its parts stand in the question as well. Several for a word
   * that passages write as several.
   */
  build(word: QuestionWord): readonly Concept[] {
    const known = this.#lookUp(word);
    const alone = this.#readAlone(word, known);
    const variants = this.#inEachLanguage((passages) => merge([...alone[passages], ...this.#wholes(word, passages)]));
    const occurs = this.#searched.some((passages) =>
      variants[passages].some(({ term }) => this.#occurs(term, passages)),
    );
    if (occurs && (word.isCompound || known.length === 0 || this.#isWritten(word))) {
      return [this.#toConcept(word, variants)];
    }
    if (word.isCompound) return [];
    const parts = this.#split(word, known);
    if (parts.length > 0) return parts.map((part) => this.#toConcept(part, this.#readAlone(part)));
    // A word that the lexicon knows is spelt right: the collection does not speak of it.
    const mayBeMisspelt = !occurs && known.length === 0 && this.#fuzzyWords < MOST_FUZZY_WORDS;
    if (!mayBeMisspelt) return [this.#toConcept(word, variants)];
    const lookalikes = this.#findLookalikes(word, variants);
    const likeness = this.#searched.map((passages) =>
      sumOf(lookalikes[passages].filter(({ term }) => this.#occurs(term, passages))),
    );
    // A guess may be wrong: it counts as far as it is like the word, beside the words that are there as they are.
    return [this.#toConcept(word, lookalikes, Math.max(...likeness) || 1)];
  }

  /** Some passage holds it as it is. */
  #isWritten(word: QuestionWord): boolean {
    return this.#searched.some((passages) => word.terms[passages].some((term) => this.#occurs(term, passages)));
  }

  #readAlone(word: QuestionWord, known = this.#lookUp(word)): Variants {
    return this.#inEachLanguage((passages) =>
      passages === this.#language ? this.#keepOrParaphrase(word, known) : this.#render(word, known, passages),
    );
  }

  /**
   * The parts of a word that no passage holds as one, where passages hold all of them: ChatGPT, « supercalculateur ». A
   * word that the lexicon knows must share a rendering with one of its parts: a « portefeuille » is neither door nor leaf.
   */
  #split(word: QuestionWord, known: readonly TermVariant[]): readonly QuestionWord[] {
    const meanings = new Set(known.map(({ term }) => term));
    for (const candidate of listSplits(word.text)) {
      const parts = readQuestion(candidate.join(' '), this.#language, this.#searched).words.filter(
        (part) => !part.isCompound,
      );
      if (parts.length === 0 || !parts.every((part) => this.#isWritten(part))) continue;
      if (hasBoundaries(word.text) || (parts.length === 2 && this.#agrees(parts, meanings))) return parts;
    }
    return [];
  }

  #agrees(parts: readonly QuestionWord[], meanings: ReadonlySet<string>): boolean {
    if (meanings.size === 0) return true;
    return parts.some((part) => this.#lookUpAlone(part).some(({ term }) => meanings.has(term)));
  }

  #inEachLanguage(list: (passages: Language) => readonly TermVariant[]): Variants {
    const of = (passages: Language) => (this.#searched.includes(passages) ? list(passages) : []);
    return { fr: of('fr'), en: of('en') };
  }

  #occurs(term: string, passages: Language): boolean {
    return this.#resources.index.documentFrequency(term, passages) > 0;
  }

  /** A passage that holds a compound as one word (APHP) holds each of its parts (AP-HP). */
  #wholes(word: QuestionWord, passages: Language): TermVariant[] {
    const present = word.wholes[passages].filter((term) => this.#occurs(term, passages));
    return present.map((term) => ({ term, probability: 1 }));
  }

  /** Readings of one place share it equally; those that no passage holds are left out, unless none is left. */
  #standForItself(word: QuestionWord, passages: Language): TermVariant[] {
    const terms = word.terms[passages];
    const present = terms.filter((term) => this.#occurs(term, passages));
    const chosen = present.length > 0 ? present : terms;
    return chosen.map((term) => ({ term, probability: 1 / chosen.length }));
  }

  /** Beside itself: words of its root whose stems differ, and paraphrases that are none of these. */
  #keepOrParaphrase(word: QuestionWord, known: readonly TermVariant[]): TermVariant[] {
    const others = paraphrase(known, word.terms[this.#language], this.#language, this.#resources.lexicon);
    const itself = this.#standForItself(word, this.#language);
    const relatives = this.#listRelated(word, itself, this.#language);
    const strangers = others.filter(({ term }) => !relatives.some((relative) => relative.term === term));
    return this.#withSynonyms(word, this.#language, [...itself, ...scale(strangers, PARAPHRASE_SHARE), ...relatives]);
  }

  #listRelated(word: QuestionWord, terms: readonly TermVariant[], passages: Language): TermVariant[] {
    const occurs = (term: string) => this.#occurs(term, passages);
    return relatedTerms(terms, passages, { lexicon: this.#resources.lexicon, occurs, isAgent: this.#isAgent(word) });
  }

  #render(word: QuestionWord, known: readonly TermVariant[], passages: Language): TermVariant[] {
    const itself = this.#standForItself(word, passages);
    const renderings = known.length > 0 ? known : this.#transfer(word, passages);
    if (renderings.length === 0) return this.#withSynonyms(word, passages, itself);
    const ownShare = itself.some(({ term }) => this.#occurs(term, passages)) ? IDENTITY_SHARE : 0;
    const rendered = [...scale(renderings, 1 - ownShare), ...scale(itself, ownShare)];
    const relatives = this.#isAgent(word) ? this.#listRelated(word, merge(rendered), passages) : [];
    return this.#withSynonyms(word, passages, [...rendered, ...relatives]);
  }

  /** With the synonyms of the word that passages hold, where nothing stands for it better. */
  #withSynonyms(word: QuestionWord, passages: Language, variants: readonly TermVariant[]): TermVariant[] {
    const merged = merge(variants);
    const from = this.#language;
    const synonyms = word.terms[from].flatMap((term) => listSynonyms(term, from, passages, this.#isAgent(word)));
    for (const term of new Set(synonyms)) {
      const known = merged.findIndex((variant) => variant.term === term);
      if ((merged[known]?.probability ?? 0) >= SYNONYM_SHARE || !this.#occurs(term, passages)) continue;
      merged.splice(known < 0 ? merged.length : known, 1, { term, probability: SYNONYM_SHARE });
    }
    return merged;
  }

  /** It says what somebody does or is: « qui porte … », "who is the owner of …". */
  #isAgent({ places }: QuestionWord): boolean {
    return places.some(({ start }) => start === this.#agentStart);
  }

  /** Its renderings where it stands; of one that stands in several places, their mean. */
  #lookUp(word: QuestionWord): readonly TermVariant[] {
    const inPlaces = word.places.map((place) => this.#inPhrases.get(placeKey(place)) ?? this.#lookUpAlone(word));
    const [first = []] = inPlaces;
    return inPlaces.length === 1 ? first : merge(inPlaces.flatMap((variants) => scale(variants, 1 / inPlaces.length)));
  }

  /** An acronym that the lexicon does not know is a name where passages write it so, whatever else the letters mean. */
  #lookUpAlone(word: QuestionWord): readonly TermVariant[] {
    const asAcronym = word.acronym === null ? [] : this.#resources.lexicon.variants(word.acronym, null, this.#language);
    if (asAcronym.length > 0 || this.#isWrittenInCapitals(word)) return asAcronym;
    for (const term of word.terms[this.#language]) {
      const variants = this.#resources.lexicon.variants(word.folded, term, this.#language);
      if (variants.length > 0) return variants;
    }
    return [];
  }

  /** The index holds an acronym as it is written beside its stem; where the two are one, it does not tell. */
  #isWrittenInCapitals({ acronym, terms }: QuestionWord): boolean {
    const asWritten = acronym?.toLowerCase();
    return this.#searched.some((passages) => {
      return terms[passages].some((term, i) => i > 0 && term === asWritten && this.#occurs(term, passages));
    });
  }

  #transfer(word: QuestionWord, passages: Language): TermVariant[] {
    const { lexicon, fuzzyDictionary } = this.#resources;
    return transferCompound(word.folded, this.#language, (term) => this.#occurs(term, passages), {
      lexicon,
      termsBeginning: (beginning) => fuzzyDictionary(passages).beginning(beginning),
    });
  }

  #findLookalikes(word: QuestionWord, otherwise: Variants): Variants {
    this.#fuzzyWords += 1;
    return this.#inEachLanguage((passages) => {
      const dictionary = this.#resources.fuzzyDictionary(passages);
      const lookalikes = word.terms[passages].slice(0, 1).flatMap((term) => {
        const unknown = { folded: word.folded, term, language: passages };
        return dictionary.lookUp(unknown, (other) => !word.isName || !this.#isCommonWord(other, passages));
      });
      return lookalikes.length > 0 ? lookalikes : otherwise[passages];
    });
  }

  /** A name that nobody knows is no misspelt word of the dictionary; what is rendered as itself may be a name. */
  #isCommonWord(term: string, passages: Language): boolean {
    const renderings = this.#resources.lexicon.variants(null, term, passages);
    return renderings.length > 0 && renderings.every((rendering) => spellingDistance(rendering.term, term, 1) > 1);
  }

  #toConcept({ text }: QuestionWord, variants: Variants, weight = 1): Concept {
    const { index } = this.#resources;
    let frequency = 0;
    let passageCount = 0;
    for (const passages of this.#searched) {
      frequency += documentFrequency(variants[passages], passages, index);
      passageCount += index.passageCount(passages);
    }
    return { word: text, weight, variants, rarity: inverseDocumentFrequency(frequency, passageCount) };
  }
}

function sumOf(variants: readonly TermVariant[]): number {
  return variants.reduce((sum, { probability }) => sum + probability, 0);
}

function scale(variants: readonly TermVariant[], factor: number): TermVariant[] {
  return variants.map(({ term, probability }) => ({ term, probability: probability * factor }));
}

/** Each term once, with the sum of its probabilities, at most 1. */
function merge(variants: readonly TermVariant[]): TermVariant[] {
  const sums = new Map<string, number>();
  for (const { term, probability } of variants) {
    if (probability > 0) sums.set(term, Math.min(1, (sums.get(term) ?? 0) + probability));
  }
  return [...sums].map(([term, probability]) => ({ term, probability }));
}

function keepRarest(concepts: readonly Concept[]): Concept[] {
  const rarest = new Set([...concepts].sort((a, b) => b.rarity - a.rarity).slice(0, MOST_CONCEPTS));
  return concepts.filter((concept) => rarest.has(concept));
}

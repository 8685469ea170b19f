import type { Concept, Language } from '../domain.ts';
import { saysWhatIsMeasured } from './asked-measure.ts';
import { bareWords } from './bare-words.ts';
import { type ConceptTerms, indexConcepts, weighConcepts } from './concept-match.ts';
import { isLightWord } from './light-words.ts';
import { fold } from './normalise.ts';
import { NAMED_AMOUNTS, type QuestionKind } from './question-kind.ts';

export interface EvidenceQuestion {
  readonly text: string;
  /** The question as it is looked for, see `sayPlainly`: the concepts' words stand there. The text itself where left out. */
  readonly plain?: string;
  readonly kind: QuestionKind;
  readonly concepts: readonly Concept[];
}

/** A question with all that is the same for every sentence that is compared with it. */
export interface PreparedQuestion extends EvidenceQuestion {
  readonly folded: string;
  /** See `bareWords`. */
  readonly bareWords: string;
  readonly terms: Readonly<Record<Language, ConceptTerms>>;
  /** How much each concept counts in texts of each language, see `weighConcepts`; light words and those that ask count less. */
  readonly weights: Readonly<Record<Language, readonly number[]>>;
  /** 1 for each concept that names something, by its form: a capital or a digit, not at the question's start. */
  readonly names: readonly number[];
  /** The concept that is counted: « combien de … », "how many …"; null where nothing is. */
  readonly counted: number | null;
  /** What the counted things are of, in French: « combien d’étudiants en médecine »; null where nothing is said. */
  readonly countedOf: number | null;
  /** An amount with a name of its own, as a fine or a rent, which no other amount stands for; null where none is asked for. */
  readonly namedAmount: number | null;
  /** What says which dimension is asked for: « hauteur », "deep", « pèse »; null where nothing does. */
  readonly measured: number | null;
  /** What somebody must do or be: « qui préside … », "who is the author of …"; null where no such word opens the question. */
  readonly relation: number | null;
  /** What a definition is asked of: the concepts that do not themselves ask for a definition. */
  readonly subjects: readonly number[];
  /** Words of the question that are written as acronyms. */
  readonly acronyms: readonly string[];
}

const COUNTING = /(?:combien (?:de |d['’])|nombre (?:total )?(?:de |d['’])|how many |number of )/iu;

/**
 * Between what is counted and what it is of. Not in English: its nouns stand before the one that they belong to, and what
 * they mean in French passages is often not known.
 */
const COUNTED_OF = /^ (?:(?:en|de|du|des|au|aux|à|sur|contre|dans) (?:la |le |les |l['’])?|d['’])/iu;

const NAMED_AMOUNT = new RegExp(`^(?:${NAMED_AMOUNTS.fr}|${NAMED_AMOUNTS.en})$`);

/** Opens a question that asks who does or is something. */
export const ASKING_WHO = /^[\s«"“]*(?:qui|who)(?=[\s’'])/iu;

/**
 * Words that say what kind of thing is asked for, as the beginnings of folded words: « en quelle année », "in which
 * city". A sentence answers with a year or a city and seldom says the word.
 */
const ASKING_WORDS: Partial<Record<QuestionKind, RegExp>> = {
  when: /^(?:annee|date|jour|mois|siecle|periode|epoque|year|day|month|century|period)/u,
  where:
    /^(?:villes?$|pays$|lieux?$|endroit|trouve|situe|localis|install|implant|base[sd]?$|heberg|abrit|hous|host|city|cities|country|countries|place|town|locat|situat)/u,
  who: /^(?:noms?$|names?$|appel|nomme|called)/u,
  how_many: /^(?:nombre|numbers?$|compte|comport|fois$|times$)/u,
  how_much: /^(?:montant|sommes?$|sums?$|amount|argent$|money$|consacr|allou|spen[dt]|devot|allocat)/u,
  how_long: /^(?:temps$|duree|dure(?:r|nt)?$|long$|last|duration|time$)/u,
  measure: /^(?:mesur|large$|big$|taille$|size$)/u,
  why: /^(?:raisons?$|causes?$|buts?$|motifs?$|fin$|ser(?:t|vent|vait|vira)$|reasons?$|purposes?$|makes?$)/u,
  eligibility:
    /^(?:benefici|eligib|admis|concern|destin|reserv|adress|ouvert|open|appl(?:y|ies)$|postul|candidat|droit|profit|get$|obten|entitle|allow|aim)/u,
  share: /^(?:parts?$|proportion|pourcentage|taux$|share|percent|rate$)/u,
  contact:
    /^(?:adress|address|e-?mail|courriel|electroni|postal|telephon|phone|numero|number|contact|joindre|ecri|write|touch|reach|coordonnee|details$|call$|appel|horair|heures?$|hours?$|ouvr|ouver|ferm|open|clos)/u,
  definition:
    /^(?:signifi|sigle|acronym|veut$|dire$|design|defini|mean|stand|abbreviation|abreviation|term[es]|mots?$|words?$|initiale|appel)/u,
};
/** What such a word keeps of its weight. */
const ASKING_SHARE = 0.2;
/** What a part of a compound keeps of it beside the whole. */
const PART_SHARE = 0.2;
/** What a light word keeps of it. */
const LIGHT_SHARE = 0.3;

/** « start » of « start-up »: the whole is among the concepts, and says the same once more. */
function isPartOf(part: string, whole: string): boolean {
  return whole.length > part.length && whole.split(/[-\u2010\u2011' ’]/u).includes(part);
}

function isName(word: string, place: number): boolean {
  return place > 0 && /[\p{Lu}\p{N}]/u.test(word);
}

export function prepareQuestion(question: EvidenceQuestion): PreparedQuestion {
  const { text, plain = text, kind, concepts } = question;
  const places = concepts.map(({ word }) => plain.indexOf(word));
  // Where nothing is written in small letters, capitals name nothing.
  const isShouted = !/\p{Ll}/u.test(text);
  const asking = ASKING_WORDS[kind];
  const isAsking = concepts.map(({ word }) => asking?.test(fold(word)) ?? false);
  const shares = concepts.map(({ word }, index) => {
    if (concepts.some((other) => isPartOf(word, other.word))) return PART_SHARE;
    return isAsking[index] ? ASKING_SHARE : word.split(' ').every(isLightWord) ? LIGHT_SHARE : 1;
  });
  /** The first concept behind an opening, none where the opening is not there. */
  const firstAfter = (opening: RegExp) => {
    const match = opening.exec(plain);
    const end = match === null ? Number.POSITIVE_INFINITY : match.index + match[0].length;
    const concept = places.findIndex((place) => place >= end);
    return concept < 0 ? null : concept;
  };
  const findCountedOf = (concept: number) => {
    const end = (places[concept] ?? 0) + (concepts[concept]?.word.length ?? 0);
    const between = COUNTED_OF.exec(plain.slice(end))?.[0];
    const next = between === undefined ? -1 : places.indexOf(end + between.length);
    // Names are looked for wherever they stand.
    return next < 0 || isNamed[next] ? null : next;
  };
  const isNamed = concepts.map(({ word }, index) => !isShouted && isName(word, places[index] ?? 0));
  const firstCounted = firstAfter(COUNTING);
  const counted = firstCounted !== null && !isAsking[firstCounted] ? firstCounted : null;
  const namedAmount = concepts.findIndex(({ word }) => NAMED_AMOUNT.test(fold(word)));
  const measured = concepts.findIndex(({ word }) => saysWhatIsMeasured(fold(word)));
  const afterWho = kind === 'who' ? firstAfter(ASKING_WHO) : null;
  const isRelation = afterWho !== null && !isNamed[afterWho] && (shares[afterWho] ?? 0) === 1;
  const weigh = (language: Language) =>
    weighConcepts(concepts, language).map((weight, index) => weight * (shares[index] ?? 1));
  return {
    ...question,
    folded: fold(text),
    bareWords: bareWords(text),
    terms: { fr: indexConcepts(concepts, 'fr'), en: indexConcepts(concepts, 'en') },
    weights: { fr: weigh('fr'), en: weigh('en') },
    names: isNamed.map(Number),
    counted,
    countedOf: counted === null ? null : findCountedOf(counted),
    namedAmount: kind === 'how_much' && namedAmount >= 0 ? namedAmount : null,
    measured: kind === 'measure' && measured >= 0 ? measured : null,
    relation: isRelation ? afterWho : null,
    subjects: concepts.flatMap((_, index) => (isAsking[index] ? [] : [index])),
    acronyms: concepts.map(({ word }) => word).filter((word) => /^\p{Lu}{2,10}$/u.test(word)),
  };
}

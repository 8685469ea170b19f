import type { Language } from '../domain.ts';
import { BoundedMemo } from './bounded-memo.ts';
import { fold } from './normalise.ts';

/**
 * Function words, folded: they carry the grammar of a sentence and next to nothing of its subject. Left out on purpose
 * because they are also common nouns or names in documents: « sommes », « avions », « or », « ai » (AI), « personne ».
 */
const FRENCH = [
  // Articles and determiners
  'le la les l un une des du de d au aux ce cet cette ces mon ma mes ton ta tes son sa ses notre nos votre vos leur',
  'leurs quelque quelques chaque plusieurs aucun aucune tout toute tous toutes tel telle tels telles certains',
  'certaines autre autres meme memes',
  // Pronouns
  'je j tu il elle on nous vous ils elles me m te t se s lui y en moi toi soi eux celui celle ceux celles ceci cela ca',
  'c quelqu',
  // Relative and question words; « où » folds to « ou »
  'qui que qu quoi dont ou lequel laquelle lesquels lesquelles duquel desquels desquelles auquel auxquels auxquelles',
  'quel quelle quels quelles quand comment combien pourquoi',
  // Prepositions
  'a dans par pour sur sous vers avec sans chez entre depuis pendant durant selon contre parmi afin lors jusqu jusque',
  'avant apres malgre outre via',
  // Conjunctions
  'et mais donc ni car si comme lorsque lorsqu puisque puisqu quoique quoiqu tandis alors ainsi',
  // Adverbs of grammar
  'ne n pas plus moins tres aussi encore deja ici puis peu trop presque ci voici voila',
  // « nº 5 »
  'no',
  // Forms of être and avoir
  'etre suis es est etes sont etais etait etions etiez etaient fus fut fumes furent serai seras sera serons serez seront',
  'serais serait serions seraient soit soient sois soyons soyez etant ete',
  'avoir as avons avez ont avais avait aviez avaient eu eue eus eues eut eurent aurai auras aura aurons aurez auront',
  'aurais aurait aurions auraient ait aient ayant',
  // Modal verbs
  'peut peuvent pouvait pouvaient pourra pourront pourrait pourraient doit doivent devait devaient devra devront',
  'devrait devraient',
];

const ENGLISH = [
  // Articles and determiners
  'the a an this that these those my your his her its our their some any each every all both other another such same no',
  // Pronouns
  'i you he she it we they me him us them mine yours hers ours theirs myself yourself himself herself itself ourselves',
  'themselves',
  // Relative and question words
  'who whom whose which what where when why how whether whatever whichever whoever',
  // Prepositions
  'of in on at by for with from to into onto about over under between among through throughout during before after',
  'above below up down out off since until upon within without against via per as than towards toward',
  // Conjunctions
  'and or but nor if because while although though so then',
  // Adverbs of grammar
  'not too very also just only more most much many few there here thus hence however please',
  // Forms of be, have, do
  'am is are was were be been being have has had having do does did doing',
  // Modal verbs
  'can could may might must shall should will would ought cannot',
  // What is left of a contraction whose apostrophe was lost
  's t ll re ve',
];

const STOP_WORDS: Readonly<Record<Language, ReadonlySet<string>>> = {
  fr: new Set(FRENCH.flatMap((line) => line.split(' '))),
  en: new Set(ENGLISH.flatMap((line) => line.split(' '))),
};

/** Words that only their accents tell from a function word. */
const WORDS_WITH_ACCENT = new Set('maïs né sûr dû entré contré'.split(' '));

/** Longer than any of them, accents that stand apart and invisible characters included. */
const LONGEST = 64;

const ENGLISH_CONTRACTION = /^[a-z]+'(?:t|ll|re|ve|d|m)$/;

/** Apart from stems, which take much longer: this tells which words need none. */
const remembered: Readonly<Record<Language, BoundedMemo<boolean>>> = {
  fr: new BoundedMemo(
    100_000,
    (word) => !WORDS_WITH_ACCENT.has(word.normalize('NFC').toLowerCase()) && isListed(word, 'fr'),
  ),
  en: new BoundedMemo(100_000, (word) => isListed(word, 'en')),
};

function isListed(word: string, language: Language): boolean {
  const folded = fold(word);
  return STOP_WORDS[language].has(folded) || ENGLISH_CONTRACTION.test(folded);
}

/**
 * Whether a word, in whatever case and with or without its accents, is a function word of the language: one that is
 * not looked for, unless a question holds nothing else (see `analyseQuestion`). « maïs » is no « mais ». English
 * contractions (don't, we'll) are function words in both languages.
 */
export function isStopWord(word: string, language: Language): boolean {
  return word.length <= LONGEST && remembered[language].get(word);
}

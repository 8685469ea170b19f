import type { MatchedTerm } from '../language/concept-match.ts';
import { fold } from '../language/normalise.ts';
import { isStopWord } from '../language/stop-words.ts';

/** Says what the words before it are, in French or English; a dash, a colon or a cell's edge can say it too. */
const SAYS_WHAT_IT_IS =
  /^[^\p{L}\p{N}]{0,3}(?:est|sont|était|étaient|fut|désigne\p{L}*|signifie\p{L}*|constitue\p{L}*|consiste|correspond|is|are|was|were|means?|refers|stands|consists)(?!\p{L})/iu;
const APPOSITION = /^ ?(?:[,(:|–—]|- )/u;
/** A subject that starts so far into a sentence is still its opening: « Le programme national … ». */
const OPENING_CHARACTERS = 30;

/**
 * How far a sentence says what its subject is, 0 to 1: 1 where the subject opens it and « est », "means" or the like
 * follows; less where an apposition follows, or the subject stands further in.
 *
 * @param found the sentence's terms that stand for words of the question
 * @param subjects the concepts that a definition is asked of
 */
export function measureDefinition(
  sentence: string,
  found: readonly MatchedTerm[],
  subjects: readonly number[],
): number {
  if (subjects.length === 0) return 0;
  const ofSubject = found.filter(({ concept }) => subjects.includes(concept));
  const held = new Set(ofSubject.map(({ concept }) => concept)).size / subjects.length;
  let best = 0;
  for (const { start, end } of ofSubject) {
    const after = sentence.slice(end, end + 24);
    const form = SAYS_WHAT_IT_IS.test(after) ? 1 : APPOSITION.test(after) ? 0.6 : 0;
    best = Math.max(best, form * (start <= OPENING_CHARACTERS ? 1 : 0.6));
  }
  return held * best;
}

/** What somebody is or does, in French or English: the word for it, feminine and plural too. */
const ROLE =
  /(?<!\p{L})(?:(?:vice-)?président|direct(?:eur|rice|ion)|responsable|professeu|chercheu|ministre|coordinat|coordonn|chef|fond(?:at|é)|maire|ingénieur|auteur|autrice|lauréat|membre|porte-parole|secrétaire|délégué|titulaire|commissaire|conseill|économiste|mathématicien|informaticien|physicien|médecin|avocat|écrivain|peintre|compositeur|historien|philosophe|roi(?!\p{L})|reine|empereur|pdg|dirig|présid|pilot|anim|head|director|chair|president|professor|research|minister|coordinator|founder|mayor|engineer|author|winner|member|spokes|secretary|fellow|scientist|economist|writer|painter|composer|king|queen|ceo(?!\p{L})|leads|led by)\p{L}*/iu;
/** Characters, about a clause, within which a role is that of the person named. */
const ROLE_CHARACTERS = 50;
/** A role says less surely who somebody is than « est » does. */
const ROLE_STRENGTH = 0.8;

/** How far a sentence says who a person is, 0 to 1: by what they are or do, beside their name; else see `measureDefinition`. */
export function measurePerson(sentence: string, found: readonly MatchedTerm[], subjects: readonly number[]): number {
  const ofSubject = found.filter(({ concept }) => subjects.includes(concept));
  const [first, last] = [ofSubject[0], ofSubject.at(-1)];
  const defined = measureDefinition(sentence, found, subjects);
  if (first === undefined || last === undefined) return defined;
  const around = [
    sentence.slice(Math.max(0, first.start - ROLE_CHARACTERS), first.start),
    sentence.slice(last.end, last.end + ROLE_CHARACTERS),
  ];
  const held = new Set(ofSubject.map(({ concept }) => concept)).size / subjects.length;
  return Math.max(defined, around.some((clause) => ROLE.test(clause)) ? ROLE_STRENGTH * held : 0);
}

/**
 * Whether words of the sentence spell out the acronym, in order: each of its letters opens a word, or stands in the word
 * that the letter before opened. Function words may stand between them. After Schwartz and Hearst, "A simple algorithm
 * for identifying abbreviation definitions in biomedical text", PSB 2003, simplified.
 */
export function spellsOut(sentence: string, acronym: string): boolean {
  const words = (sentence.match(/\p{L}+/gu) ?? [])
    .filter((word) => !isStopWord(word, 'fr') && !isStopWord(word, 'en'))
    .map(fold);
  const letters = fold(acronym);
  return words.some((word, start) => word !== letters && spellsOutFrom(words, start, letters));
}

function spellsOutFrom(words: readonly string[], start: number, letters: string): boolean {
  let next = 0;
  let place = start;
  for (; next < letters.length; place += 1) {
    const word = words[place] ?? '';
    if (word === letters || word.charAt(0) !== letters.charAt(next)) return false;
    next += 1;
    let within = 1;
    while (next < letters.length && words[place + 1]?.charAt(0) !== letters.charAt(next)) {
      within = word.indexOf(letters.charAt(next), within) + 1;
      if (within === 0) return false;
      next += 1;
    }
  }
  return place - start > 1;
}

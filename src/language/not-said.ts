const SAYING_FR =
  '(?:di(?:t|sent|re)|donn\\p{L}*|précis\\p{L}*|indiqu\\p{L}*|mentionn\\p{L}*|communiqu\\p{L}*|parl\\p{L}*|connu\\p{L}*|chiffr\\p{L}*|révél\\p{L}*|publié\\p{L}*|détaill\\p{L}*)';
const SAYING_EN =
  '(?:sa(?:y|id)|giv(?:e|en)|mention(?:ed)?|stat(?:e|ed)|specif(?:y|ied)|known|disclosed?|reveal(?:ed)?|published|detail(?:ed)?|report(?:ed)?)';
const NOT_FR = '(?:pas|rien|aucune?|jamais|plus)';

/** Without « donner » and « publier »: « Ni la ville ni l’État n’ont donné d’argent » says something. */
const TELLING_FR =
  '(?:di(?:t|sent)|précis\\p{L}*|indiqu\\p{L}*|mentionn\\p{L}*|parl(?:e|ent|é)|chiffr\\p{L}*|détaill\\p{L}*)';

const NOT_SAID = [
  // « ne donne pas », « n’en précise aucun »
  new RegExp(`(?<!\\p{L})n(?:e |['’])(?:\\p{L}{1,4} )?${SAYING_FR}(?: \\p{L}+)? ${NOT_FR}(?!\\p{L})`, 'iu'),
  // « n’y sont pas données », « n’a pas été communiqué »
  new RegExp(
    `(?<!\\p{L})n(?:e |['’])(?:y |en )?(?:est|sont|a|ont|était|étaient|fut|furent) (?:encore )?${NOT_FR} (?:encore )?(?:été )?${SAYING_FR}(?!\\p{L})`,
    'iu',
  ),
  // « aucun des textes ne précise », « ni l’un ni l’autre n’indique », "neither of them says"
  new RegExp(
    `(?<!\\p{L})(?:aucune?|ni|rien|nulle?)(?!\\p{L})[^.;:!?]{0,60} n(?:e |['’])(?:\\p{L}{1,4} )?(?:(?:été|encore) )*${TELLING_FR}(?!\\p{L})`,
    'iu',
  ),
  /(?<!\p{L})(?:neither|none|nothing)(?!\p{L})[^.;:!?]{0,60} (?:says?|said|mentions?|mentioned|stated|specif(?:y|ies|ied))(?!\p{L})/iu,
  new RegExp(
    `(?<!\\p{L})(?:(?:do|does|did|has|have|had|is|are|was|were) not|(?:do|does|did|has|have|had|is|are|was|were)n['’]t|never)(?: been| yet)? ${SAYING_EN}(?!\\p{L})`,
    'iu',
  ),
];

/** What each of these holds: most sentences have none, and need no closer look. */
const NEGATION = /\bn(?:e |['’])|\bnot\b|n['’]t\b|\b(?:never|neither|none|nothing)\b/i;

/** Whether a sentence tells that something is not told: « la date n’est pas précisée », "the report does not say". */
export function saysThatNothingIsSaid(sentence: string): boolean {
  return NEGATION.test(sentence) && NOT_SAID.some((pattern) => pattern.test(sentence));
}

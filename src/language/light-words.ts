import { fold } from './normalise.ts';

/**
 * Words of either language, folded, that say little of what is asked although documents may seldom hold them: a question
 * says "get" or « obtient » where the document says "receives" or « est doté de ». They are looked for like all others;
 * a sentence is blamed less for lacking them. Left out on purpose: « trouver », "find" and "found", « suite », "run",
 * which name things in documents.
 */
const LIGHT_WORDS = new Set(
  [
    // English: verbs that take their meaning from what stands with them
    'get gets got gotten getting give gives gave given giving make makes made making take takes took taken taking',
    'put puts putting bring brings brought bringing keep keeps kept keeping let lets go goes going gone went come comes',
    'coming came become becomes became becoming set sets setting aside happen happens happened happening',
    'include includes included including involve involves involved involving concern concerns concerned concerning',
    'relate relates related relating regard regards regarding exist exists existed existing provide provides provided',
    'providing receive receives received receiving obtain obtains obtained obtaining use uses used using need needs',
    'needed hold holds held holding want wants wanted say says said saying tell tells told know knows knew known',
    // English: adverbs and nouns of all texts
    'meant intended supposed expected planned scheduled due',
    'currently exactly actually mainly especially usually thing things way ways kind kinds sort sorts main different',
    'various certain particular specific',
    // French
    'obtenir obtient obtiennent obtenait obtenu obtenue obtenus obtenues recevoir recoit recoivent recu recue recus recues',
    'donner donne donnent donnait donnee donnes donner prendre prend prennent pris prise prises faire fait font faisait',
    'faite faites faits mettre met mettent mis mise mises permettre permet permettent permis permise inclure inclut',
    'incluent inclus incluse comporter comporte comportent comprend comprennent concerner concerne concernent concernant',
    'concernee concernes exister existe existent existait devenir devient deviennent devenu devenue venir vient viennent',
    'aller va vont dire dit disent savoir sait savent connaitre connait connaissent vouloir veut veulent servir sert',
    'servent beneficier beneficie beneficient utiliser utilise utilisent occuper occupe occupent occupait exercer exerce',
    'exercent exercait assurer assure assurent assurait tenir tient tiennent tenait',
    'falloir faut fallait faudra faudrait fournir fournit fournissent fourni fournie fournis fournies',
    'prevoir prevoit prevoient prevu prevue prevus prevues cense censee censes censees',
    'actuellement exactement notamment principalement chose choses facon facons maniere manieres sorte sortes principal',
    'principale principaux principales different differente differents differentes certain certaine divers diverses',
  ].flatMap((line) => line.split(' ')),
);

/** A word of the list, in small letters: with a capital it may be a name. */
export function isLightWord(word: string): boolean {
  return !/\p{Lu}/u.test(word) && LIGHT_WORDS.has(fold(word));
}

import type { Language } from '../domain.ts';
import { fold } from './normalise.ts';

/** A plain word for what is said in several; an empty one for what says nothing of the matter. */
type Locution = readonly [pattern: string, plain: string];

/** Before « de », « du », « des », « d’ ». */
const OF = "(?= (?:(?:de|du|des)(?!\\p{L})|d['’]))";
const ETRE = '(?:est|sont|était|étaient|fut|furent|être|été)';
const AVOIR = '(?:a|ont|avait|avaient|aura|auront|avoir|eu|eut|eurent)';
const FAIRE = '(?:fait|font|faisait|faisaient|fera|feront|faire)';
const METTRE = '(?:met|mettent|mettait|mis|mise|mises|mettre|mettra)';
const PRENDRE = '(?:prend|prennent|prenait|prendra|pris|prise|prendre)';
const TAKE = '(?:take|takes|took|taken|taking)';
const BE = '(?:is|are|was|were|be|been|being)';

/**
 * Words that together mean what none of them says: a question has « à la tête de » or "set up" where the document has
 * « dirige » or « créé ». Word by word they would be looked for as heads and as ups; and « dans le cadre de » as frames.
 */
const LOCUTIONS: Readonly<Record<Language, readonly Locution[]>> = {
  fr: [
    [`${ETRE}(?: placée?s?)? (?:à la tête|aux commandes|aux manettes|à la barre)${OF}`, 'dirige'],
    [`(?:à la tête|aux commandes)${OF}`, 'directeur'],
    [`(?:${ETRE}|a|ont|avait) (?:en charge|la charge|chargée?s? d[eu])(?![\\p{L}])`, 'responsable'],
    [`${FAIRE}(?:-(?:t-)?(?:il|elle)s?)?(?: aussi| déjà| pas| bien)? partie${OF}`, 'membre'],
    [`${PRENDRE} part(?= (?:à|au))`, 'participe'],
    [`${PRENDRE} (?:la suite|la relève|le relais)${OF}`, 'succède'],
    [`${PRENDRE} fin`, 'termine'],
    [`${AVOIR}(?:-t-(?:il|elle))?(?: eu)? lieu`, ''],
    [`${AVOIR} pour (?:but|objectif|vocation|objet|mission)${OF}`, 'vise'],
    [`${AVOIR} droit(?= (?:à|au|d[eu]))`, 'accès'],
    ['(?:a|ont|avait)(?:-t-(?:il|elle))? vu le jour', 'créé'],
    ['(?<=depuis quand [^?]*)(?:existe|existent|existait)(?:(?:-t)?-(?:il|elle)s?)?', 'créé'],
    ['(?:voit|voient|voir|verra|verront) le jour', 'création'],
    ['donn(?:e|ent|é|ée|er) naissance(?= à)', 'créé'],
    [`${METTRE} (?:en place|sur pied)`, 'créé'],
    [`${METTRE} en (?:œuvre|oeuvre)`, 'réalisé'],
    [`${METTRE} fin(?= à)`, 'arrêté'],
    [`${METTRE} à (?:la )?disposition`, 'fourni'],
    ['(?:entr(?:e|ent|er|ée?s?|era)) en vigueur', 'vigueur'],
    [`(?:dans le cadre|en matière|au sein|à propos|au sujet|au cours|en termes?|dans le domaine|en vertu)${OF}`, ''],
    ["(?:en ce qui concerne|par rapport (?:à|aux?)|vis-à-vis d[eu]|à l[’']égard d[eu]s?)", ''],
  ],
  en: [
    [`${BE} (?:at the (?:head|helm)|in charge)(?= of)`, 'directs'],
    ['(?:at the (?:head|helm)|in charge)(?= of)', 'director'],
    [`${TAKE} over(?= from)`, 'succeeded'],
    [`${TAKE} part(?= in)`, 'participate'],
    [`${TAKE} place`, ''],
    [`${TAKE} effect|(?:come|comes|came) into (?:force|effect)`, 'force'],
    ['(?:set|sets|setting) up', 'created'],
    ['(?:put|puts|putting) in place', 'created'],
    ['(?:came|come|comes) into being', 'created'],
    ['(?:carry|carries|carried|carrying) out', 'conducted'],
    ['(?:draw|draws|drew|drawn|drawing) up', 'written'],
    ['(?:bring|brings|brought|bringing) together', 'gathers'],
    ['(?:make|makes|made) up(?= of)', 'composed'],
    ['(?:hand|hands|handed|handing|give|gives|gave|given) out', 'distributed'],
    ['(?:roll|rolls|rolled|rolling) out', 'deployed'],
    ['(?:pull|pulls|pulled|pulling) out(?= of)', 'left'],
    ['(?:shut|shuts|shutting|close|closes|closed|closing) down', 'closed'],
    ['(?:team|teams|teamed|teaming) up(?= with)', 'partner'],
    ['(?:add|adds|added|adding) up to|(?:amount|amounts|amounted|amounting) to', 'total'],
    ['(?:give|gives|gave|given|giving) up', 'abandoned'],
    ['(?:go|goes|went|gone|going) up', 'increased'],
    ['(?:go|goes|went|gone|going) down', 'decreased'],
    ['(?:turn|turns|turned|turning) into', 'become'],
    ['(?:look|looks|looked|looking) after', 'manages'],
    ['(?:deal|deals|dealt|dealing) with', 'treats'],
    ['(?:get|gets|got|getting) rid of', 'remove'],
    [
      '(?:in terms of|in the field of|with regard to|in the course of|as part of|in the framework of|on the subject of|with respect to|in relation to|in order to)',
      '',
    ],
  ],
};

interface Patterns {
  /** What holds none of the locutions needs no look for each of them. */
  readonly any: RegExp;
  readonly each: readonly (readonly [RegExp, string])[];
}

const PATTERNS: Readonly<Record<Language, Patterns>> = { fr: compile('fr'), en: compile('en') };

/** Questions are often typed without accents: each accented letter may be bare. */
function compile(language: Language): Patterns {
  const typed = LOCUTIONS[language].map(([pattern, plain]): Locution => {
    return [pattern.replace(/[à-ÿ]/gu, (letter) => `[${letter}${fold(letter)}]`), plain];
  });
  const whole = (pattern: string, flags: string) =>
    new RegExp(`(?<![\\p{L}\\p{N}])(?:${pattern})(?![\\p{L}\\p{N}])`, flags);
  return {
    any: whole(typed.map(([pattern]) => pattern).join('|'), 'iu'),
    each: typed.map(([pattern, plain]) => [whole(pattern, 'giu'), plain]),
  };
}

/** A question with plain words for its locutions, for looking up; otherwise as it is. */
export function sayPlainly(question: string, language: Language): string {
  const { any, each } = PATTERNS[language];
  return any.test(question)
    ? each.reduce((text, [pattern, plain]) => text.replace(pattern, plain), question)
    : question;
}

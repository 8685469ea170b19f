// Looking back keeps a run of letters without a space from being read once for each of them.
const EMAIL = /(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+/gu;
const WEB = /(?:https?:\/\/|www\.)[^\s«»"“”<>()]*[^\s«»"“”<>().,;:!?]/giu;
/** E-mail addresses and web addresses; telephone numbers are figures. */
export const ADDRESS = new RegExp(`${EMAIL.source}|${WEB.source}`, 'giu');

const TELEPHONE = /(?<![\d.])(?:\+33|0)[\s.-]?(?:\(0\))?[1-9](?:[\s.-]?\d{2}){4}(?!\d)/gu;
/** Numbers that are shorter, which only what stands before them tells: « le 39 19 », « au 116 006 ». */
const SHORT_TELEPHONE =
  /(?<=(?<!\p{L})(?:le|au|du|numéro|appele[rz]|compose[rz]|call|dial|number|tél\.?|téléphone)(?: unique| gratuit)? ?:? ?)(?:3\d ?\d{2}|116 ?\d{3}|0 ?8\d{2} ?\d{3} ?\d{3})(?![\d%€]| ?(?:%|€|\p{L}))/giu;
/** A street with a name, or a postcode before a town, as they are written in France. */
const POSTAL =
  /(?:\d+(?: ?(?:bis|ter))?,? )?(?<!\p{L})(?:rue|avenue|boulevard|place|quai|allée|chemin|impasse|square|route|esplanade|cours) (?:(?:de|du|des|de la|le|la|les) |de l['’]|[dl]['’])?\p{Lu}[\p{L}'’-]*|(?<!\d)\d{5} \p{Lu}[\p{L}'’-]+/gu;

const HOUR = String.raw`(?:\d{1,2} ?h(?:eures?)?(?: ?\d{2})?|\d{1,2}(?:[:.]\d{2})? ?[ap]\.?m\.?)(?!\p{L})`;
const DAY = '(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|(?:mon|tues|wednes|thurs|fri|satur|sun)day)s?';
/** Hours from one to the other, or days of the week; */
export const OPENING_HOURS = new RegExp(
  String.raw`(?<![\p{L}\d])${HOUR} ?(?:à|-|–|to|until) ?${HOUR}|(?<!\p{L})(?:(?:du|le|from) )?${DAY} (?:au|et|to|and) (?:le |on )?${DAY}`,
  'giu',
);
/** or one hour of the day: « à dix-neuf heures », "at 6 p.m.". */
const HOUR_OF_DAY = new RegExp(
  String.raw`(?<!\p{L})(?:à|dès|vers|avant|après|jusqu['’]à|at|by|from|until|before|after) ` +
    String.raw`(?:${HOUR}|(?:\p{L}+(?:-\p{L}+)* heures?|\d{1,2}:\d{2}|\p{L}+ o['’]clock|midi|minuit|noon|midnight)(?!\p{L}))`,
  'giu',
);

/** Forms of the times at which somebody may be reached. */
export const HOURS: readonly RegExp[] = [OPENING_HOURS, HOUR_OF_DAY];

const ASKS_FOR_TELEPHONE = /telephon|\bphone|\bappel|\bcall\b|(?<!\ben )\bligne\b|hotline|helpline|\bnumero|\bnumber/;

/** Ways to reach somebody, and the words, folded, by which a question asks for that one. */
const CONTACTS: readonly { readonly asked: RegExp; readonly form: RegExp }[] = [
  { asked: /mail|courriel|electronique/, form: EMAIL },
  { asked: /postal|\brue\b|street/, form: POSTAL },
  { asked: ASKS_FOR_TELEPHONE, form: TELEPHONE },
  { asked: ASKS_FOR_TELEPHONE, form: SHORT_TELEPHONE },
  { asked: /\bsite\b|\bweb|\burl\b/, form: WEB },
];

const ASKS_FOR_HOURS =
  /\bhoraires?\b|\bheures? d'ouverture\b|\ba quelles? heures?\b|\b(?:opening|visiting|office) (?:hours|times)\b|\b(?:what|which) hours\b|\bwhat time\b/;

/** Forms of what reaches somebody: of the way that the question names, or of all ways; when one can come where it asks that. */
export function contactForms(foldedQuestion: string): readonly RegExp[] {
  if (ASKS_FOR_HOURS.test(foldedQuestion)) return HOURS;
  const named = CONTACTS.filter(({ asked }) => asked.test(foldedQuestion));
  return (named.length > 0 ? named : CONTACTS).map(({ form }) => form);
}

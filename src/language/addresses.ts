// Looking back keeps a run of letters without a space from being read once for each of them.
const EMAIL = /(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+/gu;
const WEB = /(?:https?:\/\/|www\.)[^\s«»"“”<>()]*[^\s«»"“”<>().,;:!?]/giu;
/** E-mail addresses and web addresses; telephone numbers are figures. */
export const ADDRESS = new RegExp(`${EMAIL.source}|${WEB.source}`, 'giu');

const TELEPHONE = /(?<![\d.])(?:\+33|0)[\s.-]?(?:\(0\))?[1-9](?:[\s.-]?\d{2}){4}(?!\d)/gu;
/** A street with a name, or a postcode before a town, as they are written in France. */
const POSTAL =
  /(?:\d+(?: ?(?:bis|ter))?,? )?(?<!\p{L})(?:rue|avenue|boulevard|place|quai|allée|chemin|impasse|square|route|esplanade|cours) (?:(?:de|du|des|de la|le|la|les) |de l['’]|[dl]['’])?\p{Lu}[\p{L}'’-]*|(?<!\d)\d{5} \p{Lu}[\p{L}'’-]+/gu;

/** Ways to reach somebody, and the words, folded, by which a question asks for that one. */
const CONTACTS: readonly { readonly asked: RegExp; readonly form: RegExp }[] = [
  { asked: /mail|courriel|electronique/, form: EMAIL },
  { asked: /postal|\brue\b|street/, form: POSTAL },
  { asked: /telephon|\bphone|\bappel|\bcall\b/, form: TELEPHONE },
  { asked: /\bsite\b|\bweb|\burl\b/, form: WEB },
];

/** Forms of what reaches somebody: of the way that the question names, or of all ways. */
export function contactForms(foldedQuestion: string): RegExp[] {
  const named = CONTACTS.filter(({ asked }) => asked.test(foldedQuestion));
  return (named.length > 0 ? named : CONTACTS).map(({ form }) => form);
}

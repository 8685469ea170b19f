/** Pronouns, demonstratives and possessives that open a sentence. */
const ANAPHOR =
  /^[\s«“"'-]*(?:il|elle|ils|elles|celui-ci|celle-ci|ceux-ci|celles-ci|cela|c['’](?:est|était|étaient)|ces? derni(?:ers?|ères)|cette dernière|ce|cet|cette|ces|son|sa|ses|leurs?|l['’]une?|parmi|it|he|she|they|this|these|that|those|its|his|her|their|such|among)(?![\p{L}'’])/iu;

/** « Anne Lenoir en est la directrice. »: behind a short subject, the pronoun of what was named before. */
const PRONOUN_BEHIND_SUBJECT =
  /^[\s«“"'-]*(?:[^\s,;:.]+ ){1,6}en (?:est|sont|était|étaient|fut|furent|sera|seront|assure|assurent|prend|prendra|détient|devient|reste|demeure)(?!\p{L})/iu;

/** « Présenté le 3 mai par le ministre, il … », « Depuis 2019, elle … »: what agrees with the pronoun, or a time, before it. */
const PRONOUN_BEHIND_OPENING =
  /^[\s«“"'-]*(?:\p{Lu}\p{Ll}+(?:é|ée|és|ées|i|ie|is|ies|it|ite|u|ue|us|ues)(?= )|(?:En|Depuis|Dès|Au|À|Après|Avant|Chaque|Aujourd['’]hui|Désormais|Ensuite|Enfin|In|Since|By|Each|Every|Today|Now)(?![\p{L}]))[^.;:!?\n]{0,120}, (?:il|elle|ils|elles|it|he|she|they)(?= )/u;

const CAPITALISED = String.raw`\p{Lu}[\p{L}’'-]*`;
const FURTHER_NAME = String.raw`(?: (?:(?:de|de la|du|des) |d['’])?${CAPITALISED})`;
/**
 * « Anne Lenoir la dirige. », « Le CNES l’exploite. »: no article stands right behind a name, so this is a pronoun; « y » is
 * one wherever it stands.
 */
const OBJECT_BEHIND_NAME = new RegExp(
  String.raw`^[\s«“"'-]*(?:(?:(?:(?:Le|La|Les|M\.|Mme) |L['’])${CAPITALISED}${FURTHER_NAME}{0,3}|${CAPITALISED}${FURTHER_NAME}{1,3})` +
    String.raw` (?:(?:le|la|les) \p{Ll}{3}|l['’]\p{Ll})|(?:[^\s,;:.]+ ){1,6}y (?=\p{Ll}{3}))`,
  'u',
);

const FORMS = [ANAPHOR, PRONOUN_BEHIND_SUBJECT, PRONOUN_BEHIND_OPENING, OBJECT_BEHIND_NAME];

/**
 * Whether a sentence opens with a word for what was named before it: « Il se compose … », « Son ouverture … », "This fund …";
 * or with its subject and such a word, or with a participle or a time before it.
 */
export function opensWithAnaphor(sentence: string): boolean {
  return FORMS.some((form) => form.test(sentence));
}

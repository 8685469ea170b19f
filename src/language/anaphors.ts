/** Pronouns, demonstratives and possessives that open a sentence. */
const ANAPHOR =
  /^[\s«“"'-]*(?:il|elle|ils|elles|celui-ci|celle-ci|ceux-ci|celles-ci|cela|c['’](?:est|était|étaient)|ces? derni(?:ers?|ères)|cette dernière|ce|cet|cette|ces|son|sa|ses|leurs?|l['’]une?|parmi|it|he|she|they|this|these|that|those|its|his|her|their|such|among)(?![\p{L}'’])/iu;

/** « Anne Lenoir en est la directrice. »: behind a short subject, the pronoun of what was named before. */
const PRONOUN_BEHIND_SUBJECT =
  /^[\s«“"'-]*(?:[^\s,;:.]+ ){1,6}en (?:est|sont|était|étaient|fut|furent|sera|seront|assure|assurent|prend|prendra|détient|devient|reste|demeure)(?!\p{L})/iu;

/**
 * Whether a sentence opens with a word for what was named before it: « Il se compose … », « Son ouverture … », "This fund …";
 * or with its subject and such a word.
 */
export function opensWithAnaphor(sentence: string): boolean {
  return ANAPHOR.test(sentence) || PRONOUN_BEHIND_SUBJECT.test(sentence);
}

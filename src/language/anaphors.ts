/** Pronouns, demonstratives and possessives that open a sentence. */
const ANAPHOR =
  /^[\s«“"'-]*(?:il|elle|ils|elles|celui-ci|celle-ci|ceux-ci|celles-ci|cela|c['’](?:est|était|étaient)|ces? derni(?:ers?|ères)|cette dernière|ce|cet|cette|ces|son|sa|ses|leurs?|l['’]une?|parmi|it|he|she|they|this|these|that|those|its|his|her|their|such|among)(?![\p{L}'’])/iu;

/** Whether a sentence opens with a word for what was named before it: « Il se compose … », « Son ouverture … », "This fund …". */
export function opensWithAnaphor(sentence: string): boolean {
  return ANAPHOR.test(sentence);
}

const LINKS = "(?:(?:de|du|des|la|le|les|l['’]|d['’]|of|the|for|in|and|et|en|pour|sur|&) ?){0,2}";
const WORD = "[\\p{Lu}\\d][\\p{L}\\p{N}’'!&.@+-]*";
const NAME = new RegExp(`${WORD}(?: ${LINKS}(?:[ldLD]['’])?${WORD})*`, 'gu');

/**
 * Runs of words with a capital or a digit, in their order, with the small words between them: « Institut de recherche X »
 * gives « Institut », « X »; « Centre de Calcul de Lyon » is one run.
 *
 * @param text without the word that opens its sentence, whose capital says nothing
 */
export function findNames(text: string): string[] {
  return (text.match(NAME) ?? []).map((name) => name.replace(/[.!'’-]+$/u, '')).filter((name) => name !== '');
}

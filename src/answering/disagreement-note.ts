import type { Language } from '../domain.ts';
import { formatDate } from '../language/format-date.ts';
import type { FoundDisagreement } from './disagreements.ts';
import { renderValue } from './render-value.ts';

/** The values as the answer says them, newest source first, and the sentence that says they differ. */
export function describeDisagreement(
  sides: FoundDisagreement,
  language: Language,
): { readonly values: readonly string[]; readonly note: string } {
  const values = sides.map(({ evidence: { text, hit }, quantity }) =>
    renderValue(text, quantity, hit.document.language, language),
  );
  const documents = new Set(sides.map(({ evidence }) => evidence.hit.document.id));
  const sources = sides.map(({ evidence: { hit } }, index) => {
    const { publisher, date, title, fileName } = hit.document;
    const source = publisher || title || fileName;
    const when = date === null ? '' : ` (${formatDate(date, language)})`;
    return documents.size === 1
      ? `${values[index]}`
      : `${values[index]}${language === 'fr' ? ' selon ' : ' according to '}${source}${when}`;
  });
  const listed = sources.join(language === 'fr' ? '\u00A0; ' : '; ');
  if (documents.size === 1) {
    return {
      values,
      note:
        language === 'fr'
          ? `Le document se contredit\u00A0: ${listed}.`
          : `The document contradicts itself: ${listed}.`,
    };
  }
  return {
    values,
    note: language === 'fr' ? `Les sources ne concordent pas\u00A0: ${listed}.` : `The sources disagree: ${listed}.`,
  };
}

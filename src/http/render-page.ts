import type { Language } from '../domain.ts';

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text as it stands in an element or between quotation marks of an attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ESCAPES[character] ?? character);
}

/**
 * Puts texts into the `{{name}}` places of a page, escaped, and their language into the French template's `<html lang>`.
 *
 * @throws {Error} where a name has no text: a page with holes is never served
 */
export function renderPage(template: string, language: Language, texts: Readonly<Record<string, string>>): string {
  return template
    .replace('<html lang="fr">', `<html lang="${language}">`)
    .replace(/\{\{(\w+)\}\}/g, (_whole, name: string) => {
      const text = texts[name];
      if (text === undefined) throw new Error(`The page has no text for "${name}"`);
      return escapeHtml(text);
    });
}

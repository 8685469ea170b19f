import type { Language } from '../domain.ts';
import { escapeHtml } from '../language/escape-html.ts';

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

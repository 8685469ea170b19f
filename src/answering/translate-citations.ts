import type { Answer, Citation, Translation } from '../domain.ts';
import { NOTICES, presentQuote, presentTranslation } from './frames.ts';

/** Whoever renders French quotes in English. */
export interface CitationTranslator {
  /** By quote; null where nothing can be shown. @throws where it does not work */
  translate(quotes: readonly string[], signal?: AbortSignal): Promise<readonly (Translation | null)[]>;
}

export interface TranslationOptions {
  /** Null: nobody does. */
  readonly translator: CitationTranslator | null;
  readonly signal?: AbortSignal | undefined;
  /** Told why the translator did not work; the answer is given without it. */
  readonly failed?: ((cause: unknown) => void) | undefined;
}

/** Puts an English rendering beside each French quote of an English answer. The quotes stay what is cited. */
export async function translateCitations(answer: Answer, options: TranslationOptions): Promise<Answer> {
  const { translator, signal, failed } = options;
  if (translator === null || answer.answerLanguage !== 'en') return answer;
  const quotes = [...new Set(answer.citations.filter(isFrench).map(({ quote }) => quote))];
  if (quotes.length === 0) return answer;
  const translations = new Map<string, Translation | null>();
  try {
    for (const [index, translation] of (await translator.translate(quotes, signal)).entries()) {
      translations.set(quotes[index] as string, translation);
    }
  } catch (error) {
    signal?.throwIfAborted();
    failed?.(error);
    const notice = { code: 'translation_failed', detail: NOTICES.translation_failed[answer.answerLanguage] };
    return { ...answer, notices: [...answer.notices, notice] };
  }
  const citations = answer.citations.map((citation) => {
    const translation = isFrench(citation) ? translations.get(citation.quote) : null;
    return translation ? { ...citation, translation } : citation;
  });
  return { ...answer, citations };
}

function isFrench({ document }: Citation): boolean {
  return document.language === 'fr';
}

/** Says in the text what each quote means, behind the quote and its markers. */
export function tellTranslations(answer: Answer): Answer {
  let { text, citations } = answer;
  for (const { quote, document, translation, marker } of answer.citations) {
    if (translation === undefined) continue;
    const shown = presentQuote(quote, document.language);
    const from = text.indexOf(shown);
    const positions = citations.find((citation) => citation.marker === marker)?.positions ?? [];
    if (from < 0 || !positions.some((position) => position > from)) continue;
    const after = endOfMarkers(text, from + shown.length);
    const told = ` ${presentTranslation(translation.text, answer.answerLanguage)}`;
    // The same words in another document have a marker of their own behind the one quote.
    if (text.startsWith(told, after)) continue;
    text = text.slice(0, after) + told + text.slice(after);
    citations = citations.map((citation) => ({
      ...citation,
      positions: moved(citation.positions, after, told.length),
    }));
  }
  return { ...answer, text, citations };
}

function endOfMarkers(text: string, from: number): number {
  return from + (/^ ?(?:\[\d+\])*/u.exec(text.slice(from))?.[0].length ?? 0);
}

function moved(positions: readonly number[], after: number, by: number): number[] {
  return positions.map((position) => (position >= after ? position + by : position));
}

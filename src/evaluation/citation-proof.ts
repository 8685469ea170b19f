import type { Answer, Citation } from '../domain.ts';
import { listWords } from './wording.ts';

/** Why a citation proves nothing; null where it does. */
export type CitationFault = 'status' | 'length' | 'text' | 'marker' | null;

const MAX_QUOTE_WORDS = 80;

/**
 * A citation is proof where its status says that it was checked, its quote has 1 to 80 words and is exactly the
 * document's text between its offsets, and its marker stands in the answer's text. The first fault found is given.
 *
 * @param documentText the canonical text of the document cited
 */
export function findCitationFault(citation: Citation, answer: Answer, documentText: string): CitationFault {
  const { status, quote, start, end, marker } = citation;
  if (status !== 'verified' && status !== 'repaired') return 'status';
  const words = listWords(quote).length;
  if (words < 1 || words > MAX_QUOTE_WORDS) return 'length';
  if (documentText.slice(start, end) !== quote) return 'text';
  return answer.text.includes(`[${marker}]`) ? null : 'marker';
}

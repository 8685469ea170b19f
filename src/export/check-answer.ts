import type { CitationState } from '../citing/citation-state.ts';
import { encodePermalink, hashQuote } from '../citing/permalink.ts';
import type { Citation, Language, Translation } from '../domain.ts';
import type { BriefedAnswer } from './briefing.ts';
import { BRIEFING_WORDS } from './briefing-words.ts';

/** A citation as it comes back: its permalink and its marker say what is meant, all else is looked up again. */
export interface ReturnedCitation extends Pick<Citation, 'marker' | 'positions' | 'permalink'> {
  readonly passageId?: string;
  readonly translation?: Translation | null;
}

/** What of an answer that comes back is used. */
export interface ReturnedAnswer extends Pick<BriefedAnswer, 'status' | 'answerLanguage' | 'text'> {
  readonly citations: readonly ReturnedCitation[];
  readonly missing?: BriefedAnswer['missing'];
  readonly disagreements?: readonly { readonly note: string }[];
  readonly notices?: BriefedAnswer['notices'];
  readonly engine?: Partial<BriefedAnswer['engine']>;
}

const PERMALINK = /\/citations\/([\w-]+)(?:\?|$)/;

/**
 * The answer with the citations that its documents still hold, each as it stands now. The marker of one that they no longer
 * hold is replaced by words that say so, and a notice quotes it.
 *
 * @param stateOf what has become of the citation that a permalink's id names
 */
export function checkAnswer(
  answer: ReturnedAnswer,
  stateOf: (permalinkId: string) => CitationState,
  language: Language,
): BriefedAnswer {
  const words = BRIEFING_WORDS[language];
  const kept: Citation[] = [];
  const gone: ReturnedCitation[] = [];
  const notices = [...(answer.notices ?? [])];
  for (const citation of answer.citations) {
    const state = stateOf(PERMALINK.exec(citation.permalink)?.[1] ?? '');
    if (state.state === 'present' || state.state === 'moved') {
      kept.push(citeAgain(citation, state));
    } else {
      gone.push(citation);
      notices.push({ code: 'citation_gone', detail: words.gone(state.quote) });
    }
  }
  const { status, answerLanguage, missing = [], disagreements = [], engine = {} } = answer;
  return {
    ...replaceMarkers(answer.text, kept, gone, ` [${words.notFoundAgain}]`),
    status,
    answerLanguage,
    missing,
    disagreements,
    notices,
    engine: { model: engine.model ?? null, index: engine.index ?? '' },
  };
}

function citeAgain(
  { marker, positions, passageId = '', translation }: ReturnedCitation,
  { quote, place }: Extract<CitationState, { state: 'present' | 'moved' }>,
): Citation {
  const { document, page, section, start, end } = place;
  const { id: documentId, version } = document;
  const permalink = `/citations/${encodePermalink({ documentId, version, start, end, quoteHash: hashQuote(quote) })}`;
  return {
    marker,
    positions,
    quote,
    status: 'verified',
    passageId,
    section,
    page,
    start,
    end,
    document,
    permalink,
    ...(translation ? { translation } : {}),
  };
}

/** The text with other words in the places of the markers that are gone, and the places of the others in it. */
function replaceMarkers(
  text: string,
  kept: readonly Citation[],
  gone: readonly ReturnedCitation[],
  replacement: string,
): Pick<BriefedAnswer, 'text' | 'citations'> {
  const cuts = gone
    .flatMap(({ marker, positions }) => positions.map((start) => ({ start, label: `[${marker}]` })))
    .filter(({ start, label }) => text.startsWith(label, start))
    .map(({ start, label }) => ({
      start: start - (/\s$/u.test(text.slice(0, start)) ? 1 : 0),
      end: start + label.length,
    }))
    .sort((one, other) => one.start - other.start)
    .filter(({ start }, index, all) => start !== all[index - 1]?.start);
  let changed = '';
  let from = 0;
  for (const { start, end } of cuts) {
    changed += text.slice(from, start) + replacement;
    from = end;
  }
  changed += text.slice(from);
  const shift = (position: number) =>
    cuts.reduce(
      (shifted, { start, end }) => (end <= position ? shifted + replacement.length - (end - start) : shifted),
      position,
    );
  return {
    text: changed,
    citations: kept.map((citation) => ({ ...citation, positions: citation.positions.map(shift) })),
  };
}

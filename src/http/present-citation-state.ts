import type { Services } from '../services.ts';
import { referTo } from './present.ts';
import type { PresentedCitationState } from './schemas/citations.ts';

type CitationState = ReturnType<Services['citation']>;
type Place = NonNullable<PresentedCitationState['place']>;

export function presentPlace({ document, page, section, start, end }: Place): Place {
  return { document: referTo(document), page, section, start, end };
}

export function presentCitationState(state: CitationState): PresentedCitationState {
  const { quote } = state;
  switch (state.state) {
    case 'withdrawn':
      return { state: 'withdrawn', quote, place: null, nearest: null, difference: [] };
    case 'changed': {
      const nearest = state.nearest === null ? null : presentPlace(state.nearest);
      return { state: 'changed', quote, place: null, nearest, difference: [...state.difference] };
    }
    default:
      return { state: state.state, quote, place: presentPlace(state.place), nearest: null, difference: [] };
  }
}

import Type from 'typebox';
import type { DocumentReference } from '../../domain.ts';
import {
  DocumentReferenceSchema,
  describes,
  nullable,
  PlaceProperties,
  type PropertiesOf,
  SpanProperties,
} from './shared.ts';

interface PresentedPlace {
  readonly document: DocumentReference;
  readonly page: number | null;
  readonly section: readonly string[];
  readonly start: number;
  readonly end: number;
}

/** What has become of a citation, as the API gives it. */
export interface PresentedCitationState {
  readonly state: 'present' | 'moved' | 'changed' | 'withdrawn';
  /** Null where its text is no longer kept. */
  readonly quote: string | null;
  /** Where it stands now; null where it does not. */
  readonly place: PresentedPlace | null;
  /** Where a changed quote has what is most like it; null where nothing is. */
  readonly nearest: PresentedPlace | null;
  readonly difference: { readonly text: string; readonly kind: 'same' | 'removed' | 'added' }[];
}

const PlaceSchema = Type.Object({
  document: DocumentReferenceSchema,
  ...PlaceProperties,
  ...SpanProperties,
} satisfies PropertiesOf<PresentedPlace>);

export const CitationStateSchema = describes<PresentedCitationState>(
  Type.Object({
    state: Type.Enum(['present', 'moved', 'changed', 'withdrawn']),
    quote: nullable(Type.String({ description: 'Null where its text is no longer kept' })),
    place: nullable(PlaceSchema),
    nearest: nullable(PlaceSchema),
    difference: Type.Array(Type.Object({ text: Type.String(), kind: Type.Enum(['same', 'removed', 'added']) }), {
      description: 'From the quote to what is most like it, run by run',
    }),
  } satisfies PropertiesOf<PresentedCitationState>),
);

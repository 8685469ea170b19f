/** What of the service's answers the widget shows; see the schema `Answer` of the API. */

export interface Source {
  readonly id: string;
  readonly version: string;
  readonly title: string;
  readonly publisher: string | null;
  readonly date: string | null;
  readonly language: string;
  readonly fileName: string;
  readonly url: string | null;
}

export interface Citation {
  readonly marker: number;
  readonly positions: readonly number[];
  readonly quote: string;
  readonly status: 'verified' | 'repaired';
  readonly translation?: { readonly text: string; readonly language: string };
  readonly page: number | null;
  readonly start: number;
  readonly end: number;
  readonly document: Source;
  readonly permalink: string;
}

export interface ClosestPassage {
  readonly text: string;
  readonly page: number | null;
  readonly start: number;
  readonly end: number;
  readonly document: Source;
}

export interface Answer {
  readonly question: string;
  readonly questionLanguage: string;
  readonly answerLanguage: string;
  readonly status: 'answered' | 'not_found';
  readonly text: string;
  readonly citations: readonly Citation[];
  readonly missing: readonly string[];
  readonly disagreements: readonly { readonly note: string }[];
  readonly notices: readonly { readonly detail: string }[];
  readonly closest: readonly ClosestPassage[];
}

export interface Turn {
  readonly role: 'user' | 'assistant';
  readonly content: string;
}

import type { ErrorCode, LocalisedParameters } from '../errors.ts';

/** A file that could not be indexed, and why: an error code with its parameters, to be told in either language. */
export interface IngestionFailure {
  /** The path inside the corpus folder, or the name of the upload. */
  readonly file: string;
  readonly code: ErrorCode;
  readonly parameters: LocalisedParameters;
}

/** Something worth knowing about a file that was indexed all the same. */
export interface IngestionWarning {
  readonly file: string;
  /** `pages_without_text`: pages that hold no text, perhaps scanned. `encoding_guessed`: read as Windows-1252. */
  readonly code: 'pages_without_text' | 'encoding_guessed';
  readonly pages?: readonly number[];
}

/** What one ingestion did. Counts are documents; `passages` counts those of the index afterwards. */
export interface IngestionReport {
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly generation: number;
  readonly added: readonly string[];
  readonly replaced: readonly string[];
  readonly unchanged: number;
  /** Indexed again although their files had not changed, because the settings had. */
  readonly reindexed: number;
  readonly withdrawn: readonly string[];
  /** Files passed over because their documents were removed by hand; naming one brings it back. */
  readonly passedOver: readonly string[];
  readonly failures: readonly IngestionFailure[];
  readonly warnings: readonly IngestionWarning[];
  readonly passages: number;
}

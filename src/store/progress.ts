/** How far an ingestion has come: files read and embedded, then vectors and passages put into the derived files. */
export interface IngestionProgress {
  readonly stage: 'reading' | 'vectors' | 'words';
  readonly done: number;
  readonly total: number;
}

export type ProgressListener = (progress: IngestionProgress) => void;

/** Everything that changes results. Two indexes with equal manifests answer alike; a differing one is refused. */
export interface Manifest {
  readonly formatVersion: number;
  readonly embeddingModel: string;
  /** SHA-256 over the model's files, hexadecimal, first 16 digits. */
  readonly embeddingHash: string;
  readonly dimensions: number;
  readonly pooling: string;
  readonly analyzerVersion: string;
  readonly splitterVersion: string;
  readonly readerVersion: string;
}

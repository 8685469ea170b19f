import { loadConfig } from '../../src/config.ts';
import { createAnswerer, createServices, openRetrieval } from '../../src/services.ts';
import { makeQuestions } from './generated-corpus.ts';

/** The measuring process of bench.ts: does one task that it is sent and sends the figures back. */

export type Task =
  | { readonly kind: 'ingest'; readonly corpusDir: string; readonly indexDir: string }
  | { readonly kind: 'ask'; readonly corpusDir: string; readonly indexDir: string; readonly questions: number };

export interface IngestFigures {
  readonly seconds: number;
  readonly passages: number;
  readonly peakMb: number;
}

export interface AskFigures {
  readonly passages: number;
  readonly openMs: number;
  readonly askP50Ms: number;
  readonly askP95Ms: number;
  /** Retrieval's share of the answers. */
  readonly retrieveP50Ms: number;
  readonly floorP50Ms: number;
  readonly floorP95Ms: number;
  readonly residentMb: number;
}

const WARM_UP = 60;
/** Neighbours that the bare search of the floor asks for. */
const FLOOR_NEIGHBOURS = 50;

const megabytes = (bytes: number) => Math.round(bytes / 2 ** 20);
const round = (value: number) => Number(value.toFixed(2));

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN);
}

function configOf({ corpusDir, indexDir }: { corpusDir: string; indexDir: string }) {
  return loadConfig({ CORPUS_DIR: corpusDir, INDEX_DIR: indexDir, LOG_LEVEL: 'silent' });
}

async function measureIngest(task: Task): Promise<IngestFigures> {
  const services = await createServices(configOf(task));
  const begun = performance.now();
  const { passages } = await services.ingest();
  const seconds = (performance.now() - begun) / 1000;
  await services.close();
  // maxRSS is in kilobytes.
  return { seconds, passages, peakMb: megabytes(process.resourceUsage().maxRSS * 1024) };
}

async function measureAsk(task: Extract<Task, { kind: 'ask' }>): Promise<AskFigures> {
  const begun = performance.now();
  const retrieval = await openRetrieval(configOf(task));
  const answerer = createAnswerer(configOf(task), retrieval);
  const snapshot = retrieval.holder.current();
  const openMs = round(performance.now() - begun);
  const asks: number[] = [];
  const retrievals: number[] = [];
  const floors: number[] = [];
  for (const [index, text] of makeQuestions(task.questions + WARM_UP, 7).entries()) {
    const floorBegun = performance.now();
    const vector = Float32Array.from(await retrieval.embeddings.embedQuery(text));
    snapshot.vectors.search(vector, FLOOR_NEIGHBOURS);
    const askBegun = performance.now();
    const { timings } = await answerer.answer({ text });
    const asked = performance.now();
    if (index < WARM_UP) continue;
    floors.push(askBegun - floorBegun);
    asks.push(asked - askBegun);
    retrievals.push(timings.retrieveMs);
  }
  const figures: AskFigures = {
    passages: snapshot.passageCount,
    openMs,
    askP50Ms: quantile(asks, 0.5),
    askP95Ms: quantile(asks, 0.95),
    retrieveP50Ms: quantile(retrievals, 0.5),
    floorP50Ms: quantile(floors, 0.5),
    floorP95Ms: quantile(floors, 0.95),
    residentMb: megabytes(process.memoryUsage().rss),
  };
  await retrieval.close();
  return figures;
}

process.once('message', (task: Task) => {
  const figures = task.kind === 'ingest' ? measureIngest(task) : measureAsk(task);
  figures.then(
    (result) => process.send?.(result, () => process.exit(0)),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});

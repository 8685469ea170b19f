import { loadConfig } from '../../dist/config.js';
import { createAnswerer, createServices, openRetrieval } from '../../dist/services.js';

/**
 * The measuring process of bench.ts, on the built program as `npm start` runs it: does one task that it is sent and sends
 * the figures back. Tasks and figures: see bench.ts.
 */

/** Neighbours that the bare search of the floor asks for. */
const FLOOR_NEIGHBOURS = 50;

const megabytes = (bytes) => Math.round(bytes / 2 ** 20);
const round = (value) => Number(value.toFixed(2));

function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN);
}

function configOf({ corpusDir, indexDir }) {
  return loadConfig({ CORPUS_DIR: corpusDir, INDEX_DIR: indexDir, LOG_LEVEL: 'silent' });
}

async function measureIngest(task) {
  const services = await createServices(configOf(task));
  const begun = performance.now();
  const { passages } = await services.ingest();
  const seconds = (performance.now() - begun) / 1000;
  await services.close();
  // maxRSS is in kilobytes.
  return { seconds, passages, peakMb: megabytes(process.resourceUsage().maxRSS * 1024) };
}

async function measureAsk(task) {
  const begun = performance.now();
  const retrieval = await openRetrieval(configOf(task));
  const answerer = createAnswerer(configOf(task), retrieval);
  const snapshot = retrieval.holder.current();
  const openMs = round(performance.now() - begun);
  const asks = [];
  const retrievals = [];
  const floors = [];
  for (const [index, text] of task.questions.entries()) {
    const floorBegun = performance.now();
    const vector = Float32Array.from(await retrieval.embeddings.embedQuery(text));
    snapshot.vectors.search(vector, FLOOR_NEIGHBOURS);
    const askBegun = performance.now();
    const { timings } = await answerer.answer({ text });
    const asked = performance.now();
    if (index < task.warmUp) continue;
    floors.push(askBegun - floorBegun);
    asks.push(asked - askBegun);
    retrievals.push(timings.retrieveMs);
  }
  const figures = {
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

process.once('message', (task) => {
  const figures = task.kind === 'ingest' ? measureIngest(task) : measureAsk(task);
  figures.then(
    (result) => process.send?.(result, () => process.exit(0)),
    (error) => {
      console.error(error);
      process.exit(1);
    },
  );
});

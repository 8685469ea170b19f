import { fork } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  makeQuestions,
  PASSAGES_PER_DOCUMENT,
  SECTIONS_PER_DOCUMENT,
  WORDS_PER_PAGE,
  writeCorpus,
} from './generated-corpus.ts';

/** What measure.mjs is sent, */
type Task =
  | { readonly kind: 'ingest'; readonly corpusDir: string; readonly indexDir: string }
  | {
      readonly kind: 'ask';
      readonly corpusDir: string;
      readonly indexDir: string;
      readonly questions: readonly string[];
      /** So many of the questions are asked before those that count. */
      readonly warmUp: number;
    };

/** and what it sends back. */
interface IngestFigures {
  readonly seconds: number;
  readonly passages: number;
  readonly peakMb: number;
}

interface AskFigures {
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

/**
 * Ingest and ask on generated documents:
 *   npm run bench [-- --documents 1000 --passages 10000,100000 --questions 1000 --warm-up 500 --json figures.json --folder kept]
 * The questions before those that count (`--warm-up`) are asked of code that is still being compiled.
 * With `--folder` the collections and indexes for the questions are kept there and used again.
 * Each figure comes from a process of its own, so that memory is that of one task. The floor of an answer (one embedding
 * and one bare search in the vector graph) is measured in the same process, in turn with the answers.
 */

const { values } = parseArgs({
  options: {
    documents: { type: 'string', default: '1000' },
    passages: { type: 'string', default: '10000,100000' },
    questions: { type: 'string', default: '1000' },
    'warm-up': { type: 'string', default: '500' },
    json: { type: 'string' },
    folder: { type: 'string' },
  },
});

function runChild<Figures>(task: Task): Promise<Figures> {
  return new Promise((resolve, reject) => {
    const child = fork(join(import.meta.dirname, 'measure.mjs'), [], { execArgv: [] });
    child.once('message', (figures) => resolve(figures as Figures));
    child.once('exit', (code) => code !== 0 && reject(new Error(`the measuring process ended with ${code}`)));
    child.send(task);
  });
}

const QUESTIONS_SEED = 7;
const WARM_UP = Number(values['warm-up']);
const round = (value: number, digits = 2) => Number(value.toFixed(digits));
const folder = mkdtempSync(join(tmpdir(), 'sourcier-bench-'));
const report: Record<string, unknown> = {
  machine: { cores: cpus().length, memoryGb: round(totalmem() / 2 ** 30, 0), node: process.version },
};

try {
  if (values.folder !== undefined) mkdirSync(values.folder, { recursive: true });
  const documents = Number(values.documents);
  const corpusDir = join(folder, 'corpus');
  const words = writeCorpus(corpusDir, documents, SECTIONS_PER_DOCUMENT, 42);
  const ingest = await runChild<IngestFigures>({ kind: 'ingest', corpusDir, indexDir: join(folder, 'index') });
  const pages = words / WORDS_PER_PAGE;
  report.ingest = {
    documents,
    pages: round(pages, 0),
    passages: ingest.passages,
    pagesPerSecond: round(pages / ingest.seconds, 1),
    seconds: round(ingest.seconds, 1),
    peakMb: ingest.peakMb,
  };
  console.log('ingest', report.ingest);

  for (const size of values.passages.split(',').map(Number)) {
    const kept = values.folder ?? folder;
    const sized = join(kept, `corpus-${size}`);
    writeCorpus(sized, Math.ceil(size / PASSAGES_PER_DOCUMENT), SECTIONS_PER_DOCUMENT, size);
    const indexDir = join(kept, `index-${size}`);
    await runChild<IngestFigures>({ kind: 'ingest', corpusDir: sized, indexDir });
    const figures = await runChild<AskFigures>({
      kind: 'ask',
      corpusDir: sized,
      indexDir,
      questions: makeQuestions(Number(values.questions) + WARM_UP, QUESTIONS_SEED),
      warmUp: WARM_UP,
    });
    report[`ask at ${size}`] = figures;
    console.log(`ask at ${size}`, figures);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`);

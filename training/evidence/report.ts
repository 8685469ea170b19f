import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { loadConfig } from '../../src/config.ts';
import type { Language } from '../../src/domain.ts';
import { createAnswerer, openRetrieval } from '../../src/services.ts';

/**
 * Reports how well questions are answered over a collection, in both languages.
 *   npx tsx training/evidence/report.ts [--corpus corpus] [--questions tests/corpus/questions.jsonl] [--index <folder>]
 *     [--verbose]
 * A line of the questions file: `id`, `kind` (`unanswerable` or another), `fr`, `en`, `evidence` (sentences, or parts of
 * them, that answer) and `nuggets` (regular expressions of facts that an answer holds).
 * Without `--index` the index is made anew and removed again.
 */

const repository = resolve(import.meta.dirname, '../..');
const { values } = parseArgs({
  options: {
    corpus: { type: 'string', default: join(repository, 'corpus') },
    questions: { type: 'string', default: join(repository, 'tests/corpus/questions.jsonl') },
    index: { type: 'string' },
    verbose: { type: 'boolean', default: false },
  },
});

interface AskedQuestion {
  readonly id: string;
  readonly kind: string;
  readonly fr: string;
  readonly en: string;
  readonly evidence: readonly string[];
  readonly nuggets: readonly string[];
}

const plain = (text: string) =>
  text
    .normalize('NFC')
    .replace(/[’ʼ]/g, "'")
    .replace(/[«»“”*_#>]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();

/** Whether the quote holds the evidence, or is a part of it that is not just a word or two. */
function holdsEvidence(quote: string, evidence: string): boolean {
  const [whole, wanted] = [plain(quote), plain(evidence)];
  return whole.includes(wanted) || (wanted.includes(whole) && whole.length * 2 >= wanted.length);
}

const mean = (numbers: readonly number[]) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;

const questions = readFileSync(values.questions, 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as AskedQuestion);
const indexDir = values.index ?? mkdtempSync(join(tmpdir(), 'sourcier-report-'));
const config = loadConfig({ CORPUS_DIR: resolve(values.corpus), INDEX_DIR: indexDir });
const retrieval = await openRetrieval(config);
const answerer = createAnswerer(config, retrieval);
await retrieval.ingest();

async function report(language: Language): Promise<void> {
  const answered: number[] = [];
  const cited: number[] = [];
  const nuggets: number[] = [];
  const refused: number[] = [];
  const answerMs: number[] = [];
  for (const { id, kind, [language]: text, evidence, nuggets: facts } of questions) {
    const answer = await answerer.answer({ text, interfaceLanguage: language });
    const isAnswered = answer.status === 'answered';
    answerMs.push(answer.timings.answerMs);
    let outcome = '';
    if (kind === 'unanswerable') {
      refused.push(isAnswered ? 0 : 1);
      outcome = isAnswered ? 'SHOULD BE REFUSED' : 'refused';
    } else {
      const isCited = answer.citations.some(({ quote }) => evidence.some((wanted) => holdsEvidence(quote, wanted)));
      const found = facts.filter((fact) => new RegExp(fact, 'iu').test(answer.text.replace(/[\s\u00A0\u202F]+/g, ' ')));
      answered.push(isAnswered ? 1 : 0);
      cited.push(isCited ? 1 : 0);
      nuggets.push(found.length / facts.length);
      outcome = isCited ? 'cited' : isAnswered ? 'NOT CITED' : 'NOT ANSWERED';
    }
    if (values.verbose) {
      const quotes = answer.citations.map(({ quote }) => quote.replaceAll('\n', ' / ').slice(0, 220)).join(' || ');
      console.log(`${id} ${language} ${outcome} ${answer.confidence.toFixed(2)} · ${text} · ${quotes}`);
    }
  }
  const p95 = [...answerMs].sort((a, b) => a - b)[Math.floor(0.95 * answerMs.length)] ?? 0;
  const [total, unanswerable] = [answered.length, refused.length];
  console.log(
    `${language}: answered ${(mean(answered) * total).toFixed(0)} of ${total}, cited ${(mean(cited) * total).toFixed(0)},`,
    `nuggets ${mean(nuggets).toFixed(3)}, refused ${(mean(refused) * unanswerable).toFixed(0)} of ${unanswerable},`,
    `answering p95 ${p95.toFixed(1)} ms`,
  );
}

await report('fr');
await report('en');
await retrieval.close();
if (values.index === undefined) rmSync(indexDir, { recursive: true });

import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { buildApp } from '../../src/app.ts';
import { loadConfig } from '../../src/config.ts';
import { renderAnswersReport } from '../../src/evaluation/answers-report.ts';
import { type AnswersMeasurement, measureAnswers } from '../../src/evaluation/measure-answers.ts';
import { ANSWER_MEASURES } from '../../src/evaluation/score-answer.ts';
import { createServices } from '../../src/services.ts';
import { dataPath } from '../data.ts';
import { startModelServer } from '../language-model/model-server.ts';
import { QUESTIONS, writeAnswersCollection } from './answers-collection.ts';
import { Folder } from './folder.ts';

const settings = { LOG_LEVEL: 'silent', RATE_LIMIT_PER_MINUTE: '100000' };

function measure(folder = new Folder()): Promise<AnswersMeasurement> {
  const { documents, golden } = writeAnswersCollection(folder);
  const config = loadConfig({ ...settings, INDEX_DIR: folder.at('index') });
  return measureAnswers({ config, golden, documents, isTimed: false });
}

describe('questions asked of a folder', () => {
  it('are answered in both languages, and judged by their kinds', async () => {
    const folder = new Folder();
    const { figures, answers, facts } = await measure(folder);
    expect(facts.documents).toBe(4);
    expect(answers.map(({ question, language }) => [question.id, language])).toEqual(
      ['fr', 'en'].flatMap((language) => QUESTIONS.map(({ id }) => [id, language])),
    );
    for (const language of ['fr', 'en'] as const) {
      const { questions, language: own, p50, 'hit@5': hit } = figures[language];
      expect([questions, own, p50]).toEqual([6, 1, null]);
      // Two questions in three have evidence that stands in the documents.
      expect(hit).toBeCloseTo(2 / 3, 4);
      expect(figures.reliability[language].count).toBe(6);
    }
    expect(figures.proof).toBe(1);
    const who = answers.find(({ question }) => question.id === 'who');
    expect(who).toMatchObject({ scores: { answered: [1], cited: [1], nuggets: [1] }, isRight: true });
    const unmentioned = answers.find(({ question }) => question.id === 'unmentioned');
    expect(unmentioned).toMatchObject({ scores: { refused: [1] }, isRight: true });
    expect(existsSync(folder.at('index'))).toBe(false);
  });
});

describe('the answers of a language model', () => {
  it('are judged as the others', async () => {
    const refusal = '{"answered": false, "sentences": [], "missing": []}';
    const server = await startModelServer(() => ({ pieces: [refusal] }));
    const folder = new Folder();
    const { documents, golden } = writeAnswersCollection(folder);
    const llm = { LLM_PROVIDER: 'openai', LLM_MODEL: 'played', LLM_BASE_URL: server.openaiUrl };
    const config = loadConfig({ ...settings, ...llm, INDEX_DIR: folder.at('index') });
    try {
      const { figures } = await measureAnswers({ config, golden, documents, isTimed: false, llm: true });
      // It refuses all that it is asked.
      expect([figures.fr.answered, figures.fr.refused, figures.en.refused]).toEqual([0, 1, 1]);
    } finally {
      await server.close();
    }
  });

  it('cannot be judged where none is set', async () => {
    const options = { config: loadConfig(settings), golden: 'none.jsonl', isTimed: false, llm: true };
    await expect(measureAnswers(options)).rejects.toMatchObject({ code: 'setting_invalid' });
  });
});

const scorer = dataPath('eval', 'score.mjs');

describe.skipIf(scorer === null)('the scorer of the data folder (skipped without it)', () => {
  it('gives over HTTP the figures that are measured here', async () => {
    const folder = new Folder();
    const { documents, golden } = writeAnswersCollection(folder);
    const config = loadConfig({ ...settings, CORPUS_DIR: documents, INDEX_DIR: folder.at('index') });
    const services = await createServices(config);
    const app = await buildApp(services, config);
    try {
      await services.ingest();
      await app.listen({ host: '127.0.0.1', port: 0 });
      const { port } = app.server.address() as AddressInfo;
      const options = ['--url', `http://127.0.0.1:${port}`, '--golden', golden, '--json', folder.at('scored.json')];
      await promisify(execFile)(process.execPath, [scorer ?? '', ...options]);
    } finally {
      await app.close();
      await services.close();
    }
    const scored = JSON.parse(folder.read('scored.json'));
    const { figures } = await measureAnswers({ config, golden, isTimed: false });
    const rounded = (value: number | null) => (value === null ? null : Number(value.toFixed(4)));
    for (const language of ['fr', 'en'] as const) {
      const measures = ANSWER_MEASURES.map((name) => [name, figures[language][name]]);
      expect(measures).toEqual(ANSWER_MEASURES.map((name) => [name, rounded(scored[language][name])]));
    }
    expect(figures.proof).toBe(rounded(scored.proof));
    const values = ANSWER_MEASURES.map((name) => figures.fr[name]);
    expect(values.filter((value) => value === null)).toEqual([]);
  }, 60_000);
});

describe('the report', () => {
  it('shows each question with its answer, what was expected and what is wrong, the wrong ones first', async () => {
    const measurement = await measure();
    const text = renderAnswersReport({ name: 'golden.jsonl', measurement }, 'en');
    expect(text).toContain('# Answers: golden.jsonl');
    expect(text).toContain('4 documents');
    expect(text).toMatch(/\| questions \| 6 \| 6 \|/);
    expect(text).toMatch(/### All answers \(12\), expected calibration error 0\.\d{3}/);
    for (const { id, fr, en } of QUESTIONS) {
      expect(text).toContain(`### ${id} · fr · ${fr}`);
      expect(text).toContain(`### ${id} · en · ${en}`);
    }
    const [, wrong = '', right = ''] = text.split(/^## What is .*$/m);
    const elsewhere = wrong.slice(wrong.indexOf('### elsewhere · fr'));
    expect(elsewhere).toContain('**Fault: the evidence is not among the first five passages**');
    expect(elsewhere).toContain('- Expected: une phrase que nul document ne contient');
    expect(elsewhere).toContain('✗ dimanche');
    const who = right.slice(right.indexOf('### who · fr'));
    expect(who).toMatch(/- Citations:\n {2}- 1\. port\.md \d+–\d+: .*Le capitaine du port est Yves Morvan\./);
    expect(who).toContain('- Facts: ✓ Morvan');
    expect(who).toMatch(/- Status: Answered, confidence [01]\.\d\d/);
  });

  it('is written in French too, and obeys no document', async () => {
    const measurement = await measure();
    const [first, ...others] = measurement.answers;
    if (first === undefined) throw new Error('no answer');
    const hostile = { ...first, answer: { ...first.answer, text: '<script>x</script>\n# titre | [1]' } };
    const text = renderAnswersReport(
      { name: 'a_b', measurement: { ...measurement, answers: [hostile, ...others] } },
      'fr',
    );
    expect(text).toContain('# Réponses\u00A0: a\\_b');
    expect(text).toContain('## Ce qui est comme attendu');
    expect(text).toContain('\\<script\\>x\\</script\\> \\# titre \\| \\[1\\]');
  });
});

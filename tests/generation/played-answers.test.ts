import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer, AnswerEvent, Language } from '../../src/domain.ts';
import type { Services } from '../../src/services.ts';
import { type ModelServer, startModelServer } from '../language-model/model-server.ts';
import { INVENTED, PLAYED_MODELS, type PlayedModel, readPassages } from './played-models.ts';
import { openRealServices } from './real-services.ts';

/** Questions of both languages on the documents that ship, each to a model that plays one of the kinds in turn. */
const QUESTIONS = 100;
const LANGUAGES: readonly Language[] = ['fr', 'en'];

interface PlayedAnswer {
  readonly model: PlayedModel;
  readonly answer: Answer;
  readonly events: readonly AnswerEvent[];
}

let model: PlayedModel | undefined;
let language: Language = 'fr';
let server: ModelServer;
let services: Services;
let close: () => Promise<void>;
const played: PlayedAnswer[] = [];

function readQuestions(): Record<Language, string>[] {
  const file = readFileSync(join(import.meta.dirname, '../corpus/questions.jsonl'), 'utf8');
  return file
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
    .filter(({ kind }) => kind !== 'unanswerable')
    .slice(0, QUESTIONS);
}

beforeAll(async () => {
  server = await startModelServer((request) => model?.reply(readPassages(request), language, request) ?? {});
  const settings = { LLM_PROVIDER: 'openai', LLM_MODEL: 'played', LLM_BASE_URL: server.openaiUrl };
  ({ services, close } = await openRealServices(settings));
  const questions = readQuestions();
  for (let turn = 0; turn < 2 * QUESTIONS; turn++) {
    model = PLAYED_MODELS[turn % PLAYED_MODELS.length] as PlayedModel;
    language = LANGUAGES[Math.floor(turn / PLAYED_MODELS.length) % 2] as Language;
    const question = (questions[turn % questions.length] as Record<Language, string>)[language];
    const events: AnswerEvent[] = [];
    const listener = {
      emit: async (event: AnswerEvent) => void events.push(event),
      signal: new AbortController().signal,
    };
    const answer = await services.ask({ text: question, answerLanguage: language }, listener);
    played.push({ model, answer, events });
  }
}, 300_000);

afterAll(async () => {
  await close();
  await server.close();
});

function outcomeOf({ answer }: PlayedAnswer): string {
  const codes = answer.notices.map(({ code }) => code);
  if (answer.engine.answerer === 'extractive')
    return codes.includes('llm_unproven') ? 'sentence dropped' : 'documents’ own sentences';
  if (codes.includes('llm_cut_short')) return 'served, with a notice';
  return answer.citations.some(({ status }) => status === 'repaired')
    ? 'served, repaired to the document’s words'
    : 'served';
}

describe('two hundred answers of played models', () => {
  it('serve no quote that is not the document’s text at its offsets', () => {
    for (const { answer } of played) {
      for (const { quote, document, start, end } of answer.citations) {
        expect(services.documentText(document.id).slice(start, end)).toBe(quote);
      }
    }
    expect(played.flatMap(({ answer }) => answer.citations).length).toBeGreaterThan(150);
  });

  it('serve nothing that a model invented, nor tell it before it is checked', () => {
    for (const { answer, events } of played) {
      const told = JSON.stringify([answer.text, answer.citations, events]);
      for (const invention of INVENTED) expect(told).not.toContain(invention);
    }
  });

  it('mark every citation where the text says so', () => {
    for (const { answer } of played) {
      for (const { marker, positions } of answer.citations) {
        expect(positions.length).toBeGreaterThan(0);
        for (const position of positions) expect(answer.text.slice(position)).toMatch(new RegExp(`^\\[${marker}\\]`));
      }
    }
  });

  it('are told in events that add up to them', () => {
    for (const { answer, events } of played) {
      const last = events.map(({ type }) => type).lastIndexOf('restart');
      const text = events
        .slice(last + 1)
        .map((event) => (event.type === 'text-delta' ? event.text : ''))
        .join('');
      const markers = events
        .slice(last + 1)
        .flatMap((event) => (event.type === 'citation' ? [event.citation.marker] : []));
      expect(text).toBe(answer.text);
      expect(markers.toSorted((a, b) => a - b)).toEqual(answer.citations.map(({ marker }) => marker));
      expect(events[0]?.type).toBe('passages');
    }
  });

  it('name the model and the prompts where its sentences are given', () => {
    const given = played.filter(({ answer }) => answer.engine.answerer === 'llm');
    expect(given.length).toBeGreaterThan(50);
    for (const { answer } of given) {
      expect(answer.engine).toMatchObject({ model: 'openai/played', prompts: expect.stringMatching(/^[0-9a-f]{16}$/) });
    }
  });

  it('end as the README says for each kind', () => {
    const counts = new Map<string, Map<string, number>>();
    for (const one of played) {
      const byOutcome = counts.get(one.model.name) ?? new Map<string, number>();
      const outcome = outcomeOf(one);
      counts.set(one.model.name, byOutcome.set(outcome, (byOutcome.get(outcome) ?? 0) + 1));
    }
    const rows = [...counts].map(([name, byOutcome]) => {
      const outcomes = [...byOutcome].map(([outcome, count]) => `${outcome} (${count})`).join(', ');
      return `| ${name} | ${outcomes} |`;
    });
    const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');
    for (const row of rows) expect(readme).toContain(row);
  });

  it('hold at least sixty with faults, of at least twelve kinds', () => {
    const faulty = played.filter((one) => one.model.isFaulty);
    expect(faulty.length).toBeGreaterThanOrEqual(60);
    expect(new Set(faulty.map((one) => one.model.name)).size).toBeGreaterThanOrEqual(12);
  });
});

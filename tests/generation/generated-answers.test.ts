import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Answer, AnswerEvent, Question } from '../../src/domain.ts';
import type { Services } from '../../src/services.ts';
import { type ModelRequest, type ModelServer, type Play, startModelServer } from '../language-model/model-server.ts';
import { readPassages } from './played-models.ts';
import { openRealServices } from './real-services.ts';

const QUESTION = 'Où se trouve le supercalculateur Jean Zay ?';
const ENGLISH_QUESTION = 'Where is the supercomputer Jean Zay?';
const QUOTE = 'Jean Zay se trouve à l’IDRIS, le centre de calcul du CNRS.';
const FRENCH = { text: 'Il se trouve à l’IDRIS, le centre de calcul du CNRS.', quotes: [{ passage: 1, quote: QUOTE }] };
const ENGLISH = {
  text: 'It is at IDRIS, which is the computing centre of the CNRS.',
  quotes: [{ passage: 1, quote: QUOTE }],
};

let server: ModelServer;
let services: Services;
let close: () => Promise<void>;
let script: (request: ModelRequest, call: number) => Play;
let calls: ModelRequest[] = [];

beforeAll(async () => {
  server = await startModelServer((request) => {
    calls.push(request);
    return script(request, calls.length);
  });
  ({ services, close } = await openRealServices({
    LLM_PROVIDER: 'ollama',
    LLM_MODEL: 'played',
    LLM_BASE_URL: server.ollamaUrl,
    LLM_TIMEOUT_MS: '1500',
  }));
}, 300_000);

afterAll(async () => {
  await close();
  await server.close();
});

beforeEach(() => {
  calls = [];
});

function reply(sentences: readonly unknown[], others: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({ answered: true, sentences, missing: [], ...others });
}

function says(text: string): () => Play {
  return () => ({ pieces: [text] });
}

async function ask(
  question: Question,
  signal = new AbortController().signal,
): Promise<{ answer: Answer; events: AnswerEvent[]; failures: unknown[] }> {
  const events: AnswerEvent[] = [];
  const failures: unknown[] = [];
  const answer = await services.ask(question, {
    emit: async (event) => void events.push(event),
    failed: (cause) => void failures.push(cause),
    signal,
  });
  return { answer, events, failures };
}

const codesOf = ({ notices }: Answer) => notices.map(({ code }) => code);

describe('an answer that a language model writes', () => {
  it('is its sentence, marked with the quote that stands in the document', async () => {
    script = says(reply([ENGLISH]));
    const { answer } = await ask({ text: ENGLISH_QUESTION });
    expect(answer).toMatchObject({
      status: 'answered',
      answerLanguage: 'en',
      text: 'It is at IDRIS, which is the computing centre of the CNRS [1].',
      unsupported: [],
      notices: [],
      engine: { answerer: 'llm', model: 'ollama/played' },
    });
    expect(answer.citations).toMatchObject([{ marker: 1, positions: [58], quote: QUOTE, status: 'verified' }]);
    expect(answer.confidence).toBeGreaterThan(0);
    expect(answer.confidence).toBeLessThan(1);
  });

  it('is the same wherever the stream of the model is cut', async () => {
    script = says(reply([FRENCH]));
    const whole = await ask({ text: QUESTION });
    script = () => ({ pieces: [...reply([FRENCH])] });
    const cut = await ask({ text: QUESTION });
    expect(cut.answer.text).toBe(whole.answer.text);
    expect(cut.events).toEqual(whole.events);
  });

  it('is told sentence by sentence while the model still writes', async () => {
    script = () => ({
      pieces: [
        reply([FRENCH]).slice(0, -17),
        `,${JSON.stringify({ ...FRENCH, text: 'C’est le centre de calcul du CNRS.' })}`,
        '],"missing":[]}',
      ],
    });
    const { answer, events } = await ask({ text: QUESTION });
    expect(events.map(({ type }) => type)).toEqual(['passages', 'text-delta', 'citation', 'text-delta']);
    expect(answer.citations).toMatchObject([{ marker: 1, positions: [expect.any(Number), expect.any(Number)] }]);
  });

  it('does not hold the sentence whose quote was invented, and lists it', async () => {
    const invented = {
      text: 'Il a coûté 40 millions d’euros.',
      quotes: [{ passage: 1, quote: 'Jean Zay a coûté 40 millions d’euros.' }],
    };
    script = says(reply([FRENCH, invented]));
    const { answer } = await ask({ text: QUESTION });
    expect(answer.text).toBe('Il se trouve à l’IDRIS, le centre de calcul du CNRS [1].');
    expect(answer.unsupported).toEqual([
      { text: invented.text, reason: 'Une de ses citations ne se trouve dans aucun passage.' },
    ]);
  });

  it('is a refusal in our own words where the model says that nothing answers', async () => {
    script = says('{"answered": false, "sentences": [], "missing": []}');
    const { answer, events } = await ask({ text: ENGLISH_QUESTION });
    expect(answer).toMatchObject({ status: 'not_found', citations: [], engine: { answerer: 'llm' } });
    expect(answer.text).toMatch(/^The \d+ documents that were searched do not answer this question\./);
    expect(answer.closest.length).toBeGreaterThan(0);
    expect(events.map(({ type }) => type)).toEqual(['passages', 'text-delta']);
  });

  it('names what is missing in the words of the question, and nothing else that the model names', async () => {
    script = says(reply([FRENCH], { missing: ['la couleur du supercalculateur', 'le mot de passe administrateur'] }));
    const { answer } = await ask({ text: 'Où se trouve Jean Zay et quelle est la couleur du supercalculateur ?' });
    expect(answer.missing).toEqual(['la couleur du supercalculateur']);
    expect(answer.text).toContain('Les documents ne disent pas\u00A0: «\u00A0la couleur du supercalculateur\u00A0».');
  });

  it('begins anew by the documents’ own sentences where the connection breaks after a sentence', async () => {
    script = () => ({ pieces: [reply([FRENCH, FRENCH]).slice(0, 220)], breaksOff: true });
    const { answer, events, failures } = await ask({ text: QUESTION });
    const types = events.map(({ type }) => type);
    expect(types.slice(0, 4)).toEqual(['passages', 'text-delta', 'citation', 'restart']);
    expect(answer).toMatchObject({ status: 'answered', engine: { answerer: 'extractive', model: null } });
    expect(codesOf(answer)).toEqual(['llm_failed']);
    expect(failures).toHaveLength(1);
  });

  it('is given by the documents’ own sentences where the model is slow', async () => {
    script = () => ({ pieces: [...reply([FRENCH])], delayMs: 100 });
    const { answer } = await ask({ text: QUESTION });
    expect(answer.engine.answerer).toBe('extractive');
    expect(codesOf(answer)).toEqual(['llm_slow']);
    await calls[0]?.left;
  });

  it('is asked for once more where it comes in the other language', async () => {
    script = (_, call) => ({ pieces: [reply([call === 1 ? FRENCH : ENGLISH])] });
    const { answer, events } = await ask({ text: ENGLISH_QUESTION });
    expect(answer.text).toBe('It is at IDRIS, which is the computing centre of the CNRS [1].');
    expect(calls).toHaveLength(2);
    expect(calls[1]?.user).toContain('Your first reply was not in English');
    expect(events.map(({ type }) => type)).not.toContain('restart');
  });

  it('keeps nothing of the other language, not even in its middle', async () => {
    script = says(
      reply([ENGLISH, { ...FRENCH, text: 'Il se trouve dans le centre de calcul que le CNRS appelle IDRIS.' }]),
    );
    const { answer } = await ask({ text: ENGLISH_QUESTION });
    expect(answer.text).toBe('It is at IDRIS, which is the computing centre of the CNRS [1].');
    expect(answer.unsupported).toMatchObject([{ reason: 'It is not in English.' }]);
  });

  it('ends, and the model with it, when nobody listens any more', async () => {
    script = () => ({ pieces: [...reply([FRENCH])], delayMs: 50 });
    const leaving = new AbortController();
    setTimeout(() => leaving.abort(new Error('gone')), 200);
    await expect(ask({ text: QUESTION }, leaving.signal)).rejects.toThrow('gone');
    await calls[0]?.left;
  });

  it('keeps what was whole, with a notice, where the reply is cut off at its length', async () => {
    script = says(reply([FRENCH, FRENCH]).slice(0, -70));
    const { answer } = await ask({ text: QUESTION });
    expect(answer.engine.answerer).toBe('llm');
    expect(codesOf(answer)).toEqual(['llm_cut_short']);
  });
});

describe('a follow-up for a language model', () => {
  const history = [
    { role: 'user', content: QUESTION },
    { role: 'assistant', content: 'Il se trouve à l’IDRIS.' },
  ] as const;

  it('is worded by the model, and answered as it is worded', async () => {
    script = (_, call) => ({ pieces: [call === 1 ? 'Qui exploite le supercalculateur Jean Zay ?' : reply([FRENCH])] });
    const { answer } = await ask({ text: 'Et qui l’exploite ?', history });
    expect(answer.standaloneQuestion).toBe('Qui exploite le supercalculateur Jean Zay ?');
    expect(calls[0]?.user).toContain('Personne: Où se trouve le supercalculateur Jean Zay ?');
    expect(calls[1]?.user).toContain('Question : Qui exploite le supercalculateur Jean Zay ?');
  });

  it.each([
    ['names what nobody has named', 'Qui exploite le supercalculateur Zorglub ?'],
    ['is of another language', 'Who is the one that runs the supercomputer Jean Zay?'],
    ['is empty', ''],
  ])('is worded by rule where the model’s wording %s', async (_, wording) => {
    script = (__, call) => ({ pieces: [call === 1 ? wording : reply([FRENCH])] });
    const { answer } = await ask({ text: 'Et qui l’exploite ?', history });
    expect(answer.standaloneQuestion).toContain('Jean Zay');
    expect(answer.standaloneQuestion).not.toContain('Zorglub');
  });
});

describe('documents that speak to the model', () => {
  it('stand between lines that they cannot write, numbered from 1', async () => {
    script = says(reply([FRENCH]));
    await ask({ text: QUESTION });
    await ask({ text: QUESTION });
    const fences = calls.map(({ user }) => [...new Set(user.match(/(?<= · )[0-9a-f]{12}(?=>>>)/gu))]);
    expect(fences.map((all) => all.length)).toEqual([1, 1]);
    expect(fences[0]).not.toEqual(fences[1]);
    const passages = readPassages(calls[0] as ModelRequest);
    expect(passages.map(({ number }) => number)).toEqual(passages.map((_, index) => index + 1));
  });
});

import type { FastifyReply, FastifyRequest } from 'fastify';
import Type, { type Static } from 'typebox';
import type { Answer, AnswerListener, Question } from '../../domain.ts';
import { toCanonical } from '../../language/normalise.ts';
import type { Services } from '../../services.ts';
import type { AppInstance } from '../app-instance.ts';
import type { Capacity } from '../capacity.ts';
import { ClientLeft, EVENT_STREAM_HEADERS, EventStream, wantsEvents } from '../event-stream.ts';
import type { Links } from '../links.ts';
import { type PresentedAnswer, presentAnswer, presentEvent } from '../present.ts';
import { reportProblem } from '../problem.ts';
import { readFilter } from '../request-filter.ts';
import { interfaceLanguage } from '../request-language.ts';
import { AnswerSchema, AskRequestSchema } from '../schemas/ask.ts';
import { json, problems } from '../schemas/shared.ts';
import { tidyText } from '../tidy-text.ts';

const DEFAULT_LIMIT = 8;

function readQuestion(
  { question, answerLanguage, history, limit = DEFAULT_LIMIT, ...filter }: Static<typeof AskRequestSchema>,
  language: Question['interfaceLanguage'],
  services: Services,
): Question {
  const documentFilter = readFilter(filter, services);
  return {
    text: question,
    limit,
    ...(answerLanguage === undefined ? {} : { answerLanguage }),
    ...(language === undefined ? {} : { interfaceLanguage: language }),
    ...(documentFilter === undefined ? {} : { filter: documentFilter }),
    ...(history === undefined
      ? {}
      : { history: history.map(({ role, content }) => ({ role, content: toCanonical(content) })) }),
  };
}

type Ask = (listener: AnswerListener) => Promise<Answer>;

/** Logs why a model did not answer: its name and status only, for its message may repeat what it was asked. */
function logFailure(request: FastifyRequest): (cause: unknown) => void {
  return (cause) => {
    const { name, status, code } = cause as {
      readonly name?: string;
      readonly status?: number;
      readonly code?: string;
    };
    request.log.warn({ error: name, status, code }, 'the language model did not answer');
  };
}

/** The answer in one piece. The work ends where the client leaves before it is done. */
async function answerWhole(ask: Ask, request: FastifyRequest, reply: FastifyReply): Promise<Answer> {
  const gone = new AbortController();
  reply.raw.once('close', () => gone.abort(new ClientLeft()));
  return await ask({ emit: async () => undefined, signal: gone.signal, failed: logFailure(request) });
}

/** The answer as events. What goes wrong before the first of them is told like every error. */
async function answerInEvents(ask: Ask, request: FastifyRequest, reply: FastifyReply, links: Links) {
  const stream = new EventStream();
  const answer = ask({
    emit: (event) => stream.send(event.type, presentEvent(event, links)),
    signal: stream.signal,
    failed: logFailure(request),
  });
  await Promise.race([stream.begun, answer]);
  answer.then(
    (whole) => stream.end('answer', presentAnswer(whole, links)),
    (error: unknown) => {
      if (!stream.signal.aborted) stream.end('error', reportProblem(error, request));
    },
  );
  return reply.headers(EVENT_STREAM_HEADERS).send(stream.readable);
}

export interface AskRouteOptions {
  readonly capacity: Capacity;
  readonly links: Links;
  readonly logQuestions: boolean;
}

/** `POST /v1/ask`: a question, a cited answer. */
export function registerAskRoute(
  app: AppInstance,
  services: Services,
  { capacity, links, logQuestions }: AskRouteOptions,
): void {
  app.post(
    '/v1/ask',
    {
      config: { access: 'question' },
      preValidation: tidyText('question'),
      schema: {
        operationId: 'ask',
        summary: 'Ask a question',
        description: [
          'Answers from the documents, with citations that are their own words, or says `not_found`.',
          'With `Accept: text/event-stream` the same as events: `passages` ({passages}), then `text-delta` ({text}, whole',
          'checked sentences) and `citation` (a citation), `restart` (clear the text: the answer begins anew), and last',
          '`answer` (the whole answer) or `error` (a problem).',
        ].join(' '),
        tags: ['Questions'],
        security: [{}, { key: [] }],
        body: AskRequestSchema,
        response: {
          200: {
            description: 'The answer, or that there is none',
            content: {
              ...json('', AnswerSchema).content,
              'text/event-stream': { schema: Type.Unsafe<PresentedAnswer>({ type: 'string' }) },
            },
          },
          ...problems(400, 401, 403, 404, 413, 415, 503),
        },
      },
    },
    async (request, reply) => {
      const question = readQuestion(request.body, interfaceLanguage(request), services);
      if (logQuestions) request.log.info({ question: question.text }, 'question');
      const ask: Ask = (listener) => capacity.run(() => services.ask(question, listener));
      reply.header('vary', [reply.getHeader('vary'), 'Accept'].filter((value) => value !== undefined).join(', '));
      if (wantsEvents(request.headers.accept)) return await answerInEvents(ask, request, reply, links);
      return presentAnswer(await answerWhole(ask, request, reply), links);
    },
  );
}

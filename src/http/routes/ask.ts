import type { Static } from 'typebox';
import type { Config } from '../../config.ts';
import type { Question } from '../../domain.ts';
import { toCanonical } from '../../language/normalise.ts';
import type { Services } from '../../services.ts';
import type { AppInstance } from '../app-instance.ts';
import type { Capacity } from '../capacity.ts';
import { presentAnswer } from '../present.ts';
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

/** `POST /v1/ask`: a question, a cited answer. */
export function registerAskRoute(app: AppInstance, services: Services, capacity: Capacity, config: Config): void {
  app.post(
    '/v1/ask',
    {
      config: { access: 'question' },
      preValidation: tidyText('question'),
      schema: {
        operationId: 'ask',
        summary: 'Ask a question',
        description: 'Answers from the documents, with citations that are their own words, or says `not_found`.',
        tags: ['Questions'],
        security: [{}, { key: [] }],
        body: AskRequestSchema,
        response: {
          200: json('The answer, or that there is none', AnswerSchema),
          ...problems(400, 401, 403, 404, 413, 415, 503),
        },
      },
    },
    async (request) => {
      const question = readQuestion(request.body, interfaceLanguage(request), services);
      if (config.logQuestions) request.log.info({ question: question.text }, 'question');
      const answer = await capacity.run(() => services.ask(question));
      return presentAnswer(answer, config.publicUrl);
    },
  );
}

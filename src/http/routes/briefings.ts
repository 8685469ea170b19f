import type { FastifyReply } from 'fastify';
import Type, { type Static } from 'typebox';
import type { Language, Question } from '../../domain.ts';
import { SourcierError } from '../../errors.ts';
import { answerQuestions } from '../../export/answer-questions.ts';
import type { BriefingEntry } from '../../export/briefing.ts';
import { checkAnswer } from '../../export/check-answer.ts';
import { BRIEFING_FILES, writeBriefing } from '../../export/write-briefing.ts';
import { toCanonical } from '../../language/normalise.ts';
import type { Services } from '../../services.ts';
import type { AppInstance } from '../app-instance.ts';
import type { Capacity } from '../capacity.ts';
import { contentDisposition } from '../content-disposition.ts';
import { ClientLeft } from '../event-stream.ts';
import type { Links } from '../links.ts';
import { presentAnswer, presentCitation } from '../present.ts';
import { messageLanguage } from '../request-language.ts';
import { BriefingRequestSchema } from '../schemas/briefings.ts';
import { problems } from '../schemas/shared.ts';
import { invalidField } from '../validation.ts';

const TITLES: Readonly<Record<Language, string>> = { fr: 'Note documentaire', en: 'Briefing' };
/** Many answers with all that they hold. */
const BODY_LIMIT_BYTES = 16 * 1024 * 1024;

type AnswersOfRequest = NonNullable<Static<typeof BriefingRequestSchema>['answers']>;

interface BriefingRoute {
  readonly services: Services;
  readonly capacity: Capacity;
  readonly links: Links;
}

/** Takes one place for all, so that no answer is lost because others ask meanwhile. The work ends where the client leaves. */
async function askEach(
  questions: readonly string[],
  { answerLanguage, interfaceLanguage }: Pick<Question, 'answerLanguage' | 'interfaceLanguage'>,
  { services, capacity, links }: BriefingRoute,
  reply: FastifyReply,
): Promise<BriefingEntry[]> {
  const gone = new AbortController();
  reply.raw.once('close', () => gone.abort(new ClientLeft()));
  const ask = async (text: string) => {
    gone.signal.throwIfAborted();
    const question = { text, interfaceLanguage, ...(answerLanguage === undefined ? {} : { answerLanguage }) };
    const listener = { emit: async () => undefined, signal: gone.signal };
    return presentAnswer(await services.ask(question, listener), links);
  };
  return await capacity.run(() => answerQuestions(questions, ask, interfaceLanguage ?? 'fr'));
}

function checkEach(answers: AnswersOfRequest, language: Language, { services, links }: BriefingRoute): BriefingEntry[] {
  return answers.map((returned) => {
    const answer = checkAnswer(returned, (id) => services.citation(id), language);
    const citations = answer.citations.map((citation) => presentCitation(citation, links));
    return { question: toCanonical(returned.question).trim(), answer: { ...answer, citations } };
  });
}

/** `POST /v1/briefings`: questions and their answers as a document with notes, a bibliography and how it was made. */
export function registerBriefingRoute(
  app: AppInstance,
  services: Services,
  { capacity, links, publicUrl }: { capacity: Capacity; links: Links; publicUrl: string | null },
): void {
  const file = { schema: Type.Unsafe<Buffer>({ type: 'string', format: 'binary' }) };
  app.post(
    '/v1/briefings',
    {
      bodyLimit: BODY_LIMIT_BYTES,
      config: { access: 'question' },
      schema: {
        operationId: 'writeBriefing',
        summary: 'A briefing',
        description:
          'Of questions, which are asked now, or of answers, whose citations are checked again. A public key may send answers only.',
        tags: ['Questions'],
        security: [{}, { key: [] }],
        body: BriefingRequestSchema,
        response: {
          200: {
            description: 'The file',
            content: Object.fromEntries(
              Object.entries(BRIEFING_FILES).map(([format, { mediaType }]) => [
                mediaType.split(';')[0] ?? mediaType,
                format === 'json' ? { schema: Type.Object({}) } : file,
              ]),
            ),
          },
          ...problems(400, 401, 403, 404, 413, 415, 503),
        },
      },
    },
    async (request, reply) => {
      const { questions, answers, format = 'markdown', language = messageLanguage(request) } = request.body;
      if ((questions === undefined) === (answers === undefined)) {
        throw invalidField(questions === undefined ? 'questions' : 'answers', {
          fr: 'envoyez soit « questions », soit « answers »',
          en: 'send either "questions" or "answers"',
        });
      }
      // A site's visitors ask one question at a time, which is what their limits count.
      if (questions !== undefined && request.caller.kind === 'public') throw new SourcierError('key_not_allowed');
      const route = { services, capacity, links };
      const languages = { answerLanguage: request.body.language, interfaceLanguage: language };
      const entries =
        questions === undefined
          ? checkEach(answers ?? [], language, route)
          : await askEach(questions, languages, route, reply);
      const documents = new Map(services.documents().map((document) => [document.id, document]));
      const title =
        toCanonical(request.body.title ?? '')
          .replaceAll(/\s+/g, ' ')
          .trim() || TITLES[language];
      const bytes = await writeBriefing(
        {
          title,
          language,
          date: new Date().toISOString().slice(0, 10),
          entries,
          givenEarlier: questions === undefined,
          metadataOf: (id) => documents.get(id),
          publicUrl,
        },
        format,
      );
      const { ending, mediaType } = BRIEFING_FILES[format];
      return reply
        .headers({
          'content-type': mediaType,
          'content-disposition': contentDisposition('attachment', `briefing.${ending}`),
          'content-security-policy': "sandbox; default-src 'none'; style-src 'unsafe-inline'",
        })
        .send(Buffer.from(bytes));
    },
  );
}

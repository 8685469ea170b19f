import Type, { type Static } from 'typebox';
import type { Config } from '../../config.ts';
import type { Answer, Citation, Language } from '../../domain.ts';
import { SourcierError } from '../../errors.ts';
import type { BriefingEntry } from '../../export/briefing.ts';
import { BRIEFING_FILES, writeBriefing } from '../../export/write-briefing.ts';
import { toCanonical } from '../../language/normalise.ts';
import type { Services } from '../../services.ts';
import type { AppInstance } from '../app-instance.ts';
import type { Capacity } from '../capacity.ts';
import { contentDisposition } from '../content-disposition.ts';
import { ClientLeft } from '../event-stream.ts';
import { messageLanguage } from '../request-language.ts';
import { BriefingRequestSchema } from '../schemas/briefings.ts';
import { problems } from '../schemas/shared.ts';
import { invalidField } from '../validation.ts';

const TITLES: Readonly<Record<Language, string>> = { fr: 'Note documentaire', en: 'Briefing' };
const PERMALINK = /\/citations\/([\w-]+)$/;

/** What a briefing says of a citation that the documents no longer hold. */
const GONE: Readonly<Record<Language, (quote: string | null) => string>> = {
  fr: (quote) =>
    quote === null
      ? 'Une citation de cette réponse ne se trouve plus dans les documents.'
      : `Cette citation ne se trouve plus dans les documents\u00A0: «\u00A0${quote}\u00A0».`,
  en: (quote) =>
    quote === null
      ? 'A quote of this answer is no longer in the documents.'
      : `This quote is no longer in the documents: “${quote}”.`,
};

type SentAnswer = Static<typeof BriefingRequestSchema>['answers'] extends readonly (infer One)[] | undefined
  ? One
  : never;

/** One failed question does not lose the others. */
async function askEach(
  questions: readonly string[],
  language: Language,
  services: Services,
  { capacity, signal }: { readonly capacity: Capacity; readonly signal: AbortSignal },
): Promise<BriefingEntry[]> {
  const listener = { emit: async () => undefined, signal };
  const entries: BriefingEntry[] = [];
  for (const asked of questions) {
    const text = toCanonical(asked).trim();
    try {
      if (text === '') throw invalidField('questions', { fr: 'une question est vide', en: 'a question is empty' });
      entries.push({
        question: text,
        answer: await capacity.run(() => services.ask({ text, interfaceLanguage: language }, listener)),
      });
    } catch (error) {
      signal.throwIfAborted();
      // Without an index none can be answered: that is for the caller to know.
      if (!SourcierError.is(error) || error.status === 503) throw error;
      entries.push({ question: text, failure: error.detail(language) });
    }
  }
  return entries;
}

/** The answer with the citations that its documents still hold, each where it stands now. */
function checkAgain(sent: SentAnswer, language: Language, services: Services): Answer {
  const citations: Citation[] = [];
  const gone: string[] = [];
  for (const citation of sent.citations as readonly Citation[]) {
    const state = services.citation(PERMALINK.exec(citation.permalink)?.[1] ?? '');
    if (state.state === 'changed' || state.state === 'withdrawn') {
      gone.push(GONE[language](state.quote));
      continue;
    }
    const { document, start, end } = state.place;
    const page =
      services.document(document.id).pages.find((one) => one.start <= start && start < one.end)?.number ?? null;
    const section = Array.isArray(citation.section) ? citation.section.map(String) : [];
    citations.push({ ...citation, quote: state.quote, document, start, end, page, section });
  }
  const notices = gone.map((detail) => ({ code: 'citation_gone', detail }));
  const list = <Item>(items: readonly Item[] | undefined): readonly Item[] => (Array.isArray(items) ? items : []);
  const notes = list(sent.disagreements).filter(({ note }) => typeof note === 'string');
  const missing = list(sent.missing).filter((part) => typeof part === 'string');
  const engine = {
    ...sent.engine,
    model: typeof sent.engine?.model === 'string' ? sent.engine.model : null,
    index: String(sent.engine?.index ?? ''),
  };
  return { ...sent, citations, notices, disagreements: notes, missing, engine };
}

/** `POST /v1/briefings`: questions and their answers as a document with notes, a bibliography and how it was made. */
export function registerBriefingRoute(app: AppInstance, services: Services, capacity: Capacity, config: Config): void {
  const file = { schema: Type.Unsafe<Buffer>({ type: 'string', format: 'binary' }) };
  app.post(
    '/v1/briefings',
    {
      config: { access: 'reading' },
      schema: {
        operationId: 'writeBriefing',
        summary: 'A briefing',
        description: 'Of questions, which are asked now, or of answers, whose citations are checked again.',
        tags: ['Questions'],
        security: [{}, { key: [] }],
        body: BriefingRequestSchema,
        response: {
          200: {
            description: 'The file',
            content: Object.fromEntries(
              Object.values(BRIEFING_FILES).map(({ mediaType }) => [mediaType.split(';')[0] ?? mediaType, file]),
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
      const gone = new AbortController();
      reply.raw.once('close', () => gone.abort(new ClientLeft()));
      const entries =
        questions === undefined
          ? (answers ?? []).map((sent) => ({ question: sent.question, answer: checkAgain(sent, language, services) }))
          : await askEach(questions, language, services, { capacity, signal: gone.signal });
      const documents = new Map(services.documents().map((document) => [document.id, document]));
      const title =
        toCanonical(request.body.title ?? TITLES[language])
          .replaceAll(/\s+/g, ' ')
          .trim() || TITLES[language];
      const bytes = await writeBriefing(
        {
          title,
          language,
          date: new Date().toISOString().slice(0, 10),
          entries,
          metadataOf: (id) => documents.get(id),
          publicUrl: config.publicUrl,
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

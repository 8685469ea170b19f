import Type from 'typebox';
import type { Language } from '../../domain.ts';
import { escapeHtml } from '../../language/escape-html.ts';
import type { Services } from '../../services.ts';
import type { AppInstance } from '../app-instance.ts';
import { type LinkSignature, readSignature } from '../link-signature.ts';
import { fill, type PageKit, wantsPage } from '../page-kit.ts';
import { presentCitationState, presentPlace } from '../present-citation-state.ts';
import { renderPage } from '../render-page.ts';
import { CitationStateSchema, type PresentedCitationState } from '../schemas/citations.ts';
import { IdSchema, SignatureSchema } from '../schemas/documents.ts';
import { json, problems } from '../schemas/shared.ts';

type State = ReturnType<Services['citation']>;
type Place = NonNullable<PresentedCitationState['place']>;

function viewerAddress(
  { document, start, end }: Place,
  language: Language,
  { state, signature }: { readonly state: string; readonly signature: LinkSignature | null },
): string {
  const query = new URLSearchParams({
    start: String(start),
    end: String(end),
    version: document.version,
    lang: language,
    ...(state === 'moved' ? { state } : {}),
    ...signature,
  });
  return `/documents/${encodeURIComponent(document.id)}?${query}#quote`;
}

/** The quote, and how it differs from what is most like it. */
function renderDetails(
  state: Extract<State, { state: 'changed' | 'withdrawn' }>,
  texts: Readonly<Record<string, string>>,
  language: Language,
  signature: LinkSignature | null,
): string {
  const say = (name: string) => escapeHtml(texts[name] ?? '');
  const quote =
    state.quote === null
      ? `<p>${say('citation_unknown_quote')}</p>`
      : `<h2>${say('citation_quote')}</h2><blockquote>${escapeHtml(state.quote)}</blockquote>`;
  if (state.state === 'withdrawn' || state.nearest === null) return quote;
  const runs = state.difference.map(({ text, kind }) => {
    const element = { same: null, added: 'ins', removed: 'del' }[kind];
    return element === null ? escapeHtml(text) : `<${element}>${escapeHtml(text)}</${element}>`;
  });
  const place = presentPlace(state.nearest);
  const link = `<a href="${escapeHtml(viewerAddress(place, language, { state: 'changed', signature }))}">${say('citation_nearest')}</a>`;
  return `${quote}<h2>${say('citation_difference')}</h2><blockquote>${runs.join('')}</blockquote><p>${link}</p>`;
}

/**
 * `GET /citations/{id}`: what has become of a citation. A browser is taken to the quote in its document, or shown what
 * has changed; programs get JSON.
 */
export async function registerCitationRoute(app: AppInstance, services: Services, kit: PageKit): Promise<void> {
  const template = await kit.readTemplate('citation.html');

  app.get(
    '/citations/:id',
    {
      config: { access: 'original', documentOf: ({ id }) => services.citedDocument(id) },
      schema: {
        operationId: 'getCitation',
        summary: 'What has become of a citation',
        description: [
          '`present`: the document still says so · `moved`: elsewhere, or under another name · `changed`: no longer, with what',
          'is most like it · `withdrawn`: the document is gone. With `Accept: text/html` the place in the viewer, or a page.',
        ].join(' '),
        tags: ['Questions'],
        security: [{}, { key: [] }],
        params: IdSchema,
        querystring: Type.Intersect([Type.Object({ lang: Type.Optional(Type.Unknown()) }), SignatureSchema]),
        response: { 200: json('The state of the citation', CitationStateSchema), ...problems(401, 403, 404, 503) },
      },
      errorHandler: kit.sendProblem,
    },
    async (request, reply) => {
      const state = services.citation(request.params.id);
      const presented = presentCitationState(state);
      if (!wantsPage(request)) return reply.header('vary', 'Accept').send(presented);
      const language = kit.languageOf(request);
      const signature = readSignature(request.query);
      if (presented.place !== null)
        return reply.redirect(viewerAddress(presented.place, language, { state: state.state, signature }), 302);
      const texts = kit.texts[language];
      const title = state.state === 'changed' ? state.document.title : '';
      const values = {
        ...texts,
        language,
        problem_title: texts[`citation_${state.state}`] ?? '',
        problem_detail: fill(texts[`citation_${state.state}_detail`] ?? '', { title }),
      };
      const details = renderDetails(
        state as Extract<State, { state: 'changed' | 'withdrawn' }>,
        texts,
        language,
        signature,
      );
      const html = renderPage(template, language, values).replace('<!-- details -->', () => details);
      // The schema of the response is that of JSON: a page is sent as it is.
      return kit.send(
        reply.serializer((page: unknown) => String(page)),
        html,
        language,
      );
    },
  );
}

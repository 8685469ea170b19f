import { readFile } from 'node:fs/promises';
import Type from 'typebox';
import type { Language } from '../../domain.ts';
import { escapeHtml } from '../../language/escape-html.ts';
import type { Services } from '../../services.ts';
import type { AppInstance } from '../app-instance.ts';
import { renderPage } from '../render-page.ts';
import { messageLanguage } from '../request-language.ts';
import { loadScript } from '../widget-file.ts';

const SCRIPT = 'text/javascript; charset=utf-8';

/** The files beside the page; the build copies the folder. */
const ASSETS = [
  { path: '/page.css', file: 'page.css', mediaType: 'text/css; charset=utf-8' },
  { path: '/viewer.js', file: 'viewer.js', mediaType: SCRIPT },
  { path: '/page.js', file: 'page.js', mediaType: SCRIPT },
  { path: '/favicon.svg', file: 'favicon.svg', mediaType: 'image/svg+xml' },
  // Browsers ask for it wherever a file of ours is shown by itself.
  { path: '/favicon.ico', file: 'favicon.svg', mediaType: 'image/svg+xml' },
] as const;

type Texts = Readonly<Record<Language, Readonly<Record<string, string>>>>;

function readPageFile(name: string): Promise<string> {
  return readFile(new URL(`../pages/${name}`, import.meta.url), 'utf8');
}

/** Questions to begin with: links that the page's script follows without leaving. */
function renderExamples(questions: readonly string[]): string {
  return questions
    .map((question) => `<li><a href="#q=${encodeURIComponent(question)}">${escapeHtml(question)}</a></li>`)
    .join('');
}

/** The page from which people ask, in the language of `?lang=`, else of the browser; and its files. */
export async function registerPageRoutes(app: AppInstance, services: Pick<Services, 'examples'>): Promise<void> {
  const template = await readPageFile('page.html');
  const texts = JSON.parse(await readPageFile('texts.json')) as Texts;
  const render = (language: Language) =>
    renderPage(template, language, texts[language]).replace('<!-- examples -->', () =>
      renderExamples(services.examples.map((example) => example[language])),
    );
  const pages = { fr: render('fr'), en: render('en') };

  app.get(
    '/',
    {
      config: { access: 'public' },
      schema: { hide: true, querystring: Type.Object({ lang: Type.Optional(Type.Unknown()) }) },
    },
    async (request, reply) => {
      const { lang } = request.query;
      const language = lang === 'fr' || lang === 'en' ? lang : messageLanguage(request);
      return reply
        .headers({
          'content-type': 'text/html; charset=utf-8',
          'content-language': language,
          vary: 'Accept-Language',
          'cache-control': 'no-cache',
        })
        .send(pages[language]);
    },
  );

  const assets = await Promise.all(
    ASSETS.map(async ({ path, file, mediaType }) => ({ path, mediaType, content: await readPageFile(file) })),
  );
  const briefing = { path: '/briefing.js', mediaType: SCRIPT, content: await loadScript('briefing.js') };
  for (const { path, mediaType, content } of [...assets, briefing]) {
    app.get(path, { config: { access: 'public' }, schema: { hide: true } }, async (_request, reply) =>
      reply.headers({ 'content-type': mediaType, 'cache-control': 'no-cache' }).send(content),
    );
  }
}

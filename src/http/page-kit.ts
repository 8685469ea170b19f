import { readFile } from 'node:fs/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Language } from '../domain.ts';
import { reportProblem, sendProblem } from './problem.ts';
import { renderPage } from './render-page.ts';
import { messageLanguage } from './request-language.ts';

export type Texts = Readonly<Record<string, string>>;

/** What pages rendered for each request share: their words, and how they are sent. */
export interface PageKit {
  readonly texts: Readonly<Record<Language, Texts>>;
  readTemplate(name: string): Promise<string>;
  /** `?lang=`, else that of the browser. */
  languageOf(request: FastifyRequest): Language;
  send(reply: FastifyReply, html: string, language: Language): FastifyReply;
  /** An error handler: a page for people, who follow links, and the usual problem document for programs. */
  sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply;
}

function readPage(name: string): Promise<string> {
  return readFile(new URL(`./pages/${name}`, import.meta.url), 'utf8');
}

/** Puts the values of a template's `{name}` places in. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** People's browsers say so; programs ask for JSON, or for anything. */
export function wantsPage(request: FastifyRequest): boolean {
  return /text\/html/i.test(request.headers.accept ?? '');
}

export async function loadPageKit(): Promise<PageKit> {
  const shared = JSON.parse(await readPage('texts.json')) as Readonly<Record<Language, Texts>>;
  const own = JSON.parse(await readPage('viewer.json')) as Readonly<Record<Language, Texts>>;
  const texts = { fr: { ...shared.fr, ...own.fr }, en: { ...shared.en, ...own.en } };
  const problem = await readPage('problem.html');
  const languageOf = (request: FastifyRequest): Language => {
    const { lang } = request.query as { readonly lang?: unknown };
    return lang === 'fr' || lang === 'en' ? lang : messageLanguage(request);
  };
  const send = (reply: FastifyReply, html: string, language: Language) =>
    reply
      .headers({
        'content-type': 'text/html; charset=utf-8',
        'content-language': language,
        vary: 'Accept, Accept-Language',
        'cache-control': 'no-cache',
      })
      .send(html);
  return {
    texts,
    readTemplate: readPage,
    languageOf,
    send,
    sendProblem(error, request, reply) {
      if (!wantsPage(request)) return sendProblem(error, request, reply);
      const { title, detail, status } = reportProblem(error, request);
      const language = languageOf(request);
      const values = { ...texts[language], language, problem_title: title, problem_detail: detail };
      return send(reply.code(status), renderPage(problem, language, values), language);
    },
  };
}

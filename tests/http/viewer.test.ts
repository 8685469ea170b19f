import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildApp } from '../../src/app.ts';
import { loadConfig } from '../../src/config.ts';
import type { AppInstance } from '../../src/http/app-instance.ts';
import type { Services } from '../../src/services.ts';
import { findViolations, hasBrowser, launchBrowser, takeScreenshot } from '../browser/chromium.ts';
import { openRealServices } from '../generation/real-services.ts';

const PDF = 'clusters-ia-panorama.pdf';
const FRENCH_QUESTION = 'Où se trouve le supercalculateur Jean Zay ?';

let app: AppInstance;
let services: Services;
let close: () => Promise<void>;
let origin = '';

beforeAll(async () => {
  ({ services, close } = await openRealServices());
  app = await buildApp(services, loadConfig({ RATE_LIMIT_PER_MINUTE: '100000', LOG_LEVEL: 'silent' }));
  await app.listen({ host: '127.0.0.1', port: 0 });
  origin = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
}, 120_000);

afterAll(async () => {
  await app?.close();
  await close?.();
});

function spanOf(id: string, quote: string): { start: number; end: number } {
  const start = services.documentText(id).indexOf(quote);
  expect(start).toBeGreaterThanOrEqual(0);
  return { start, end: start + quote.length };
}

async function view(query: string, id = PDF): Promise<{ status: number; html: string }> {
  const { statusCode, body } = await app.inject(`/documents/${id}?${query}`);
  return { status: statusCode, html: body };
}

describe('the viewer', () => {
  const quote = 'projet européen que coordonne GENCI et qu’Inria copilote';

  it('is readable HTML with the quote marked, without any script', async () => {
    const { start, end } = spanOf(PDF, quote);
    const { status, html } = await view(`start=${start}&end=${end}&lang=fr`);
    expect(status).toBe(200);
    expect(html).toContain(`class="current">${quote}</mark>`);
    expect(html).toContain('<html lang="fr">');
    expect(html).toContain(`/v1/documents/${PDF}/file#page=3`);
    expect(html).not.toMatch(/<script(?! type="module" src="\/viewer\.js">)|\{\{|<!-- /);
  });

  it('goes to and fro between the quotes of an answer', async () => {
    const one = spanOf(PDF, quote);
    const { text } = { text: services.documentText(PDF) };
    const other = { start: 0, end: text.indexOf('\n') };
    const marks = `${other.start}-${other.end},${one.start}-${one.end}`;
    const { html } = await view(`start=${one.start}&end=${one.end}&marks=${marks}&lang=en`);
    expect(html).toContain('Citation 2 of 2');
    expect(html).toContain(`?start=0&amp;end=${other.end}&amp;marks=`);
    expect(html.match(/<mark/g)).toHaveLength(2);
  });

  it('says that the document has changed, or that there is no such place', async () => {
    const { start, end } = spanOf(PDF, quote);
    expect((await view(`start=${start}&end=${end}&version=0000&lang=en`)).html).toContain(
      'has changed since this answer',
    );
    expect((await view('start=9999998&end=9999999&lang=en')).html).toContain(
      'does not exist in the document’s current version',
    );
    expect((await view('lang=en')).html).not.toContain('class="notice"');
  });

  it.each(['start=x&end=y', 'start=1&start=2&end=3', 'start=5&end=2', 'marks=,,1-,a-b', 'start=-1&end=4', 'lang=de'])(
    'is a page all the same where the address says %s',
    async (query) => {
      expect((await view(query)).status).toBe(200);
    },
  );

  it('is told like every error for a document that there is not', async () => {
    expect((await view('', 'nothing.md')).status).toBe(404);
  });

  it('is a page that says so, for who follows a link to what there is not', async () => {
    const accept = 'text/html,application/xhtml+xml';
    const { statusCode, body, headers } = await app.inject({
      url: '/documents/nothing.md?lang=fr',
      headers: { accept },
    });
    expect(statusCode).toBe(404);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(body).toContain('<h1>Document inconnu</h1>');
    expect(body).not.toContain('{{');
  });

  it('is closed with the documents', async () => {
    const settings = { API_KEYS: 'k', PUBLIC_DOCUMENTS: 'false', LOG_LEVEL: 'silent' };
    const guarded = await buildApp(services, loadConfig(settings));
    expect((await guarded.inject(`/documents/${PDF}`)).statusCode).toBe(401);
    expect(
      (await guarded.inject({ url: `/documents/${PDF}`, headers: { authorization: 'Bearer k' } })).statusCode,
    ).toBe(200);
    await guarded.close();
  });
});

describe('what the first paint of a page needs', () => {
  it.each(['/', `/documents/${PDF}`])('is at most 60 kB and five requests, for %s', async (path) => {
    const { body } = await app.inject(path);
    const files = [...body.matchAll(/(?:src|href)="(\/[\w.-]+\.(?:css|js|svg))"/g)].map(([, file]) => file as string);
    const sizes = await Promise.all(
      [...new Set(files)].map(async (file) => gzipSync((await app.inject(file)).rawPayload).length),
    );
    expect(sizes.length).toBeLessThanOrEqual(4);
    expect(sizes.reduce((sum, size) => sum + size, gzipSync(body).length)).toBeLessThanOrEqual(60_000);
  });
});

describe.skipIf(!hasBrowser)('the page and the viewer in a browser', () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());

  async function open(
    path: string,
    options: BrowserContextOptions = {},
  ): Promise<{ page: Page; complaints: string[] }> {
    const context = await browser.newContext({ viewport: { width: 1200, height: 800 }, ...options });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('request', (request) => {
      if (!request.url().startsWith(origin)) complaints.push(`asks elsewhere: ${request.url()}`);
    });
    await page.goto(origin + path);
    return { page, complaints };
  }

  it('lead from a question to the quote in its document, and back', async () => {
    const { page, complaints } = await open('/?lang=fr');
    await page.getByRole('link', { name: FRENCH_QUESTION.replace(' ?', '\u00A0?') }).click();
    await page.locator('#answer').waitFor({ state: 'visible' });
    await page.locator('#citation-1').getByRole('link', { name: 'Voir dans le document' }).click();
    const quoted = page.locator('mark.current');
    expect(await quoted.textContent()).toBe('Jean Zay se trouve à l’IDRIS, le centre de calcul du CNRS.');
    const box = await quoted.boundingBox();
    expect((box?.y ?? -1) > 0 && (box?.y ?? 800) < 800).toBe(true);
    await page.context().grantPermissions(['clipboard-write', 'clipboard-read']);
    await page.getByRole('button', { name: 'Copier la référence' }).click();
    await page.getByText('Référence copiée.').waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toContain('Exemples de Sourcier, 26 novembre 2025');
    await page.goBack();
    await page.locator('#answer').waitFor({ state: 'visible' });
    expect(complaints).toEqual([]);
  });

  it('show the answer and its sources side by side where there is room', async () => {
    const { page } = await open(`/?lang=fr#q=${encodeURIComponent(FRENCH_QUESTION)}`);
    await page.locator('#citation-1').waitFor();
    const [text, source] = [
      await page.locator('#answer .text').boundingBox(),
      await page.locator('#citation-1').boundingBox(),
    ];
    expect((source?.x ?? 0) > (text?.x ?? 0) + (text?.width ?? 0)).toBe(true);
    await takeScreenshot(page, 'page-answer-fr-desktop');
    await page.setViewportSize({ width: 360, height: 720 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    await takeScreenshot(page, 'page-answer-fr-phone');
  });

  it('show a document without scripts', async () => {
    const { start, end } = spanOf(PDF, 'GENCI');
    const { page } = await open(`/documents/${PDF}?start=${start}&end=${end}&lang=en#quote`, {
      javaScriptEnabled: false,
    });
    expect(await page.locator('mark.current').first().isVisible()).toBe(true);
    expect(await page.getByRole('button').count()).toBe(0);
  });

  it.each([
    { language: 'fr', add: 'Ajouter à la note', raise: 'Monter', download: 'Télécharger la note' },
    { language: 'en', add: 'Add to briefing', raise: 'Move up', download: 'Download the briefing' },
  ])('gather answers for a briefing, in an order, and export it: $language', async (words) => {
    const { page, complaints } = await open(`/?lang=${words.language}`);
    const other = 'Who heads GENCI?';
    for (const question of [FRENCH_QUESTION, other]) {
      await page.locator('#question').fill(question);
      await page.keyboard.press('Enter');
      // The question above the answer is printed only: on the screen it stands in its box.
      await page.locator('#answer .asked', { hasText: question }).waitFor({ state: 'attached' });
      await page.getByRole('button', { name: words.add }).click();
    }
    const briefing = page.locator('details.briefing');
    await briefing.locator('summary').click();
    await briefing.getByRole('button', { name: words.raise }).nth(1).click();
    expect(await briefing.locator('li').first().textContent()).toContain(other);
    // What was gathered outlives a change of language.
    await page.reload();
    await briefing.locator('summary').click();
    expect(await briefing.locator('li').count()).toBe(2);
    expect(await briefing.locator('li').first().textContent()).toContain(other);
    await takeScreenshot(page, `page-briefing-${words.language}`);
    await briefing.locator('input').fill('Le calcul');
    await briefing.locator('select').selectOption('markdown');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      briefing.getByRole('button', { name: words.download }).click(),
    ]);
    const written = await readFile(await download.path(), 'utf8');
    expect(written).toContain('# Le calcul');
    expect(written.indexOf(other)).toBeLessThan(written.indexOf('Jean Zay se trouve à l’IDRIS'));
    await briefing.locator('li button').last().click();
    expect(await briefing.locator('li').count()).toBe(1);
    expect(complaints).toEqual([]);
  });

  const PATHS: Readonly<Record<string, (language: string) => string>> = {
    page: (language) => `/?lang=${language}`,
    answer: (language) => `/?lang=${language}#q=${encodeURIComponent(FRENCH_QUESTION)}`,
    'no-answer': (language) => `/?lang=${language}#q=${encodeURIComponent('Qui a gagné le tournoi de Samarcande ?')}`,
    viewer: (language) => {
      const { start, end } = spanOf(PDF, 'GENCI');
      return `/documents/${PDF}?start=${start}&end=${end}&marks=0-5&lang=${language}#quote`;
    },
  };

  it.each(
    Object.keys(PATHS).flatMap((state) =>
      (['fr', 'en'] as const).flatMap((language) =>
        (['light', 'dark'] as const).map((theme) => ({ state, language, theme })),
      ),
    ),
  )('are without a fault for axe: $state, $language, $theme', async ({ state, language, theme }) => {
    const { page } = await open((PATHS[state] as (language: string) => string)(language), {
      bypassCSP: true,
      colorScheme: theme,
    });
    if (state.endsWith('answer')) await page.locator('#answer').waitFor({ state: 'visible' });
    expect(await findViolations(page)).toEqual([]);
    await takeScreenshot(page, `page-${state}-${language}-${theme}`);
    await page.context().close();
  });
});

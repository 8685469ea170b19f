import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildApp } from '../../src/app.ts';
import { loadConfig } from '../../src/config.ts';
import { createFakeServices, HOSTILE_TITLE } from './fake-services.ts';

const CHROMIUM = '/usr/bin/chromium';
const ARGUMENTS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const FRENCH_QUESTION = 'Quel est le budget de la médiathèque Simone-Veil ?';
const ENGLISH_QUESTION = 'What is the budget of the médiathèque Simone-Veil?';

const hasBrowser = existsSync(CHROMIUM);
if (!hasBrowser) console.warn(`The page is not tried in a browser: there is no ${CHROMIUM}.`);

describe.skipIf(!hasBrowser)('the page in a browser', () => {
  let browser: Browser;
  const closings: (() => Promise<unknown>)[] = [];

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGUMENTS });
  });
  afterAll(async () => {
    await browser?.close();
    for (const close of closings) await close();
  });

  /** A real service on a free port, and a page whose every complaint is collected. */
  async function open(
    path: string,
    { locale = 'fr-FR', width = 900, settings = {} as NodeJS.ProcessEnv, services = createFakeServices() } = {},
  ) {
    const app = await buildApp(services, loadConfig({ PORT: '0', LOG_LEVEL: 'silent', ...settings }));
    await app.listen({ host: '127.0.0.1', port: 0 });
    const origin = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
    const context = await browser.newContext({ locale, viewport: { width, height: 800 } });
    closings.push(async () => {
      await context.close();
      await app.close();
    });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => {
      if (!request.url().startsWith(origin)) complaints.push(`asks elsewhere: ${request.url()}`);
    });
    await page.goto(origin + path);
    return { page, complaints, origin };
  }

  async function ask(page: Page, question: string) {
    await page.locator('#question').fill(question);
    await page.keyboard.press('Enter');
    await page.locator('#answer').waitFor({ state: 'visible' });
  }

  it.each([
    {
      language: 'fr',
      locale: 'fr-FR',
      question: FRENCH_QUESTION,
      heading: 'Réponse',
      date: '1er mai 2023',
      ready: 'Réponse prête',
    },
    {
      language: 'en',
      locale: 'en-GB',
      question: ENGLISH_QUESTION,
      heading: 'Answer',
      date: '1 May 2023',
      ready: 'The answer is ready',
    },
  ])('answers in $language, with proof beside it', async ({ language, locale, question, heading, date, ready }) => {
    const { page, complaints } = await open('/', { locale });
    expect(await page.locator('html').getAttribute('lang')).toBe(language);
    await ask(page, question);
    expect(await page.locator('#answer h2').textContent()).toBe(heading);
    expect(await page.getByRole('status').textContent()).toContain(ready);

    const markers = page.locator('#answer .marker');
    expect(await markers.allTextContents()).toEqual(['[1]', '[2]']);
    expect(await markers.first().getAttribute('href')).toBe('#citation-1');

    const citation = page.locator('#citation-1');
    const quote = citation.locator('blockquote');
    expect(await quote.getAttribute('lang')).toBe('fr');
    expect(await quote.textContent()).toBe('Le budget de la médiathèque Simone-Veil est de 12 millions d’euros.');
    expect((await citation.locator('.origin').textContent())?.replaceAll('\u00A0', ' ')).toContain(date);
    expect(await page.locator('#citation-2 .original').getAttribute('href')).toBe(
      '/v1/documents/rapports%2Fbibliotheques-2024.pdf/file#page=3',
    );
    expect(await page.locator('#answer .disagreements').isVisible()).toBe(true);
    expect(await page.locator('#answer .text span[lang=fr]').count()).toBe(2);
    expect(complaints).toEqual([]);
  });

  it('shows a translation under its quote, as unofficial and as text, and none where there is none', async () => {
    const { ask: answer } = createFakeServices();
    const translation = { text: 'The budget <b>is</b> €12 million.', language: 'en' as const, engine: 'toy' };
    const services = createFakeServices({
      ask: async (...question) => {
        const given = await answer(...question);
        const citations = given.citations.map((citation, place) =>
          place === 0 ? { ...citation, translation } : citation,
        );
        return { ...given, citations };
      },
    });
    const { page, complaints } = await open('/', { locale: 'en-GB', services });
    await ask(page, ENGLISH_QUESTION);
    const shown = page.locator('#citation-1 .translation');
    expect(await shown.textContent()).toBe(`Unofficial translation, made by a machine: ${translation.text}`);
    expect(await shown.locator('span').getAttribute('lang')).toBe('en');
    expect(await page.locator('#citation-2 .translation').isVisible()).toBe(false);
    expect(complaints).toEqual([]);
  });

  it('shows the closest passages when the sources do not answer, and hostile text as text', async () => {
    const { page, complaints } = await open('/?lang=en');
    await ask(page, 'Who won the chess tournament of Samarkand?');
    expect(await page.locator('#answer h2').textContent()).toBe('No answer in the documents');
    expect(await page.locator('#answer .closest cite').first().textContent()).toBe(HOSTILE_TITLE);
    expect(await page.locator('#answer img, #answer script').count()).toBe(0);
    expect(await page.title()).toBe('Sourcier: ask documents');
    expect(complaints).toEqual([]);
  });

  it('keeps the brackets of documents as they are', async () => {
    const { page } = await open('/');
    await ask(page, 'Quelle passerelle de Montreuil est fermée ?');
    expect(await page.locator('#answer .text').textContent()).toContain('Montreuil [12] est fermée <script>');
    expect(await page.locator('#answer .marker').allTextContents()).toEqual(['[1]']);
  });

  it('keeps the question when the language changes, out of what servers see', async () => {
    const { page, complaints } = await open('/');
    await ask(page, FRENCH_QUESTION);
    await page.getByRole('link', { name: 'English' }).click();
    await page.waitForURL((address) => address.search === '?lang=en');
    await page.locator('#answer').waitFor({ state: 'visible' });
    expect(await page.locator('#question').inputValue()).toBe(FRENCH_QUESTION);
    expect(await page.getByRole('link', { name: 'English' }).getAttribute('aria-current')).toBe('true');
    expect(complaints).toEqual([]);
  });

  it('works from the keyboard: question, button, markers, links', async () => {
    const { page } = await open('/');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.locator('#question').focus();
    await page.keyboard.type('Quel est le budget');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('de la médiathèque Simone-Veil ?');
    expect(await page.locator('#answer').isVisible()).toBe(false);
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.type')).toBe('submit');
    await page.keyboard.press('Enter');
    await page.locator('#answer').waitFor({ state: 'visible' });
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    // The browser tells of a change of fragment some time after the key.
    await page.waitForURL((address) => address.hash === '#citation-1');
  });

  it('tells an error in the reader’s language and asks for a key where one is needed', async () => {
    const { page, complaints } = await open('/?lang=en', { settings: { API_KEYS: 'the-key' } });
    await page.locator('#question').fill(ENGLISH_QUESTION);
    await page.getByRole('button', { name: 'Ask' }).click();
    await page.getByRole('alert').getByText('Key missing or unknown').waitFor();
    await page.locator('#key').fill('the-key');
    await page.keyboard.press('Enter');
    await page.locator('#answer').waitFor({ state: 'visible' });
    expect(await page.locator('#error').textContent()).toBe('');
    expect(await page.locator('#citation-1 .plain').isVisible()).toBe(false);
    expect(complaints.filter((complaint) => !complaint.includes('401'))).toEqual([]);
  });

  it('says what to do about an empty question, without asking', async () => {
    const { page } = await open('/');
    await page.getByRole('button', { name: 'Demander' }).click();
    expect(await page.getByRole('status').textContent()).toBe('Écrivez d’abord une question.');
  });

  it('lists the documents of the collection', async () => {
    const { page, complaints } = await open('/');
    await page.getByText('Les documents de la collection').click();
    await page.locator('#documents li').nth(2).waitFor();
    expect(await page.locator('#documents').textContent()).toContain('Rapport d’activité 2024');
    expect(await page.locator('#documents a').first().getAttribute('href')).toMatch(/^\/documents\/.+\?lang=fr$/);
    expect(complaints).toEqual([]);
  });

  it('fits a screen of 360 pixels', async () => {
    const { page } = await open('/', { width: 360 });
    await ask(page, FRENCH_QUESTION);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
  });

  it('shows an original HTML file without running it', async () => {
    const { page } = await open('/v1/documents/notes%2Fhostile.html/file');
    expect(await page.title()).toBe(HOSTILE_TITLE);
  });

  it('shows the reference of the API under its own policy', async () => {
    const { page, complaints } = await open('/docs');
    await page.getByText('/v1/ask').first().click();
    await page.getByText('Answers from the documents').waitFor();
    expect(complaints).toEqual([]);
  });
});

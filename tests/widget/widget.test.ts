import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { Browser, BrowserContextOptions, Locator, Page, Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildApp } from '../../src/app.ts';
import { loadConfig } from '../../src/config.ts';
import type { AppInstance } from '../../src/http/app-instance.ts';
import { findViolations, hasBrowser, launchBrowser, takeScreenshot } from '../browser/chromium.ts';
import { type Site, startSite } from '../browser/site.ts';
import { openRealServices } from '../generation/real-services.ts';

const QUESTION = 'Où se trouve le supercalculateur Jean Zay ?';
const UNANSWERED = 'Qui a gagné le tournoi d’échecs de Samarcande en 1931 ?';
const KEY = 'key-for-the-site';
const PHONE = { width: 360, height: 720 };

let app: AppInstance;
let service = '';
let site: Site;
let stranger: Site;
let close: () => Promise<void>;

beforeAll(async () => {
  site = await startSite(() => service);
  stranger = await startSite(() => service);
  const real = await openRealServices();
  close = real.close;
  const settings = { PUBLIC_KEYS: `${KEY}=${site.origin}`, RATE_LIMIT_PER_MINUTE: '100000', LOG_LEVEL: 'silent' };
  app = await buildApp(real.services, loadConfig(settings));
  await app.listen({ host: '127.0.0.1', port: 0 });
  service = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
}, 120_000);

afterAll(async () => {
  await app?.close();
  await close?.();
  await site?.close();
  await stranger?.close();
});

describe('the widget’s script', () => {
  it('is small: at most 25 kB as it is sent', async () => {
    const { body, headers } = await app.inject('/widget.js');
    expect(gzipSync(body).length).toBeLessThanOrEqual(25_000);
    expect(headers['content-type']).toBe('text/javascript; charset=utf-8');
  });

  it('may be loaded by any site, under an address and an integrity that stay', async () => {
    const { src, integrity } = (await app.inject('/widget.json')).json();
    expect(integrity).toMatch(/^sha384-/);
    for (const url of ['/widget.js', src]) {
      const { statusCode, headers, body } = await app.inject({ url, headers: { origin: 'https://elsewhere.example' } });
      expect(statusCode).toBe(200);
      expect(headers['access-control-allow-origin']).toBe('*');
      expect(headers['cross-origin-resource-policy']).toBe('cross-origin');
      expect(body).toBe((await app.inject('/widget.js')).body);
    }
    expect((await app.inject(src)).headers['cache-control']).toContain('immutable');
  });

  it('parses nothing as HTML, runs nothing it is given, and leaves no global behind', async () => {
    const { body } = await app.inject('/widget.js');
    expect(body).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function|window\.\w+=/);
  });
});

describe.skipIf(!hasBrowser)('the widget in a browser', () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());

  interface Opened {
    readonly page: Page;
    readonly chat: Locator;
    readonly complaints: readonly string[];
  }

  /** A page of another origin that embeds the chat. */
  async function open(
    attributes: Readonly<Record<string, string>> = {},
    { from = site, query = '', ...context }: { from?: Site; query?: string } & BrowserContextOptions = {},
  ): Promise<Opened> {
    const browserContext = await browser.newContext({
      viewport: { width: 1000, height: 760 },
      locale: 'fr-FR',
      ...context,
    });
    const page = await browserContext.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    const chat = JSON.stringify({ 'public-key': KEY, ...attributes });
    await page.goto(`${from.origin}/?chat=${encodeURIComponent(chat)}${query}`);
    await page.waitForFunction("customElements.get('sourcier-chat') !== undefined");
    return { page, chat: page.locator('sourcier-chat').first(), complaints };
  }

  async function ask({ chat }: Opened, question: string): Promise<void> {
    await chat.locator('textarea').fill(question);
    await chat.locator('textarea').press('Enter');
  }

  /** Plays what the service would say, where it seldom says it. */
  async function play({ page }: Opened, reply: (route: Route) => Promise<unknown>): Promise<void> {
    await page.route('**/v1/ask', async (route) => {
      if (route.request().method() === 'OPTIONS') await route.continue();
      else await reply(route);
    });
  }

  const cors = { 'access-control-allow-origin': '*', 'access-control-expose-headers': 'Retry-After' };

  it('is embedded by one script and one element, under a policy without anything inline', async () => {
    const opened = await open();
    await opened.chat.getByRole('button', { name: 'Poser une question' }).click();
    await ask(opened, QUESTION);
    await opened.chat.locator('.answer').waitFor();
    expect(await opened.chat.locator('.text').textContent()).toContain('Jean Zay se trouve à l’IDRIS');
    await opened.chat.locator('.marker').first().click();
    expect(await opened.chat.locator('blockquote').first().textContent()).toBe(
      'Jean Zay se trouve à l’IDRIS, le centre de calcul du CNRS.',
    );
    expect(opened.complaints).toEqual([]);
    await takeScreenshot(opened.page, 'widget-answer-fr');
  });

  it('leads from a citation to the quote in its document', async () => {
    const opened = await open({ open: '' });
    await ask(opened, QUESTION);
    await opened.chat.locator('.marker').first().click();
    const href = (await opened.chat.getByRole('link', { name: 'Voir dans le document' }).getAttribute('href')) ?? '';
    await opened.page.goto(href);
    expect(await opened.page.locator('mark.current').textContent()).toBe(
      'Jean Zay se trouve à l’IDRIS, le centre de calcul du CNRS.',
    );
    expect(await opened.page.locator('mark.current').evaluate((mark) => mark.getBoundingClientRect().top)).toBeLessThan(
      760,
    );
  });

  it('asks follow-up questions with what was said, and keeps the conversation for the tab', async () => {
    const opened = await open({ open: '' });
    await ask(opened, QUESTION);
    await opened.chat.locator('.answer').waitFor();
    const sent = opened.page.waitForRequest('**/v1/ask');
    await ask(opened, 'Et qui l’exploite ?');
    const { history } = (await sent).postDataJSON();
    expect(history.map(({ role }: { role: string }) => role)).toEqual(['user', 'assistant']);
    await opened.chat.locator('.answer').nth(1).waitFor();
    await opened.page.reload();
    await opened.chat.locator('.answer').nth(1).waitFor();
    await opened.chat.getByRole('button', { name: 'Effacer la conversation' }).click();
    expect(await opened.chat.locator('.answer').count()).toBe(0);
  });

  it('says in its own words that a site is not allowed, which then gets no answer', async () => {
    const opened = await open({ open: '' }, { from: stranger });
    await ask(opened, QUESTION);
    await opened.chat.locator('.failure').waitFor();
    expect(await opened.chat.locator('.failure').textContent()).toContain('ce site n’est pas autorisé');
    expect(await opened.chat.locator('.answer').count()).toBe(0);
    const direct = await fetch(`${service}/v1/ask`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${KEY}`, origin: stranger.origin },
      body: JSON.stringify({ question: QUESTION }),
    });
    expect(direct.status).toBe(403);
  });

  it('shows a stream sentence by sentence, and tells the ear once', async () => {
    const opened = await open({ open: '' });
    const answer = { ...(await fetchAnswer()), text: 'Une phrase. Une autre.', citations: [] };
    const events = [
      'event: passages\ndata: {"passages":[]}\n\n',
      ': still here\n\n',
      'event: text-delta\ndata: {"text":"Fausse"}\n\n',
      'event: restart\ndata: {}\n\n',
      'event: text-delta\ndata: {"text":"Une phrase."}\n\n',
      'event: text-delta\ndata: {"text":" Une autre."}\n\n',
      `event: answer\ndata: ${JSON.stringify(answer)}\n\n`,
    ];
    await play(opened, (route) =>
      route.fulfill({ status: 200, headers: { ...cors, 'content-type': 'text/event-stream' }, body: events.join('') }),
    );
    await opened.page.evaluate(
      `globalThis.said = []; new MutationObserver(() => said.push(document.querySelector('sourcier-chat').shadowRoot.querySelector('[role=status]').textContent)).observe(document.querySelector('sourcier-chat').shadowRoot.querySelector('[role=status]'), { childList: true })`,
    );
    await ask(opened, QUESTION);
    await opened.chat.locator('.answer').waitFor();
    expect(await opened.chat.locator('.text').textContent()).toBe('Une phrase. Une autre.');
    expect(await opened.page.evaluate('said')).toEqual([
      'Recherche dans les documents…',
      'Réponse reçue, 0 citation. Une phrase. Une autre.',
    ]);
  });

  async function fetchAnswer(): Promise<object> {
    const response = await fetch(`${service}/v1/ask`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${KEY}`, origin: site.origin },
      body: JSON.stringify({ question: QUESTION }),
    });
    return (await response.json()) as object;
  }

  it('stops an answer that the reader no longer wants', async () => {
    const opened = await open({ open: '' });
    await play(opened, () => new Promise(() => undefined));
    await ask(opened, QUESTION);
    await opened.chat.getByRole('button', { name: 'Arrêter' }).click();
    await opened.chat.getByText('Réponse arrêtée.').first().waitFor();
    expect(await opened.chat.getByRole('button', { name: 'Envoyer' }).isVisible()).toBe(true);
  });

  it.each([
    ['rate-limited', 429, { 'retry-after': '42' }, 'réessayez dans 42 s'],
    ['not allowed', 403, {}, 'Ce site n’est pas autorisé'],
    ['overloaded', 503, { 'retry-after': '1' }, 'Le service est occupé'],
  ])('says what to do where it is %s, and asks again when told to', async (_, status, headers, message) => {
    const opened = await open({ open: '' });
    let calls = 0;
    await play(opened, async (route) => {
      calls += 1;
      if (calls > 1) await route.continue();
      else
        await route.fulfill({
          status,
          headers: { ...cors, ...headers },
          contentType: 'application/problem+json',
          body: '{}',
        });
    });
    await ask(opened, QUESTION);
    await opened.chat.locator('.failure').waitFor();
    expect(await opened.chat.locator('.failure').textContent()).toContain(message);
    await opened.chat.getByRole('button', { name: 'Réessayer' }).click();
    await opened.chat.locator('.answer').waitFor();
    expect(await opened.chat.locator('.question').count()).toBe(1);
  });

  it('tells that the browser is offline', async () => {
    const opened = await open({ open: '' });
    await opened.page.context().setOffline(true);
    await ask(opened, QUESTION);
    await opened.chat.locator('.failure').waitFor();
    expect(await opened.chat.locator('.failure').textContent()).toContain('Vous êtes hors ligne');
  });

  it('copies a quote with its reference', async () => {
    const opened = await open({ open: '' });
    await opened.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await ask(opened, QUESTION);
    await opened.chat.locator('.marker').first().click();
    await opened.chat.getByRole('button', { name: 'Copier la citation' }).click();
    await opened.chat.getByText('Copié.').waitFor({ state: 'attached' });
    const copied = String(await opened.page.evaluate('navigator.clipboard.readText()')).replaceAll('\u00A0', ' ');
    expect(copied).toMatch(/^« Jean Zay se trouve à l’IDRIS, le centre de calcul du CNRS\. » \(Les centres nationaux/);
    expect(copied).toContain('26 novembre 2025');
  });

  it('gathers answers for a briefing, and hands it over as a file, from another site too', async () => {
    const opened = await open({ open: '' });
    await ask(opened, QUESTION);
    await opened.chat.getByRole('button', { name: 'Ajouter à la note' }).click();
    expect(await opened.chat.getByRole('button', { name: 'Dans la note' }).isDisabled()).toBe(true);
    const briefing = opened.chat.locator('.briefing');
    await briefing.locator('summary').click();
    await takeScreenshot(opened.page, 'widget-briefing-fr');
    await briefing.locator('select').selectOption('markdown');
    const [download] = await Promise.all([
      opened.page.waitForEvent('download'),
      briefing.getByRole('button', { name: 'Télécharger la note' }).click(),
    ]);
    expect(await readFile(await download.path(), 'utf8')).toContain('Jean Zay se trouve à l’IDRIS');
    await briefing.locator('li button').last().click();
    expect(await briefing.isHidden()).toBe(true);
    expect(await opened.chat.getByRole('button', { name: 'Ajouter à la note' }).isEnabled()).toBe(true);
    expect(opened.complaints).toEqual([]);
  });

  it('says why a briefing could not be written', async () => {
    const opened = await open({ open: '' });
    await ask(opened, QUESTION);
    await opened.chat.getByRole('button', { name: 'Ajouter à la note' }).click();
    await opened.page.route('**/v1/briefings', (route) => route.abort());
    await opened.chat.locator('.briefing summary').click();
    await opened.chat.getByRole('button', { name: 'Télécharger la note' }).click();
    await opened.chat.locator('.briefing').getByText('Le service n’a pas pu être joint').waitFor();
  });

  it('says that an answer takes longer than usual', async () => {
    const opened = await open({ open: '' });
    await opened.page.clock.install();
    await play(opened, () => new Promise(() => undefined));
    await ask(opened, QUESTION);
    await opened.chat.locator('.waiting').waitFor();
    await opened.page.clock.fastForward(9_000);
    expect(await opened.chat.locator('.waiting').textContent()).toContain('C’est plus long que d’habitude');
  });

  it('keeps its borders and its words where a system forces its colours', async () => {
    const opened = await open({ open: '' }, { forcedColors: 'active', bypassCSP: true });
    await ask(opened, QUESTION);
    await opened.chat.locator('.marker').first().click();
    expect(await findViolations(opened.page)).toEqual([]);
    await takeScreenshot(opened.page, 'widget-forced-colours');
  });

  it('works from the keyboard: opens, asks, unfolds, closes, and gives the focus back', async () => {
    const { page, chat } = await open();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.keyboard.type(QUESTION);
    await page.keyboard.press('Enter');
    await chat.locator('.answer').waitFor();
    await chat.locator('.marker').first().press('Enter');
    expect(await chat.locator('.citation').first().getAttribute('aria-expanded')).toBe('true');
    await page.keyboard.press('Escape');
    expect(await chat.locator('.panel').isVisible()).toBe(false);
    expect(await page.evaluate("document.querySelector('sourcier-chat').shadowRoot.activeElement.className")).toBe(
      'launcher',
    );
  });

  it('takes neither the focus nor the page’s place when it is loaded or answers', async () => {
    const opened = await open({ inline: '' });
    expect(await opened.page.evaluate('document.activeElement === document.body')).toBe(true);
    await ask(opened, QUESTION);
    await opened.chat.locator('.answer').waitFor();
    expect(await opened.page.evaluate('scrollY')).toBe(0);
  });

  it('is not broken by its host’s styles, nor breaks them', async () => {
    const { page, chat } = await open({ inline: '' }, { query: '&styled' });
    expect(await chat.locator('.send').isVisible()).toBe(true);
    const heading = "document.querySelector('sourcier-chat').shadowRoot.querySelector('h2')";
    expect(await page.evaluate(`getComputedStyle(${heading}).fontSize`)).toBe('17px');
    expect(await page.evaluate("getComputedStyle(document.querySelector('#own')).color")).toBe('rgb(255, 0, 0)');
  });

  it('stands twice on a page, each in its language', async () => {
    const { page } = await open({ inline: '' }, { query: '&two' });
    const headings = page.locator('sourcier-chat h2');
    expect(await headings.allTextContents()).toEqual(['Interroger les documents', 'Ask the documents']);
  });

  it('crosses the shadow boundary with its events', async () => {
    const opened = await open({ open: '' });
    await opened.page.evaluate(
      `globalThis.fired = []; for (const name of ['ask', 'answer', 'toggle']) document.addEventListener('sourcier-' + name, ({ type, detail }) => fired.push([type, Object.keys(detail)]))`,
    );
    await ask(opened, QUESTION);
    await opened.chat.locator('.answer').waitFor();
    await opened.chat.getByRole('button', { name: 'Fermer' }).click();
    expect(await opened.page.evaluate('fired')).toEqual([
      ['sourcier-ask', ['question']],
      ['sourcier-answer', ['answer']],
      ['sourcier-toggle', ['open']],
    ]);
  });

  it.each([320, 360, 768])('fits a screen of %i pixels', async (width) => {
    const opened = await open({ open: '' }, { viewport: { width, height: 640 } });
    await ask(opened, QUESTION);
    await opened.chat.locator('.marker').first().click();
    expect(await opened.page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    const panel = await opened.chat.locator('.panel').boundingBox();
    expect((panel?.x ?? -1) >= 0 && (panel?.x ?? 0) + (panel?.width ?? 0) <= width).toBe(true);
  });

  it('has controls of 24 pixels and more', async () => {
    const opened = await open({ open: '', suggestions: 'A ?|B ?' });
    await ask(opened, QUESTION);
    await opened.chat.locator('.marker').first().click();
    for (const control of await opened.chat.locator('button:visible, .links a').all()) {
      const box = await control.boundingBox();
      expect(
        Math.min(box?.height ?? 0, box?.width ?? 0),
        await control.textContent().then(String),
      ).toBeGreaterThanOrEqual(24);
    }
  });

  const failing = (status: number) => (opened: Opened) =>
    play(opened, (route) =>
      route.fulfill({ status, headers: cors, contentType: 'application/problem+json', body: '{}' }),
    );

  const STATES: Readonly<
    Record<string, { attributes?: Record<string, string>; reach: (opened: Opened) => Promise<unknown> }>
  > = {
    closed: { attributes: {}, reach: async () => undefined },
    empty: { reach: async () => undefined },
    suggestions: { attributes: { open: '', suggestions: 'Une question ?|Une autre ?' }, reach: async () => undefined },
    inline: { attributes: { inline: '', heading: 'Titre' }, reach: async () => undefined },
    searching: {
      reach: async (opened) => {
        await play(opened, () => new Promise(() => undefined));
        await ask(opened, QUESTION);
        await opened.chat.locator('.waiting').waitFor();
      },
    },
    stopped: {
      reach: async (opened) => {
        await play(opened, () => new Promise(() => undefined));
        await ask(opened, QUESTION);
        await opened.chat.locator('.send').click();
      },
    },
    answered: {
      reach: async (opened) => {
        await ask(opened, QUESTION);
        await opened.chat.locator('.answer').waitFor();
      },
    },
    unfolded: {
      reach: async (opened) => {
        await ask(opened, QUESTION);
        await opened.chat.locator('.marker').first().click();
      },
    },
    'not-found': {
      reach: async (opened) => {
        await ask(opened, UNANSWERED);
        await opened.chat.locator('.closest').waitFor();
      },
    },
    disagreement: {
      reach: async (opened) => {
        const answer = await fetchAnswer();
        const told = {
          ...answer,
          disagreements: [{ markers: [1], values: [], note: 'Les sources ne concordent pas.' }],
          missing: ['le prix'],
          notices: [{ code: 'n', detail: 'Un avis.' }],
        };
        await play(opened, (route) =>
          route.fulfill({ status: 200, headers: cors, contentType: 'application/json', body: JSON.stringify(told) }),
        );
        await ask(opened, QUESTION);
        await opened.chat.locator('.disagreements').waitFor();
      },
    },
    'rate-limited': {
      reach: async (opened) => {
        await failing(429)(opened);
        await ask(opened, QUESTION);
        await opened.chat.locator('.failure').waitFor();
      },
    },
    'not-allowed': {
      reach: async (opened) => {
        await failing(403)(opened);
        await ask(opened, QUESTION);
        await opened.chat.locator('.failure').waitFor();
      },
    },
    offline: {
      reach: async (opened) => {
        await opened.page.context().setOffline(true);
        await ask(opened, QUESTION);
        await opened.chat.locator('.failure').waitFor();
      },
    },
    briefing: {
      reach: async (opened) => {
        await ask(opened, QUESTION);
        await opened.chat.locator('button.add').click();
        await opened.chat.locator('.briefing summary').click();
      },
    },
  };

  it.each(
    Object.keys(STATES).flatMap((state) =>
      (['fr', 'en'] as const).flatMap((language) =>
        (['light', 'dark'] as const).map((theme) => ({ state, language, theme })),
      ),
    ),
  )('is without a fault for axe: $state, $language, $theme', async ({ state, language, theme }) => {
    const { attributes = { open: '' }, reach } = STATES[state] as (typeof STATES)[string];
    const phone = language === 'en' ? { viewport: PHONE } : {};
    const opened = await open({ ...attributes, lang: language, theme }, { bypassCSP: true, ...phone });
    await reach(opened);
    expect(await findViolations(opened.page)).toEqual([]);
    await takeScreenshot(opened.page, `widget-${state}-${language}-${theme}`);
    await opened.page.context().close();
  });
});

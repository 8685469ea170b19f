import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { renderPage } from '../../src/http/render-page.ts';
import { shareTestApp } from './build-app.ts';

function readPageFile(name: string): string {
  return readFileSync(new URL(`../../src/http/pages/${name}`, import.meta.url), 'utf8');
}

const TEXTS: Record<'fr' | 'en', Record<string, string>> = JSON.parse(readPageFile('texts.json'));

describe('the page', () => {
  const app = shareTestApp();

  it.each([
    ['/', undefined, 'fr'],
    ['/', 'en-US,en;q=0.9', 'en'],
    ['/', 'de', 'fr'],
    ['/?lang=en', 'fr', 'en'],
    ['/?lang=fr', 'en', 'fr'],
    ['/?lang=de', 'en', 'en'],
    ['/?lang=fr&lang=en', 'en', 'en'],
    ['/?utm_source=x', 'en', 'en'],
  ])('at %s for a browser in %s is in %s', async (url, accepted, language) => {
    const headers = accepted === undefined ? {} : { 'accept-language': accepted };
    const response = await app().inject({ url, headers });
    expect(response.statusCode).toBe(200);
    expect(response.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-language': language,
    });
    expect(response.headers.vary).toContain('Accept-Language');
    expect(response.body).toContain(`<html lang="${language}">`);
    expect(response.body).toContain(TEXTS[language as 'fr' | 'en'].heading);
    expect(response.body).not.toContain('{{');
  });

  it('holds no script or style of its own, so that the strict policy can stand', async () => {
    const { body } = await app().inject('/');
    expect(body).not.toMatch(/<style|\sstyle=|\son\w+=|javascript:/i);
    for (const [tag] of body.matchAll(/<script[^>]*>/g)) expect(tag).toContain('src="/');
    expect(readPageFile('page.js')).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(/);
  });

  it.each([
    ['/page.css', 'text/css; charset=utf-8'],
    ['/page.js', 'text/javascript; charset=utf-8'],
    ['/favicon.svg', 'image/svg+xml'],
    ['/favicon.ico', 'image/svg+xml'],
  ])('finds its file %s', async (url, mediaType) => {
    const response = await app().inject(url);
    expect([response.statusCode, response.headers['content-type']]).toEqual([200, mediaType]);
    expect(response.body.length).toBeGreaterThan(100);
  });

  it('loads only files that exist', async () => {
    const { body } = await app().inject('/');
    for (const [, address] of body.matchAll(/(?:src|href)="(\/[^"#?]*)"/g)) {
      expect((await app().inject(address ?? '')).statusCode, address).toBe(200);
    }
  });
});

describe('the words of the page', () => {
  it('are the same ones in both languages, each used', () => {
    expect(Object.keys(TEXTS.fr).sort()).toEqual(Object.keys(TEXTS.en).sort());
    const template = readPageFile('page.html');
    for (const name of Object.keys(TEXTS.fr)) expect(template).toContain(`{{${name}}}`);
  });

  it('hold the same places for values in both languages', () => {
    const places = (text: string) => text.match(/\{\w+\}/g) ?? [];
    for (const [name, text] of Object.entries(TEXTS.fr))
      expect(places(text), name).toEqual(places(TEXTS.en[name] ?? ''));
  });

  it('follow French typography: no-break spaces, apostrophes, quotation marks', () => {
    for (const text of Object.values(TEXTS.fr)) {
      expect(text).not.toMatch(/[^\u00A0\u202F][:;?!»]/);
      expect(text).not.toMatch(/«[^\u00A0]/);
      expect(text).not.toMatch(/['"]/);
    }
  });

  it('are escaped where they are put in', () => {
    expect(renderPage('<p title="{{a}}">', 'en', { a: '<b>"&' })).toBe('<p title="&lt;b&gt;&quot;&amp;">');
  });

  it('may not be missing', () => {
    expect(() => renderPage('{{nothing}}', 'fr', {})).toThrow('nothing');
  });
});

import { chromium } from 'playwright-core';
import { createWriteStream } from 'node:fs';
import PDFDocument from 'pdfkit';
import { buildApp } from '../../src/app.ts';
import { loadConfig } from '../../src/config.ts';
import { createFakeServices } from './fake-services.ts';
const pdf = new PDFDocument(); const chunks: Buffer[] = []; pdf.on('data', (c: Buffer) => chunks.push(c));
pdf.text('Bonjour page une'); pdf.addPage(); pdf.text('Page deux'); pdf.end(); await new Promise((r) => pdf.on('end', r));
const real = createFakeServices();
const services = createFakeServices({ originalFile: async (id) => id.endsWith('.pdf') ? { bytes: new Uint8Array(Buffer.concat(chunks)), mediaType: 'application/pdf', fileName: 'x.pdf' } : real.originalFile(id) });
const app = await buildApp(services, loadConfig({ PORT: '0', LOG_LEVEL: 'silent' }));
const url = await app.listen({ port: 0, host: '127.0.0.1' });
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
async function shot(name: string, path: string, question: string | null, options: any = {}) {
  const context = await browser.newContext({ viewport: { width: options.width ?? 900, height: 800 }, colorScheme: options.dark ? 'dark' : 'light', locale: options.locale ?? 'fr-FR' });
  const page = await context.newPage();
  page.on('console', (m) => console.log(name, 'console', m.type(), m.text()));
  page.on('pageerror', (e) => console.log(name, 'pageerror', e.message));
  await page.goto(url + path);
  if (question) { await page.fill('#question', question); await page.keyboard.press('Enter'); await page.waitForSelector('#answer:not([hidden])'); }
  if (options.docs) await page.waitForTimeout(3000);
  await page.screenshot({ path: `/tmp/shot-${name}.png`, fullPage: true });
  console.log(name, await page.evaluate(() => document.documentElement.scrollWidth + ' ' + document.documentElement.clientWidth + ' ' + document.title));
  await context.close();
}
await shot('home-fr', '/', null);
await shot('fr', '/', 'Quel est le budget de la médiathèque Simone-Veil ?');
await shot('en-dark', '/?lang=en', 'What is the budget of the médiathèque Simone-Veil?', { dark: true });
await shot('mobile', '/', 'Quel est le budget de la médiathèque Simone-Veil ?', { width: 360 });
await shot('notfound', '/?lang=en', 'Who won the chess tournament of Samarkand?', {});
await shot('docs', '/docs', null, { docs: true, width: 1100 });
await shot('html', '/v1/documents/notes%2Fhostile.html/file', null);
await shot('pdf', '/v1/documents/rapports%2Fbibliotheques-2024.pdf/file#page=2', null, { docs: true }).catch((e) => console.log('pdf', String(e).slice(0, 300)));
await browser.close(); await app.close();

import { existsSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';

const CHROMIUM = '/usr/bin/chromium';
const ARGUMENTS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'];
const OUTPUT = join(import.meta.dirname, '../output/screenshots');
const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** Whether Debian's Chromium is here; tests in a browser are skipped without it, and say so. */
export const hasBrowser = existsSync(CHROMIUM);
if (!hasBrowser) console.warn(`Nothing is tried in a browser: there is no ${CHROMIUM}.`);

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM, args: ARGUMENTS });
}

/** Kept as output of the tests, to be looked at. */
export async function takeScreenshot(page: Page, name: string): Promise<void> {
  mkdirSync(OUTPUT, { recursive: true });
  await page.screenshot({ path: join(OUTPUT, `${name}.png`) });
}

/** What axe finds wrong, as lines to read; the page must have been opened without its policy. */
export async function findViolations(page: Page): Promise<string[]> {
  await page.addScriptTag({ path: AXE });
  const results = (await page.evaluate(
    `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })`,
  )) as { violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] };
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} — ${failureSummary.split('\n')[1] ?? ''}`),
  );
}

import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { bundleScript } from './bundle.mjs';

/** Part of `npm run build`: the scripts for browsers, in dist/widget. */
const SCRIPTS = { 'widget.js': 'define.ts', 'briefing.js': 'page-briefing.ts' };

const folder = new URL('../../dist/widget/', import.meta.url);
await mkdir(folder, { recursive: true });
for (const [script, source] of Object.entries(SCRIPTS)) {
  await writeFile(new URL(script, folder), await bundleScript(fileURLToPath(new URL(source, import.meta.url))));
}

import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { bundleWidget } from './bundle.mjs';

/** Part of `npm run build`: dist/widget/widget.js. */
const folder = new URL('../../dist/widget/', import.meta.url);
await mkdir(folder, { recursive: true });
await writeFile(new URL('widget.js', folder), await bundleWidget(fileURLToPath(new URL('define.ts', import.meta.url))));

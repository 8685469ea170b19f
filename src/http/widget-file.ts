import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** The widget's script, as pages load it. */
export interface WidgetFile {
  readonly script: string;
  /** Of its bytes, hexadecimal, first 16 digits: a script of another content has another address. */
  readonly hash: string;
  /** For the attribute `integrity` of a script element (W3C Subresource Integrity). */
  readonly integrity: string;
}

/** The scripts for browsers with the files that they begin in. The build puts the scripts beside the compiled program. */
const SOURCES = { 'widget.js': 'define.ts', 'briefing.js': 'page-briefing.ts' } as const;

export async function loadWidgetFile(): Promise<WidgetFile> {
  const script = await loadScript('widget.js');
  const digest = createHash('sha384').update(script);
  const hash = createHash('sha256').update(script).digest('hex').slice(0, 16);
  return { script, hash, integrity: `sha384-${digest.digest('base64')}` };
}

/** The built script; where the program runs from its sources, it is bundled now. */
export async function loadScript(name: keyof typeof SOURCES): Promise<string> {
  if (!import.meta.url.endsWith('.ts')) return await readFile(new URL(`../widget/${name}`, import.meta.url), 'utf8');
  const { bundleScript } = await import('../widget/bundle.mjs');
  return await bundleScript(fileURLToPath(new URL(`../widget/${SOURCES[name]}`, import.meta.url)));
}

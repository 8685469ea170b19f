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

/** Beside the compiled program; the build makes it. */
const BUILT = new URL('../widget/widget.js', import.meta.url);
const SOURCE = new URL('../widget/define.ts', import.meta.url);

/** The built script; where the program runs from its sources, it is bundled now. */
export async function loadWidgetFile(): Promise<WidgetFile> {
  const script = import.meta.url.endsWith('.ts') ? await bundle() : await readFile(BUILT, 'utf8');
  const digest = createHash('sha384').update(script);
  const hash = createHash('sha256').update(script).digest('hex').slice(0, 16);
  return { script, hash, integrity: `sha384-${digest.digest('base64')}` };
}

async function bundle(): Promise<string> {
  const { bundleWidget } = await import('../widget/bundle.mjs');
  return await bundleWidget(fileURLToPath(SOURCE));
}

import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { stringify } from 'yaml';
import { renderDocx } from './docx.ts';
import { type Manuscript, parseManuscript } from './manuscript.ts';
import { renderPdf } from './pdf.ts';

export interface RenderedFile {
  readonly fileName: string;
  readonly bytes: Uint8Array;
}

const MANUSCRIPTS = join(import.meta.dirname, 'manuscripts');

export function readManuscripts(): Manuscript[] {
  return readdirSync(MANUSCRIPTS)
    .sort()
    .map((file) => parseManuscript(basename(file, '.md'), readFileSync(join(MANUSCRIPTS, file), 'utf8')));
}

/** The document that a manuscript becomes, and the sidecar that holds its metadata. */
export async function renderManuscript(manuscript: Manuscript): Promise<RenderedFile[]> {
  const fileName = `${manuscript.name}.${manuscript.format}`;
  const bytes = await (manuscript.format === 'pdf' ? renderPdf(manuscript) : renderDocx(manuscript));
  const sidecar = stringify(manuscript.metadata, { lineWidth: 120 });
  return [
    { fileName, bytes },
    { fileName: `${fileName}.meta.yaml`, bytes: new TextEncoder().encode(sidecar) },
  ];
}

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readManuscripts, renderManuscript } from './render.ts';

const corpus = join(import.meta.dirname, '../../corpus');

for (const manuscript of readManuscripts()) {
  for (const { fileName, bytes } of await renderManuscript(manuscript)) {
    writeFileSync(join(corpus, fileName), bytes);
    console.log(`${fileName}: ${bytes.length} bytes`);
  }
}

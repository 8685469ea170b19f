import { SourcierError } from '../../src/errors.ts';
import { ingest } from '../../src/store/ingest.ts';
import { FakeEmbeddings } from './fake-embeddings.ts';

/** Ingests a corpus folder, as another user if one is named; prints a line at each step and its outcome at the end. */
const [corpusDir = '', indexDir = '', user] = process.argv.slice(2);
if (user !== undefined) {
  process.setgid?.(Number(user));
  process.setuid?.(Number(user));
}

try {
  const { generation } = await ingest({
    config: { corpusDir, indexDir, maxUploadMb: 1 },
    embeddings: new FakeEmbeddings(),
    onProgress: ({ stage, done, total }) => process.stdout.write(`${stage} ${done}/${total}\n`),
  });
  process.stdout.write(`published ${generation}\n`);
} catch (error) {
  process.stdout.write(`failed ${SourcierError.is(error) ? error.code : String(error)}\n`);
}

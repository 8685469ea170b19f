import { createManifest } from '../../src/store/manifest.ts';
import { SnapshotHolder } from '../../src/store/snapshot-holder.ts';
import { FakeEmbeddings } from '../store/fake-embeddings.ts';

/** Serves whatever generation is published, as the service does; prints each, and looks for the next without rest. */
const [indexDir = ''] = process.argv.slice(2);
await SnapshotHolder.start({
  indexDir,
  expected: createManifest(new FakeEmbeddings()),
  intervalMs: 1,
  onChange: (change) => {
    process.stdout.write('generation' in change ? `generation ${change.generation}\n` : `error ${change.error.code}\n`);
  },
});
setInterval(() => {}, 1_000);

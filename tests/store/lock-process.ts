import { acquireWriterLock } from '../../src/store/writer-lock.ts';

/** Holds the writer's lock of an index folder until it is killed. */
const [indexDir = ''] = process.argv.slice(2);
acquireWriterLock(indexDir, 'sourcier ingest');
process.stdout.write('held\n');
setInterval(() => undefined, 1_000);

import { openSnapshot } from '../../src/store/open-snapshot.ts';

/** Opens an index as another user; prints the ids of its documents. */
const [indexDir = '', user = ''] = process.argv.slice(2);
process.setgid?.(Number(user));
process.setuid?.(Number(user));
const snapshot = await openSnapshot(indexDir, null);
process.stdout.write(`${[...snapshot.documents.keys()].join(' ')}\n`);
snapshot.close();

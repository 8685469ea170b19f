import { parentPort } from 'node:worker_threads';
import { SourcierError } from '../errors.ts';
import { type DocumentFile, readDocument } from './read-document.ts';
import type { ReadReply } from './read-in-worker.ts';

/** The other side of `read-in-worker`: one file after the other. */

// What parsers print may hold the text of documents.
for (const stream of [process.stdout, process.stderr]) stream.write = () => true;

async function reply(file: DocumentFile): Promise<ReadReply> {
  try {
    return { result: await readDocument(file) };
  } catch (error) {
    const { code, parameters } = SourcierError.is(error) ? error : new SourcierError('file_damaged');
    return { code, parameters };
  }
}

parentPort?.on('message', async (file: DocumentFile) => parentPort?.postMessage(await reply(file)));

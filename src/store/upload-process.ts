import { LocalEmbeddings } from '../embedding/local-embeddings.ts';
import { SourcierError } from '../errors.ts';
import type { UploadOrder, UploadReply, UploadSettings } from './upload-beside.ts';
import { uploadDocument } from './upload-document.ts';

/** The other side of `upload-beside`: its settings come first, then uploads. */

let settings: UploadSettings | undefined;
let embeddings: Promise<LocalEmbeddings> | undefined;

async function upload({ id, fileName, bytes }: UploadOrder): Promise<UploadReply> {
  try {
    if (settings === undefined) throw new TypeError('an upload came before the settings');
    const { embeddingModel: model, modelsDir, allowModelDownload: allowDownload } = settings;
    embeddings ??= LocalEmbeddings.load({ model, modelsDir, allowDownload });
    return { id, document: await uploadDocument({ config: settings, embeddings: await embeddings, fileName, bytes }) };
  } catch (error) {
    const { code, parameters } = SourcierError.is(error) ? error : new SourcierError('internal');
    return { id, code, parameters };
  }
}

process.on('message', async (message: UploadSettings | UploadOrder) => {
  if ('fileName' in message) process.send?.(await upload(message));
  else settings = message;
});

// Keys pressed in a terminal reach the whole group: what was begun is finished, for the service waits for it.
process.on('SIGINT', () => {});
process.on('disconnect', () => process.exit());

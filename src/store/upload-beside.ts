import { type ChildProcess, fork } from 'node:child_process';
import { type Config, environmentWithoutKeys } from '../config.ts';
import { type ErrorCode, type LocalisedParameters, SourcierError } from '../errors.ts';
import type { StoredDocument } from './index-snapshot.ts';

export type UploadSettings = Pick<
  Config,
  'corpusDir' | 'indexDir' | 'maxUploadMb' | 'embeddingModel' | 'modelsDir' | 'allowModelDownload'
>;

export interface UploadOrder {
  readonly id: number;
  readonly fileName: string;
  readonly bytes: Uint8Array;
}

export type UploadReply =
  | { readonly id: number; readonly document: StoredDocument }
  | { readonly id: number; readonly code: ErrorCode; readonly parameters: LocalisedParameters };

interface Waiting {
  readonly resolve: (document: StoredDocument) => void;
  readonly reject: (error: SourcierError) => void;
}

/** Between two uploads; starting again takes a second or two. */
const IDLE_MS = 60_000;

/**
 * Uploads in a process of its own, which is started for the first one: splitting, embedding and deriving the search files
 * would hold up the answers here. This process sees the new generation like any other reader.
 */
export class UploadBeside {
  readonly #settings: UploadSettings;
  readonly #waiting = new Map<number, Waiting>();
  #process: ChildProcess | null = null;
  #idle: NodeJS.Timeout | undefined;
  #last = 0;

  constructor(config: UploadSettings) {
    const { corpusDir, indexDir, maxUploadMb, embeddingModel, modelsDir, allowModelDownload } = config;
    this.#settings = { corpusDir, indexDir, maxUploadMb, embeddingModel, modelsDir, allowModelDownload };
  }

  /** The number of the process that writes, or null while there is none. */
  get processId(): number | null {
    return this.#process?.pid ?? null;
  }

  /** As `uploadDocument`. @throws {SourcierError} as `uploadDocument`, and `writer_failed` */
  async upload(fileName: string, bytes: Uint8Array): Promise<StoredDocument> {
    clearTimeout(this.#idle);
    this.#process ??= this.#start();
    const process = this.#process;
    const id = ++this.#last;
    try {
      return await new Promise<StoredDocument>((resolve, reject) => {
        this.#waiting.set(id, { resolve, reject });
        const order: UploadOrder = { id, fileName, bytes };
        process.send(order, (error) => {
          if (error !== null) this.#settle({ id, code: 'writer_failed', parameters: {} });
        });
      });
    } finally {
      if (this.#waiting.size === 0) this.#idle = setTimeout(() => this.close(), IDLE_MS).unref();
    }
  }

  /** Ends the process; uploads that are under way in it fail. */
  close(): void {
    clearTimeout(this.#idle);
    const process = this.#process;
    this.#process = null;
    process?.disconnect();
    this.#fail();
  }

  #fail(): void {
    for (const { reject } of this.#waiting.values()) reject(new SourcierError('writer_failed'));
    this.#waiting.clear();
  }

  #start(): ChildProcess {
    const isSource = import.meta.filename.endsWith('.ts');
    const child = fork(new URL(isSource ? './upload-process.ts' : './upload-process.js', import.meta.url), {
      execArgv: isSource ? ['--import', import.meta.resolve('tsx')] : [],
      env: environmentWithoutKeys(),
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    child.on('message', (reply: UploadReply) => this.#settle(reply));
    child.on('error', () => {});
    child.on('exit', () => {
      if (this.#process !== child) return;
      this.#process = null;
      this.#fail();
    });
    child.send(this.#settings);
    return child;
  }

  #settle(reply: UploadReply): void {
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if ('document' in reply) waiting?.resolve(reply.document);
    else waiting?.reject(new SourcierError(reply.code, reply.parameters));
  }
}

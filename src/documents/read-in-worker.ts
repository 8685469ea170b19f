import { Worker } from 'node:worker_threads';
import { type ErrorCode, type LocalisedParameters, SourcierError } from '../errors.ts';
import type { DocumentFile, ReadResult } from './read-document.ts';

export type ReadReply =
  | { readonly result: ReadResult }
  | { readonly code: ErrorCode; readonly parameters: LocalisedParameters };

export interface ReadingLimits {
  /** For any file, and so much more for each megabyte of it. */
  readonly timeMs: number;
  readonly timePerMegabyteMs: number;
  /** Of objects; of bytes the readers themselves take no more than they have checked. */
  readonly memoryMb: number;
}

/** A PDF of 1,000 pages of words, some 5 MB, takes about 12 s. */
const LIMITS: ReadingLimits = { timeMs: 20_000, timePerMegabyteMs: 2_000, memoryMb: 1_024 };

/** Compiled, the thread's file is loaded as it is; from the sources through the compiler that runs them. */
const BEGINNING = import.meta.filename.endsWith('.ts')
  ? `import(${JSON.stringify(import.meta.resolve('tsx/esm/api'))}).then(({ register }) => {
       register();
       return import(${JSON.stringify(new URL('./reading-worker.ts', import.meta.url))});
     })`
  : `import(${JSON.stringify(new URL('./reading-worker.js', import.meta.url))})`;

/**
 * Reads files in a thread of its own, so that whoever waits goes on answering, and a file that takes too much time or
 * memory is given up with its thread.
 */
export class DocumentReader {
  readonly #limits: ReadingLimits;
  #worker: Worker | null = null;
  /** One file at a time: another one's time would count as its own. */
  #queue: Promise<unknown> = Promise.resolve();

  constructor(limits: ReadingLimits = LIMITS) {
    this.#limits = limits;
  }

  /** As `readDocument`. @throws {SourcierError} as `readDocument`, and `file_too_demanding` */
  read(file: DocumentFile): Promise<ReadResult> {
    const reading = this.#queue.then(() => this.#read(file));
    this.#queue = reading.catch(() => {});
    return reading;
  }

  async #read(file: DocumentFile): Promise<ReadResult> {
    this.#worker ??= this.#start();
    const worker = this.#worker;
    // An idle thread doesn't keep its process alive; one at work does.
    worker.ref();
    try {
      const reply = await this.#ask(worker, file);
      if ('result' in reply) return reply.result;
      throw new SourcierError(reply.code, reply.parameters);
    } finally {
      worker.unref();
    }
  }

  #start(): Worker {
    const worker = new Worker(BEGINNING, {
      eval: true,
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: this.#limits.memoryMb },
    });
    worker.on('exit', () => {
      if (this.#worker === worker) this.#worker = null;
    });
    // Comes before the exit; without anybody who listens it would end this process.
    worker.on('error', () => {});
    return worker;
  }

  async #ask(worker: Worker, file: DocumentFile): Promise<ReadReply> {
    const { timeMs, timePerMegabyteMs } = this.#limits;
    const allowedMs = timeMs + (timePerMegabyteMs * file.bytes.byteLength) / 2 ** 20;
    return await new Promise<ReadReply>((resolve, reject) => {
      const stop = () => {
        clearTimeout(timer);
        worker.off('message', settle).off('error', fail).off('exit', giveUp);
      };
      const settle = (reply: ReadReply) => {
        stop();
        resolve(reply);
      };
      const giveUp = () => {
        stop();
        this.#worker = null;
        void worker.terminate();
        reject(new SourcierError('file_too_demanding'));
      };
      const fail = (error: Error) => {
        if ('code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY') return giveUp();
        stop();
        reject(new SourcierError('internal', {}, error));
      };
      const timer = setTimeout(giveUp, allowedMs);
      worker.on('message', settle).on('error', fail).on('exit', giveUp);
      worker.postMessage(file);
    });
  }

  /** Ends the thread; what is being read is given up. */
  async close(): Promise<void> {
    const worker = this.#worker;
    this.#worker = null;
    await worker?.terminate();
  }
}

const READER = new DocumentReader();

/** Reads with the limits of the program, in one thread for all. @throws {SourcierError} as `DocumentReader.read` */
export function readInWorker(file: DocumentFile): Promise<ReadResult> {
  return READER.read(file);
}

import { SourcierError } from '../errors.ts';
import { databaseIdentity } from './database.ts';
import type { IndexSnapshot } from './index-snapshot.ts';
import type { Manifest } from './manifest.ts';
import { openSnapshot, type SnapshotOptions } from './open-snapshot.ts';
import type { PublishedSnapshot } from './published-snapshot.ts';

export interface HolderOptions extends SnapshotOptions {
  readonly indexDir: string;
  readonly expected: Manifest;
  /** How often to look for a new generation; default 1,000. */
  readonly intervalMs?: number;
  /** Told of each generation that is served from now on, and of each reason why none is; for a log. */
  readonly onChange?: (change: { readonly generation: number } | { readonly error: SourcierError }) => void;
}

/** A snapshot with the number of those who are still using it. */
interface Lease {
  readonly snapshot: PublishedSnapshot;
  readonly identity: string;
  users: number;
  isRetired: boolean;
}

const INTERVAL_MS = 1_000;

/** After an attempt that may have taken long, such as reading an index that turned out to be damaged. */
const RETRY_MS = 30_000;

/**
 * The published generation, always the latest: looks once a second whether there is a new one and changes over. What
 * is under way finishes on the generation on which it began, which is closed when the last is done. Where no
 * generation can be served it keeps trying, and tells why.
 */
export class SnapshotHolder {
  readonly #options: HolderOptions;
  readonly #timer: NodeJS.Timeout;
  #lease: Lease | null = null;
  #error: SourcierError | null = null;
  #opening: Promise<void> | null = null;
  #nextTry = 0;
  #isClosed = false;

  private constructor(options: HolderOptions) {
    this.#options = options;
    this.#timer = setInterval(() => this.#lookAgain(), options.intervalMs ?? INTERVAL_MS);
    this.#timer.unref();
  }

  /** Opens what is there; where nothing can be served, `error` says why. */
  static async start(options: HolderOptions): Promise<SnapshotHolder> {
    const holder = new SnapshotHolder(options);
    await holder.refresh();
    return holder;
  }

  /** Why no generation is served, or null. */
  get error(): SourcierError | null {
    return this.#lease === null ? this.#reason() : null;
  }

  /**
   * The generation that is served now, for what is done at once. For what waits in between use `use`, which keeps the
   * snapshot open.
   *
   * @throws {SourcierError} `index_missing`, `index_mismatch`, `index_damaged`
   */
  current(): IndexSnapshot {
    if (this.#lease === null) throw this.#reason();
    return this.#lease.snapshot;
  }

  #reason(): SourcierError {
    return this.#error ?? new SourcierError('index_missing');
  }

  /** Works on one generation from beginning to end. @throws {SourcierError} as `current`, and whatever `work` throws */
  async use<Result>(work: (snapshot: IndexSnapshot) => Promise<Result>): Promise<Result> {
    const lease = this.#lease;
    if (lease === null) throw this.#reason();
    lease.users++;
    try {
      return await work(lease.snapshot);
    } finally {
      lease.users--;
      closeUnused(lease);
    }
  }

  /** Looks now whether there is another generation. Resolves when it is served, or cannot be. */
  async refresh(): Promise<void> {
    this.#opening ??= this.#openLatest().finally(() => {
      this.#opening = null;
    });
    await this.#opening;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearInterval(this.#timer);
    await this.#opening;
    if (this.#lease !== null) retire(this.#lease);
    this.#lease = null;
  }

  #lookAgain(): void {
    if (performance.now() >= this.#nextTry) void this.refresh();
  }

  /** Once more after each opening: yet another generation may have come meanwhile. */
  async #openLatest(): Promise<void> {
    while (!this.#isClosed && this.#isStale()) {
      try {
        await this.#changeOver();
      } catch (error) {
        this.#keepTrying(error);
        return;
      }
    }
  }

  async #changeOver(): Promise<void> {
    const { indexDir, expected, onChange } = this.#options;
    const identity = databaseIdentity(indexDir);
    const snapshot = await openSnapshot(indexDir, expected, this.#options);
    const previous = this.#lease;
    this.#lease = { snapshot, identity, users: 0, isRetired: false };
    this.#error = null;
    if (previous !== null) retire(previous);
    onChange?.({ generation: snapshot.generation });
  }

  /** What was served goes on being served, if anything was. */
  #keepTrying(cause: unknown): void {
    const error = SourcierError.is(cause) ? cause : new SourcierError('internal', {}, cause);
    const isQuick = error.code === 'index_missing' || error.code === 'index_mismatch';
    this.#nextTry = performance.now() + (isQuick ? 0 : RETRY_MS);
    if (error.message !== this.#error?.message) this.#options.onChange?.({ error });
    this.#error = error;
  }

  #isStale(): boolean {
    const lease = this.#lease;
    if (lease === null) return true;
    try {
      return lease.identity !== databaseIdentity(this.#options.indexDir) || lease.snapshot.isSuperseded();
    } catch {
      return true;
    }
  }
}

function retire(lease: Lease): void {
  lease.isRetired = true;
  closeUnused(lease);
}

function closeUnused({ snapshot, users, isRetired }: Lease): void {
  if (isRetired && users === 0) snapshot.close();
}

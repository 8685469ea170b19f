import { hostname } from 'node:os';
import { join } from 'node:path';
import { SourcierError } from '../errors.ts';
import { FileLock } from './database.ts';

const LOCK_FILE = 'writer.lock';

/**
 * Makes this process the one writer of an index folder, until `release`. A writer that was killed leaves nothing to
 * clean up: the lock is the operating system's and ends with its process, whatever process numbers or host names say
 * (two containers may share both).
 *
 * @param command what the holder is doing, for whoever is refused
 * @throws {SourcierError} `writer_busy`, naming the holder
 */
export function acquireWriterLock(indexDir: string, command: string): FileLock {
  const since = new Date().toISOString();
  const lock = FileLock.acquire(join(indexDir, LOCK_FILE), `${command} (pid ${process.pid}, ${hostname()}, ${since})`);
  if (lock instanceof FileLock) return lock;
  const unknown = { fr: 'un autre processus', en: 'another process' };
  throw new SourcierError('writer_busy', { holder: lock.heldBy ?? unknown });
}

import type { ProgressListener } from '../store/progress.ts';
import type { Translate } from './messages.ts';

/** One line on standard error that is written over; nothing where standard error is no terminal. */
export function createProgress(translate: Translate): { update: ProgressListener; clear: () => void } {
  const { stderr } = process;
  const write = (line: string) => {
    if (stderr.isTTY) stderr.write(`\r\u001B[K${line.slice(0, (stderr.columns ?? 80) - 1)}`);
  };
  return {
    update: ({ stage, done, total }) => write(translate(`progress_${stage}`, { done, total })),
    clear: () => write(''),
  };
}

import type { IngestionProgress } from '../store/ingest.ts';
import type { Translate } from './messages.ts';

/** One line on standard error that is written over; nothing where standard error is no terminal. */
export function createProgress(translate: Translate): {
  update: (progress: IngestionProgress) => void;
  clear: () => void;
} {
  const { stderr } = process;
  const write = (line: string) => {
    if (stderr.isTTY) stderr.write(`\r\u001B[K${line.slice(0, (stderr.columns ?? 80) - 1)}`);
  };
  return {
    update: (progress) =>
      write(progress.stage === 'reading' ? translate('ingest_reading', progress) : translate('ingest_publishing')),
    clear: () => write(''),
  };
}

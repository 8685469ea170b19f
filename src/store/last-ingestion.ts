import { SourcierError } from '../errors.ts';
import { type Database, openForReading } from './database.ts';
import type { DocumentRow } from './document-rows.ts';
import type { IngestionReport } from './ingestion-report.ts';

type Changes = Pick<IngestionReport, 'added' | 'replaced' | 'unchanged' | 'reindexed' | 'withdrawn'>;

/** What a reader of the two generations sees to differ. */
export function compareDocuments(before: readonly DocumentRow[], after: readonly DocumentRow[]): Changes {
  const earlier = new Map(before.map((row) => [row.id, row]));
  const later = new Set(after.map(({ id }) => id));
  const added = after.filter(({ id }) => !earlier.has(id));
  const replaced = after.filter((row) => {
    const old = earlier.get(row.id);
    return old !== undefined && (old.version !== row.version || old.sidecarVersion !== row.sidecarVersion);
  });
  const unchanged = after.filter(({ id, row }) => earlier.get(id)?.row === row).length;
  return {
    added: added.map(({ id }) => id),
    replaced: replaced.map(({ id }) => id),
    unchanged,
    reindexed: after.length - added.length - replaced.length - unchanged,
    withdrawn: before.filter(({ id }) => !later.has(id)).map(({ id }) => id),
  };
}

export function saveReport(database: Database, report: IngestionReport): void {
  database.prepare('INSERT OR REPLACE INTO last_ingestion VALUES (1, ?)').run(JSON.stringify(report));
}

/** The report of the last ingestion that came to its end, or null where there was none. */
export function lastIngestion(indexDir: string): IngestionReport | null {
  try {
    const database = openForReading(indexDir);
    try {
      const report = database.prepare<[], string>('SELECT report FROM last_ingestion').pluck().get();
      return report === undefined ? null : parseReport(report);
    } finally {
      database.close();
    }
  } catch (error) {
    if (SourcierError.is(error, 'index_missing')) return null;
    throw error;
  }
}

/** A report is told, and nothing follows from it: one that is damaged is as good as none. */
function parseReport(json: string): IngestionReport | null {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

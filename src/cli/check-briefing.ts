import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { SourcierError } from '../errors.ts';
import { readPermalinks } from '../export/read-permalinks.ts';
import { presentCitationState } from '../http/present-citation-state.ts';
import type { PresentedCitationState } from '../http/schemas/citations.ts';
import type { Services } from '../services.ts';

/** What has become of a citation; `unknown` where its address was cut or changed. */
export interface CheckedCitation extends Omit<PresentedCitationState, 'state'> {
  readonly permalink: string;
  readonly state: PresentedCitationState['state'] | 'unknown';
}

/** The permalinks' ids of a briefing. @throws {SourcierError} `input_missing`, `citations_missing` */
export async function readBriefing(path: string): Promise<string[]> {
  const file = basename(path);
  const bytes = await readFile(path).catch((error) => {
    throw new SourcierError('input_missing', { file }, error);
  });
  const ids = readPermalinks(new Uint8Array(bytes));
  if (ids.length === 0) throw new SourcierError('citations_missing', { file });
  return ids;
}

export function checkCitations(ids: readonly string[], services: Services): CheckedCitation[] {
  return ids.map((id) => {
    const permalink = `/citations/${id}`;
    try {
      return { permalink, ...presentCitationState(services.citation(id)) };
    } catch (error) {
      if (!SourcierError.is(error, 'citation_unknown')) throw error;
      return { permalink, state: 'unknown', quote: null, place: null, nearest: null, difference: [] };
    }
  });
}

/** The documents still say so. */
export function isSound({ state }: CheckedCitation): boolean {
  return state === 'present' || state === 'moved';
}

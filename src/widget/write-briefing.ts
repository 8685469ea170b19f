import { AskFailure, readFailure } from './ask.ts';
import type { Exchange } from './history.ts';
import type { WidgetLanguage } from './strings.ts';

export const BRIEFING_FORMATS = ['docx', 'html', 'markdown', 'json'] as const;
export type BriefingFormat = (typeof BRIEFING_FORMATS)[number];

export interface BriefingOptions {
  /** Address of the service, without a slash at its end. */
  readonly endpoint: string;
  readonly key: string | null;
  readonly language: WidgetLanguage;
  /** Empty: the service's own title. */
  readonly title: string;
  readonly format: BriefingFormat;
}

/**
 * Sends the answers back as they came; the service looks up each citation again and writes the briefing.
 *
 * @returns the file and its name
 * @throws {AskFailure}
 */
export async function writeBriefing(
  exchanges: readonly Exchange[],
  { endpoint, key, language, title, format }: BriefingOptions,
): Promise<File> {
  const headers = new Headers({ 'accept-language': language, 'content-type': 'application/json' });
  if (key !== null && key !== '') headers.set('authorization', `Bearer ${key}`);
  const answers = exchanges.map(({ question, answer }) => ({ ...answer, question }));
  const body = JSON.stringify({ ...(title === '' ? {} : { title }), language, format, answers });
  let response: Response;
  try {
    response = await fetch(`${endpoint}/v1/briefings`, { method: 'POST', headers, body, credentials: 'omit' });
  } catch {
    throw new AskFailure(navigator.onLine ? 'unreachable' : 'offline');
  }
  if (!response.ok) throw await readFailure(response);
  const name = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1];
  return new File([await response.blob()], name ?? `briefing.${format}`);
}

/** Hands a file to the reader, as a download. */
export function offerFile(file: File): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = file.name;
  link.click();
  // The download has begun by then, or the reader was asked where to put it.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

import type { Answer, Turn } from './answer.ts';
import { readEvents } from './read-events.ts';
import type { WidgetLanguage } from './strings.ts';

export interface AskOptions {
  /** Address of the service, without a slash at its end. */
  readonly endpoint: string;
  readonly publicKey: string | null;
  readonly language: WidgetLanguage;
  /** Ids that the question is asked of; empty: all documents. */
  readonly documents: readonly string[];
  readonly history: readonly Turn[];
  readonly signal: AbortSignal;
  /** The text so far, whenever it has grown; empty when the answer begins anew. */
  readonly onText: (text: string) => void;
}

/** Why there is no answer, as far as the widget tells such things apart. */
export type FailureKind =
  | 'offline'
  | 'unreachable'
  | 'not_allowed'
  | 'rate_limited'
  | 'overloaded'
  | 'refused'
  | 'broken';

export class AskFailure extends Error {
  readonly kind: FailureKind;
  /** Seconds to wait, where the service says so. */
  readonly retryAfter: number | null;
  /** What the service says is wrong, in the reader's language. */
  readonly detail: string | null;

  constructor(
    kind: FailureKind,
    { retryAfter = null, detail = null }: { retryAfter?: number | null; detail?: string | null } = {},
  ) {
    super(kind);
    this.kind = kind;
    this.retryAfter = retryAfter;
    this.detail = detail;
  }
}

/**
 * Asks the service, and gives the answer once it is whole; reads an event stream, or JSON where that is what comes.
 *
 * @throws {AskFailure} and the signal's reason when it is aborted
 */
export async function ask(question: string, options: AskOptions): Promise<Answer> {
  const { signal } = options;
  const response = await send(question, options);
  if (!response.ok) throw await readFailure(response);
  try {
    const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') ?? false;
    if (!isStream || response.body === null) return (await response.json()) as Answer;
    return await readAnswer(response.body, options);
  } catch (error) {
    signal.throwIfAborted();
    throw error instanceof AskFailure ? error : new AskFailure(navigator.onLine ? 'broken' : 'offline');
  }
}

async function send(question: string, options: AskOptions): Promise<Response> {
  const { endpoint, publicKey, language, documents, history, signal } = options;
  const headers = new Headers({
    accept: 'text/event-stream, application/json;q=0.9',
    'accept-language': language,
    'content-type': 'application/json',
  });
  if (publicKey !== null && publicKey !== '') headers.set('authorization', `Bearer ${publicKey}`);
  const body = JSON.stringify({
    question,
    ...(documents.length === 0 ? {} : { documents }),
    ...(history.length === 0 ? {} : { history }),
  });
  try {
    return await fetch(`${endpoint}/v1/ask`, { method: 'POST', headers, body, signal, credentials: 'omit' });
  } catch {
    signal.throwIfAborted();
    // A browser does not tell a site that is not allowed from a service that is down.
    throw new AskFailure(navigator.onLine ? 'unreachable' : 'offline');
  }
}

async function readAnswer(body: ReadableStream<Uint8Array>, { onText, signal }: AskOptions): Promise<Answer> {
  let text = '';
  for await (const { event, data } of readEvents(body)) {
    signal.throwIfAborted();
    const value = JSON.parse(data);
    if (event === 'text-delta' || event === 'restart') {
      text = event === 'restart' ? '' : text + value.text;
      onText(text);
    } else if (event === 'answer') return value as Answer;
    else if (event === 'error') throw new AskFailure('refused', { detail: value.detail ?? null });
  }
  throw new AskFailure('broken');
}

/** What a refusal says, as far as it can be read. */
export async function readFailure(response: Response): Promise<AskFailure> {
  const problem: { detail?: unknown } = await response.json().catch(() => ({}));
  const detail = typeof problem.detail === 'string' ? problem.detail : null;
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  const retryAfter = Number.isFinite(seconds) ? seconds : null;
  switch (response.status) {
    case 401:
    case 403:
      return new AskFailure('not_allowed');
    case 429:
      return new AskFailure('rate_limited', { retryAfter });
    case 503:
      return new AskFailure('overloaded', { retryAfter, detail });
    default:
      return new AskFailure('refused', { detail });
  }
}

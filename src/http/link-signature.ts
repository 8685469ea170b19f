import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Config } from '../config.ts';

/** How long a link of an answer opens a document that is not public. */
const VALID_SECONDS = 7 * 24 * 60 * 60;

/** What a signed link carries in its query. */
export interface LinkSignature {
  /** Seconds since 1970. */
  readonly expires: string;
  readonly signature: string;
}

/** The signature in a query, where it has the form of one. */
export function readSignature(query: unknown): LinkSignature | null {
  const { expires, signature } = (query ?? {}) as Readonly<Record<string, unknown>>;
  const isForm =
    typeof expires === 'string' &&
    typeof signature === 'string' &&
    /^\d{1,12}$/.test(expires) &&
    signature.length === 43;
  return isForm ? { expires, signature } : null;
}

/**
 * Signs links to documents (HMAC-SHA-256, RFC 2104) that are not public, so that whoever was given an answer can open its
 * sources without a key, and for a week. The secret follows from the secret keys of the settings: links end when these
 * change. Where there are none it is drawn by chance, and links end with the service.
 */
export class LinkSigner {
  readonly #secret: Buffer;
  readonly #now: () => number;

  constructor({ apiKeys, adminApiKey }: Pick<Config, 'apiKeys' | 'adminApiKey'>, now: () => number = Date.now) {
    const keys = [...apiKeys, ...(adminApiKey === null ? [] : [adminApiKey])];
    const material = keys.length === 0 ? randomBytes(32) : JSON.stringify(['sourcier links', ...keys]);
    this.#secret = createHash('sha256').update(material).digest();
    this.#now = now;
  }

  sign(documentId: string): LinkSignature {
    const expires = String(Math.floor(this.#now() / 1000) + VALID_SECONDS);
    return { expires, signature: this.#signatureOf(documentId, expires).toString('base64url') };
  }

  /** Whether a query has a signature for that document, of ours, that has not run out. The time taken tells nothing of it. */
  accepts(documentId: string, query: unknown): boolean {
    const link = readSignature(query);
    if (link === null || Number(link.expires) * 1000 < this.#now()) return false;
    const given = Buffer.from(link.signature, 'base64url');
    const right = this.#signatureOf(documentId, link.expires);
    return given.length === right.length && timingSafeEqual(given, right);
  }

  #signatureOf(documentId: string, expires: string): Buffer {
    return createHmac('sha256', this.#secret).update(`${expires}\n${documentId}`).digest();
  }
}

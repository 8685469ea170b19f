import { createHash, timingSafeEqual } from 'node:crypto';
import type { Config } from '../config.ts';
import { SourcierError } from '../errors.ts';

/**
 * Who may call a route:
 * `public` anybody · `original` anybody where documents are public, else readers · `question` readers and public keys
 * · `reading` holders of a key, and anybody where the service is open · `report` the administrator, and local callers
 * of an open service · `management` the administrator.
 */
export type Access = 'public' | 'original' | 'question' | 'reading' | 'report' | 'management';

/** Who calls. `unknown_key`: a bearer key was sent and is none of ours. */
export type Caller =
  | { readonly kind: 'admin' | 'api'; readonly keyId: string }
  | { readonly kind: 'public'; readonly keyId: string; readonly origin: string }
  | { readonly kind: 'anonymous' | 'unknown_key' };

/** Where a call comes from. */
export interface CallOrigin {
  /** The `Origin` header, as a browser sends it. */
  readonly origin: string | undefined;
  /** The caller is on this machine, see `local-client.ts`. */
  readonly isLocal: boolean;
}

type AccessSettings = Pick<Config, 'apiKeys' | 'adminApiKey' | 'publicKeys' | 'publicDocuments' | 'allowAnonymous'>;

interface KnownKey {
  readonly digest: Buffer;
  readonly caller: Caller;
}

const BEARER = /^Bearer +(\S+) *$/i;

function digestOf(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}

/** Names a key in memory (rate limits) without holding it. */
function keyIdOf(digest: Buffer): string {
  return digest.toString('hex').slice(0, 16);
}

/** The rules of "who may do what", fixed when the service starts. */
export class AccessPolicy {
  readonly #keys: readonly KnownKey[];
  readonly #publicDocuments: boolean;
  readonly #allowAnonymous: boolean;
  /** Keys are set: callers without one are refused, on this machine too. */
  readonly #guarded: boolean;

  constructor(settings: AccessSettings) {
    const known = (key: string, describe: (keyId: string) => Caller): KnownKey => {
      const digest = digestOf(key);
      return { digest, caller: describe(keyIdOf(digest)) };
    };
    const { adminApiKey, apiKeys, publicKeys } = settings;
    this.#keys = [
      ...(adminApiKey === null ? [] : [known(adminApiKey, (keyId) => ({ kind: 'admin', keyId }))]),
      ...apiKeys.map((key) => known(key, (keyId) => ({ kind: 'api', keyId }))),
      ...publicKeys.map(({ key, origin }) => known(key, (keyId) => ({ kind: 'public', keyId, origin }))),
    ];
    this.#publicDocuments = settings.publicDocuments;
    this.#allowAnonymous = settings.allowAnonymous;
    this.#guarded = apiKeys.length > 0 || publicKeys.length > 0;
  }

  /** Only `Bearer` counts: other schemes are those of proxies. The time taken does not depend on the key. */
  identify(authorization: string | undefined): Caller {
    const key = BEARER.exec(authorization ?? '')?.[1];
    if (key === undefined) return { kind: 'anonymous' };
    const digest = digestOf(key);
    const matching = this.#keys.filter((known) => timingSafeEqual(known.digest, digest));
    return matching[0]?.caller ?? { kind: 'unknown_key' };
  }

  /** @returns why the caller is refused, or null when allowed */
  refusal(access: Access, caller: Caller, from: CallOrigin): SourcierError | null {
    if (access === 'public' || (access === 'original' && this.#publicDocuments)) return null;
    switch (caller.kind) {
      case 'admin':
        return null;
      case 'api':
        return access === 'report' || access === 'management' ? new SourcierError('key_not_allowed') : null;
      case 'public':
        if (access !== 'question') return new SourcierError('key_not_allowed');
        return from.origin === caller.origin ? null : new SourcierError('origin_not_allowed');
      case 'anonymous':
        return this.#isOpen(access, from.isLocal) ? null : new SourcierError('key_required');
      case 'unknown_key':
        return new SourcierError('key_required');
    }
  }

  #isOpen(access: Access, isLocal: boolean): boolean {
    const openLocally = isLocal && !this.#guarded;
    if (access === 'management') return false;
    if (access === 'report') return openLocally;
    return openLocally || this.#allowAnonymous;
  }
}

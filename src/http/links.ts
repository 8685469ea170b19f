import type { Citation } from '../domain.ts';
import type { LinkSigner } from './link-signature.ts';

/** The addresses of citations as people are given them. */
export class Links {
  readonly #publicUrl: string | null;
  readonly #signer: LinkSigner | null;

  /**
   * @param publicUrl the address that people see, put before permalinks; null leaves them relative
   * @param signer where documents are not public
   */
  constructor(publicUrl: string | null, signer: LinkSigner | null = null) {
    this.#publicUrl = publicUrl;
    this.#signer = signer;
  }

  permalinkOf({ permalink, document }: Pick<Citation, 'permalink' | 'document'>): string {
    const signature = this.#signer?.sign(document.id);
    const query = signature === undefined ? '' : `?${new URLSearchParams({ ...signature })}`;
    return (this.#publicUrl ?? '') + permalink + query;
  }
}

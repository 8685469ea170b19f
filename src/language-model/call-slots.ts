import pLimit from 'p-limit';

/** So many calls at once; the others wait in the order in which they came. */
export class CallSlots {
  readonly #limit: ReturnType<typeof pLimit>;

  constructor(count: number) {
    this.#limit = pLimit(count);
  }

  /**
   * Waits for a slot.
   *
   * @returns what gives it back
   * @throws `signal.reason` as soon as the signal ends the waiting
   */
  take(signal: AbortSignal): Promise<() => void> {
    return new Promise((resolve, reject) => {
      const leave = () => reject(signal.reason);
      signal.addEventListener('abort', leave, { once: true });
      void this.#limit(
        () =>
          new Promise<void>((release) => {
            signal.removeEventListener('abort', leave);
            if (signal.aborted) {
              reject(signal.reason);
              release();
            } else resolve(release);
          }),
      );
    });
  }
}

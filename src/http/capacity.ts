import { SourcierError } from '../errors.ts';

/** Lets at most `limit` tasks run at once; one more is refused at once instead of waiting in an ever longer line. */
export class Capacity {
  readonly #limit: number;
  #running = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** @throws {SourcierError} `overloaded`, and whatever the task throws */
  async run<Result>(task: () => Promise<Result>): Promise<Result> {
    if (this.#running >= this.#limit) throw new SourcierError('overloaded');
    this.#running += 1;
    try {
      return await task();
    } finally {
      this.#running -= 1;
    }
  }
}

/**
 * Remembers what a pure function gave for short strings, in bounded memory: when `capacity` new keys have come, the
 * generation before the last is dropped, so words in use stay and at most twice `capacity` entries are held.
 */
export class BoundedMemo<Value> {
  readonly #capacity: number;
  readonly #compute: (key: string) => Value;
  #recent = new Map<string, Value>();
  #older = new Map<string, Value>();

  /** `compute` must be pure and must not give `undefined`. */
  constructor(capacity: number, compute: (key: string) => Value) {
    this.#capacity = capacity;
    this.#compute = compute;
  }

  get(key: string): Value {
    const known = this.#recent.get(key);
    if (known !== undefined) return known;
    const copy = detach(key);
    const value = this.#older.get(key) ?? this.#compute(copy);
    if (this.#recent.size >= this.#capacity) {
      this.#older = this.#recent;
      this.#recent = new Map();
    }
    this.#recent.set(copy, value);
    return value;
  }
}

/** V8 keeps a long string alive for each slice of it: a remembered word must not hold on to its whole document. */
function detach(slice: string): string {
  return ` ${slice}`.slice(1);
}

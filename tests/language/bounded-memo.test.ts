import { describe, expect, it } from 'vitest';
import { BoundedMemo } from '../../src/language/bounded-memo.ts';

describe('BoundedMemo', () => {
  it('computes a key once while it is in use, and forgets keys that are not', () => {
    const computed: string[] = [];
    const memo = new BoundedMemo(2, (key) => {
      computed.push(key);
      return key.toUpperCase();
    });
    for (const key of ['a', 'b', 'a', 'c', 'a', 'd', 'e', 'b']) expect(memo.get(key)).toBe(key.toUpperCase());
    expect(computed).toEqual(['a', 'b', 'c', 'd', 'e', 'b']);
  });

  it('remembers values that are false or empty', () => {
    let calls = 0;
    const memo = new BoundedMemo(10, () => {
      calls++;
      return '';
    });
    memo.get('x');
    memo.get('x');
    expect(calls).toBe(1);
  });
});

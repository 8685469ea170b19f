import { describe, expect, it } from 'vitest';
import { ERROR_CODES, SourcierError } from '../src/errors.ts';

const NO_BREAK_SPACE = '\u00A0';

describe('every coded error', () => {
  it.each(ERROR_CODES)('%s has a title and a detail in both languages', (code) => {
    const error = new SourcierError(code);
    for (const language of ['fr', 'en'] as const) {
      expect(error.title(language).length).toBeGreaterThan(4);
      expect(error.detail(language)).toMatch(/\.$/);
    }
    expect(error.detail('fr')).not.toBe(error.detail('en'));
  });

  it.each(ERROR_CODES)('%s is written with French typography', (code) => {
    const error = new SourcierError(code);
    const french = `${error.title('fr')} ${error.detail('fr')}`;
    expect(french).not.toMatch(/ [:;?!»]|« |'/);
    expect(french.includes('«')).toBe(french.includes(`«${NO_BREAK_SPACE}`));
  });

  it.each(ERROR_CODES)('%s has a status that a client understands', (code) => {
    expect(new SourcierError(code).status).toBeGreaterThanOrEqual(400);
    expect(new SourcierError(code).status).toBeLessThan(600);
  });
});

describe('SourcierError', () => {
  it('puts its parameters into the detail, in the language asked for', () => {
    const error = new SourcierError('invalid_request', {
      field: 'limit',
      problem: { fr: 'trop grand', en: 'too large' },
    });
    expect(error.detail('fr')).toBe('Le champ «\u00A0limit\u00A0» est invalide\u00A0: trop grand.');
    expect(error.detail('en')).toBe('The field "limit" is invalid: too large.');
  });

  it('leaves a parameter with braces alone, so that hostile values cannot pull in others', () => {
    expect(new SourcierError('invalid_request', { field: '{problem}', problem: 'secret' }).detail('en')).toContain(
      '"{problem}"',
    );
  });

  it('says whether trying again may help', () => {
    expect(new SourcierError('writer_busy').retryable).toBe(true);
    expect(new SourcierError('invalid_request').retryable).toBe(false);
  });

  it('is told apart from other errors and by code', () => {
    expect(SourcierError.is(new Error('x'))).toBe(false);
    expect(SourcierError.is(new SourcierError('index_missing'), 'index_missing')).toBe(true);
    expect(SourcierError.is(new SourcierError('index_missing'), 'internal')).toBe(false);
  });
});

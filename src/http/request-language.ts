import type { FastifyRequest } from 'fastify';
import type { Language } from '../domain.ts';
import { detectLanguage } from '../language/detect.ts';

const DEFAULT_LANGUAGE: Language = 'fr';

/** As much of a question as is needed to tell its language. */
const DETECTED_CHARACTERS = 2_000;

function isLanguage(value: unknown): value is Language {
  return value === 'fr' || value === 'en';
}

/**
 * The reader's preference between French and English by `Accept-Language` (RFC 9110, section 12.5.4), or undefined
 * where the header names neither. Of equal weights the first counts.
 */
export function acceptedLanguage(header: string | undefined): Language | undefined {
  const preferences = (header ?? '').split(',', 50).flatMap((entry) => {
    const [range = '', ...parameters] = entry.trim().toLowerCase().split(';');
    const language = range.trim().split('-')[0];
    const quality = parameters.map((parameter) => parameter.trim()).find((parameter) => parameter.startsWith('q='));
    const weight = quality === undefined ? 1 : Number(quality.slice(2));
    return isLanguage(language) && weight > 0 ? [{ language, weight }] : [];
  });
  return preferences.sort((first, second) => second.weight - first.weight)[0]?.language;
}

/** The language of the interface that a request comes from. */
export function interfaceLanguage(request: FastifyRequest): Language | undefined {
  return acceptedLanguage(request.headers['accept-language']);
}

/**
 * The language of a message about a request, whose body may be anything: `answerLanguage`, else the language of the
 * question, else `Accept-Language`, else French.
 */
export function messageLanguage(request: FastifyRequest): Language {
  const body: unknown = request.body;
  const { answerLanguage, question, query } = (typeof body === 'object' && body !== null ? body : {}) as Record<
    string,
    unknown
  >;
  if (isLanguage(answerLanguage)) return answerLanguage;
  const text = typeof question === 'string' ? question : query;
  const preferred = interfaceLanguage(request);
  const detected =
    typeof text === 'string' ? detectLanguage(text.slice(0, DETECTED_CHARACTERS), preferred).language : null;
  return detected ?? preferred ?? DEFAULT_LANGUAGE;
}

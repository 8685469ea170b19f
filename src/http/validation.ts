import type { FastifySchemaCompiler } from 'fastify';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import type { Language } from '../domain.ts';
import { SourcierError } from '../errors.ts';

type Words = Readonly<Record<Language, string>>;

interface Violation {
  readonly keyword: string;
  readonly instancePath: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** Longer names of unknown fields are cut: they are the sender's text, not ours. */
const FIELD_NAME_CHARACTERS = 80;

const TYPES: Readonly<Record<string, Words>> = {
  string: { fr: 'une chaîne de caractères', en: 'a string' },
  integer: { fr: 'un nombre entier', en: 'a whole number' },
  boolean: { fr: '« true » ou « false »', en: '"true" or "false"' },
  array: { fr: 'une liste', en: 'a list' },
  object: { fr: 'un objet JSON', en: 'a JSON object' },
};

const NUMBERS = { fr: new Intl.NumberFormat('fr-FR'), en: new Intl.NumberFormat('en-GB') };

/** An error that names the field and what is wrong with it, in both languages. */
export function invalidField(field: string, problem: Words): SourcierError {
  return new SourcierError('invalid_request', { field, problem });
}

function withNumber(value: unknown, fr: (number: string) => string, en: (number: string) => string): Words {
  return { fr: fr(NUMBERS.fr.format(Number(value))), en: en(NUMBERS.en.format(Number(value))) };
}

function alternatives(values: unknown): Words {
  const names = Array.isArray(values) ? values.map(String) : [];
  return {
    fr: `il doit valoir ${names.map((name) => `« ${name} »`).join(' ou ')}`,
    en: `it must be ${names.map((name) => `"${name}"`).join(' or ')}`,
  };
}

const MUST_NOT_BE_EMPTY: Words = { fr: 'il ne doit pas être vide', en: 'it must not be empty' };

/** What each keyword of JSON Schema demands, in words that follow « Le champ … est invalide : ». */
const PROBLEMS: Readonly<Record<string, (params: Violation['params']) => Words>> = {
  required: () => ({ fr: 'il est obligatoire', en: 'it is required' }),
  additionalProperties: () => ({ fr: 'il n’existe pas dans cette requête', en: 'this request has no such field' }),
  type: ({ type }) => {
    const expected = TYPES[String(type)];
    return expected === undefined
      ? { fr: 'il n’a pas le type attendu', en: 'it is not of the expected type' }
      : { fr: `il doit être ${expected.fr}`, en: `it must be ${expected.en}` };
  },
  enum: ({ allowedValues }) => alternatives(allowedValues),
  minLength: () => MUST_NOT_BE_EMPTY,
  minItems: () => MUST_NOT_BE_EMPTY,
  maxLength: ({ limit }) =>
    withNumber(
      limit,
      (number) => `il dépasse ${number} caractères`,
      (number) => `it exceeds ${number} characters`,
    ),
  maxItems: ({ limit }) =>
    withNumber(
      limit,
      (number) => `il compte plus de ${number} éléments`,
      (number) => `it has more than ${number} items`,
    ),
  minimum: ({ limit }) =>
    withNumber(
      limit,
      (number) => `il doit valoir au moins ${number}`,
      (number) => `it must be at least ${number}`,
    ),
  maximum: ({ limit }) =>
    withNumber(
      limit,
      (number) => `il doit valoir au plus ${number}`,
      (number) => `it must be at most ${number}`,
    ),
};

/** `/history/3/content` (a JSON pointer, RFC 6901) as people write it: `history[3].content`. */
function fieldName(instancePath: string, property: unknown, whole: string): string {
  const steps = instancePath
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  if (typeof property === 'string') steps.push(property);
  const name = steps.map((step) => (/^\d+$/.test(step) ? `[${step}]` : `.${step}`)).join('');
  return name.replace(/^\./, '').slice(0, FIELD_NAME_CHARACTERS) || whole;
}

function firstOf(list: unknown): unknown {
  return Array.isArray(list) ? list[0] : undefined;
}

function describeViolation({ keyword, instancePath, params }: Violation, whole: string): SourcierError {
  const property = firstOf(params.requiredProperties) ?? firstOf(params.additionalProperties);
  const describe = PROBLEMS[keyword];
  const problem = describe?.(params) ?? { fr: 'il n’a pas la forme attendue', en: 'it is not of the expected form' };
  return invalidField(fieldName(instancePath, property, whole), problem);
}

/** Query strings hold only text: whole numbers in decimal digits, `true` and `false` are read where the schema wants them. */
function readText(schema: TSchema, query: unknown): unknown {
  if (typeof query !== 'object' || query === null) return query;
  const properties = (schema as { properties?: Record<string, { type?: string }> }).properties ?? {};
  return Object.fromEntries(
    Object.entries(query).map(([name, value]) => {
      const type = properties[name]?.type;
      if (typeof value !== 'string') return [name, value];
      if (type === 'integer' && /^-?\d{1,9}$/.test(value)) return [name, Number(value)];
      if (type === 'boolean' && /^(?:true|false)$/.test(value)) return [name, value === 'true'];
      return [name, value];
    }),
  );
}

/**
 * Checks requests against their schemas without changing them: a number sent as a string, or a field too many, is an
 * error that names the field, never a guess.
 */
export const compileValidator: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  const validator = Compile(schema);
  const isQuery = httpPart === 'querystring';
  return (received: unknown) => {
    const value = isQuery ? readText(schema, received) : received;
    if (validator.Check(value)) return { value };
    const violations: readonly Violation[] = validator.Errors(value);
    // A refused property comes twice: once as a schema that is `false`, once by name.
    const [first] = violations.filter((violation) => violation.keyword !== 'boolean');
    const whole = isQuery ? 'query' : 'body';
    return { error: first === undefined ? invalidField(whole, { fr: '', en: '' }) : describeViolation(first, whole) };
  };
};

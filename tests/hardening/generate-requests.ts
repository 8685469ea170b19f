import { pick } from './scale.ts';

/** As much of OpenAPI 3.1 as ours uses. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
}

interface Operation {
  readonly parameters?: readonly { readonly in: string; readonly name: string; readonly schema: Schema }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, unknown>> }>>;
}

export interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

export interface GeneratedRequest {
  /** As the document has it: `/v1/documents/{id}`. */
  readonly path: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload?: string | Buffer;
}

const HOSTILE = [
  '',
  ' ',
  '\u0000',
  '\ud800',
  '\u202Etxt.fdp',
  '../../../../etc/passwd',
  '%2e%2e%2f',
  '%',
  '%ff%fe',
  "' OR 1=1 --",
  '<script>alert(1)</script>',
  '🏳️‍🌈'.repeat(50),
  'é'.repeat(2_001),
  'a'.repeat(5_000),
  '9999-99-99',
  '-0',
  '1e999',
  '__proto__',
  'constructor',
  '*',
  '"',
  '[1]',
  '((((((((((a+)+)+)+)+)+',
];

/** Requests that keep to the document, or leave it at one place or another; always the same for the same numbers. */
export class RequestGenerator {
  readonly #document: OpenApi;
  readonly #random: () => number;
  /** Texts that mean something to the service: questions, ids, permalinks, dates. */
  readonly #known: readonly string[];
  readonly #ids: readonly string[];
  readonly #keys: readonly string[];

  constructor(
    document: OpenApi,
    { known, ids, keys }: { known: readonly string[]; ids: readonly string[]; keys: readonly string[] },
    random: () => number,
  ) {
    this.#ids = ids;
    this.#document = document;
    this.#known = known;
    this.#keys = keys;
    this.#random = random;
  }

  next(): GeneratedRequest {
    const paths = Object.keys(this.#document.paths);
    const path = this.#oneOf(paths);
    const methods = this.#document.paths[path] as Readonly<Record<string, Operation>>;
    const method = this.#oneOf(Object.keys(methods));
    const operation = methods[method] as Operation;
    const headers: Record<string, string> = {};
    if (this.#chance(0.9)) headers.authorization = `Bearer ${this.#oneOf(this.#keys)}`;
    if (this.#chance(0.3))
      headers['accept-language'] = this.#oneOf(['fr', 'en', 'de, en;q=0.5', '*', ';;;', 'x'.repeat(300)]);
    if (this.#chance(0.3))
      headers.accept = this.#oneOf(['application/json', 'text/event-stream', 'text/html', '*/*', 'x']);
    if (this.#chance(0.1)) headers.origin = this.#oneOf(['https://www.example.org', 'null', 'x']);
    if (this.#chance(0.1)) headers.range = this.#oneOf(['bytes=0-10', 'bytes=-1', 'bytes=9-1', 'x']);
    const body = this.#body(operation, headers);
    return { path, method, url: this.#url(path, operation), headers, ...(body === undefined ? {} : { payload: body }) };
  }

  #url(path: string, { parameters = [] }: Operation): string {
    const filled = path.replace(/\{(\w+)\}/g, () =>
      encodeURIComponent(wellFormed(this.#chance(0.5) ? this.#oneOf(this.#ids) : this.#text())),
    );
    const query = parameters
      .filter((parameter) => parameter.in === 'query' && this.#chance(0.6))
      .map(({ name, schema }) => `${name}=${encodeURIComponent(wellFormed(String(this.#value(schema, 0))))}`);
    if (this.#chance(0.05)) query.push(this.#oneOf(['x=1', 'limit=', '&&&', '%', 'limit=1&limit=2', '__proto__[a]=1']));
    return filled + (query.length === 0 ? '' : `?${query.join('&')}`);
  }

  #body({ requestBody }: Operation, headers: Record<string, string>): string | Buffer | undefined {
    const contents = Object.entries(requestBody?.content ?? {});
    const content = contents[0];
    if (content === undefined) {
      if (!this.#chance(0.05)) return undefined;
      headers['content-type'] = 'application/json';
      return '{}';
    }
    const [mediaType, { schema }] = content;
    if (mediaType === 'multipart/form-data') return this.#form(headers);
    headers['content-type'] = this.#chance(0.97) ? mediaType : this.#oneOf(['text/plain', 'application/xml', 'x', '']);
    const json = JSON.stringify(this.#value(schema, 0)) ?? '';
    return this.#chance(0.05) ? json.slice(0, pick(this.#random, json.length + 1)) : json;
  }

  #form(headers: Record<string, string>): Buffer {
    headers['content-type'] = this.#chance(0.9) ? 'multipart/form-data; boundary=x' : 'multipart/form-data';
    const name = this.#oneOf(['file', 'file', 'file', 'other']);
    const fileName = this.#chance(0.7) ? `essai-${pick(this.#random, 5)}.md` : this.#text().replaceAll(/["\r\n]/g, '_');
    const content = this.#chance(0.5) ? `# Essai\n\nUne phrase sur ${this.#oneOf(this.#known)}.` : this.#text();
    const end = this.#chance(0.9) ? '\r\n--x--\r\n' : '';
    return Buffer.from(
      `--x\r\ncontent-disposition: form-data; name="${name}"; filename="${fileName}"\r\n\r\n${content}${end}`,
    );
  }

  /** Of the schema nine times in ten at each place; otherwise whatever JSON can hold. */
  #value(schema: Schema, depth: number): unknown {
    if (this.#chance(0.04)) return this.#oneOf([null, true, -1, 1.5, 1e308, '', [], {}, [[]], { a: 1 }, this.#text()]);
    const { $ref } = schema;
    if ($ref !== undefined) {
      return this.#value(this.#document.components.schemas[$ref.split('/').at(-1) as string] as Schema, depth);
    }
    const choices = schema.anyOf ?? schema.oneOf;
    if (choices !== undefined) return this.#value(this.#oneOf(choices), depth);
    if (schema.allOf !== undefined) return Object.assign({}, ...schema.allOf.map((part) => this.#value(part, depth)));
    if (schema.const !== undefined) return schema.const;
    if (schema.enum !== undefined) return this.#oneOf(schema.enum);
    const { type } = schema;
    switch (typeof type === 'string' || type === undefined ? type : this.#oneOf(type)) {
      case 'object':
        return this.#object(schema, depth);
      case 'array': {
        const most = Math.min(schema.maxItems ?? 3, depth > 3 ? 1 : 3);
        const length = (schema.minItems ?? 0) + pick(this.#random, most + 1);
        return Array.from({ length }, () => this.#value(schema.items ?? {}, depth + 1));
      }
      case 'integer':
      case 'number': {
        const [low, high] = [schema.minimum ?? 0, schema.maximum ?? 1_000];
        return this.#chance(0.9)
          ? low + pick(this.#random, high - low + 1)
          : this.#oneOf([low - 1, high + 1, 0.5, 1e15]);
      }
      case 'boolean':
        return this.#chance(0.5);
      case 'null':
        return null;
      default:
        return this.#text();
    }
  }

  #object({ properties = {}, required = [] }: Schema, depth: number): Record<string, unknown> {
    const made: Record<string, unknown> = {};
    for (const [name, schema] of Object.entries(properties)) {
      const isWanted = required.includes(name) ? this.#chance(0.97) : this.#chance(0.4);
      // What names a document is seldom found by chance.
      const isId = name === 'id' && this.#chance(0.8);
      if (isWanted) made[name] = isId ? this.#oneOf(this.#ids) : this.#value(schema, depth + 1);
    }
    if (this.#chance(0.03)) made[this.#oneOf(['x', 'toString', 'constructor'])] = 1;
    return made;
  }

  #text(): string {
    if (this.#chance(0.75)) return this.#oneOf(this.#known);
    if (this.#chance(0.7)) return this.#oneOf(HOSTILE);
    return String.fromCharCode(...Array.from({ length: pick(this.#random, 40) }, () => pick(this.#random, 0x10000)));
  }

  #chance(probability: number): boolean {
    return this.#random() < probability;
  }

  #oneOf<Value>(values: readonly Value[]): Value {
    return values[pick(this.#random, values.length)] as Value;
  }
}

/** An address cannot hold a lone surrogate. */
function wellFormed(text: string): string {
  return text.toWellFormed();
}

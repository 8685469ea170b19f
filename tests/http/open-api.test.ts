import { describe, expect, it } from 'vitest';
import { shareTestApp } from './build-app.ts';

type Json = Record<string, unknown>;

/** What contract.md promises of the HTTP interface, by method and path. */
const OPERATIONS = [
  'get /health/live',
  'get /health/ready',
  'post /v1/ask',
  'post /v1/references',
  'post /v1/briefings',
  'post /v1/search',
  'get /v1/documents',
  'post /v1/documents',
  'get /v1/documents/{id}',
  'delete /v1/documents/{id}',
  'get /v1/documents/{id}/text',
  'get /v1/documents/{id}/file',
  'get /v1/passages/{id}',
  'get /v1/ingestion',
  'get /citations/{id}',
];

function walk(value: unknown, visit: (node: Json) => void): void {
  if (Array.isArray(value)) for (const item of value) walk(item, visit);
  else if (typeof value === 'object' && value !== null) {
    visit(value as Json);
    for (const child of Object.values(value)) walk(child, visit);
  }
}

function resolvePointer(document: Json, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .reduce<unknown>((node, step) => (node as Json | undefined)?.[step.replaceAll('~1', '/')], document);
}

describe('the OpenAPI document', () => {
  const app = shareTestApp({ PUBLIC_URL: 'https://sources.example.org/' });
  const read = async () =>
    (await app().inject('/openapi.json')).json<Json & { paths: Record<string, Record<string, Json>> }>();

  it('lists every route of the contract, and nothing else', async () => {
    const { paths } = await read();
    const listed = Object.entries(paths).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method} ${path}`),
    );
    expect(listed.sort()).toEqual([...OPERATIONS].sort());
  });

  it('lists only routes that exist', async () => {
    const { paths } = await read();
    for (const [path, item] of Object.entries(paths)) {
      for (const method of Object.keys(item)) {
        const url = path.replace(/\{(\w+)\}/g, ':$1');
        expect(app().hasRoute({ method: method.toUpperCase() as 'GET', url }), `${method} ${path}`).toBe(true);
      }
    }
  });

  it('describes each operation and each of its responses', async () => {
    const { paths } = await read();
    const names = new Set<unknown>();
    for (const [path, item] of Object.entries(paths)) {
      for (const [method, operation] of Object.entries(item)) {
        const label = `${method} ${path}`;
        names.add(operation.operationId);
        expect(operation.summary, label).toEqual(expect.any(String));
        expect(operation.tags, label).toHaveLength(1);
        const parameters = (operation.parameters ?? []) as { in: string; name: string }[];
        const inPath = parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name);
        expect(inPath, label).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
        const responses = operation.responses as Record<string, { description: string; content?: Json }>;
        expect(
          Object.keys(responses).some((status) => status.startsWith('2')),
          label,
        ).toBe(true);
        for (const [status, response] of Object.entries(responses)) {
          expect(response.description, `${label} ${status}`).not.toMatch(/^(Default Response)?$/);
          const mediaTypes = Object.keys(response.content ?? {});
          if (Number(status) >= 400) expect(mediaTypes, `${label} ${status}`).toEqual(['application/problem+json']);
          else if (/references|briefings/.test(label)) expect(mediaTypes).toHaveLength(4);
          else if (label === 'post /v1/ask') expect(mediaTypes).toEqual(['application/json', 'text/event-stream']);
          else expect(mediaTypes.length, `${label} ${status}`).toBe(status === '204' ? 0 : 1);
        }
      }
    }
    expect(names.size).toBe(OPERATIONS.length);
  });

  it('points only to what it holds', async () => {
    const document = await read();
    const pointers: string[] = [];
    walk(document, (node) => {
      if (typeof node.$ref === 'string') pointers.push(node.$ref);
    });
    expect(pointers.length).toBeGreaterThan(20);
    for (const pointer of pointers) {
      expect(pointer).toMatch(/^#\/components\/schemas\//);
      expect(resolvePointer(document, pointer), pointer).toBeDefined();
    }
  });

  it('holds schemas that are schemas', async () => {
    const document = await read();
    const types = new Set(['object', 'array', 'string', 'integer', 'number', 'boolean', 'null']);
    walk([document.components, document.paths], (node) => {
      if (typeof node.type === 'string' && !('scheme' in node)) expect(types).toContain(node.type);
      if (Array.isArray(node.required) && typeof node.properties === 'object') {
        expect(Object.keys(node.properties as Json)).toEqual(expect.arrayContaining(node.required));
      }
    });
    expect(document).toMatchObject({ openapi: '3.1.0', servers: [{ url: 'https://sources.example.org' }] });
  });

  it('has a reference page that needs nothing from elsewhere', async () => {
    const { body } = await app().inject('/docs');
    const addresses = [...body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => address ?? '');
    expect(addresses.length).toBeGreaterThan(3);
    for (const address of addresses) {
      expect(address).toMatch(/^\/docs\/static\//);
      expect((await app().inject(address)).statusCode).toBe(200);
    }
  });
});

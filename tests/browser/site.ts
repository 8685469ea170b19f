import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Site {
  readonly origin: string;
  close(): Promise<void>;
}

/** A site of somebody else, which embeds the chat under a strict policy; `?` holds the element's attributes as JSON. */
export async function startSite(service: () => string): Promise<Site> {
  const server = createServer((request, response) => {
    const query = new URL(request.url ?? '/', 'http://site').searchParams;
    const attributes = JSON.parse(query.get('chat') ?? '{}') as Record<string, string>;
    const written = Object.entries(attributes)
      .map(([name, value]) => `${name}="${value.replaceAll('"', '&quot;')}"`)
      .join(' ');
    const policy = `default-src 'none'; script-src 'self' ${service()}; connect-src ${service()}; style-src 'self'; require-trusted-types-for 'script'`;
    if (request.url?.startsWith('/site.css')) {
      response.writeHead(200, { 'content-type': 'text/css' });
      response.end(
        '* { font-size: 31px !important; } button { display: none; } p { color: red; } h2 { margin: 90px; }',
      );
      return;
    }
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy });
    response.end(`<!doctype html><html lang="${query.get('lang') ?? 'fr'}"><head><meta name="viewport" content="width=device-width"><title>Site</title>
${query.has('styled') ? '<link rel="stylesheet" href="/site.css">' : ''}</head><body><main><h1>Site</h1><p id="own">Texte</p>
<script type="module" src="${service()}/widget.js" crossorigin></script>
<sourcier-chat ${written}></sourcier-chat>${query.has('two') ? '<sourcier-chat inline lang="en"></sourcier-chat>' : ''}</main></body></html>`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

import { appendFileSync } from 'node:fs';

/** A hook of the module loader that notes every module: MODULE_LOG names the file. */
export async function load(url, context, next) {
  appendFileSync(process.env.MODULE_LOG, `${url}\n`);
  return await next(url, context);
}

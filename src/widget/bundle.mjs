import { build } from 'esbuild';

/**
 * A script for browsers without imports: a module, since only modules know their own address. Used by the build, and
 * where the program runs from its sources.
 *
 * @param {string} source path of its first file
 * @returns {Promise<string>}
 */
export async function bundleScript(source) {
  const { outputFiles } = await build({
    entryPoints: [source],
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    charset: 'utf8',
    loader: { '.css': 'text' },
    legalComments: 'none',
    write: false,
  });
  return outputFiles[0].text;
}

import { build } from 'esbuild'

/** One class of the framework, and what it is made of. */
const limit = 20_000

/**
 * Whether a bundler leaves out of an installed package what a program does not use, with the smallest program that
 * there is. Vivace is bundled before it is published, so nothing but its annotations says what can be left out.
 *
 *     await judgeTreeShaking('/tmp/project', { entry: 'vivace', name: 'DefinitionError' })   // []
 */
export async function judgeTreeShaking(
  folder: string,
  { entry, name }: { readonly entry: string; readonly name: string },
): Promise<string[]> {
  const { outputFiles } = await build({
    stdin: { contents: `export { ${name} } from '${entry}'`, resolveDir: folder },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    minify: true,
    outdir: folder,
    write: false,
  })
  const size = outputFiles.find(({ path }) => path.endsWith('stdin.js'))?.contents.length ?? Infinity
  return size <= limit
    ? []
    : [
        `${name} of ${entry} alone is bundled as ${size} bytes, more than ${limit}: it brings along what it does not need`,
      ]
}

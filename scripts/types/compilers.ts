import { createRequire } from 'node:module'
import { runCommand, type Ran } from '../run-command.ts'

/** A TypeScript compiler that our users may have. */
export interface Compiler {
  /** `TypeScript 7.0.2` */
  readonly name: string
  readonly tsc: string
}

const require = createRequire(import.meta.url)

/**
 * TypeScript 6, which the linter and most tools still need, and TypeScript 7, which builds. Both are named by
 * their path: which one `npx tsc` runs depends on the order of installation.
 */
export const compilers: readonly Compiler[] = ['typescript', 'typescript-7'].map((folder) => {
  // Every package.json in a registry has a version.
  const { version } = require(`${folder}/package.json`) as { readonly version: string }
  return {
    name: `TypeScript ${version}`,
    tsc: require.resolve(`${folder}/package.json`).replace('package.json', 'bin/tsc'),
  }
})

/**
 * Runs a compiler on a project.
 *
 *     const { code, out } = await compile(compiler, ['-p', 'tsconfig.json', '--listFiles'])
 */
export function compile({ tsc }: Compiler, args: readonly string[]): Promise<Ran> {
  return runCommand(process.execPath, [tsc, '--pretty', 'false', ...args])
}

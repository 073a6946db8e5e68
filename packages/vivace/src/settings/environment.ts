import { DefinitionError } from '../errors/index.ts'
import { runtimeProcess } from './runtime-process.ts'

/** The variables that settings are read from. */
export type Environment = Readonly<Record<string, string | undefined>>

/** As much of `node:fs` as is needed. */
interface Files {
  readFileSync(path: string, encoding: 'utf8'): string
}

/** As much of `node:util` as is needed; `parseEnv` is Node's own reader of such files, since 20.12. */
interface EnvParser {
  readonly parseEnv?: (text: string) => Record<string, string | undefined>
}

/**
 * The environment of the process, and below it what the files say; of two files the later one wins. Files
 * that are not there are left out, and so are all of them on runtimes that have no files.
 *
 *     readEnvironment(['.env', '.env.local'])['DATABASE_URL']
 *
 * Throws `DefinitionError` SETTINGS_INVALID for a file that is there and cannot be read.
 */
export function readEnvironment(files: readonly string[]): Environment {
  const runtime = runtimeProcess()
  // Node's own modules have these members; other runtimes answer undefined for what they lack.
  const fs = runtime?.getBuiltinModule?.('node:fs') as Files | undefined
  const parser = runtime?.getBuiltinModule?.('node:util') as EnvParser | undefined
  const parse = parser?.parseEnv
  const read = fs === undefined || parse === undefined ? [] : files.map((file) => parse(readText(fs, file)))
  return Object.assign({}, ...read, runtime?.env) as Environment // texts alone go in
}

function readText(fs: Files, file: string): string {
  try {
    return fs.readFileSync(file, 'utf8')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    if (code === 'ENOENT' || code === 'ENOTDIR') return ''
    throw new DefinitionError({
      code: 'SETTINGS_INVALID',
      where: file,
      cause: `the file cannot be read (${code})`,
      remedy: 'let this user read it, or remove it',
    })
  }
}

import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { template } from './generated/template.ts'

/** Why a project cannot be made there; the message says what to do instead. */
export class CreateError extends Error {
  override readonly name = 'CreateError'
}

/** A project that was made. */
export interface CreatedProject {
  readonly name: string
  readonly folder: string
  /** Relative to the folder. */
  readonly files: readonly string[]
}

/**
 * Makes a project in a folder, which is named after it, and which is made if it is not there.
 *
 *     createProject('my-api').files    // ['package.json', 'src/app.ts', …]
 *
 * Throws `CreateError` for a name that npm does not take, and for a folder that has files.
 */
export function createProject(path: string): CreatedProject {
  const folder = resolve(path)
  const name = basename(folder)
  if (!isPackageName(name))
    throw new CreateError(`"${name}" is no name of a package: write lower-case letters, digits and hyphens.`)
  const others = existsSync(folder) ? readdirSync(folder).filter((file) => file !== '.git') : []
  if (others.length > 0) throw new CreateError(`${folder} is not empty: choose another name, or empty it.`)
  const files = Object.entries(template)
  for (const [file, text] of files) {
    const target = join(folder, file)
    mkdirSync(dirname(target), { recursive: true })
    writeFileSync(target, named(file, text, name))
  }
  return { name, folder, files: files.map(([file]) => file) }
}

/** What npm takes for the name of a new package, without a scope. */
function isPackageName(name: string): boolean {
  return /^[a-z0-9][a-z0-9._-]{0,213}$/.test(name) && name !== 'node_modules'
}

/** The example's own name is written in two files. */
function named(file: string, text: string, name: string): string {
  return file === 'package.json' || file === 'README.md' ? text.replace('todo-api', name) : text
}

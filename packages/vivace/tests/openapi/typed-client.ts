import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import openapiTypeScript, { astToString } from 'openapi-typescript'

/**
 * The types of a document, as openapi-typescript writes them: `export interface paths { … }`.
 *
 * Without `defaultNonNullable: false` it demands members that have a default, which clients may leave out of
 * what they send; of what they get, `required` says it already.
 */
export async function typesOf(document: unknown): Promise<string> {
  return astToString(await openapiTypeScript(JSON.stringify(document), { defaultNonNullable: false }))
}

const configuration = {
  compilerOptions: {
    strict: true,
    noEmit: true,
    target: 'es2022',
    module: 'nodenext',
    allowImportingTsExtensions: true,
    skipLibCheck: false,
    lib: ['es2023', 'dom', 'dom.iterable'],
    types: [],
  },
  include: ['*.ts'],
}

/** What the compiler says of some files, by their names; empty if they are right. */
export async function compileFiles(files: Readonly<Record<string, string>>): Promise<string> {
  // Below the repository, so that openapi-fetch is found.
  const cache = fileURLToPath(new URL('../../../../node_modules/.cache/vivace/', import.meta.url))
  await mkdir(cache, { recursive: true })
  const folder = await mkdtemp(join(cache, 'client-'))
  try {
    await writeFile(join(folder, 'package.json'), '{ "type": "module" }')
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(configuration))
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
    return await compile(folder)
  } finally {
    await rm(folder, { recursive: true })
  }
}

function compile(folder: string): Promise<string> {
  const compiler = fileURLToPath(new URL('../../../../node_modules/typescript-7/bin/tsc', import.meta.url))
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [compiler, '-p', folder], { cwd: folder }, (failure, out, err) => {
      if (failure !== null && out === '')
        reject(new Error(`The compiler did not run: ${err}`, { cause: failure }))
      else resolve(out)
    })
  })
}

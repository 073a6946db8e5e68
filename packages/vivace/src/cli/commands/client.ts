import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { App } from '../../app.ts'
import type { Command } from '../command.ts'
import type { ExitCode } from '../exit-code.ts'
import { loadApp } from '../load-app.ts'
import { print } from '../print.ts'
import { withProgress } from '../progress.ts'
import { UsageError } from '../usage-error.ts'

/** The newest version that was tried. */
const generator = 'openapi-typescript@7'

/** `vivace client`: types of the API for a front end. */
export const client: Command = {
  name: 'client',
  says: 'writes the types of the API, for openapi-fetch',
  details: 'By openapi-typescript: the one that the project has, else the one that npx fetches.',
  options: {
    out: { type: 'string', value: '<file>', says: 'the file to write; src/api.d.ts if absent' },
    operations: {
      type: 'string',
      value: '<file>',
      says: "writes what createClient() of vivace/client takes as 'operations' there, and no types",
    },
  },
  async run(given) {
    const out = given.text('out') ?? 'src/api.d.ts'
    const { app } = await loadApp(given.file)
    const operations = given.text('operations')
    if (operations !== undefined) return writeOperations(app, operations)
    const document = JSON.stringify(app.openapi())
    mkdirSync(dirname(resolve(out)), { recursive: true })
    await withProgress('Writing types', writeTypes(document, resolve(out)))
    print(usage(out))
    return 0
  },
}

function writeOperations(app: App, out: string): ExitCode {
  // The file is the front end's own: what the documents hide is there as well.
  const operations = app.operations({ hidden: true })
  if (Object.keys(operations).length === 0) {
    throw new UsageError(
      'No routes were added as a record, and inferred clients call those: app.add({ readUser })',
    )
  }
  mkdirSync(dirname(resolve(out)), { recursive: true })
  writeFileSync(out, `${JSON.stringify(operations, null, 2)}\n`)
  print(`Wrote ${out}. To use it:\n\n${operationsUsage(out)}`)
  return 0
}

function operationsUsage(out: string): string {
  const file = out.replace(/^.*\//, '')
  return [
    "  import { createClient } from 'vivace/client'",
    "  import type { api } from '…'",
    `  import operations from './${file}' with { type: 'json' }`,
    '',
    "  const client = createClient<typeof api>({ baseUrl: 'http://127.0.0.1:8000', operations })",
  ].join('\n')
}

async function writeTypes(document: string, out: string): Promise<void> {
  const installed = findInstalled()
  if (installed === undefined) return writeByNpx(document, out)
  const { default: openapiTs, astToString } = await importGenerator(installed)
  writeFileSync(out, astToString(await openapiTs(document, options)))
}

// A member with a default may be left out of what is sent; of what is got, `required` says that it is there.
const options = { defaultNonNullable: false }

/** As much of openapi-typescript 7 as is used here. */
interface Generator {
  readonly default: (document: string, options: { readonly defaultNonNullable: boolean }) => Promise<unknown>
  readonly astToString: (nodes: unknown) => string
}

async function importGenerator(path: string): Promise<Generator> {
  // What the package documents as its Node.js API: https://openapi-ts.dev/node
  return (await import(pathToFileURL(path).href)) as Generator
}

function findInstalled(): string | undefined {
  try {
    return createRequire(join(process.cwd(), 'package.json')).resolve('openapi-typescript')
  } catch {
    return undefined
  }
}

async function writeByNpx(document: string, out: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'vivace-client-'))
  try {
    const input = join(folder, 'openapi.json')
    writeFileSync(input, document)
    await runNpx(['--yes', generator, input, '--output', out, '--default-non-nullable', 'false'])
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function runNpx(args: readonly string[]): Promise<void> {
  return new Promise((done, reject) => {
    // npx is a script of the shell on Windows; no argument is the user's but the path that he named.
    const child = spawn('npx', args, {
      stdio: ['ignore', 'ignore', 'pipe'],
      shell: process.platform === 'win32',
    })
    let said = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
    child.once('error', reject)
    child.once('close', (code) => {
      if (code === 0) done()
      else
        reject(
          new Error(
            `npx ${generator} failed:\n${said}\nTo do without npx: npm install --save-dev ${generator}`,
          ),
        )
    })
  })
}

function usage(out: string): string {
  return [
    `Wrote ${out}. To use it:`,
    '',
    '  npm install openapi-fetch',
    '',
    "  import createClient from 'openapi-fetch'",
    `  import type { paths } from './${out.replace(/^.*\//, '').replace(/\.d\.ts$/, '')}'`,
    '',
    "  const client = createClient<paths>({ baseUrl: 'http://127.0.0.1:8000' })",
    "  const { data, error } = await client.GET('/items/{itemId}', { params: { path: { itemId: 7 } } })",
  ].join('\n')
}

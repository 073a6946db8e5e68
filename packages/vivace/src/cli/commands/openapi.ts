import { readFileSync, writeFileSync } from 'node:fs'
import type { Command, Given } from '../command.ts'
import { breakingChanges } from '../diff/breaking-changes.ts'
import { isRecord, type Json } from '../diff/document-reader.ts'
import type { ExitCode } from '../exit-code.ts'
import { loadApp } from '../load-app.ts'
import { print, tell } from '../print.ts'
import { UsageError } from '../usage-error.ts'

/** `vivace openapi`: the OpenAPI document, and what changed in it that breaks clients. */
export const openapi: Command = {
  name: 'openapi',
  says: 'prints the OpenAPI document, or writes it, or names the changes that break clients',
  details:
    'With --diff nothing is printed but the breaking changes since the older document, and the exit code is 1\n' +
    'if there are any: what is gone (operations, parameters, answers, fields), what is newly demanded, and\n' +
    'inputs that take less than before.',
  options: {
    out: { type: 'string', value: '<file>', says: 'writes the document to a file' },
    diff: { type: 'string', value: '<old.json>', says: 'compares with an older document' },
  },
  async run(given) {
    const old = readOld(given)
    const { app } = await loadApp(given.file)
    const document = app.openapi()
    const out = given.text('out')
    const text = `${JSON.stringify(document, null, 2)}\n`
    if (out !== undefined) {
      writeFileSync(out, text)
      tell(`Wrote ${out}: ${Object.keys(document.paths).length} paths.`)
    }
    if (old !== undefined) return report(breakingChanges(old, JSON.parse(text) as Json)) // an object, as it was written
    if (out === undefined) process.stdout.write(text)
    return 0
  },
}

// Read before the app is loaded, and before --out writes: both may be the same file.
function readOld(given: Given): Readonly<Record<string, unknown>> | undefined {
  const path = given.text('diff')
  if (path === undefined) return undefined
  try {
    const document: unknown = JSON.parse(readFileSync(path, 'utf8'))
    if (isRecord(document) && isRecord(document['paths'])) return document
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
  throw new UsageError(`${path} is not an OpenAPI document: it has no paths.`)
}

function report(changes: readonly string[]): ExitCode {
  for (const change of changes) print(`breaking: ${change}`)
  if (changes.length === 0) print('No breaking changes.')
  return changes.length === 0 ? 0 : 1
}

import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type RulesetDefinition, Spectral } from '@stoplight/spectral-core'
import { oas } from '@stoplight/spectral-rulesets'

/** What a linter says of a document. */
export interface Finding {
  readonly linter: 'redocly' | 'spectral'
  readonly severity: 'error' | 'warning'
  readonly rule: string
  /** Where in the document: `#/paths/~1items/get`. */
  readonly place: string
  readonly message: string
}

/** What Redocly's recommended rules and Spectral's OpenAPI rules find in a document of any app. */
export async function lintDocument(document: unknown): Promise<readonly Finding[]> {
  const [redocly, spectral] = await Promise.all([lintWithRedocly(document), lintWithSpectral(document)])
  return [...redocly, ...spectral]
}

interface RedoclyReport {
  readonly problems: readonly {
    readonly ruleId: string
    readonly severity: string
    readonly message: string
    readonly location: readonly { readonly pointer?: string }[]
  }[]
}

async function lintWithRedocly(document: unknown): Promise<readonly Finding[]> {
  const folder = await mkdtemp(join(tmpdir(), 'vivace-lint-'))
  try {
    const file = join(folder, 'openapi.json')
    await writeFile(file, JSON.stringify(document))
    const program = fileURLToPath(import.meta.resolve('@redocly/cli/bin/cli.js'))
    const report = await run(program, ['lint', file, '--format=json', '--extends=recommended'])
    return report.problems.map(({ severity, ruleId, message, location }) => ({
      linter: 'redocly',
      severity: severity === 'error' ? 'error' : 'warning',
      rule: ruleId,
      place: location[0]?.pointer ?? '',
      message,
    }))
  } finally {
    await rm(folder, { recursive: true })
  }
}

function run(program: string, parameters: readonly string[]): Promise<RedoclyReport> {
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' }
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [program, ...parameters], { env, maxBuffer: 2 ** 26 }, (failure, out, err) => {
      try {
        // The shape of `--format=json`; it ends with status 1 when there are errors, which is no failure here.
        resolve(JSON.parse(out) as RedoclyReport)
      } catch {
        reject(new Error(`redocly gave no report: ${out}${err}`, { cause: failure }))
      }
    })
  })
}

async function lintWithSpectral(document: unknown): Promise<readonly Finding[]> {
  const spectral = new Spectral()
  // Spectral's own rules; its types differ from themselves under exactOptionalPropertyTypes.
  spectral.setRuleset({ extends: [oas as RulesetDefinition] })
  const results = await spectral.run(JSON.stringify(document))
  return results.map(({ severity, code, path, message }) => ({
    linter: 'spectral',
    // DiagnosticSeverity.Error
    severity: Number(severity) === 0 ? 'error' : 'warning',
    rule: String(code),
    place: `#/${path.map((part) => String(part).replaceAll('~', '~0').replaceAll('/', '~1')).join('/')}`,
    message,
  }))
}

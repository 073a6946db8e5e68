import type { App } from '../../app.ts'
import { type Finding, findingsOf, settingsFindings } from '../check/findings.ts'
import { publicPlaces } from '../check/public-places.ts'
import type { Command } from '../command.ts'
import { isMisconfiguration } from '../../settings/exit-as-misconfigured.ts'
import { loadApp } from '../load-app.ts'
import { print } from '../print.ts'
import { UsageError } from '../usage-error.ts'

/** `vivace check`: whether an app starts, and with `--production` whether it should. */
export const check: Command = {
  name: 'check',
  says: 'lists what is wrong with the app, or with --production what keeps it from going live',
  details:
    'Nothing is started: the app is loaded, its routes and its document are compiled, and its settings are read\n' +
    'from the environment of this command. The exit code is 1 if there is any finding. Of an app that has a guard\n' +
    'it lists what is public as well, which is no finding.',
  options: {
    production: { type: 'boolean', says: 'with NODE_ENV=production, and with what only matters there' },
    except: {
      type: 'string',
      value: '<word,…>',
      says: 'findings to leave out, by the word in their brackets',
    },
  },
  async run(given) {
    const isProduction = given.flag('production')
    if (isProduction) process.env['NODE_ENV'] = 'production'
    const except = (given.text('except') ?? '').split(',').filter((word) => word !== '')
    const found = await collect(given.file, isProduction)
    const findings = found.findings.filter(({ word }) => !except.includes(word))
    if (found.app !== undefined) printPublic(found.app)
    for (const { word, where, cause, remedy } of findings)
      print(`[${word}] ${where}: ${cause}.\n    ${remedy}`)
    print(findings.length === 0 ? 'Nothing was found.' : `${findings.length} found.`)
    return findings.length === 0 ? 0 : 1
  },
}

interface Checked {
  readonly findings: readonly Finding[]
  /** Absent if it is written wrongly. */
  readonly app?: App
}

async function collect(file: string | undefined, isProduction: boolean): Promise<Checked> {
  try {
    const { app, options } = await loadApp(file)
    app.openapi()
    return { app, findings: [...settingsFindings(), ...(isProduction ? findingsOf({ app, options }) : [])] }
  } catch (error) {
    if (error instanceof UsageError || !isDefinitionError(error)) throw error
    const [cause = '', remedy = ''] = error.message.split('\n')
    const where = isMisconfiguration(error) ? 'configuration' : 'definition'
    const finding = { word: where, where: 'the app', cause: cause.replace(/\.$/, ''), remedy }
    return { findings: [...settingsFindings(), finding] }
  }
}

function printPublic(app: App): void {
  const { declared, documents } = publicPlaces(app)
  if (declared.length + documents.length === 0) return
  print('Public, without the guard of the app:')
  for (const each of declared) print(`    ${each}`)
  if (documents.length > 0) print(`    documents: ${documents.join(', ')}`)
}

function isDefinitionError(error: unknown): error is Error {
  return error instanceof Error && (error.name === 'DefinitionError' || isMisconfiguration(error))
}

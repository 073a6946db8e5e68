import { type Finding, findingsOf, settingsFindings } from '../check/findings.ts'
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
    'from the environment of this command. The exit code is 1 if there is any finding.',
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
    const findings = (await collect(given.file, isProduction)).filter(({ word }) => !except.includes(word))
    for (const { word, where, cause, remedy } of findings)
      print(`[${word}] ${where}: ${cause}.\n    ${remedy}`)
    print(findings.length === 0 ? 'Nothing was found.' : `${findings.length} found.`)
    return findings.length === 0 ? 0 : 1
  },
}

async function collect(file: string | undefined, isProduction: boolean): Promise<Finding[]> {
  try {
    const { app, options } = await loadApp(file)
    app.openapi()
    return [...settingsFindings(), ...(isProduction ? findingsOf({ app, options }) : [])]
  } catch (error) {
    if (error instanceof UsageError || !isDefinitionError(error)) throw error
    const [cause = '', remedy = ''] = error.message.split('\n')
    const where = isMisconfiguration(error) ? 'configuration' : 'definition'
    return [...settingsFindings(), { word: where, where: 'the app', cause: cause.replace(/\.$/, ''), remedy }]
  }
}

function isDefinitionError(error: unknown): error is Error {
  return error instanceof Error && (error.name === 'DefinitionError' || isMisconfiguration(error))
}

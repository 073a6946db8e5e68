import { App, silentLogger, singleton } from 'vivace'
import type { DatabaseDefinition } from '../app/define-database.ts'
import type { Engine } from '../engine/engine.ts'

/**
 * Opens a database for as long as some work takes, with the address that its app would use.
 *
 *     await withEngine(definition, (engine) => migrate(engine))
 */
export async function withEngine<Result>(
  { engine }: DatabaseDefinition,
  work: (engine: Engine) => Promise<Result>,
): Promise<Result> {
  // The command itself decides what is applied.
  process.env['VIVACE_MIGRATE'] = 'never'
  let result: { readonly value: Result } | undefined = undefined
  // An app of its own: the address may be a singleton, of settings.
  const app = new App({ title: 'migrations', version: '1.0.0', log: silentLogger })
  const worked = singleton({ engine }, async ({ engine }) => {
    result = { value: await work(engine) }
  })
  app.get('/', { inputs: { worked } }, () => null)
  await app.start()
  await app.stop()
  return valueOf(result)
}

function valueOf<Result>(result: { readonly value: Result } | undefined): Result {
  if (result === undefined) throw new Error('The app has started without its singletons.')
  return result.value
}

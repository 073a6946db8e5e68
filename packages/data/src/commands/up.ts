import { migrate } from '../migrations/migrate.ts'
import { chosenDatabases, folderOf } from './chosen-databases.ts'
import { loadDatabases } from './load-databases.ts'
import type { MigrateStep } from './migrate-step.ts'
import { countOf, doneLine } from './texts.ts'
import { withEngine } from './with-engine.ts'

/** `vivace migrate up`: applies what is pending. */
export const up: MigrateStep = async (given, tools, words) => {
  await loadDatabases(tools, words)
  let count = 0
  for (const database of chosenDatabases(given.text('folder'))) {
    const onDone = (done: Parameters<typeof doneLine>[0]): void => tools.print(doneLine(done))
    const options = { folder: folderOf(database), onDone }
    count += (await withEngine(database, (engine) => migrate(engine, options))).length
  }
  tools.print(count === 0 ? 'Nothing was pending.' : `${countOf(count)} applied.`)
  return 0
}

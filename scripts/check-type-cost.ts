import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compilers } from './types/compilers.ts'
import { appOfRoutes, clientOfRoutes } from './types/routes-of-cost.ts'
import { judgeCosts, measure, prepare, type Ceilings, type Cost } from './types/type-cost.ts'
import { conclude, type Verdict } from './verdict.ts'

// What it costs to compile an app; a ceiling is raised in the change that needs it, with the reason.
const [path = 'packages/vivace/tests/type-cost/ceilings.json'] = process.argv.slice(2)
// We wrote it, in the shape of `Ceilings`.
const ceilings = JSON.parse(readFileSync(path, 'utf8')) as Ceilings
const folder = mkdtempSync(join(tmpdir(), 'vivace-cost-'))
conclude(await judge().finally(() => rmSync(folder, { recursive: true })))

async function judge(): Promise<Verdict> {
  const [older, newest] = compilers
  if (older === undefined || newest === undefined)
    return { findings: ['a compiler is missing'], seen: 'nothing' }
  const wrong = await prepare(folder, newest)
  if (wrong !== undefined) return { findings: [`the framework does not compile:\n${wrong}`], seen: 'nothing' }

  const costs: Cost[] = []
  for (const routes of Object.keys(ceilings.instantiations).map(Number)) {
    const app = { routes, text: appOfRoutes(routes) }
    costs.push(await measure(folder, newest, app))
    if (routes === 400) costs.push(await measure(folder, older, app))
  }
  for (const routes of Object.keys(ceilings.withClient).map(Number)) {
    costs.push(await measure(folder, newest, { routes, text: clientOfRoutes(routes), hasClient: true }))
  }
  return { findings: judgeCosts(costs, ceilings), seen: `type instantiations\n${costs.map(row).join('\n')}` }
}

function row({ compiler, hasClient = false, routes, instantiations, seconds, megabytes }: Cost): string {
  const count = instantiations.toLocaleString('en').padStart(10)
  const ceiling = (hasClient ? ceilings.withClient : ceilings.instantiations)[routes] ?? 0
  const most = ceiling.toLocaleString('en').padStart(10)
  const what = hasClient ? 'routes and a client' : 'routes             '
  return `  ${compiler} ${String(routes).padStart(5)} ${what} ${count} (ceiling ${most})  ${seconds.toFixed(1)} s  ${megabytes} MB`
}

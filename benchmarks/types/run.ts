/** `npm run bench:types`: what the types cost, beside those of others. See ../README.md. */
import { parseArgs } from 'node:util'
import { compilers } from '../../scripts/types/compilers.ts'
import { saveResult } from '../results.ts'
import { typedApps } from './apps.ts'
import { compileApp } from './compile-app.ts'
import { completionTime } from './completion.ts'
import { type LanguageServer, TsServer, TypeScript7Server } from './language-servers.ts'
import { type CompileRow, compileTable, type EditorRow, editorTable } from './report-types.ts'

const { values } = parseArgs({ options: { save: { type: 'boolean' }, routes: { type: 'string' } } })
const sizes = (values.routes ?? '50,100,200').split(',').map(Number)
const editedRoutes = 200

const text = `
## Types, ${new Date().toISOString().slice(0, 10)}

\`npm run bench:types\`, node ${process.versions.node}

${compileTable(await compileAll())}

${editorTable(await editAll())}
`
console.log(text)
if (values.save === true) saveResult(text)

async function compileAll(): Promise<CompileRow[]> {
  const rows: CompileRow[] = []
  for (const { name, text: app } of typedApps) {
    for (const compiler of compilers) {
      for (const routes of sizes) {
        console.error(`${name}, ${routes} routes, ${compiler.name}`)
        const cost = await compileApp(compiler, app(routes)).catch((error: unknown) => console.error(error))
        rows.push({ app: name, compiler: compiler.name, routes, cost: cost ?? undefined })
      }
    }
  }
  return rows
}

async function editAll(): Promise<EditorRow[]> {
  const servers: readonly (new () => LanguageServer)[] = [TsServer, TypeScript7Server]
  const rows: EditorRow[] = []
  for (const [at, Server] of servers.entries()) {
    const name = compilers[at]?.name ?? ''
    console.error(`an editor with ${name}`)
    await using server = new Server()
    const time = await completionTime(server, typedApps[0]?.text(editedRoutes) ?? '')
    rows.push({ server: name, routes: editedRoutes, time })
  }
  return rows
}

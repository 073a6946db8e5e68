/**
 * What it takes to find a route, in nanoseconds, with 10 and with 10,000 places of five routes each. Paths are made anew
 * from bytes for each look-up, as a parser makes them; what that takes is subtracted.
 *
 *     npx tsx benchmarks/route-look-up.ts
 */
import { parsePathTemplate, RouteTable } from '../packages/vivace/src/routing/index.ts'

const methods = ['GET', 'PUT', 'POST', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS'] as const
const lookUps = 200_000
const slices = 9

const paths = {
  'no parameter': '/places5',
  'one, at the end': '/places5/ID',
  'one, in the middle': '/places5/ID/visits',
  two: '/places5/ID/visits/ID',
  'two, of UUIDs': '/places5/9f8b6c1e-0000-4000-8000-000000ID/visits/9f8b6c1e-0000-4000-8000-000000ID',
  'the rest of the path': '/places5/ID/files/2026/ID.txt',
}

function tableOf(places: number): RouteTable<string> {
  const table = new RouteTable<string>()
  for (let at = 0; at < places; at += 1) {
    for (const rest of ['', '/{id}', '/{id}/visits', '/{id}/visits/{visit}', '/{id}/files/{path*}']) {
      const text = `/places${at}${rest}`
      table.add('GET', parsePathTemplate(text), text)
    }
  }
  return table
}

/** Nanoseconds for each path, in the fastest of the slices: what is slower was disturbed. */
function time(path: string, work: (path: string) => unknown): number {
  const spelled = Array.from({ length: 10_000 }, (_none, at) =>
    Buffer.from(path.replaceAll('ID', `${100_000 + at}`)),
  )
  let fastest = Infinity
  for (let slice = 0; slice < slices; slice += 1) {
    const begun = performance.now()
    for (let at = 0; at < lookUps; at += 1) work(spelled[at % spelled.length]?.latin1Slice() ?? '')
    fastest = Math.min(fastest, performance.now() - begun)
  }
  return (fastest * 1e6) / lookUps
}

for (const places of [10, 10_000]) {
  const table = tableOf(places)
  const show = (name: string, path: string, work: (path: string) => unknown): void => {
    const nanoseconds = time(path, work) - time(path, ({ length }) => length)
    process.stdout.write(`  ${name.padEnd(22)}${nanoseconds.toFixed(0).padStart(6)} ns\n`)
  }
  process.stdout.write(`${places * 5} routes, Node.js ${process.versions.node}\n`)
  for (const [name, path] of Object.entries(paths)) show(name, path, (each) => table.find('GET', each))
  show('none', '/nowhere/ID/visits', (each) => table.find('GET', each) ?? table.methodsAt(each, methods))
}

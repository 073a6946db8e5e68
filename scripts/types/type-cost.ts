import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { compile, type Compiler } from './compilers.ts'

/** What it cost to compile one app. */
export interface Cost {
  readonly compiler: string
  /** Whether an inferred client calls the routes. */
  readonly hasClient?: boolean
  readonly routes: number
  /** How often the compiler filled in type parameters: exact, and the same on every machine. */
  readonly instantiations: number
  readonly seconds: number
  readonly megabytes: number
}

/** What it may cost. */
export interface Ceilings {
  /** By the number of routes. */
  readonly instantiations: Readonly<Record<string, number>>
  /** The same with an inferred client of all routes. */
  readonly withClient: Readonly<Record<string, number>>
  /** How often more the most routes may cost than the routes before: three times the routes, and a little. */
  readonly growth: number
}

/** The findings of a measurement. */
export function judgeCosts(costs: readonly Cost[], ceilings: Ceilings): string[] {
  const clients = costs.filter((cost) => cost.hasClient === true)
  const plain = costs.filter((cost) => cost.hasClient !== true)
  const { growth } = ceilings
  return [
    ...judgeKind(plain, { what: 'routes', most: ceilings.instantiations, growth }),
    ...judgeKind(clients, { what: 'routes with a client', most: ceilings.withClient, growth }),
  ]
}

interface KindCeilings {
  readonly what: string
  readonly most: Ceilings['instantiations']
  readonly growth: number
}

function judgeKind(costs: readonly Cost[], { what, most, growth: allowed }: KindCeilings): string[] {
  const of = (routes: string): number =>
    costs.find((cost) => String(cost.routes) === routes)?.instantiations ?? 0
  const [before = '0', last = '0'] = Object.keys(most).slice(-2)
  const growth = of(last) / of(before)
  return [
    ...costs
      .filter(({ routes, instantiations }) => instantiations > (most[routes] ?? 0))
      .map(
        (cost) =>
          `${cost.routes} ${what} cost ${cost.instantiations} with ${cost.compiler}, at most ${most[cost.routes]}`,
      ),
    ...(growth > allowed
      ? [`${last} ${what} cost ${growth.toFixed(2)} times ${before} ${what}, at most ${allowed}`]
      : []),
    ...Object.keys(most)
      .filter((routes) => of(routes) === 0)
      .map((routes) => `${routes} ${what} were not measured`),
  ]
}

/**
 * Makes a folder to measure in: \`vivace\` is there as its users have it, as declarations. Gives what the
 * compiler says if there are none.
 */
export async function prepare(folder: string, compiler: Compiler): Promise<string | undefined> {
  mkdirSync(join(folder, 'node_modules'), { recursive: true })
  for (const name of ['zod', '@standard-schema'])
    symlinkSync(resolve('node_modules', name), join(folder, 'node_modules', name))
  const out = join(folder, 'vivace')
  const options = ['--emitDeclarationOnly', '--outDir', out, '--tsBuildInfoFile', join(out, '.tsbuildinfo')]
  const { code, all } = await compile(compiler, ['-p', 'packages/vivace', ...options])
  return code === 0 ? undefined : all
}

/** Compiles an app, and reads what it cost. Throws if it does not compile: then the number means nothing. */
export async function measure(
  folder: string,
  compiler: Compiler,
  app: { routes: number; text: string; hasClient?: boolean },
): Promise<Cost> {
  writeFileSync(join(folder, 'app.ts'), app.text)
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(configuration))
  const single = compiler.name.startsWith('TypeScript 7') ? ['--singleThreaded'] : []
  const { code, out } = await compile(compiler, ['-p', folder, '--extendedDiagnostics', ...single])
  if (code !== 0) throw new Error(`The app does not compile with ${compiler.name}:\n${out.slice(0, 4000)}`)
  const read = (label: string): number => Number(new RegExp(`^${label}: +([\\d.]+)`, 'm').exec(out)?.[1])
  return {
    compiler: compiler.name,
    ...(app.hasClient === true ? { hasClient: true } : {}),
    routes: app.routes,
    instantiations: read('Instantiations'),
    seconds: read('Total time'),
    megabytes: Math.round(read('Memory used') / 1024),
  }
}

const configuration = {
  compilerOptions: {
    strict: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
    skipLibCheck: true,
    target: 'es2022',
    module: 'nodenext',
    lib: ['es2023', 'esnext.disposable', 'dom'],
    types: [],
    paths: { vivace: ['./vivace/index.d.ts'], 'vivace/client': ['./vivace/client/index.d.ts'] },
  },
  files: ['app.ts'],
}

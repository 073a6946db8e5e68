import { placeOf, splitErrors } from './types/compiler-errors.ts'
import { compile, compilers, type Compiler } from './types/compilers.ts'
import { conclude } from './verdict.ts'

// Compiles projects with every compiler: tsx scripts/check-types.ts tsconfig.json packages/vivace/tsconfig.core.json
const projects = process.argv.slice(2)
/** What is wrong, by its place, and the compilers that say so: their words differ. */
const wrong = new Map<string, { readonly text: string; readonly by: Set<string> }>()
const seen: string[] = []
for (const project of projects) for (const compiler of compilers) await check(compiler, project)

conclude({
  findings: [
    ...(projects.length === 0 ? ['there is nothing to check: name a project'] : []),
    ...[...wrong.values()].map(({ text, by }) => (by.size === 1 ? `${[...by].join()} only: ${text}` : text)),
  ],
  seen: seen.join('\n      '),
})

async function check(compiler: Compiler, project: string): Promise<void> {
  const { code, out } = await compile(compiler, ['-p', project, '--noEmit', '--listFiles'])
  const lines = out.split('\n')
  const files = new Set(lines.filter((line) => /^(\/|[A-Z]:).*\.([cm]?[jt]s|json)$/.test(line)))
  const ours = [...files].filter((path) => !/[\\/]node_modules[\\/]/.test(path)).length
  const errors = splitErrors(lines.filter((line) => !files.has(line)).join('\n'))
  if (ours === 0) errors.push(`${project}: there is no file of ours to check`)
  if (code !== 0 && errors.length === 0) errors.push(`${project}: the compiler ended with ${code}`)
  for (const error of errors) {
    const known = wrong.get(placeOf(error)) ?? { text: error.trimEnd(), by: new Set() }
    wrong.set(placeOf(error), { ...known, by: known.by.add(compiler.name) })
  }
  seen.push(`${compiler.name}, ${project}: ${ours} files`)
}

import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The example that `npm create vivace` gives to everybody. */
const example = fileURLToPath(new URL('../examples/todo-api', import.meta.url))

const target = fileURLToPath(new URL('../packages/create-vivace/src/generated/template.ts', import.meta.url))

/** The module that `create-vivace` has the example in: npm would leave `.gitignore` out of a package. */
export function templateModule(): string {
  const files = filesOf('').map((path) => [path, readFileSync(join(example, path), 'utf8')] as const)
  const entries = files.map(([path, text]) => `  ${JSON.stringify(path)}: ${JSON.stringify(text)},\n`)
  return [
    '// Written by `npx tsx scripts/write-template.ts` from examples/todo-api.\n\n',
    '/** The files of a new project by their paths. */\n',
    'export const template: Readonly<Record<string, string>> = {\n',
    ...entries,
    '}\n',
  ].join('')
}

function filesOf(folder: string): string[] {
  return readdirSync(join(example, folder), { withFileTypes: true })
    .filter(
      ({ name }) =>
        !['node_modules', 'coverage', '.vivace', '.env', '.env.local', 'package-lock.json'].includes(name),
    )
    .flatMap((entry) => {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`
      return entry.isDirectory() ? filesOf(path) : [path]
    })
    .sort()
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(target, templateModule())
  console.log(`wrote ${target}`)
}

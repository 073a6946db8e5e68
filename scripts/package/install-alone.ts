import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Manifest } from '../manifests.ts'
import { runCommand } from '../run-command.ts'
import { compile, compilers } from '../types/compilers.ts'

/** A project that has one package, with what that declares, and nothing else. */
export interface LoneProject {
  readonly folder: string
  /** What went wrong while it was installed. */
  readonly findings: readonly string[]
}

/**
 * Installs a packed package into an empty project, `folder/node_modules/vivace`, and with it the packages of ours
 * that it declares, which no registry has yet.
 */
export async function installAlone(tarball: string, ours: readonly string[] = []): Promise<LoneProject> {
  const folder = mkdtempSync(join(tmpdir(), 'vivace-alone-'))
  writeFileSync(join(folder, 'package.json'), '{ "name": "alone", "private": true, "type": "module" }')
  // From the cache where it can, so that the check needs the registry at most once.
  const options = ['--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock']
  const tarballs = [tarball, ...ours].map((path) => resolve(path))
  const { code, all } = await runCommand('npm', ['install', ...options, ...tarballs], { cwd: folder })
  return { folder, findings: code === 0 ? [] : [`${tarball} does not install alone:\n${all}`] }
}

/** The names to import from: `vivace`, `vivace/node`. */
export function entriesOf({ name, exports = {} }: Manifest): string[] {
  return Object.entries(exports)
    .filter(([, value]) => typeof value !== 'string')
    .map(([key]) => join(name, key))
}

/** Imports each entry with this Node.js. A bundler renames what has the name of something else: classes keep theirs. */
export async function judgeImports({ folder }: LoneProject, entries: readonly string[]): Promise<string[]> {
  const findings: string[] = []
  for (const entry of entries) {
    const code = `const all = Object.entries(await import('${entry}'))
      const given = (value) => typeof value === 'function' && /^class\\b/.test(String(value)) ? value.name : ''
      const renamed = all.find(([name, value]) => given(value) !== name && given(value).replace(/\\d+$/, '') === name)
      if (renamed) throw new Error('class ' + renamed[0] + ' is called ' + renamed[1].name)
      process.exit(all.length > 0 ? 0 : 3)`
    const ran = await runCommand(process.execPath, ['--input-type=module', '--eval', code], { cwd: folder })
    if (ran.code === 3) findings.push(`${entry} exports no value`)
    else if (ran.code !== 0) findings.push(`${entry} does not load alone:\n${ran.all}`)
  }
  return findings
}

/** Entries for Node.js alone, which may need its types: the edge, and what commands of `vivace` are made with. */
const isForNode = (entry: string): boolean => /\/(?:node|cli|commands)$/.test(entry)

/**
 * Compiles an import of each entry with both compilers, declarations checked too: ours, for those of other packages
 * are not ours to mend (some of Drizzle's do not compile).
 */
export async function judgeDeclarations(
  { folder }: LoneProject,
  entries: readonly string[],
): Promise<string[]> {
  const findings: string[] = []
  for (const kind of ['web', 'node']) {
    const chosen = entries.filter((entry) => isForNode(entry) === (kind === 'node'))
    if (chosen.length === 0) continue
    writeFileSync(
      join(folder, `${kind}.ts`),
      chosen.map((entry, at) => `export * as e${at} from '${entry}'\n`).join(''),
    )
    writeFileSync(join(folder, `tsconfig.${kind}.json`), JSON.stringify(configuration(kind)))
    for (const compiler of compilers) {
      const { code, all } = await compile(compiler, ['-p', join(folder, `tsconfig.${kind}.json`)])
      const faults = code === 0 ? '' : oursOf(all, chosen)
      if (faults !== '')
        findings.push(
          `the declarations of ${chosen.join(', ')} do not compile with ${compiler.name}:\n${faults}`,
        )
    }
  }
  return findings
}

/** What a compiler says of the packages of these entries, of others of ours, and of the import itself. */
function oursOf(said: string, entries: readonly string[]): string {
  const isOurs = (name: string): boolean =>
    /^(?:@vivace\/|vivace$)/.test(name) || entries.some((entry) => `${entry}/`.startsWith(`${name}/`))
  return said
    .split('\n')
    .filter((line) => {
      const [, name] = /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(line) ?? []
      return /^\S/.test(line) && (name === undefined || isOurs(name))
    })
    .join('\n')
}

const configuration = (kind: string): object => ({
  compilerOptions: {
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    skipLibCheck: false,
    noEmit: true,
    target: 'es2022',
    module: 'nodenext',
    lib:
      kind === 'node'
        ? ['es2023', 'esnext.disposable']
        : ['es2023', 'esnext.disposable', 'dom', 'dom.iterable'],
    types: kind === 'node' ? ['node'] : [],
    typeRoots: [resolve('node_modules/@types')],
  },
  files: [`${kind}.ts`],
})

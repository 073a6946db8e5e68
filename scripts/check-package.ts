import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readManifest, readWorkspaces } from './manifests.ts'
import { judgeContents } from './package/contents.ts'
import { entriesOf, installAlone, judgeDeclarations, judgeImports } from './package/install-alone.ts'
import { judgeLockfile, judgeRuntimeTree, type Lockfile } from './package/lockfile.ts'
import { installPeers, splitByPeers } from './package/optional-peers.ts'
import { oursIn, pack, type Packed } from './package/pack.ts'
import { compareNames, exportedNames, type PublicNames } from './package/public-names.ts'
import { judgeTreeShaking } from './package/tree-shaking.ts'
import { judgeVersions } from './package/versions.ts'
import { runCommand } from './run-command.ts'
import { conclude } from './verdict.ts'

/** Of the framework; a battery is a package because it needs a library more. */
const limits = { direct: 5, all: 25 }
const update = process.argv.includes('--update')

const workspaces = readWorkspaces('.')
const published = workspaces.filter(({ manifest }) => manifest.private !== true)
// npm wrote it; `lockfileVersion` 3 has the shape of `Lockfile`.
const lock = (JSON.parse(readFileSync('package-lock.json', 'utf8')) as { readonly packages: Lockfile })
  .packages
const temporary = mkdtempSync(join(tmpdir(), 'vivace-pack-'))
const findings = [
  ...judgeVersions(readManifest('package.json'), workspaces),
  ...judgeLockfile(lock),
  ...published.flatMap((workspace) => judgeRuntimeTree(lock, workspace, limits)),
  ...(await run('npm', ['run', '--silent', 'build'])),
]
if (findings.length === 0) findings.push(...(await judgePackages()))
rmSync(temporary, { recursive: true })
conclude({
  findings,
  seen: `${published.length} packages, ${Object.keys(lock).length} packages in the lockfile`,
})

/** Packs every package, and looks at what its users will get. */
async function judgePackages(): Promise<string[]> {
  const packed: Packed[] = []
  const found: string[] = []
  for (const workspace of published) {
    const result = await pack(workspace, temporary)
    if (typeof result === 'string') found.push(result)
    else packed.push(result)
  }
  for (const each of packed) found.push(...(await judgePackage(each, oursIn(each, packed))))
  return found
}

async function judgePackage(packed: Packed, ours: readonly Packed[]): Promise<string[]> {
  const { folder, manifest, tarball } = packed
  const entries = entriesOf(manifest)
  const { alone, withPeers } = splitByPeers(entries)
  const project = await installAlone(
    tarball,
    ours.map((other) => other.tarball),
  )
  const found = [
    ...judgeContents('.', folder, packed.files),
    ...(await run('publint', ['--strict', tarball])),
    // A program has nothing to import, and so no types that could be wrong.
    ...(entries.length === 0 ? [] : await run('attw', ['--profile', 'esm-only', '--no-emoji', tarball])),
    ...project.findings,
    ...(await judgeImports(project, alone)),
    ...(await judgeDeclarations(project, alone)),
    ...(await installPeers(project, withPeers, readManifest('package.json'))),
    ...(await judgeImports(project, withPeers)),
    ...(await judgeDeclarations(project, withPeers)),
    ...(entries.includes('vivace')
      ? await judgeTreeShaking(project.folder, { entry: 'vivace', name: 'DefinitionError' })
      : []),
    ...judgeNames(
      folder,
      Object.fromEntries(
        entries.map((entry) => [entry, exportedNames(declarationsOf(project.folder, manifest.name, entry))]),
      ),
    ),
  ]
  rmSync(project.folder, { recursive: true })
  return found
}

/** `npm run package:check -- --update` writes the snapshot. */
function judgeNames(folder: string, names: PublicNames): string[] {
  const path = join(folder, 'tests/package/public-names.json')
  if (update) writeFileSync(path, `${JSON.stringify(names, null, 2)}\n`)
  if (!existsSync(path)) return [`${path} is missing: npm run package:check -- --update`]
  // This function wrote it.
  return compareNames(JSON.parse(readFileSync(path, 'utf8')) as PublicNames, names).map(
    (wrong) => `${wrong} (${path})`,
  )
}

function declarationsOf(project: string, name: string, entry: string): string {
  return join(project, 'node_modules', name, 'dist', entry.slice(name.length), 'index.d.ts')
}

async function run(program: string, args: readonly string[]): Promise<string[]> {
  const { code, all } = await runCommand(program, args)
  return code === 0 ? [] : [`${program} ${args.join(' ')}:\n${all}`]
}

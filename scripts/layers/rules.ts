import { isBuiltin } from 'node:module'
import type { PublicEntries, Workspace } from '../manifests.ts'
import type { ModuleGraph, ModuleImport } from './module-graph.ts'
import { neighbours, nodeFolders, rankOf } from './order.ts'

/** What the rules judge imports by. */
export interface House {
  readonly graph: ModuleGraph
  readonly entries: PublicEntries
  readonly workspaces: readonly Workspace[]
}

/** One import and where it stands. */
interface Use extends ModuleImport {
  readonly from: string
  readonly house: House
}

/** A rule: what is wrong with an import, or `undefined`. */
type Rule = (use: Use) => string | undefined

const framework = 'packages/vivace/src/'
const isTest = (path: string): boolean =>
  path.endsWith('.test.ts') || /^(packages|systems)\/[^/]+\/tests\//.test(path)

const exists: Rule = ({ isThere }) => (isThere ? undefined : 'there is no such module')

/** Tests may look to the right: they are at the end of every way, and nobody imports them. */
const pointsLeft: Rule = ({ from, target }) => {
  if (isTest(from) || !from.startsWith(framework) || !target?.startsWith(framework)) return undefined
  const [here, there] = [folderOf(from), folderOf(target)]
  if (here === there || neighbours[`${here} -> ${there}`] !== undefined) return undefined
  const unknown = [here, there].find((folder) => rankOf(folder) < 0)
  if (unknown !== undefined) return `the folder "${unknown}" has no rank in scripts/layers/order.ts`
  if (rankOf(there) < rankOf(here)) return undefined
  return `"${here}" may not import "${there}", which is ${rankOf(there) > rankOf(here) ? 'to the right of it' : 'beside it'}`
}

const knowsNoRuntime: Rule = ({ from, specifier }) =>
  !isTest(from) && from.startsWith(framework) && !nodeFolders.has(folderOf(from)) && isBuiltin(specifier)
    ? 'the core runs on every runtime; only "node" knows Node.js'
    : undefined

const staysAtHome: Rule = ({ from, target, specifier, house }) => {
  if (target === undefined || !specifier.startsWith('.')) return undefined
  const [here, there] = [homeOf(from, house), homeOf(target, house)]
  if (here === there || there === undefined) return undefined
  return `"${there.manifest.name}" is another package: import it by its public name`
}

const usesPublicNames: Rule = ({ specifier, target, house }) => {
  const owner = house.workspaces.find(({ manifest }) => owns(manifest.name, specifier))
  if (owner === undefined || target !== undefined) return undefined
  return `"${owner.manifest.name}" has no public name "${specifier}"`
}

/** What is built on the framework is to the right of it. */
const standsAlone: Rule = ({ from, specifier, house }) => {
  if (isTest(from) || !from.startsWith(framework)) return undefined
  const owner = house.workspaces.find(({ manifest }) => owns(manifest.name, specifier))
  if (owner === undefined || framework.startsWith(`${owner.folder}/`)) return undefined
  return `the framework knows no battery, and "${owner.manifest.name}" is one`
}

const isDeclared: Rule = ({ from, specifier, house }) => {
  const manifest = homeOf(from, house)?.manifest
  if (isTest(from) || manifest === undefined || specifier.startsWith('.') || isBuiltin(specifier))
    return undefined
  const declared = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies })
  if (declared.some((name) => owns(name, specifier)) || owns(manifest.name, specifier)) return undefined
  return `"${manifest.name}" does not declare it as a dependency`
}

const rules: readonly Rule[] = [
  exists,
  pointsLeft,
  knowsNoRuntime,
  staysAtHome,
  usesPublicNames,
  standsAlone,
  isDeclared,
]

/** Every import that breaks a rule: `a.ts imports "b": why`. */
export function judgeImports(house: House): string[] {
  return [...house.graph].flatMap(([from, imports]) =>
    imports.flatMap((used) =>
      rules
        .map((rule) => rule({ ...used, from, house }))
        .filter((wrong) => wrong !== undefined)
        .map((wrong) => `${from} imports "${used.specifier}": ${wrong}`),
    ),
  )
}

/** The first folder below `packages/vivace/src`; `.` for the files directly in it. */
function folderOf(path: string): string {
  const [folder, ...rest] = path.slice(framework.length).split('/')
  return rest.length === 0 || folder === undefined ? '.' : folder
}

function homeOf(path: string, house: House): Workspace | undefined {
  return house.workspaces.find(({ folder }) => path.startsWith(`${folder}/`))
}

const owns = (name: string, specifier: string): boolean =>
  specifier === name || specifier.startsWith(`${name}/`)

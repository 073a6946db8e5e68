import { Application, type ProjectReflection } from 'typedoc'
import type { PublicEntries } from '../manifests.ts'

/**
 * Writes the pages of the reference into a folder: one for each public entry, from the doc comments of its names.
 *
 *     await writePages(readEntries('.'), 'docs/reference')
 *
 * Throws `Error` for a name that the generator cannot resolve.
 */
export async function writePages(entries: PublicEntries, folder: string): Promise<void> {
  const app = await Application.bootstrapWithPlugins({
    plugin: ['typedoc-plugin-markdown'],
    entryPoints: [...entries.values()],
    out: folder,
    displayBasePath: process.cwd(),
    tsconfig: 'tsconfig.json',
    // The compiler has its own step.
    skipErrorChecking: true,
    ...whatIsShown,
    ...howItLooks,
    sort: ['source-order'],
  })
  const project = await app.convert()
  if (project === undefined)
    throw new Error('TypeDoc could not read the sources: what is wrong stands above.')
  nameAfterImports(project, entries)
  await app.generateOutputs(project)
  if (app.logger.hasErrors()) throw new Error('TypeDoc could not write the reference.')
}

const whatIsShown = {
  disableSources: true,
  excludeExternals: true,
  excludeInternal: true,
  excludePrivate: true,
  excludeProtected: true,
  readme: 'none',
  logLevel: 'Error',
} as const

const howItLooks = {
  router: 'module',
  flattenOutputFiles: true,
  hidePageHeader: true,
  hideBreadcrumbs: true,
  useCodeBlocks: true,
  useHTMLAnchors: true,
  parametersFormat: 'table',
  interfacePropertiesFormat: 'table',
  propertiesFormat: 'table',
  typeDeclarationFormat: 'table',
  pageTitleTemplates: { index: 'Reference', module: '`{name}`' },
} as const

/** A page is called what a program imports: `vivace/node` is in `vivace/node.md`. */
function nameAfterImports(project: ProjectReflection, entries: PublicEntries): void {
  project.name = 'Reference'
  // TypeDoc calls a module by its file, below `displayBasePath`: `packages/vivace/src/node`.
  const names = new Map([...entries].map(([name, file]) => [file.replace(/(\/index)?\.ts$/, ''), name]))
  for (const module of project.children ?? []) module.name = names.get(module.name) ?? module.name
}

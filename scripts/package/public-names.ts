import ts from 'typescript'

/** What a package exports: each name to import from, with its names; types are marked as such. */
export type PublicNames = Readonly<Record<string, readonly string[]>>

/**
 * The names that a module of declarations exports.
 *
 *     exportedNames('node_modules/vivace/dist/index.d.ts')   // ['App', 'type Handler', …]
 */
export function exportedNames(declarations: string): string[] {
  const program = ts.createProgram([declarations], { module: ts.ModuleKind.NodeNext, types: [] })
  const checker = program.getTypeChecker()
  const file = program.getSourceFile(declarations)
  const symbol = file === undefined ? undefined : checker.getSymbolAtLocation(file)
  if (symbol === undefined) return []
  const names = checker.getExportsOfModule(symbol).map((exported) => {
    const isAlias = (exported.flags & ts.SymbolFlags.Alias) !== 0
    const { flags } = isAlias ? checker.getAliasedSymbol(exported) : exported
    return (flags & ts.SymbolFlags.Value) === 0 ? `type ${exported.name}` : exported.name
  })
  return names.sort((first, second) =>
    first.replace('type ', '').localeCompare(second.replace('type ', ''), 'en'),
  )
}

/** Where the names differ from those of the snapshot: a name that goes or comes is a decision. */
export function compareNames(snapshot: PublicNames, names: PublicNames): string[] {
  const entries = [...new Set([...Object.keys(snapshot), ...Object.keys(names)])]
  return entries.flatMap((entry) => {
    const [before, now] = [snapshot[entry] ?? [], names[entry] ?? []]
    return [
      ...(names[entry]?.length === 0 ? [`${entry} exports nothing`] : []),
      ...now
        .filter((name) => !before.includes(name))
        .map((name) => `${entry} exports "${name}", which is new`),
      ...before.filter((name) => !now.includes(name)).map((name) => `${entry} no longer exports "${name}"`),
    ]
  })
}

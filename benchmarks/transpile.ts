import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import ts from 'typescript'
import { benchmarksFolder } from './runtimes.ts'

/** Where the JavaScript of a server is: `dist/servers/hono.js`. */
export function transpiledPath(file: string): string {
  return join(benchmarksFolder, 'dist', file.replace(/\.ts$/, '.js'))
}

/**
 * Turns the servers and what they import into JavaScript, so that no loader takes part in a start-up. Types
 * are not checked here: `npm run types --prefix benchmarks` does that.
 */
export function transpileServers(): void {
  for (const folder of ['work', 'servers', 'scale/load', 'scale/servers']) {
    for (const name of readdirSync(join(benchmarksFolder, folder))) {
      if (/(?<!\.test)\.ts$/.test(name)) transpile(`${folder}/${name}`)
    }
  }
}

function transpile(file: string): void {
  const { outputText } = ts.transpileModule(readFileSync(join(benchmarksFolder, file), 'utf8'), {
    fileName: file,
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      verbatimModuleSyntax: true,
      rewriteRelativeImportExtensions: true,
      experimentalDecorators: true,
      emitDecoratorMetadata: true,
    },
  })
  const target = transpiledPath(file)
  // What has not changed is left alone: another run may be starting servers from here.
  if (existsSync(target) && readFileSync(target, 'utf8') === outputText) return
  mkdirSync(dirname(target), { recursive: true })
  writeFileSync(target, outputText)
}

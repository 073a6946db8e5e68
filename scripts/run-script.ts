import { fileURLToPath } from 'node:url'
import { runCommand, type Ran } from './run-command.ts'

const tsx = fileURLToPath(new URL('../node_modules/tsx/dist/cli.mjs', import.meta.url))

/**
 * Runs one of the scripts of this folder as `npm run` does.
 *
 *     const { code, all } = await runScript('check-layers', [root])
 */
export function runScript(name: string, args: readonly string[], cwd?: string): Promise<Ran> {
  const script = fileURLToPath(new URL(`./${name}.ts`, import.meta.url))
  return runCommand(process.execPath, [tsx, script, ...args], cwd === undefined ? {} : { cwd })
}

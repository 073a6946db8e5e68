import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { environment, loader, Program, type ProgramOptions, root } from '../fixtures/program.ts'

const bin = fileURLToPath(new URL('../../src/cli/bin.ts', import.meta.url))

/** A folder with some files; it is gone with `remove`. It lies below the repository, whose packages are found. */
export class Project {
  readonly folder: string
  /** What `node --import` takes, to run its files without `vivace`. */
  readonly loader: string = loader
  readonly environment: Readonly<Record<string, string>> = environment

  constructor(files: Readonly<Record<string, string>>) {
    mkdirSync(join(root, '.vivace'), { recursive: true })
    this.folder = mkdtempSync(join(root, '.vivace/cli-'))
    for (const [name, text] of Object.entries(files)) this.write(name, text)
  }

  write(name: string, text: string): void {
    const path = join(this.folder, name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true })
  }
}

/** `vivace` in a process of its own, as a user runs it. */
export class Vivace extends Program {
  constructor(args: readonly string[], options: ProgramOptions) {
    super([bin, ...args], options)
  }
}

/** Runs a command to its end. */
export async function vivace(
  args: readonly string[],
  options: { cwd: string; env?: Readonly<Record<string, string>> },
): Promise<{ code: number | string; out: string; err: string }> {
  const child = new Vivace(args, options)
  const code = await child.ended
  // A machine that is busy shows what it waits for: `Loading app.ts … 1.2 s`.
  return { code, out: child.out, err: child.err.replace(/^.* … [\d.]+ s\n/gm, '') }
}

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A folder of migrations, gone when the test is done. */
export class MigrationsFolder implements Disposable {
  readonly path: string = mkdtempSync(join(tmpdir(), 'vivace-migrations-'))

  constructor(files: Readonly<Record<string, string>> = {}) {
    this.write(files)
  }

  write(files: Readonly<Record<string, string>>): void {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(this.path, name), text)
  }

  remove(name: string): void {
    rmSync(join(this.path, name))
  }

  [Symbol.dispose](): void {
    rmSync(this.path, { recursive: true })
  }
}

import type { Environment } from './environment.ts'

/** Where settings are read from. */
export interface SettingsOptions {
  /** What the names of all variables begin with: `SHOP_`. Empty if absent. */
  readonly prefix?: string
  /**
   * Files in the form of `.env`, relative to the folder that the process runs in; later ones win, and the
   * environment wins over all. `.env` and `.env.local` if absent, `false` for none.
   */
  readonly files?: readonly string[] | false
  /** The variables, in place of the process's own and of files: for workers and tests. */
  readonly environment?: Environment
  /** Whether weak secrets are refused. Where NODE_ENV is `production`, if absent. */
  readonly production?: boolean
  /** Variables whose weak secrets are let through: `['SMTP_PASSWORD']`, because somebody else chose them. */
  readonly weakSecrets?: readonly string[]
}

import type { Manifest } from '../manifests.ts'
import { runCommand } from '../run-command.ts'
import type { LoneProject } from './install-alone.ts'

/** The entries that need a package which not every user installs, and that package. Everything else loads alone. */
const needs: Readonly<Record<string, string>> = {
  '@vivace/auth/drizzle': 'drizzle-orm',
  '@vivace/telemetry/opentelemetry': '@opentelemetry/api',
  'vivace/jwt': 'jose',
}

/** The entries of a package that load without any optional peer, and those that do not. */
export function splitByPeers(entries: readonly string[]): {
  readonly alone: readonly string[]
  readonly withPeers: readonly string[]
} {
  return {
    alone: entries.filter((entry) => needs[entry] === undefined),
    withPeers: entries.filter((entry) => needs[entry] !== undefined),
  }
}

/** Installs the optional peers of these entries into a project, in the versions that the tests run with. */
export async function installPeers(
  { folder }: LoneProject,
  entries: readonly string[],
  { devDependencies = {} }: Manifest,
): Promise<string[]> {
  const peers = [...new Set(entries.map((entry) => needs[entry] ?? ''))]
  if (peers.length === 0) return []
  const named = peers.map((peer) => `${peer}@${devDependencies[peer] ?? ''}`)
  const options = ['--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock']
  const { code, all } = await runCommand('npm', ['install', ...options, ...named], { cwd: folder })
  return code === 0 ? [] : [`${named.join(', ')} cannot be installed beside it:\n${all}`]
}

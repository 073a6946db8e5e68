import { runCommand } from './run-command.ts'
import type { Verdict } from './verdict.ts'

/** Where a branch may have begun, the first that exists. */
const trunks = ['origin/HEAD', 'origin/main', 'main']

/**
 * Whether a change of a package says so in `CHANGELOG.md`, since the branch began, or on the trunk since the
 * commit before. A commit that changes nothing for users has `no-changelog` in its message.
 */
export async function judgeChangelog(root: string): Promise<Verdict> {
  const start = await startOfChange(root)
  if (start === undefined) return { findings: [], seen: 'no git history to compare with' }
  const changed = (await git(root, ['diff', '--name-only', start]))?.split('\n') ?? []
  const sources = changed.filter((path) => /^packages\/[^/]+\/src\/.*(?<!\.test)\.ts$/.test(path))
  const messages = (await git(root, ['log', '--format=%B', `${start}..HEAD`])) ?? ''
  const isSaid = changed.includes('CHANGELOG.md') || sources.length === 0 || messages.includes('no-changelog')
  return {
    seen: `${changed.filter((path) => path !== '').length} files changed since ${start.slice(0, 12)}`,
    findings: isSaid
      ? []
      : [`${sources[0]} and ${sources.length - 1} more changed, but CHANGELOG.md did not`],
  }
}

async function startOfChange(root: string): Promise<string | undefined> {
  const head = await git(root, ['rev-parse', 'HEAD'])
  for (const trunk of trunks) {
    const base = await git(root, ['merge-base', trunk, 'HEAD'])
    if (base !== undefined && base !== head) return base
  }
  return await git(root, ['rev-parse', '--verify', 'HEAD~1'])
}

/** What git says; `undefined` where it fails: outside of a repository, or at its first commit. */
async function git(root: string, args: readonly string[]): Promise<string | undefined> {
  const { code, out } = await runCommand('git', ['-C', root, ...args])
  return code === 0 ? out.trim() : undefined
}

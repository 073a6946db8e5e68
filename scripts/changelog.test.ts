import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runCommand } from './run-command.ts'
import { runScript } from './run-script.ts'
import { temporaryTree } from './temporary-tree.ts'

/** A repository with one commit on `main`, and then one for each of the given. */
async function repository(
  commits: readonly { readonly message: string; readonly files: readonly string[] }[],
): Promise<string> {
  const root = temporaryTree({ 'CHANGELOG.md': '', 'packages/a/src/index.ts': '' })
  const git = async (...args: string[]): Promise<void> => {
    const identity = ['-c', 'user.name=A', '-c', 'user.email=a@example.com', '-c', 'commit.gpgsign=false']
    const { code, all } = await runCommand('git', ['-C', root, ...identity, ...args])
    if (code !== 0) throw new Error(all)
  }
  await git('init', '-q', '-b', 'main')
  await git('add', '.')
  await git('commit', '-qm', 'first')
  for (const { message, files } of commits) {
    for (const path of files) {
      mkdirSync(dirname(join(root, path)), { recursive: true })
      writeFileSync(join(root, path), message)
    }
    await git('add', '.')
    await git('commit', '-qm', message)
  }
  return root
}
const source = 'packages/a/src/index.ts'

describe('the check of the change log', () => {
  it('fails when a package changed and the change log did not', async () => {
    const { code, all } = await runScript('check-changelog', [
      await repository([{ message: 'a', files: [source] }]),
    ])
    expect(all).toContain('packages/a/src/index.ts and 0 more changed, but CHANGELOG.md did not')
    expect(code).toBe(1)
  })

  it.each([
    { name: 'both changed', commits: [{ message: 'a', files: [source, 'CHANGELOG.md'] }] },
    { name: 'the commit says no-changelog', commits: [{ message: 'a\n\nno-changelog', files: [source] }] },
    { name: 'only a test changed', commits: [{ message: 'a', files: ['packages/a/src/index.test.ts'] }] },
    { name: 'only the docs changed', commits: [{ message: 'a', files: ['docs/a.md'] }] },
    { name: 'there is one commit', commits: [] },
  ])('passes when $name', async ({ commits }) => {
    expect(await runScript('check-changelog', [await repository(commits)])).toMatchObject({ code: 0 })
  })

  it('looks at a branch as a whole', async () => {
    const root = await repository([])
    await runCommand('git', ['-C', root, 'checkout', '-q', '-b', 'change'])
    const identity = ['-c', 'user.name=A', '-c', 'user.email=a@example.com']
    for (const path of [source, 'docs.md']) {
      writeFileSync(join(root, path), 'changed')
      await runCommand('git', ['-C', root, 'add', '.'])
      await runCommand('git', ['-C', root, ...identity, 'commit', '-qm', path])
    }
    expect(await runScript('check-changelog', [root])).toMatchObject({ code: 1 })
  })

  it('is harmless outside of a repository', async () => {
    expect(await runScript('check-changelog', [temporaryTree({ a: '' })])).toMatchObject({
      code: 0,
      all: '  ok: no git history to compare with\n',
    })
  })
})

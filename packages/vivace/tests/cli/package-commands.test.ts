import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { packageCommands } from '../../src/cli/package-commands.ts'
import { Project, vivace } from './vivace-process.ts'

let project: Project
beforeAll(() => {
  project = new Project({})
})
afterAll(() => project.remove())

describe('vivace, with commands of other packages', () => {
  it.each(packageCommands)('has the command $name of $package', async ({ name, says }) => {
    const [all, one] = await Promise.all(
      [['--help'], [name, '--help']].map((args) => vivace(args, { cwd: project.folder })),
    )
    expect(all?.out).toContain(`  ${name}`)
    expect(all?.out).toContain(says)
    expect(one).toMatchObject({ code: 0, out: expect.stringMatching(`^vivace ${name} .*: ${says}\n`) })
  })
})

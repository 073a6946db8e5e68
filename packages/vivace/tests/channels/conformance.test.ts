import { describe, it } from 'vitest'
import { describeChannels } from './channel-conformance.ts'
import { bunProgram, openBun, openMemory, openNode } from './drivers.ts'

describeChannels('memory', openMemory)
describeChannels('node', openNode)

const bun = await bunProgram()
if (bun !== undefined) describeChannels('Bun', () => openBun(bun))
else {
  describe('channels over Bun', () => {
    it('do what they do elsewhere', ({ skip }) => skip('Bun is neither on the path nor in VIVACE_BUN'))
  })
}

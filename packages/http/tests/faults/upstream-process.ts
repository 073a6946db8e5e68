import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('faulty-upstream.ts', import.meta.url))
const loader = fileURLToPath(new URL('../../../../node_modules/tsx/dist/loader.mjs', import.meta.url))

/** The faulty service, in a process of its own. */
export interface UpstreamProcess {
  readonly port: number
  readonly url: string
  /** Ends it at once, with every connection that it has. */
  kill(): Promise<void>
}

/** Starts it; on the port that it had before, where there is one. */
export async function startUpstream(port = 0): Promise<UpstreamProcess> {
  const child = spawn(process.execPath, ['--import', loader, program], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env['PATH'], PORT: String(port) },
  })
  const ended = once(child, 'close')
  let said = ''
  for await (const chunk of child.stdout) {
    said += String(chunk)
    if (said.includes('\n')) break
  }
  const found = Number(/port (\d+)/.exec(said)?.[1])
  return {
    port: found,
    url: `http://127.0.0.1:${found}`,
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
  }
}

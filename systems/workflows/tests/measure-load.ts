// How much memory the service takes with eight slow runs and a full queue, how fast it answers others meanwhile, and how
// long an answer from the cache takes. `npm run build`, then: npx tsx systems/workflows/tests/measure-load.ts
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { setTimeout as sleep } from 'node:timers/promises'
import { fakeLlm } from '@vivace/llm/testing'

const program = process.argv[2] ?? fileURLToPath(new URL('../dist/main.js', import.meta.url))
const port = 21_000 + Math.floor(Math.random() * 10_000)
const url = `http://127.0.0.1:${port}`

await using llm = await fakeLlm()
llm.always({ text: 'A sentence of the text. '.repeat(200), delay: 1_500 })
const env = {
  ...process.env,
  PORT: String(port),
  OPENAI_BASE_URL: llm.url,
  OPENAI_API_KEY: 'sk-measure-0123456789',
}
const service = spawn(process.execPath, [program], { env, stdio: ['ignore', 'pipe', 'inherit'] })
// What its first line is, or with which code it has ended.
const [announced] = (await Promise.race([
  once(service.stdout, 'data'),
  once(service, 'exit'),
])) as readonly unknown[]
service.stdout.resume()
process.stdout.write(`${String(announced).trim()}\n`)

const megabytes = (): number =>
  Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${service.pid}/status`, 'utf8'))?.[1]) / 1_024)
const milliseconds = async (ask: () => Promise<Response>): Promise<number> => {
  const start = performance.now()
  await (await ask()).arrayBuffer()
  return performance.now() - start
}
const post = (topic: string): Promise<Response> =>
  fetch(`${url}/workflows/reflection`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ topic }),
  })
const at = (times: readonly number[], share: number): string =>
  `${times.toSorted((one, other) => one - other)[Math.floor((times.length - 1) * share)]?.toFixed(1)} ms`

const idle = megabytes()
const runs = Array.from({ length: 40 }, (_, number) =>
  post(`subject ${number * 7_919} ${String.fromCharCode(97 + (number % 26)).repeat(9)}`),
)
await sleep(500)
const probes: number[] = []
let most = 0
while (llm.active > 0) {
  probes.push(await milliseconds(() => fetch(`${url}/health`)))
  most = Math.max(most, megabytes())
  await sleep(20)
  if (probes.length > 2_000) break
}
const answers = await Promise.all(runs)
const hits: number[] = []
for (let count = 0; count < 50; count++)
  hits.push(await milliseconds(() => post(`subject 0 ${'a'.repeat(9)}`)))
process.stdout.write(
  [
    `runs: ${answers.filter(({ status }) => status === 200).length} of 40 answered 200, never more than ${llm.mostActive} at once`,
    `memory: ${idle} MB idle, ${most} MB at most under load`,
    `/health meanwhile: ${probes.length} probes, median ${at(probes, 0.5)}, p99 ${at(probes, 0.99)}, slowest ${at(probes, 1)}`,
    `from the cache: median ${at(hits, 0.5)}, slowest ${at(hits, 1)}`,
    '',
  ].join('\n'),
)
service.kill('SIGTERM')
await once(service, 'exit')

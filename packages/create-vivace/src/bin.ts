#!/usr/bin/env node
import { relative } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { CreateError, createProject } from './create-project.ts'

const usage = `npm create vivace <folder>

Makes a project in a new folder: an API with one feature, its tests, settings, a Dockerfile.
`

process.exitCode = await create(process.argv.slice(2))

async function create(args: readonly string[]): Promise<number> {
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(usage)
    return 0
  }
  const [path, ...others] = args.length === 0 ? [await ask()] : args
  if (path === undefined || path === '' || path.startsWith('-') || others.length > 0) {
    process.stderr.write(usage)
    return 2
  }
  try {
    process.stdout.write(nextSteps(createProject(path)))
    return 0
  } catch (error) {
    if (!(error instanceof CreateError)) throw error
    process.stderr.write(`${error.message}\n`)
    return 1
  }
}

/** The name, if there is somebody to ask. */
async function ask(): Promise<string | undefined> {
  if (!process.stdin.isTTY) return undefined
  const lines = createInterface({ input: process.stdin, output: process.stdout })
  const answer = await lines.question('Name of the project (my-api): ')
  lines.close()
  return answer.trim() || 'my-api'
}

function nextSteps({ name, folder, files }: ReturnType<typeof createProject>): string {
  const way = relative(process.cwd(), folder)
  return [
    `Made ${name}: ${files.length} files.`,
    '',
    ...(way === '' ? [] : [`  cd ${way}`]),
    '  npm install',
    '  npm run dev     # http://127.0.0.1:8000, docs at /docs',
    '  npm test',
    '',
  ].join('\n')
}

import { writeFileSync } from 'node:fs'
import type { Command } from '../command.ts'
import { loadApp } from '../load-app.ts'
import { tell } from '../print.ts'
import { UsageError } from '../usage-error.ts'

/** `vivace asyncapi`: the AsyncAPI document of the app's channels. */
export const asyncapi: Command = {
  name: 'asyncapi',
  says: 'prints the AsyncAPI document of the channels, or writes it',
  details:
    "Without --url the document names only the servers that the app itself gives: AsyncAPI's servers have a\n" +
    'host, and no request tells it here.',
  options: {
    out: { type: 'string', value: '<file>', says: 'writes the document to a file' },
    url: {
      type: 'string',
      value: '<url>',
      says: 'where the document will be: https://api.example.com/asyncapi.json',
    },
  },
  async run(given) {
    const [out, documentUrl] = [given.text('out'), given.text('url')]
    if (documentUrl !== undefined && !isOfTheWeb(documentUrl)) {
      throw new UsageError(
        `--url is an absolute URL such as https://api.example.com/asyncapi.json, not '${documentUrl}'.`,
      )
    }
    const { app } = await loadApp(given.file)
    const document = app.asyncapi({ documentUrl })
    const text = `${JSON.stringify(document, null, 2)}\n`
    if (out === undefined) {
      process.stdout.write(text)
      return 0
    }
    const count = Object.keys(document.channels).length
    writeFileSync(out, text)
    tell(`Wrote ${out}: ${count} ${count === 1 ? 'channel' : 'channels'}.`)
    return 0
  },
}

function isOfTheWeb(url: string): boolean {
  return URL.canParse(url) && ['http:', 'https:'].includes(new URL(url).protocol)
}

import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { compilers } from '../../scripts/types/compilers.ts'
import { framed, FramedProcess, type Message } from './framed-process.ts'

/** A place in a text, both from 0. */
export interface Position {
  readonly line: number
  readonly character: number
}

/** What an editor asks a language server for, as far as it is measured. */
export interface LanguageServer extends AsyncDisposable {
  /** Opens the file as it is on the disk. */
  open(file: string, text: string): Promise<void>
  /** Types one character. */
  insert(file: string, at: Position, character: string): void
  /** Takes it back. */
  remove(file: string, at: Position): void
  /** The names that may come next. */
  complete(file: string, at: Position): Promise<readonly string[]>
}

const require = createRequire(import.meta.url)

/** tsserver of TypeScript 6: requests are lines, answers are framed. */
export class TsServer extends FramedProcess implements LanguageServer {
  #sequence = 0

  constructor() {
    super(process.execPath, [require.resolve('typescript/lib/tsserver.js')])
  }

  async open(file: string, text: string): Promise<void> {
    this.#request('open', { file, fileContent: text })
  }

  insert(file: string, at: Position, character: string): void {
    this.#request('change', { file, ...placed(at, at), insertString: character })
  }

  remove(file: string, at: Position): void {
    const after = { ...at, character: at.character + 1 }
    this.#request('change', { file, ...placed(at, after), insertString: '' })
  }

  async complete(file: string, at: Position): Promise<readonly string[]> {
    const sequence = this.#request('completionInfo', { file, line: at.line + 1, offset: at.character + 1 })
    const answer = await this.next((message) => message['request_seq'] === sequence)
    return namesOf(answer['body'], 'entries', 'name')
  }

  #request(command: string, given: Message): number {
    const sequence = (this.#sequence += 1)
    this.send(`${JSON.stringify({ seq: sequence, type: 'request', command, arguments: given })}\n`)
    return sequence
  }
}

/** The language server of TypeScript 7. */
export class TypeScript7Server extends FramedProcess implements LanguageServer {
  #sequence = 0
  #version = 1

  constructor() {
    super(process.execPath, [compilers.at(-1)?.tsc ?? '', '--lsp', '--stdio'])
  }

  async open(file: string, text: string): Promise<void> {
    await this.#ask('initialize', { processId: process.pid, rootUri: null, capabilities: {} })
    this.#tell('initialized', {})
    const textDocument = { uri: uriOf(file), languageId: 'typescript', version: this.#version, text }
    this.#tell('textDocument/didOpen', { textDocument })
  }

  insert(file: string, at: Position, character: string): void {
    this.#change(file, { range: { start: at, end: at }, text: character })
  }

  remove(file: string, at: Position): void {
    const end = { ...at, character: at.character + 1 }
    this.#change(file, { range: { start: at, end }, text: '' })
  }

  async complete(file: string, at: Position): Promise<readonly string[]> {
    const textDocument = { uri: uriOf(file) }
    const answer = await this.#ask('textDocument/completion', { textDocument, position: at })
    return namesOf(answer['result'], 'items', 'label')
  }

  #change(file: string, change: Message): void {
    const textDocument = { uri: uriOf(file), version: (this.#version += 1) }
    this.#tell('textDocument/didChange', { textDocument, contentChanges: [change] })
  }

  #tell(method: string, given: Message): void {
    this.send(framed({ method, params: given }))
  }

  #ask(method: string, given: Message): Promise<Message> {
    const id = (this.#sequence += 1)
    const answer = this.next((message) => message['id'] === id && !('method' in message))
    this.send(framed({ id, method, params: given }))
    return answer
  }
}

const uriOf = (file: string): string => pathToFileURL(file).href

function placed(from: Position, to: Position): Message {
  return {
    line: from.line + 1,
    offset: from.character + 1,
    endLine: to.line + 1,
    endOffset: to.character + 1,
  }
}

function namesOf(body: unknown, list: string, name: string): string[] {
  if (typeof body !== 'object' || body === null) return []
  const items: unknown = Array.isArray(body) ? body : new Map(Object.entries(body)).get(list)
  if (!Array.isArray(items)) return []
  return items.map((item: Readonly<Record<string, unknown>>) => String(item[name]))
}

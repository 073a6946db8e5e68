import { inspect } from 'node:util'
import { App, body, query, type Schema } from '../../../src/index.ts'
import type { OpenApiParameter } from '../../../src/openapi/document.ts'
import type { JsonSchema } from '../../../src/schema/index.ts'
import { MemoryExchange, type MemoryRequest } from '../../fixtures/memory-exchange.ts'
import { DocumentJudge } from '../documented/document-judge.ts'
import { documentedOperations } from '../documented/documented-operation.ts'
import { acceptsText } from '../documented/parameter-texts.ts'

/** Whether the app takes a value, and whether its document does. */
export interface Verdicts {
  readonly ours: boolean
  readonly documents: boolean
}

/** An app of one schema, as a body and as a query parameter, beside a validator that has read its document. */
export class TwoVerdicts {
  readonly judge: DocumentJudge
  /** What the document says of the body. */
  readonly bodySchema: JsonSchema
  /** What the document says of the query parameter, where there is one. */
  readonly parameter: OpenApiParameter | undefined
  readonly #app: App

  /** `isText`: whether one text can carry the values. */
  constructor(schema: Schema, isText = false) {
    this.#app = new App({ title: 'Verdicts', version: '1.0.0' })
    this.#app.post('/', { inputs: { value: body(schema) } }, () => 'taken')
    if (isText) this.#app.get('/', { inputs: { value: query(schema) } }, () => 'taken')
    const operations = documentedOperations(this.#app)
    this.judge = new DocumentJudge(this.#app.openapi())
    this.bodySchema = operations.find(({ method }) => method === 'POST')?.body?.schema ?? {}
    this.parameter = operations.find(({ method }) => method === 'GET')?.parameters[0]
  }

  async ofValue(value: unknown): Promise<Verdicts> {
    const headers = { 'content-type': 'application/json' }
    return {
      ours: await this.#takes({ method: 'POST', headers, body: JSON.stringify(value) }),
      documents: this.judge.accepts(this.bodySchema, value),
    }
  }

  async ofText(text: string): Promise<Verdicts> {
    return {
      ours: await this.#takes({ queryString: `value=${encodeURIComponent(text)}` }),
      documents: acceptsText(this.judge, this.parameter?.schema ?? {}, text),
    }
  }

  async #takes(request: MemoryRequest): Promise<boolean> {
    const exchange = new MemoryExchange({ path: '/', ...request })
    const { status } = await this.#app.handle(exchange)
    if (status === 200 || status === 422) return status === 200
    throw new Error(
      `${status} of ${JSON.stringify(request)}: ${inspect(exchange.logger.lines, { depth: 4 })}`,
    )
  }
}

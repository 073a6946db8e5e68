import type {
  AsyncApiChannel,
  AsyncApiDocument,
  AsyncApiMessage,
  AsyncApiReference,
  AsyncApiSecurityScheme,
} from '../../src/asyncapi/index.ts'
import type { JsonSchema } from '../../src/schema/index.ts'

/** A channel of the document with everything that its parts refer to. */
export interface ChannelView {
  /** The key in the document; the card's address on the page. */
  readonly id: string
  readonly channel: AsyncApiChannel
  /** What a client sends: the app receives it. */
  readonly toApp: readonly AsyncApiMessage[]
  /** What a client gets. */
  readonly fromApp: readonly AsyncApiMessage[]
  readonly schemes: readonly SchemeView[]
}

/** A security scheme that the handshake of a channel demands. */
export interface SchemeView {
  readonly name: string
  readonly scheme: AsyncApiSecurityScheme
  readonly required: boolean
  readonly scopes: readonly string[]
}

/** Follows the references of an AsyncAPI document. */
export class DocumentReader {
  readonly document: AsyncApiDocument

  constructor(document: AsyncApiDocument) {
    this.document = document
  }

  /** A schema, and what it is called if it is a component. */
  schema(schema: JsonSchema): { readonly schema: JsonSchema; readonly name?: string } {
    const { $ref } = schema
    const name = $ref?.startsWith('#/components/schemas/') === true ? lastPart($ref) : undefined
    const target = name === undefined ? undefined : this.document.components?.schemas?.[name]
    return name === undefined || target === undefined ? { schema } : { schema: target, name }
  }

  channels(): readonly ChannelView[] {
    return Object.entries(this.document.channels).map(([id, channel]) => ({
      id,
      channel,
      toApp: this.#messages(id, 'receive'),
      fromApp: this.#messages(id, 'send'),
      schemes: this.#schemes(channel),
    }))
  }

  #messages(id: string, action: 'receive' | 'send'): readonly AsyncApiMessage[] {
    const channel = `#/channels/${id}`
    return Object.values(this.document.operations)
      .filter((operation) => operation.action === action && operation.channel.$ref === channel)
      .flatMap(({ messages }) => messages.map((message) => this.#message(message)))
      .filter((message) => message !== undefined)
  }

  #message({ $ref }: AsyncApiReference): AsyncApiMessage | undefined {
    return this.document.components?.messages?.[lastPart($ref)]
  }

  #schemes({ 'x-security': requirements = [] }: AsyncApiChannel): readonly SchemeView[] {
    const scopes = new Map(requirements.flatMap((requirement) => Object.entries(requirement)))
    return [...scopes].map(([name, needed]) => ({
      name,
      scheme: this.document.components?.securitySchemes?.[name] ?? {},
      required: requirements.every((requirement) => name in requirement),
      scopes: needed,
    }))
  }
}

function lastPart(reference: string): string {
  return reference.slice(reference.lastIndexOf('/') + 1)
}

import type { LogFields, Logger } from 'vivace'
import type { RequestContext } from './request-context.ts'

const nothing: readonly LogFields[] = []

/** The logger of one request: any logger, with what the request is known by. */
export class RequestLogger implements Logger {
  readonly context: RequestContext
  readonly #target: Logger
  readonly #bound: readonly LogFields[]
  #current: Logger | undefined = undefined
  #version = 0

  constructor(target: Logger, context: RequestContext, bound: readonly LogFields[] = nothing) {
    this.#target = target
    this.context = context
    this.#bound = bound
  }

  debug(message: string, fields?: LogFields): void {
    this.#logger().debug(message, fields)
  }

  info(message: string, fields?: LogFields): void {
    this.#logger().info(message, fields)
  }

  warn(message: string, fields?: LogFields): void {
    this.#logger().warn(message, fields)
  }

  error(message: string, fields?: LogFields): void {
    this.#logger().error(message, fields)
  }

  child(fields: LogFields): Logger {
    return new RequestLogger(this.#target, this.context, [...this.#bound, fields])
  }

  // Made when the first line is written: most requests write none but their last, which has a way of its own.
  #logger(): Logger {
    const { context } = this
    if (this.#current === undefined || this.#version !== context.version) {
      const first = this.#target.child(context.fields)
      this.#current = this.#bound.reduce((logger, fields) => logger.child(fields), first)
      this.#version = context.version
    }
    return this.#current
  }
}

import type { Schema } from 'vivace'
import type { OfferedTool } from '../conversation/index.ts'

/** What a tool knows of its call. */
export interface ToolContext {
  /** The id that the model has given to the call. */
  readonly id: string
  /** Ends with the call of the model. */
  readonly signal: AbortSignal | undefined
}

/** A tool, as `useTools` takes it. */
export interface Tool extends OfferedTool {
  /** Arguments that the schema has accepted. What it answers is told to the model: text as it is, the rest as JSON. */
  readonly run: (input: never, context: ToolContext) => unknown
}

/** A tool whose arguments are those of a schema. */
export interface ToolOptions<Input> {
  /** Letters, digits, `_` and `-`, at most 64. */
  readonly name: string
  /** What it does and when it is of use: the model chooses by it. */
  readonly description: string
  readonly input: Schema<unknown, Input>
  readonly run: (input: Input, context: ToolContext) => unknown
}

/**
 * Something that a model may have done: its arguments are checked before it runs, what it throws is told to the model.
 *
 *     const weather = tool({
 *       name: 'weather',
 *       description: 'The weather in a city, now.',
 *       input: z.object({ city: z.string() }),
 *       run: ({ city }, { signal }) => readWeather(city, signal),
 *     })
 *
 * Throws `TypeError` for a name that endpoints do not take.
 */
export function tool<Input>(options: ToolOptions<Input>): Tool {
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(options.name))
    throw new TypeError(
      `A tool cannot be called "${options.name}": use letters, digits, _ and -, at most 64.`,
    )
  return options
}

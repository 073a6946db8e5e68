import type { MetricSnapshot } from '../metric-snapshot.ts'

/** The metrics that a message is about: which call of `metricsRouter` it was, the same in every process of a program. */
interface AboutMetrics {
  readonly router: number
}

/** What a worker tells the primary process: its figures, or that it wants those of all. */
export type WorkerMessage = AboutMetrics &
  (
    | { readonly kind: 'figures'; readonly round: number | undefined; readonly metrics: string }
    | { readonly kind: 'gather'; readonly question: number }
  )

/** What the primary process tells a worker: that it wants its figures, or those of all. */
export type PrimaryMessage = AboutMetrics &
  (
    | { readonly kind: 'collect'; readonly round: number }
    | { readonly kind: 'gathered'; readonly question: number; readonly metrics: string }
  )

const key = 'vivace-metrics'

/** A message as it is sent between processes. */
export function sent<Message extends WorkerMessage | PrimaryMessage>(
  message: Message,
): Readonly<Record<string, Message>> {
  return { [key]: message }
}

/** The message of ours that came from another process; `undefined` if it is somebody else's. */
export function received<Message extends WorkerMessage | PrimaryMessage>(
  message: unknown,
): Message | undefined {
  if (typeof message !== 'object' || message === null || !(key in message)) return undefined
  // Nobody else uses the name.
  return message[key] as Message
}

/** Metrics as a text: numbers that JSON has no word for are texts in it. */
export function writeFigures(metrics: readonly MetricSnapshot[]): string {
  return JSON.stringify(metrics, (_name, value: unknown) =>
    typeof value === 'number' && !Number.isFinite(value) ? { number: String(value) } : value,
  )
}

/** Reads what `writeFigures` has written. */
export function readFigures(text: string): readonly MetricSnapshot[] {
  // Written by the same program.
  return JSON.parse(text, (_name, value: unknown) =>
    typeof value === 'object' && value !== null && 'number' in value ? Number(value.number) : value,
  ) as readonly MetricSnapshot[]
}

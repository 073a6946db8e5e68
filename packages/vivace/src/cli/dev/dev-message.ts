/** What the process of the app tells the process that watches. */
export type DevMessage = DevReady | DevRequest

/** The app is served. */
export interface DevReady {
  readonly kind: 'ready'
  /** Where it is served, for the watching process alone. */
  readonly port: number
  /** The port that the app asks for; `undefined` if it does not say. */
  readonly wanted: number | undefined
  readonly scheme: 'http' | 'https'
  readonly title: string | undefined
  readonly docsPath: string | undefined
}

/** A request is answered. */
export interface DevRequest {
  readonly kind: 'request'
  readonly method: string
  readonly path: string
  readonly status: number
  /** In milliseconds. */
  readonly duration: number
}

/** Whether what came from the other process is one of ours. */
export function isDevMessage(message: unknown): message is DevMessage {
  return (
    typeof message === 'object' &&
    message !== null &&
    'kind' in message &&
    (message.kind === 'ready' || message.kind === 'request')
  )
}

import type { LabelArguments, LabelValue } from '@vivace/telemetry'
import { Metrics } from '@vivace/telemetry'

type Expect<Holds extends true> = Holds
type Equal<One, Other> =
  (<Any>() => Any extends One ? 1 : 2) extends <Any>() => Any extends Other ? 1 : 2 ? true : false

export type cases = [
  Expect<
    Equal<
      LabelArguments<'operation' | 'status'>,
      [labels: Readonly<Record<'operation' | 'status', LabelValue>>]
    >
  >,
  Expect<Equal<LabelArguments<never>, []>>,
]

const metrics = new Metrics()
const operations = metrics.counter('auth_operations_total', { help: '', labels: ['operation', 'status'] })
operations.inc({ operation: 'login', status: 'ok' })
// @ts-expect-error a label is missing
operations.inc({ operation: 'login' })
// @ts-expect-error there is no such label
operations.inc({ operation: 'login', status: 'ok', user: 7 })
// @ts-expect-error the labels are missing
operations.inc()
const logins = metrics.counter('logins_total', { help: '' })
logins.inc()
// @ts-expect-error it has no labels
logins.inc({ status: 'ok' })

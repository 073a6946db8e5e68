import { type Schema, schemaFrom } from 'vivace'
import type { CheckResult } from './health-check.ts'

/** Whether requests should be sent here, and why not. */
export interface HealthReport {
  readonly status: 'ready' | 'not-ready' | 'stopping'
  readonly checks: Readonly<Record<string, CheckResult>>
}

/** What says that the process answers at all. */
export interface LifeReport {
  readonly status: 'ok'
}

const checkSchema = {
  type: 'object',
  properties: {
    status: { type: 'string', enum: ['ok', 'failed', 'timed-out'] },
    reason: { type: 'string' },
    duration_ms: { type: 'number' },
  },
  required: ['status', 'duration_ms'],
}

/** `HealthReport` for the documents; what is answered is made here, and of this shape. */
export const healthReport: Schema<HealthReport> = schemaFrom<HealthReport>({
  jsonSchema: {
    title: 'HealthReport',
    type: 'object',
    properties: {
      status: { type: 'string', enum: ['ready', 'not-ready', 'stopping'] },
      checks: { type: 'object', additionalProperties: checkSchema },
    },
    required: ['status', 'checks'],
  },
  // Made by this package alone.
  validate: (value) => ({ value: value as HealthReport }),
})

/** `LifeReport` for the documents. */
export const lifeReport: Schema<LifeReport> = schemaFrom<LifeReport>({
  jsonSchema: {
    title: 'LifeReport',
    type: 'object',
    properties: { status: { const: 'ok' } },
    required: ['status'],
  },
  // Made by this package alone.
  validate: (value) => ({ value: value as LifeReport }),
})

import { noPostgres, PostgresDatabase } from '@vivace/fixtures'
import { describe, expect, it } from 'vitest'
import { killCommits } from './killed-commits.ts'

describe.skipIf(noPostgres !== undefined)(
  `a transaction whose connection is lost${noPostgres === undefined ? '' : ` (skipped: ${noPostgres})`}`,
  () => {
    it('is there exactly when its commit was acknowledged, or nobody is told (T44)', async () => {
      await using pg = await PostgresDatabase.open()
      const outcome = await killCommits(pg, { transactions: 400, kills: 40 })
      expect(outcome.wrong).toEqual([])
      expect(outcome.acknowledged + outcome.undone + outcome.unknown).toBe(400)
      expect(outcome.acknowledged).toBeGreaterThanOrEqual(160)
      expect(outcome.undone).toBeGreaterThanOrEqual(180)
    })
  },
)

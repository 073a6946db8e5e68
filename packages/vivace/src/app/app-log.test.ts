import { describe, expect, it } from 'vitest'
import { RecordingLogger } from '../../tests/fixtures/recording-logger.ts'
import { testApp } from '../../tests/fixtures/test-app.ts'
import { appLog, singleton } from '../dependencies/index.ts'
import { testClient } from '../testing/index.ts'

describe('appLog', () => {
  const pool = singleton({ appLog }, ({ appLog }) => {
    appLog.info('the pool is made')
    return {}
  })

  it('is the log of the app', async () => {
    const { app, log } = testApp()
    app.get('/', { inputs: { pool } }, () => 1)
    await using _ = await testClient(app)
    expect(log.lines).toMatchObject([{ message: 'the pool is made' }])
  })

  it('is that of the app that is served, for what mounted apps share with it', async () => {
    const outer = testApp()
    const between = testApp()
    const inner = testApp()
    for (const { app } of [outer, between, inner]) app.get('/', { inputs: { pool } }, () => 1)
    between.app.mount('/inner', inner.app)
    outer.app.mount('/between', between.app)
    await using _ = await testClient(outer.app)
    expect(outer.log.lines).toMatchObject([{ message: 'the pool is made' }])
    expect([...between.log.lines, ...inner.log.lines]).toEqual([])
  })

  it('is replaced by an override', async () => {
    const { app, log } = testApp()
    const other = new RecordingLogger()
    app.get('/', { inputs: { pool } }, () => 1)
    app.override(appLog, () => other)
    await using _ = await testClient(app)
    expect(log.lines).toEqual([])
    expect(other.lines).toMatchObject([{ message: 'the pool is made' }])
  })
})

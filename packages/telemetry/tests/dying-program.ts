import { jsonLogger } from '@vivace/telemetry'

const log = jsonLogger({ pretty: false })
for (let at = 0; at < 5; at++) log.info('about to end', { at })

switch (process.argv[2]) {
  case 'exits':
    process.exit(3)
    break
  case 'throws':
    throw new Error('an error that nobody catches')
  case 'rejects':
    void Promise.reject(new Error('a promise that nobody catches'))
    break
  default:
}

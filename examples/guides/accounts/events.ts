import { defineAuth, memoryAuth, type SecurityEvent } from '@vivace/auth'

/** What somebody has to look at. */
export const alarms: SecurityEvent[] = []

// #region events
export const auth = defineAuth({
  store: memoryAuth(),
  issuer: 'https://shop.example',
  onEvent: (event) => {
    if (event.event === 'refresh-token-reused') alarms.push(event)
  },
})
// #endregion

/** What close codes mean (RFC 6455, section 7.4.1, and the registry that it opens). */
const meanings: Readonly<Record<number, string>> = {
  1000: 'The channel is done.',
  1001: 'The server or this page is going away.',
  1002: 'The other side broke the protocol.',
  1003: 'The other side does not take this kind of data.',
  1005: 'The other side gave no code.',
  1006: 'The connection broke, or the handshake was refused: browsers do not say why. The log of the app does.',
  1007: 'A message was not valid.',
  1008: 'A message broke a rule of the app.',
  1009: 'A message was too big.',
  1011: 'The app failed. Its log says why.',
  1012: 'The app is restarting.',
  1013: 'The app has too much to do; try again later.',
}

/** What a code means on a channel; the channel's own words count first. */
export function closeCodeMeaning(code: number, own: Readonly<Record<string, string>> = {}): string {
  return (
    own[String(code)] ?? meanings[code] ?? (code >= 4000 ? 'A code of the app itself.' : 'An unknown code.')
  )
}

/** The host's address is not one of the public internet. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused'
}

/** There is no connection, and nothing has been sent. */
export class NotConnected extends Error {
  override readonly name = 'NotConnected'
}

/** One step has taken more than its policy allows: with this reason a request is given up. */
export class StepTooLong extends Error {
  override readonly name = 'StepTooLong'
}

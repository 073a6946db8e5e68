/** How a host of a test can fail. */
export type MockFailure = 'refuses' | 'never-connects' | 'hangs' | 'breaks'

/** Tells the mock transport what a route does instead of answering. */
export class MockFault extends Error {
  override readonly name = 'MockFault'
  readonly failure: MockFailure

  constructor(failure: MockFailure) {
    super(`The host of the test ${failure}.`)
    this.failure = failure
  }
}

/** A test has let out a request that it has no answer for. */
export class UnexpectedRequest extends TypeError {
  override readonly name = 'UnexpectedRequest'
}

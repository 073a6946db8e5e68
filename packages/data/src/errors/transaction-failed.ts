/**
 * A transaction was to be committed in which a statement had failed; PostgreSQL rolls it back, whatever it is told. Nothing
 * was written. The `cause` is the error that somebody caught. It is answered as 500.
 *
 *     const [row] = await transaction.transaction((savepoint) => savepoint.insert(users).values(user).returning())
 *
 * To fix it, throw the error on, or run what may fail in a savepoint, as above.
 */
export class TransactionFailed extends Error {
  override readonly name = 'TransactionFailed'

  constructor(cause: unknown) {
    super(
      'The transaction cannot be committed, because a statement in it failed and its error was caught; nothing was written. ' +
        'To fix it, throw the error on, or run what may fail in transaction.transaction(…), a savepoint.',
      { cause },
    )
  }
}

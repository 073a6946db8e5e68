/** A handler answered what it had not declared. The client reads 500 without details; the log has them. */
export class AnswerInvalid extends Error {
  override readonly name = 'AnswerInvalid'
}

/** What can be said of an input besides its schema. */
export interface InputOptions {
  /** The name on the wire, where it differs from the name in the record. */
  readonly name?: string
  readonly description?: string
  readonly deprecated?: boolean
  readonly examples?: readonly unknown[]
  /** Leaves the input out of the documents. */
  readonly hidden?: boolean
}

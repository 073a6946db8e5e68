/** An answer as it came over the wire. */
export interface WireAnswer {
  readonly status: number
  /** In order, with names in lower case. */
  readonly headers: readonly (readonly [string, string])[]
  readonly body: Uint8Array
  /** False if the answer broke off. */
  readonly isWhole: boolean
}

/** Every value of a header. */
export function valuesOf(answer: WireAnswer, name: string): string[] {
  return answer.headers.filter(([present]) => present === name).map(([, value]) => value)
}

/** The only value of a header; several are a failure. */
export function valueOf(answer: WireAnswer, name: string): string | undefined {
  const values = valuesOf(answer, name)
  if (values.length > 1) throw new Error(`There are ${values.length} headers ${name}.`)
  return values[0]
}

export function textOf(answer: WireAnswer): string {
  return new TextDecoder().decode(answer.body)
}

export function jsonOf(answer: WireAnswer): unknown {
  return JSON.parse(textOf(answer))
}

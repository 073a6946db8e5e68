/** What answers have in common that are counted and logged alike. */
export interface KindOfAnswer {
  readonly method: string
  /** The template of the route; `undefined` if none has matched. */
  readonly route: string | undefined
  readonly status: number
}

interface Known<Facts> {
  readonly method: string
  readonly status: number
  readonly facts: Facts
}

/**
 * What is to be known of each kind of answer, found out once. There are as many as an app has routes and statuses; the
 * methods must be few as well.
 *
 *     const series = new KindsOfAnswers(({ method, status }) => requests.with({ method, status }))
 *     series.find('GET', '/items/{id}', 200).inc()
 */
export class KindsOfAnswers<Facts> {
  readonly #make: (kind: KindOfAnswer) => Facts
  readonly #routes = new Map<string | undefined, Known<Facts>[]>()

  constructor(make: (kind: KindOfAnswer) => Facts) {
    this.#make = make
  }

  find(method: string, route: string | undefined, status: number): Facts {
    let known = this.#routes.get(route)
    if (known === undefined) this.#routes.set(route, (known = []))
    for (const one of known) if (one.status === status && one.method === method) return one.facts
    const facts = this.#make({ method, route, status })
    known.push({ method, status, facts })
    return facts
  }
}

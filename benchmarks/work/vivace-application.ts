/** The application of our servers, which differ in their schema library alone. */
import {
  App,
  type AppOptions,
  bearer,
  body,
  defineError,
  dependency,
  path,
  query,
  type Schema,
  singleton,
} from 'vivace'
import { createUser, greeting, readItem, rows } from './application.ts'
import type { Greeting, Item, NewUser, PublicRow, PublicUser } from './application.ts'
import { loadSettings, Session, sessionCounts } from './database.ts'

/** What a schema library declares for the five workloads. */
export interface BenchmarkSchemas {
  readonly Greeting: Schema<Greeting>
  readonly Id: Schema<number>
  /** 0 and above, 0 if it is missing. */
  readonly Skip: Schema<number | undefined, number>
  /** 1 to 1000, 100 if it is missing. */
  readonly Limit: Schema<number | undefined, number>
  readonly Q: Schema<string | undefined>
  readonly ItemOut: Schema<Item>
  readonly UserCreate: Schema<NewUser>
  readonly UserOut: Schema<PublicUser>
  readonly RowsOut: Schema<PublicRow[]>
  readonly SessionCounts: Schema<typeof sessionCounts>
}

const Unauthorized = defineError({ status: 401, code: 'unauthorized', title: 'The token is not known' })

const settings = singleton({}, () => loadSettings())
const session = dependency({ settings }, async function* ({ settings }) {
  const session = await Session.open(settings)
  try {
    yield session
  } finally {
    await session.close()
  }
})
const token = bearer()
const currentUser = dependency(
  { session, token },
  async ({ session, token }) => {
    const user = await session.userByToken(token)
    if (user === undefined) throw new Unauthorized()
    return user
  },
  { errors: [Unauthorized] },
)

/**
 * Makes the application as users write it: inputs validated, answers checked and filtered by `returns`.
 *
 *     await serve(benchmarkApp(schemas), { port: 8000 })
 */
export function benchmarkApp(
  schemas: BenchmarkSchemas,
  options: Pick<AppOptions, 'log' | 'middleware'> = {},
): App {
  const { Greeting, ItemOut, UserCreate, UserOut, RowsOut, SessionCounts } = schemas
  const app = new App({ title: 'Benchmark', version: '1.0.0', ...options })

  app.get('/json', { returns: Greeting }, () => greeting)

  const inputs = {
    id: path(schemas.Id),
    skip: query(schemas.Skip),
    limit: query(schemas.Limit),
    q: query(schemas.Q),
  }
  app.get('/items/{id}', { inputs, returns: ItemOut }, (input) => readItem(input))

  app.post('/users', { inputs: { user: body(UserCreate) }, returns: UserOut, status: 201 }, ({ user }) =>
    createUser(user),
  )

  app.get('/me', { inputs: { user: currentUser }, returns: UserOut }, ({ user }) => user)

  app.get('/rows', { returns: RowsOut }, () => rows)

  app.get('/sessions', { returns: SessionCounts }, () => sessionCounts)

  return app
}

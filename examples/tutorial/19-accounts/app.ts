// #region auth
import { defineAuth, mailer, memoryAuth } from '@vivace/auth'
import { App, body, reply } from 'vivace'
import * as z from 'zod'

export const auth = defineAuth({
  store: memoryAuth(),
  issuer: 'http://localhost:8000',
  mailer: mailer({ from: 'Todos <no-reply@todos.example>' }),
  scopes: { 'todos:read': 'Read your todos.' },
  grants: { scopes: ['todos:read'] },
})
// #endregion

// #region app
export const app = new App({ title: 'Todos', version: '1.0.0', guard: auth.currentUser })
app.include(auth.router, { prefix: '/auth' })
// #endregion

// #region user
const Todo = z.object({ title: z.string().min(1) })
const todos = new Map<string, z.infer<typeof Todo>[]>()

app.post(
  '/todos',
  { inputs: { user: auth.currentUser, todo: body(Todo) }, returns: { 201: Todo } },
  ({ user, todo }) => {
    todos.set(user.id, [...(todos.get(user.id) ?? []), todo])
    return reply(201, todo)
  },
)
// #endregion

// #region roles
app.get('/users/count', { dependencies: [auth.requireRole('admin')] }, () => todos.size)
// #endregion

// #region keys
app.get(
  '/todos',
  {
    public: true,
    dependencies: [auth.requireScopes('todos:read')],
    inputs: { caller: auth.caller },
    returns: z.array(Todo),
  },
  ({ caller }) => todos.get(caller.user.id) ?? [],
)
// #endregion

// #region public
app.get('/', { public: true }, () => 'Write to /auth/register to begin.')
// #endregion

import { App, background, body } from 'vivace'
import * as z from 'zod'

export const sent: string[] = []

async function sendWelcome(email: string): Promise<void> {
  sent.push(`Welcome, ${email}`)
}

export const app = new App({ title: 'Shop', version: '1.0.0' })

// #region route
const User = z.object({ email: z.email() })

app.post(
  '/users',
  { inputs: { user: body(User), background }, returns: User, status: 201 },
  ({ user, background }) => {
    background.add(sendWelcome, user.email)
    return user
  },
)
// #endregion

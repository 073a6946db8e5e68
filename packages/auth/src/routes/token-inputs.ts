import { body, cookie, type Input } from 'vivace'
import { deviceCookie, refreshCookie } from './session-cookies.ts'
import { optional, refreshToken, textSchema } from './schemas.ts'

// What a browser sends is not judged here: a cookie that is not ours is as good as none.
const text = optional(textSchema({ minLength: 0, maxLength: 4_096 }))

/** The device cookie of a request. */
export const device: Input<string | undefined, 'request'> = cookie(text, { name: deviceCookie, hidden: true })

/** The refresh token of a browser. */
export const cookieToken: Input<string | undefined, 'request'> = cookie(text, {
  name: refreshCookie,
  description: 'The refresh token of a browser.',
})

/** The refresh token of who keeps it otherwise. */
export const sentToken: Input<string | undefined, 'request'> = body(optional(refreshToken), {
  name: 'refresh_token',
  embed: true,
  description: 'For those who keep it themselves; browsers send it as a cookie.',
})

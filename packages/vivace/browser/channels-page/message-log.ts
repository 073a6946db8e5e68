import { type Child, element } from './element.ts'

/** What happened: something was sent or got, or the connection changed. */
export type LogKind = 'sent' | 'got' | 'state' | 'trouble'

const signs: Readonly<Record<LogKind, string>> = { sent: '↑', got: '↓', state: '•', trouble: '!' }
const words: Readonly<Record<LogKind, string>> = {
  sent: 'Sent',
  got: 'Received',
  state: 'Connection',
  trouble: 'Trouble',
}
const longest = 500

/** What went over a connection, the newest last; screen readers say it as it comes. */
export class MessageLog {
  readonly list: HTMLOListElement = element('ol', {
    class: 'log',
    role: 'log',
    'aria-label': 'What went over the connection',
    tabindex: '0',
  })

  add(kind: LogKind, text: string, detail?: Child): void {
    const time = new Date().toLocaleTimeString(undefined, { hour12: false })
    const entry = element('li', { class: `entry ${kind}` }, [
      element('span', { class: 'sign', 'aria-hidden': 'true' }, [signs[kind]]),
      element('span', { class: 'spoken' }, [words[kind]]),
      element('pre', { class: 'text' }, [text]),
      detail,
      element('time', {}, [time]),
    ])
    const isAtEnd = this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight < 24
    this.list.append(entry)
    // A page that is left open beside a busy channel must not grow for ever.
    while (this.list.childElementCount > longest) this.list.firstElementChild?.remove()
    if (isAtEnd) this.list.scrollTop = this.list.scrollHeight
  }

  clear(): void {
    this.list.replaceChildren()
  }
}

/** A message as it is shown: JSON laid out, bytes in hexadecimal. */
export function shownMessage(data: unknown): string {
  if (data instanceof ArrayBuffer) return shownBytes(new Uint8Array(data))
  const text = String(data)
  try {
    const value: unknown = JSON.parse(text)
    const wide = JSON.stringify(value)
    return wide.length <= 72 ? wide : JSON.stringify(value, null, 2)
  } catch {
    return text
  }
}

function shownBytes(bytes: Uint8Array): string {
  const shown = [...bytes.subarray(0, 64)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ')
  return `${shown}${bytes.length > 64 ? ' …' : ''} (${bytes.length} bytes)`
}

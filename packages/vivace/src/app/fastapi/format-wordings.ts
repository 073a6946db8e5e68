import type { Wording } from './wording.ts'

/** The words for a text that is not of a format, by the format. The reasons are ours: FastAPI's come from its parsers. */
export const formatWordings: Readonly<Record<string, () => Wording>> = {
  uuid: because('uuid_parsing', 'Input should be a valid UUID', 'it is not written like one'),
  'date-time': because(
    'datetime_from_date_parsing',
    'Input should be a valid datetime or date',
    'it is not written as RFC 3339 has it',
  ),
  date: because(
    'date_from_datetime_parsing',
    'Input should be a valid date or datetime',
    'it is not written as YYYY-MM-DD',
  ),
  time: because('time_parsing', 'Input should be in a valid time format', 'it is not written as HH:MM:SS'),
  duration: because('time_delta_parsing', 'Input should be a valid duration', 'it is not written as P1DT2H'),
  uri: because('url_parsing', 'Input should be a valid URL', 'it is not an absolute one'),
  email: email(),
  ipv4: () => ({ type: 'ip_v4_address', msg: 'Input is not a valid IPv4 address' }),
  ipv6: () => ({ type: 'ip_v6_address', msg: 'Input is not a valid IPv6 address' }),
}

function because(type: string, phrase: string, error: string): () => Wording {
  const wording = { type, msg: `${phrase}, ${error}`, ctx: { error } }
  return () => wording
}

function email(): () => Wording {
  const reason = 'It is not written as name@domain.'
  const wording = {
    type: 'value_error',
    msg: `value is not a valid email address: ${reason}`,
    ctx: { reason },
  }
  return () => wording
}

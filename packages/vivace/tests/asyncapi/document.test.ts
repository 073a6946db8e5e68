import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { type AsyncApiDocument, writeAsyncApi } from '../../src/asyncapi/index.ts'
import type { ChannelDescription } from '../../src/channels/index.ts'
import { parseDocument } from './parse-document.ts'
import { bearer, channel, key, login, received, sampleChannels, sampleInfo, sent } from './sample-channels.ts'
import { parameter } from '../openapi/sample-operations.ts'

const documentUrl = 'https://talk.example.com/api/asyncapi.json'
const info = { title: 'Talk', version: '1' }
const write = (...channels: readonly ChannelDescription[]): AsyncApiDocument =>
  writeAsyncApi(info, channels, { documentUrl })
const document = writeAsyncApi(sampleInfo, sampleChannels, { documentUrl })

describe('the AsyncAPI document', () => {
  it('is valid for channels of every shape', async () => {
    const findings = await parseDocument(document)
    expect(Object.keys(document.channels)).toHaveLength(9)
    // 3.1 adds nothing that we write, and every reader of 3 takes 3.0.
    expect(findings.filter((finding) => !finding.includes('latest version of AsyncAPi'))).toEqual([])
  })

  it('is judged by a parser that finds mistakes', async () => {
    const operations = { receiveLog: { action: 'receive', channel: { $ref: '#/channels/nowhere' } } }
    const findings = await parseDocument({ ...document, operations })
    expect(findings.filter((finding) => finding.startsWith('error'))).not.toEqual([])
  })

  it('has no channels where there are none, and is valid then', async () => {
    expect(write()).toMatchObject({ asyncapi: '3.0.0', info, channels: {}, operations: {} })
    expect((await parseDocument(write())).filter((finding) => finding.startsWith('error'))).toEqual([])
  })

  it('is the same each time', () => {
    expect(writeAsyncApi(sampleInfo, sampleChannels, { documentUrl })).toEqual(document)
  })

  it('publishes nothing else of the info that it is given', () => {
    const given = { ...info, password: 'secret', license: { name: 'MIT', identifier: 'MIT' } }
    expect(writeAsyncApi(given, []).info).toEqual({ ...info, license: { name: 'MIT' } })
  })

  it('leaves hidden channels out', () => {
    expect(JSON.stringify(document)).not.toContain('secret')
  })

  it('is refused when two channels have one operationId', () => {
    const twice = [channel({ path: '/a', operationId: 'talk' }), channel({ path: '/b', operationId: 'talk' })]
    expect(() => write(...twice)).toThrow("its operationId 'talk' is that of WebSocket /a as well")
  })
})

describe('a channel', () => {
  it('is called after its path unless it has an operationId, with a number where that is taken', () => {
    const { channels } = write(
      channel({ path: '/rooms/{id}' }),
      channel({ path: '/rooms-by/id' }),
      channel({ path: '/', operationId: 'home' }),
    )
    expect(Object.keys(channels)).toEqual(['roomsById', 'roomsById2', 'home'])
  })

  it('has an address, and a parameter for each name in it', () => {
    const { address, parameters } = document.channels.filesByRest ?? {}
    expect({ address, parameters }).toEqual({
      address: '/files/{rest}',
      parameters: { rest: { 'x-schema': { type: 'string' }, 'x-rest': true } },
    })
    expect(document.channels.usersBySideById?.parameters?.side).toEqual({
      enum: ['left', 'right'],
      default: 'left',
      'x-schema': { $ref: '#/components/schemas/Side' },
    })
  })

  it('says what the handshake carries in query, headers and cookies', () => {
    expect(document.channels.room?.bindings.ws).toMatchObject({
      method: 'GET',
      query: {
        properties: { since: { type: 'integer', default: 0 }, tag: { type: 'array', deprecated: true } },
        required: ['tag'],
      },
      headers: {
        properties: {
          'x-client': { type: 'string' },
          'Sec-WebSocket-Protocol': { enum: ['talk.v2', 'talk.v1'] },
        },
      },
      'x-cookies': { required: ['session'] },
    })
    expect(document.channels.room?.bindings.ws.query?.properties).not.toHaveProperty('hidden')
  })

  it('says a parameter once that several of its dependencies read, required if one of them needs it', () => {
    const once = parameter('Page', z.int(), { in: 'header', required: false, description: 'Which one.' })
    const { bindings } =
      write(channel({ path: '/a', parameters: [once, { ...once, name: 'page', required: true }] })).channels
        .a ?? {}
    expect(bindings?.ws.headers).toMatchObject({
      properties: { Page: { description: 'Which one.' } },
      required: ['Page'],
    })
  })

  it('is marked as deprecated, and merged with what its author adds', () => {
    expect(document.channels.log?.['x-deprecated']).toBe(true)
    expect(document.channels.room).toMatchObject({ 'x-owner': 'talk', bindings: { ws: { 'x-limit': 64 } } })
  })

  it('names the codes that a failed handshake is closed with', () => {
    const again = { status: 401, code: 'expired', title: 'Token expired' }
    const first = { status: 401, code: 'unauthorized', title: 'Unauthorized' }
    const { a } = write(
      channel({ path: '/a', errors: [first, again, first], canFailValidation: true }),
    ).channels
    expect(a?.['x-close-codes']).toEqual({
      4401: 'Unauthorized; Token expired',
      4422: 'An input of the handshake is not valid',
    })
    expect(write(channel({ path: '/a' })).channels.a).not.toHaveProperty('x-close-codes')
  })
})

describe('the operations of a channel', () => {
  it('are what the app does: it receives what clients send', () => {
    expect(document.operations.receiveRoom).toMatchObject({
      action: 'receive',
      channel: { $ref: '#/channels/room' },
      messages: ['Join', 'Say', 'LeaveNow'].map((name) => ({ $ref: `#/channels/room/messages/${name}` })),
    })
    expect(document.operations.sendRoom).toMatchObject({
      action: 'send',
      messages: [{ $ref: '#/channels/room/messages/Said' }],
    })
  })

  it('are those for which there are messages', () => {
    const operations = Object.keys(document.operations)
    expect(operations.filter((name) => /Clock|Log|Bare/.test(name))).toEqual(['sendClock', 'receiveLog'])
  })
})

describe('a message', () => {
  it('is called after its schema, else after what tells it apart, else after its channel', () => {
    expect(Object.keys(document.components?.messages ?? {})).toEqual(
      [
        'Bytes',
        'Circle',
        'Join',
        'LeaveNow',
        'LogReceived',
        'Said',
        'Say',
        'Text',
        'Tick',
        'Tree',
        'TreesSent',
      ].concat('User-Input'),
    )
  })

  it('is one component for all channels that know it, in both directions', () => {
    const own = document.channels.againByRoom?.messages
    expect(own?.Say).toEqual({ $ref: '#/components/messages/Say' })
    expect(own?.Say).toEqual(document.channels.room?.messages?.Say)
  })

  it('is a union as a whole if the union has a name', () => {
    const members = [z.object({ a: z.string() }), z.object({ b: z.string() })] as const
    const names = (schema: z.ZodType): string[] =>
      Object.keys(write(channel({ path: '/a', receives: received(schema) })).components?.messages ?? {})
    expect(names(z.union(members).meta({ id: 'Either' }))).toEqual(['Either'])
    expect(names(z.union(members))).toEqual(['AReceived', 'AReceived2'])
  })

  it('has the side of its schema that travels', () => {
    const User = z.object({ name: z.string().default('nobody') }).meta({ id: 'User' })
    const { components } = write(channel({ path: '/a', receives: received(User), sends: sent(User) }))
    expect(components?.schemas?.['User-Input']).not.toHaveProperty('required')
    expect(components?.schemas?.['User-Output']?.required).toEqual(['name'])
  })
})

describe('what a channel demands', () => {
  const securityOf = (...security: ChannelDescription['security']): unknown[] => {
    const { channels, operations } = write(channel({ path: '/a', receives: received(z.string()), security }))
    return [operations.receiveA?.security, channels.a?.['x-security']]
  }
  const refer = (name: string): unknown => ({ $ref: `#/components/securitySchemes/${name}` })

  it('is nothing by default', () => {
    expect(securityOf()).toEqual([undefined, undefined])
  })

  it('is a list of which one is enough, and exactly what is needed beside it', () => {
    expect(securityOf(bearer)).toEqual([[refer('bearer')], [{ bearer: [] }]])
    expect(securityOf(bearer, key)).toEqual([[refer('bearer'), refer('key')], [{ bearer: [], key: [] }]])
  })

  it('leaves to the exact form what is optional', () => {
    expect(securityOf({ ...key, optional: true })).toEqual([undefined, [{ key: [] }, {}]])
    expect(securityOf(bearer, { ...key, optional: true })).toEqual([
      [refer('bearer')],
      [{ bearer: [], key: [] }, { bearer: [] }],
    ])
  })

  it('has scopes and absolute URLs', () => {
    const availableScopes = { chat: 'Take part.' }
    const flows = { password: { tokenUrl: 'https://talk.example.com/api/token', availableScopes } }
    expect(securityOf(login)[0]).toEqual([{ type: 'oauth2', flows, scopes: ['chat'] }])
    expect(document.components?.securitySchemes?.login).toEqual({ type: 'oauth2', flows })
  })

  it('calls an API key what AsyncAPI calls it', () => {
    expect(document.components?.securitySchemes?.key).toEqual({
      type: 'httpApiKey',
      in: 'query',
      name: 'key',
    })
  })
})

describe('the servers', () => {
  const serversOf = (urls: readonly string[], from?: string): AsyncApiDocument['servers'] =>
    writeAsyncApi(info, [], {
      servers: urls.map((url) => ({ url })),
      ...(from === undefined ? {} : { documentUrl: from }),
    }).servers

  it('are where the document is, if nothing else is said and that is known', () => {
    expect(writeAsyncApi(info, [], { documentUrl: 'http://a.example:8000/asyncapi.json' }).servers).toEqual({
      server: { host: 'a.example:8000', protocol: 'ws', 'x-relative-url': '.' },
    })
    expect(writeAsyncApi(info, []).servers).toBeUndefined()
  })

  it('are those of the OpenAPI document, in the words of WebSockets', () => {
    expect(serversOf(['https://{region}.example.com/v1/', 'ws://b.example', '/v2'], documentUrl)).toEqual({
      server: { host: '{region}.example.com', protocol: 'wss', pathname: '/v1' },
      server2: { host: 'b.example', protocol: 'ws' },
      server3: { host: 'talk.example.com', protocol: 'wss', pathname: '/v2', 'x-relative-url': '/v2' },
    })
  })

  it('are left out where they mean nothing', () => {
    expect(serversOf(['/v1', 'https://a.example'])).toEqual({
      server: { host: 'a.example', protocol: 'wss' },
    })
  })
})

import { describe, expect, it } from 'vitest'
import { foreignOrigins } from './foreign-origins.ts'

describe('the foreign origins of a document', () => {
  it('are those of its servers, each once, with the defaults of their variables', () => {
    const variables = { region: { default: 'eu', enum: ['eu', 'us'] } }
    const servers = [
      { url: 'https://api.example.com/v1' },
      { url: 'https://api.example.com/v2' },
      { url: 'https://{region}.example.com', variables },
    ]
    expect(foreignOrigins({ servers })).toEqual(['https://api.example.com', 'https://eu.example.com'])
  })

  it('are those that tokens come from', () => {
    const flows = {
      password: { tokenUrl: 'https://token.example/token', refreshUrl: 'https://refresh.example/' },
      clientCredentials: { tokenUrl: './token' },
    }
    const securitySchemes = {
      oauth: { type: 'oauth2', flows },
      openId: {
        type: 'openIdConnect',
        openIdConnectUrl: 'https://id.example/.well-known/openid-configuration',
      },
      key: { type: 'apiKey' },
    }
    expect(foreignOrigins({ components: { securitySchemes } })).toEqual([
      'https://token.example',
      'https://refresh.example',
      'https://id.example',
    ])
  })

  it.each([
    ['relative servers', { servers: [{ url: '.' }, { url: '/api' }, {}] }],
    ['what is no HTTP', { servers: [{ url: 'ftp://a.example' }, { url: 'javascript:1' }] }],
    ['what is no URL', { servers: [{ url: 'https://' }, { url: 'https://a b; script-src *' }] }],
    ['what would write a policy', { servers: [{ url: 'https://a;script-src' }, { url: 'https://a,b' }] }],
    ['what is no document', null],
  ])('are not %s', (_, document) => {
    expect(foreignOrigins(document)).toEqual([])
  })
})

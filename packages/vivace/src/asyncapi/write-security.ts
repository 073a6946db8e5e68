import type { SecurityRequirement, SecurityScheme } from '../documents/index.ts'
import type { AsyncApiReference, AsyncApiSecurityScheme } from './document.ts'

/** Finds what a URL of a scheme means: AsyncAPI's URLs are absolute. */
export type ResolveUrl = (url: string) => string

/**
 * A security scheme of OpenAPI in AsyncAPI's words.
 *
 *     { type: 'apiKey', in: 'query', name: 'key' }    // { type: 'httpApiKey', in: 'query', name: 'key' }
 */
export function writeSecurityScheme(scheme: SecurityScheme, resolve: ResolveUrl): AsyncApiSecurityScheme {
  const { type, flows, openIdConnectUrl, ...others } = scheme
  if (type === 'apiKey') return { type: 'httpApiKey', ...others }
  return {
    type,
    ...others,
    ...(typeof openIdConnectUrl === 'string' ? { openIdConnectUrl: resolve(openIdConnectUrl) } : {}),
    ...(isRecord(flows) ? { flows: writeFlows(flows, resolve) } : {}),
  }
}

function writeFlows(flows: Readonly<Record<string, unknown>>, resolve: ResolveUrl): unknown {
  const write = ([name, value]: readonly [string, unknown]): readonly [string, unknown] => {
    const member = name === 'scopes' ? 'availableScopes' : name
    return [member, typeof value === 'string' ? resolve(value) : value]
  }
  const written = Object.entries(flows).map(([name, flow]) => [
    name,
    Object.fromEntries(Object.entries(isRecord(flow) ? flow : {}).map(write)),
  ])
  return Object.fromEntries(written)
}

/**
 * What an operation demands, as far as AsyncAPI can say it: a list of which one is enough, and nothing optional.
 * Schemes whose scopes matter stand there themselves, with the scopes.
 */
export function writeSecurity(
  requirements: readonly SecurityRequirement[],
  schemes: Readonly<Record<string, AsyncApiSecurityScheme>>,
): readonly (AsyncApiReference | AsyncApiSecurityScheme)[] {
  // What is left without the optional schemes. Where it has several, all are needed; AsyncAPI knows no "and", and the
  // channel's `x-security` says it.
  const least = requirements.filter((one) => !requirements.some((other) => isMore(one, other)))
  const demanded = new Map(least.flatMap((one) => Object.entries(one)))
  return [...demanded].map(([name, scopes]) => {
    const scheme = schemes[name]
    const hasScopes = scopes.length > 0 && ['oauth2', 'openIdConnect'].includes(String(scheme?.type))
    return hasScopes ? { ...scheme, scopes } : { $ref: `#/components/securitySchemes/${name}` }
  })
}

/** Whether one demands all that another does, and more. */
function isMore(one: SecurityRequirement, other: SecurityRequirement): boolean {
  const names = Object.keys(other)
  return names.length < Object.keys(one).length && names.every((name) => name in one)
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The methods a route can have (RFC 9110, section 9; QUERY: RFC 10008). */
export const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'QUERY'] as const

/** A method a route can have: `GET`. */
export type Method = (typeof methods)[number]

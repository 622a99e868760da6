import type { FastifyRequest } from 'fastify'

/** `__Host-`: a browser takes it only with `Secure`, for this host alone (RFC 6265bis section 4.1.3.2). */
const name = '__Host-sada-treasurer'
const attributes = 'Path=/; Secure; HttpOnly; SameSite=Strict'

export const sessionCookie = (token: string): string => `${name}=${token}; ${attributes}`
export const clearSession = `${name}=; Max-Age=0; ${attributes}`

/** The session's token, `null` where the request brings none. */
export const tokenIn = ({ headers }: FastifyRequest): string | null => {
  for (const pair of (headers.cookie ?? '').split(';')) {
    const [key = '', value = ''] = pair.trim().split('=')
    if (key === name && /^[\w-]{43}$/.test(value)) return value
  }
  return null
}

import type { FastifyRequest, FastifyServerOptions } from 'fastify'

/** Parameters whose names say that they hold a secret; no client has to send one, but some do. */
const secretParameter = /([?&][^=&]*(?:token|secret|signature|password|authorization)[^=&]*=)[^&]*/gi

/** What is logged of a request: never a header, and no parameter that may be a secret. */
const request = ({ method, url, host, ip }: FastifyRequest) => ({
  method,
  url: url.replace(secretParameter, '$1[redacted]'),
  host,
  remoteAddress: ip,
})

/** Made ready when it is first written to: most servers write nothing. */
const standardError = { write: (line: string) => void process.stderr.write(line) }

/** The log of a server: JSON lines on standard error, from a level on. */
export function logOptions(level: string): NonNullable<FastifyServerOptions['logger']> {
  if (level === 'silent') return false
  return { level, stream: standardError, serializers: { req: request } }
}

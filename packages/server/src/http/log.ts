import type { FastifyBaseLogger, FastifyRequest, FastifyServerOptions } from 'fastify'
import { addressOf } from './origin.ts'

/** Parameters whose names say that they hold a secret; no client has to send one, but some do. */
const secretParameter = /([?&][^=&]*(?:token|secret|signature|password|authorization)[^=&]*=)[^&]*/gi

/** What is logged of a request: never a header, and no parameter that may be a secret. */
const request = (logged: FastifyRequest) => ({
  method: logged.method,
  url: logged.url.replace(secretParameter, '$1[redacted]'),
  host: logged.host,
  remoteAddress: addressOf(logged),
})

/** Made ready when it is first written to: most servers write nothing. */
const standardError = { write: (line: string) => void process.stderr.write(line) }

/** Levels at which nothing is said of a call that went well, so that it needs no log of its own. */
const ofFaults: ReadonlySet<string> = new Set(['warn', 'error', 'fatal'])

/** How a server logs: JSON lines on standard error, from a level on. */
export function logOptions(level: string): Pick<FastifyServerOptions, 'logger' | 'childLoggerFactory'> {
  if (level === 'silent') return { logger: false }
  const logger = { level, stream: standardError, serializers: { req: request } }
  return ofFaults.has(level) ? { logger, childLoggerFactory: (log) => log } : { logger }
}

/** The log of a request, whose lines say which one it was. */
export const logOf = ({ log, server, id }: FastifyRequest): FastifyBaseLogger =>
  log === server.log ? log.child({ reqId: id }) : log

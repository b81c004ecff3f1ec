import { ConfigurationError } from './errors.ts'
import type { TcExOptions } from './options.ts'

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>

/** The variables of the process, where the runtime has them. */
export function processEnvironment(): Environment {
  const { process } = globalThis as { readonly process?: { readonly env?: Environment } }
  return process?.env ?? {}
}

/**
 * The options that the platform's own variables stand for.
 *
 * @throws ConfigurationError naming the variable that is missing
 */
export function readEnvironment(env: Environment): TcExOptions {
  const apiUrl =
    env.TC_API_PATH || missing('TC_API_PATH', 'the API’s base, such as https://app.threatconnect.com/api')
  return { apiUrl, ...credentials(env), owner: env.TC_OWNER || undefined }
}

function credentials(env: Environment): TcExOptions {
  const token = env.TC_TOKEN
  if (token) return { token }
  const accessId = env.API_ACCESS_ID || env.TC_API_ACCESS_ID
  const secretKey = env.API_SECRET_KEY || env.TC_API_SECRET_KEY
  if (accessId && secretKey) return { accessId, secretKey }
  if (accessId) return missing('API_SECRET_KEY', 'the secret key that belongs to API_ACCESS_ID')
  if (secretKey) return missing('API_ACCESS_ID', 'the access id that belongs to API_SECRET_KEY')
  return missing('TC_TOKEN', 'an API token (or set API_ACCESS_ID and API_SECRET_KEY)')
}

function missing(name: string, what: string): never {
  throw new ConfigurationError(`The environment variable ${name} is missing: set it to ${what}.`)
}

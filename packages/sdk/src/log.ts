import type { Redact } from './redact.ts'

/** Any logger with these four methods: `console`, a test's recorder, an adapter for what the program uses. */
export interface Logger {
  debug(message: string, ...values: unknown[]): void
  info(message: string, ...values: unknown[]): void
  warn(message: string, ...values: unknown[]): void
  error(message: string, ...values: unknown[]): void
}

/** What is written: this level and those above it. */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent'

export const logLevels: readonly LogLevel[] = ['debug', 'info', 'warn', 'error', 'silent']

const silence = (): void => {}

/**
 * The log of a client: structured, levelled, and without secrets, whoever writes to it.
 *
 * @param target where lines go; without one nothing is written
 * @param level the lowest level that is written
 * @example log.debug('group', { id: 416, name: 'adversary-1' })
 */
export function createLog(target: Logger | undefined, level: LogLevel, redact: Redact): Logger {
  const lowest = logLevels.indexOf(level)
  const writer = (name: Exclude<LogLevel, 'silent'>) => {
    // A line that nobody reads costs nothing: no walk through its values.
    if (!target || logLevels.indexOf(name) < lowest) return silence
    return (message: string, ...values: unknown[]) =>
      target[name](redact(message), ...values.map((value) => redact(value)))
  }
  return { debug: writer('debug'), info: writer('info'), warn: writer('warn'), error: writer('error') }
}

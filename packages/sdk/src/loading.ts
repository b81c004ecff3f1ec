import { NetworkError } from './errors.ts'

/**
 * A part of the module that is loaded when it is first needed: a bundler puts it into a file of its own. Where the
 * file cannot be had, the next call tries again.
 */
export function lazily<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | undefined
  return () => {
    loading ??= load().catch((cause: unknown) => {
      loading = undefined
      const advice = 'Check the network, and that every file of the bundle is served.'
      throw new NetworkError(`A part of tcex could not be loaded: ${cause}. ${advice}`, { cause })
    })
    return loading
  }
}

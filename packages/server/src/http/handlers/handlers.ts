import type { Handler } from '../call.ts'

/** Handlers under their names; each is checked to be one. */
export function handlers<const H extends Readonly<Record<string, Handler>>>(named: H): H {
  return named
}

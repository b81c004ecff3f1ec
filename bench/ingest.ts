import type { Platform } from './platform.ts'
import { startProgram } from './program.ts'

export interface IngestInput {
  /** The number of the first indicator. */
  readonly from: number
  readonly count: number
  /** Whether every tenth has a security label. */
  readonly labels?: boolean
}

/** How far a client was, and after how many milliseconds. */
export interface Progress {
  readonly landed: number
  readonly ms: number
}

export interface Ingested {
  readonly landed: number
  readonly ms: number
  readonly progress: readonly Progress[]
}

export type ClientLine = Progress & { readonly done: boolean; readonly refused: number }

/** Brings indicators to a platform by a client that is a process of its own. */
export async function ingest(
  { url, token }: Platform,
  input: IngestInput,
  onProgress: (progress: Progress) => void = () => {},
): Promise<Ingested> {
  const progress: Progress[] = []
  const client = startProgram('ingest', { url, token, ...input })
  for await (const line of client.lines) {
    const { landed, ms, refused, done } = line as ClientLine
    if (done && (refused > 0 || landed !== input.count)) {
      throw new Error(`of ${input.count} indicators ${landed} landed and ${refused} were refused`)
    }
    progress.push({ landed, ms })
    onProgress({ landed, ms })
  }
  const last = progress.at(-1) as Progress
  return { ...last, progress }
}

/** When so many had landed, between two reports of it in proportion. */
export function whenLanded(progress: readonly Progress[], landed: number): number {
  let before: Progress = { landed: 0, ms: 0 }
  for (const each of progress) {
    if (each.landed >= landed && each.landed > before.landed) {
      return before.ms + ((landed - before.landed) / (each.landed - before.landed)) * (each.ms - before.ms)
    }
    before = each
  }
  return before.ms
}

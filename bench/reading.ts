import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Client, clientOf } from './http.ts'
import type { Platform } from './platform.ts'
import { startProgram } from './program.ts'
import type { Workbench } from './workbench.ts'

const includes = 'includes=attributes&includes=tags&includes=labels'

export const pagePath = (limit: number, start = 0): string =>
  `/v2/indicators?owner=MyOrg&${includes}&resultStart=${start}&resultLimit=${limit}`

/** A platform on the filled database. */
export async function readingPlatform(bench: Workbench): Promise<Platform> {
  const { database } = await bench.filled()
  return bench.start(database)
}

/** The limit of reading, on the same database; it sends what ours sends for the first page of each length. */
export async function startRawServer(
  bench: Workbench,
  platform: Platform,
  lengths: readonly number[],
): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const client = clientOf(platform, () => '')
  const pages: Record<number, string> = {}
  for (const limit of lengths) {
    const file = join(bench.folder, `page-${limit}.json`)
    await writeFile(file, await client.bytes(new URL(platform.url).pathname + pagePath(limit)))
    pages[limit] = file
  }
  await client.close()
  const program = startProgram('raw-server', { database: platform.database, pages })
  const { url } = await program.next<{ url: string }>()
  return { url, stop: program.stop }
}

export function rawClient(url: string, path: (request: number) => string, connections = 1): Client {
  return new Client({ origin: url, path, connections })
}

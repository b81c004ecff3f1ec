// The rooms of the house, and which of them may know which.

export interface Room {
  /** Its folder; a room in another's folder is its own. A file of that name with `.ts` counts too. */
  folder: string
  /** The rooms it may import from, besides itself. */
  imports: string[]
  /** Whether it may import packages that are not ours, Node's own modules included. */
  packages: boolean
}

export interface House {
  rooms: Record<string, Room>
  /** How our packages are imported, and the room that answers. */
  names: Record<string, string>
  /** Packages that only these rooms may import. */
  reserved: Record<string, string[]>
  /** The rooms that may contain SQL. */
  sql: string[]
  /** What no folder may be called. */
  forbidden: string[]
  /** What a test in a room without packages may import all the same: names that start so. */
  forTests: string[]
}

const server = 'packages/server/src'

export const house: House = {
  rooms: {
    model: { folder: 'packages/model/src', imports: [], packages: false },
    sdk: { folder: 'packages/sdk/src', imports: ['model'], packages: false },

    server: {
      folder: server,
      imports: ['model', 'http', 'service', 'batch', 'search', 'store'],
      packages: true,
    },
    http: { folder: `${server}/http`, imports: ['model', 'service', 'batch'], packages: true },
    batch: { folder: `${server}/batch`, imports: ['model', 'service'], packages: true },
    service: { folder: `${server}/service`, imports: ['model', 'search', 'store'], packages: true },
    search: { folder: `${server}/search`, imports: ['model', 'store'], packages: true },
    store: { folder: `${server}/store`, imports: ['model'], packages: true },

    cli: { folder: 'packages/cli/src', imports: ['sdk', 'serve', 'administration'], packages: true },
    serve: { folder: 'packages/cli/src/commands/serve', imports: ['sdk', 'server'], packages: true },
    administration: {
      folder: 'packages/cli/src/commands/administration',
      imports: ['sdk', 'server'],
      packages: true,
    },
    web: { folder: 'packages/web/src', imports: ['sdk'], packages: true },
    testkit: { folder: 'packages/testkit/src', imports: ['model', 'sdk', 'server'], packages: true },
  },
  names: { '@tcex/model': 'model', tcex: 'sdk', '@tcex/server': 'server', '@tcex/testkit': 'testkit' },
  reserved: { 'node:sqlite': ['store'], pg: ['store'] },
  sql: ['store'],
  forbidden: ['shared', 'common', 'utils', 'helpers'],
  forTests: ['node:', 'fast-check'],
}

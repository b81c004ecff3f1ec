// A platform in a process of its own, for tests that end it the hard way: options as JSON in the first argument, one
// line of JSON on standard output once it listens.

import { createServer, type ServerOptions } from '@tcex/server'

const server = await createServer(JSON.parse(process.argv[2] ?? '{}') as ServerOptions)
const { url } = await server.listen()
console.log(JSON.stringify({ url, ...server.credentials }))

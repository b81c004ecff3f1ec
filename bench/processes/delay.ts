// A distant server: what the client says arrives so much later, and the answers come as they are.

import { connect, createServer } from 'node:net'

const { port, ms } = JSON.parse(process.argv[2] ?? '') as { port: number; ms: number }

const server = createServer((client) => {
  const platform = connect(port, '127.0.0.1')
  client.setNoDelay(true)
  client.on('data', (bytes) => setTimeout(() => platform.writable && platform.write(bytes), ms))
  platform.pipe(client)
  for (const [one, other] of [
    [client, platform],
    [platform, client],
  ] as const) {
    one.on('close', () => other.destroy())
    one.on('error', () => other.destroy())
  }
})
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as { port: number }
  console.log(JSON.stringify({ url: `http://127.0.0.1:${port}` }))
})
process.on('SIGTERM', () => process.exit(0))

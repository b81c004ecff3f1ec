// Loaded before the demo by its test: one route of the platform answers with an error, another one with nothing.

const send = globalThis.fetch

globalThis.fetch = (async (input: string | URL | Request, init?: RequestInit) => {
  const { pathname } = new URL(input instanceof Request ? input.url : input)
  if (process.env.TCEX_TEST_BREAK === 'status' && init?.method === 'PUT') {
    return Response.json({ status: 'Failure', message: 'broken on purpose' }, { status: 400 })
  }
  if (process.env.TCEX_TEST_BREAK === 'items' && pathname.endsWith('/owners')) {
    return Response.json({ status: 'Success', data: { resultCount: 0, owner: [] } })
  }
  return send(input, init)
}) as typeof fetch

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { examplesOf } from './examples.ts'

const page = `
Things
------

To make one:

.. code::

    POST /v2/things/{type}
    Content-type: application/json

    {
      "name": "..."
    }

For example:

.. code::

    POST /v2/things/small
    Content-type: application/json

    {
      "name": "x"
    }

JSON Response:

.. code:: json

    {
      "status": "Success",
      "data": { "thing": { "id": "5", "name": "x", "note": "Any text.", "dateAdded": "2017-07-13" } }
    }

.. code::

    GET /v2/things
    GET /v2/things?small=true

.. code-block:: text

    a # CORRECT

    A # INCORRECT
`

describe('the examples of a page', () => {
  const examples = examplesOf(page, false)

  it('are forms, calls and values, each with its line', () => {
    assert.deepEqual(
      examples.map(({ line, kind, call, body }) => [line, kind, call ?? body]),
      [
        [9, 'form', 'POST /v2/things/{type}'],
        [31, 'call', 'POST /v2/things/small'],
        [38, 'call', 'GET /v2/things'],
        [39, 'call', 'GET /v2/things?small=true'],
        [43, 'value', 'a'],
        [45, 'value', 'A'],
      ],
    )
  })

  it('have what is sent as it stands, and what comes back as kinds of values', () => {
    assert.deepEqual(examples[1], {
      line: 31,
      kind: 'call',
      call: 'POST /v2/things/small',
      type: 'application/json',
      body: '{\n  "name": "x"\n}',
      answer: {
        status: '="Success"',
        data: { thing: { id: 'id', name: '="x"', note: 'text', dateAdded: 'day' } },
      },
    })
  })

  it('of one call may have several answers, with their status', () => {
    const jobs = `
.. code::

    GET /v2/batch/1

.. code:: json

    HTTP/1.1 200 OK
    { status: "Running" }

.. code::

    HTTP/1.1 503 Service Unavailable
    Try again.
`
    const [running, unavailable] = examplesOf(jobs, true)
    assert.deepEqual(
      [running?.status, running?.answer, running?.broken],
      [200, { status: '="Running"' }, true],
    )
    assert.deepEqual([unavailable?.status, unavailable?.text], [503, 'Try again.'])
  })

  it('of several bodies may have one answer', () => {
    const bodies = `
.. code::

    POST /v2/things/1/publish

    {"all": true}

The following example-request body publishes less:

.. code:: json

    {"all": false}

The JSON response is:

.. code:: json

    {"status": "Success"}
`
    const answer = { status: '="Success"' }
    assert.deepEqual(
      examplesOf(bodies, false).map((each) => [each.line, each.body, each.answer]),
      [
        [4, '{"all": true}', answer],
        [12, '{"all": false}', answer],
      ],
    )
  })

  it('keep no sentences of what is sent', () => {
    const said = 'A sentence of the documentation that is somewhat long.'
    const [sent] = examplesOf(`.. code::\n\n    POST /v2/tags\n\n    {"description": "${said}"}\n`, false)
    assert.match(String(sent?.body), /^\{"description": "(words ?)+"\}$/)
  })
})

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { JsonError } from './json-lists.ts'
import { chunksOf, elementsOf, type Pace, parsed } from './read.ts'

async function* fileOf(...parts: readonly string[]) {
  for (const part of parts) yield Buffer.from(part)
}

const pace: Pace = { elements: 2, characters: 1000 }

/** What is given out of a file, and what is told at its end. */
async function readAll(file: AsyncIterable<Uint8Array>, { dealtWith = 0, steps = pace } = {}) {
  const begun: number[] = []
  const chunks: unknown[] = []
  const look = async () => {
    begun.push(chunks.length)
    return parsed
  }
  try {
    for await (const chunk of chunksOf(elementsOf(file, dealtWith), steps, look)) chunks.push(chunk)
  } catch (error) {
    assert.ok(error instanceof JsonError)
    return { chunks, begun, error: error.path }
  }
  return { chunks, begun }
}

describe('the elements of a batch file', () => {
  test('come in chunks, wherever the parts of the file end', async () => {
    assert.deepEqual(await readAll(fileOf('{"indicator": [1, 2, ', '3], "gro', 'up": [4, 5]}')), {
      chunks: [[1, 2], [3, 4], [5]],
      begun: [0, 1, 2],
    })
  })

  test('come in smaller chunks where they are long', async () => {
    const { chunks } = await readAll(fileOf('["aaaaaaaa", "b", "c"]'), {
      steps: { elements: 10, characters: 9 },
    })
    assert.deepEqual(chunks, [['aaaaaaaa'], ['b', 'c']])
  })

  test('are found, but not looked at again, where they have been dealt with', async () => {
    const { chunks } = await readAll(fileOf('{"indicator": [{"no JSON"}, 2, 3]}'), { dealtWith: 1 })
    assert.deepEqual(chunks, [[2, 3]])
  })

  test('that came before one that cannot be read are given out first', async () => {
    assert.deepEqual(await readAll(fileOf('{"indicator": [1, 2, 3, {"no JSON"}, 5]}')), {
      chunks: [[1, 2], [3]],
      begun: [0, 1],
      error: '$.indicator[3]',
    })
  })

  test('that came before the file breaks off are given out first', async () => {
    const { chunks, error } = await readAll(fileOf('{"indicator": [1, 2, 3, '))
    assert.deepEqual(chunks, [[1, 2], [3]])
    assert.equal(error, '$.indicator[2]')
  })
})

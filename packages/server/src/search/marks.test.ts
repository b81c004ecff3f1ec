import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ListMarks, Marks } from './marks.ts'

describe('the marks of a list', () => {
  it('give the last one at a position or before it', () => {
    const marks = new ListMarks()
    marks.set(100, 7, 0)
    marks.set(300, 9, 0)
    marks.set(200, 8, 0)
    assert.equal(marks.before(99, 0), undefined)
    assert.equal(marks.before(100, 0)?.id, 7)
    assert.equal(marks.before(299, 0)?.id, 8)
    assert.equal(marks.before(10_000, 0)?.id, 9)
  })

  it('are what was read last', () => {
    const marks = new ListMarks()
    marks.set(100, 7, 0)
    marks.set(100, 12, 0)
    assert.equal(marks.before(100, 0)?.id, 12)
    assert.equal(marks.size, 1)
  })

  it('end when nobody comes for ten minutes', () => {
    const marks = new ListMarks()
    marks.set(100, 7, 0)
    assert.equal(marks.before(100, 600_000)?.id, 7)
    assert.equal(marks.before(100, 600_001), undefined)
  })
})

describe('the marks of a server', () => {
  it('are apart for each reader and list', () => {
    const marks = new Marks()
    marks.of(1, 'groups').set(100, 7)
    assert.equal(marks.of(1, 'groups').before(100)?.id, 7)
    assert.equal(marks.of(2, 'groups').before(100), undefined)
    assert.equal(marks.of(1, 'tasks').before(100), undefined)
  })

  it('are so many at most, and the oldest go first', () => {
    const marks = new Marks()
    for (let list = 0; list < 30; list += 1) {
      for (let page = 1; page <= 5_000; page += 1) marks.of(1, `list ${list}`).set(page * 100, page)
    }
    assert.equal(marks.of(1, 'list 0').size, 0)
    assert.equal(marks.of(1, 'list 29').size, 5_000)
  })
})

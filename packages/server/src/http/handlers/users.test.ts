import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { startPlatform, type TestPlatform } from '../../testing/platform.ts'
import { addUsers } from '../../testing/users.ts'

const done = { status: 'Success' }
const john = { userName: 'johndoe@example.com', firstName: 'John', lastName: 'Doe' }
const jane = { userName: 'jane/doe', firstName: 'John', lastName: 'Doe' }

describe('the users of a task', () => {
  let folder: string
  let platform: TestPlatform
  let ids: readonly number[]

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tcex-users-'))
    const database = join(folder, 'tcex.db')
    await (await startPlatform({ database })).server.close()
    ids = await addUsers(database, john.userName, jane.userName, '1')
    platform = await startPlatform({ database })
  })
  after(async () => {
    await platform.server.close()
    await rm(folder, { recursive: true })
  })

  const newTask = async (body = {}): Promise<string> => {
    const { task } = await platform.data('POST', '/tasks', { name: 'Block it', ...body })
    return `/tasks/${task.id}`
  }

  for (const [branch, field] of [
    ['assignees', 'assignee'],
    ['escalatees', 'escalatee'],
  ] as const) {
    it(`${branch} are added by name and by id, listed in order, read and taken off`, async () => {
      const { call, data } = platform
      const task = await newTask()
      assert.deepEqual(await data('GET', `${task}/${branch}`), { resultCount: 0, user: [] })
      const byName = await call('POST', `${task}/${branch}/johndoe%40example.com`)
      assert.deepEqual([byName.status, byName.json], [200, done])
      assert.equal((await call('POST', `${task}/${branch}/${ids[1]}`)).status, 200)
      assert.equal((await call('POST', `${task}/${branch}/${ids[1]}`)).status, 200, 'again is no harm')
      assert.deepEqual(await data('GET', `${task}/${branch}`), { resultCount: 2, user: [john, jane] })
      assert.deepEqual(await data('GET', `${task}/${branch}?resultStart=1&resultLimit=1`), { user: [jane] })
      assert.deepEqual(await data('GET', `${task}/${branch}/jane%2Fdoe`), { user: jane })
      assert.deepEqual(await data('GET', `${task}/${branch}/${ids[0]}`), { user: john })
      assert.deepEqual((await data('GET', task)).task[field], [john, jane])
      const found = await data('GET', `/tasks?filters=${field}%3Djohndoe%40example.com`)
      assert.ok(found.task.some(({ id }: { id: number }) => task === `/tasks/${id}`))
      assert.deepEqual((await call('DELETE', `${task}/${branch}/johndoe%40example.com`)).json, done)
      assert.equal((await call('DELETE', `${task}/${branch}/${ids[0]}`)).status, 404)
      assert.equal((await call('GET', `${task}/${branch}/${ids[0]}`)).status, 404)
      assert.deepEqual((await call('DELETE', `${task}/${branch}/${ids[1]}`)).json, done)
      assert.equal((await data('GET', task)).task[field], undefined)
    })
  }

  it('a name of digits comes before an id', async () => {
    const { data } = platform
    const task = await newTask()
    await data('POST', `${task}/assignees/1`)
    assert.equal((await data('GET', `${task}/assignees`)).user[0].userName, '1')
  })

  it('who do not exist are refused, and the task stays as it was', async () => {
    const { call, data } = platform
    const task = await newTask({ assignee: [{ userName: john.userName }] })
    const refused = await call('POST', `${task}/assignees/nobody`)
    assert.equal(refused.status, 404)
    assert.match(refused.json.message, /no user "nobody"/)
    assert.equal((await call('POST', '/tasks/9999/assignees/1')).status, 404)
    assert.deepEqual((await data('GET', `${task}/assignees`)).user, [john])
  })

  it('status, dates and reminders are set, changed and filtered', async () => {
    const { call, data } = platform
    const dates = {
      dueDate: '2017-07-13T13:36:53-04:00',
      reminderDate: '2017-07-14T00:00:00Z',
      escalationDate: '2017-07-15',
    }
    const task = await newTask({ ...dates, description: 'Send to IR team for triage.' })
    const made = (await data('GET', task)).task
    assert.deepEqual(
      [made.status, made.dueDate, made.reminderDate, made.escalationDate, made.description],
      [
        'Not Started',
        '2017-07-13T17:36:53Z',
        '2017-07-14T00:00:00Z',
        '2017-07-15T00:00:00Z',
        'Send to IR team for triage.',
      ],
    )
    assert.deepEqual([made.overdue, made.reminded, made.escalated], [true, true, true])
    for (const status of ['In Progress', 'Waiting on Someone', 'Deferred', 'Completed']) {
      assert.equal((await data('PUT', task, { status })).task.status, status)
    }
    const completed = (await data('GET', task)).task
    assert.deepEqual([completed.overdue, completed.reminded, completed.escalated], [false, true, true])
    assert.equal((await call('PUT', task, { status: 'Done' })).status, 400)
    const changed = await data('PUT', task, { assignee: { userName: [jane.userName] } })
    assert.deepEqual(changed.task.assignee, [jane])
  })

  it('its groups go without the word too', async () => {
    const { call, data } = platform
    const task = await newTask()
    const { incident } = await data('POST', '/groups/incidents', { name: 'i', eventDate: '2017-07-13' })
    await data('POST', `${task}/groups/incidents/${incident.id}`)
    const listed = await data('GET', `${task}/incidents`)
    assert.deepEqual(listed, await data('GET', `${task}/groups/incidents`))
    assert.equal(listed.incident[0].id, incident.id)
    assert.equal((await data('GET', `${task}/incidents/${incident.id}`)).incident.id, incident.id)
    assert.equal((await call('GET', `${task}/threats/${incident.id}`)).status, 404)
    assert.equal((await call('GET', `${task}/nonsense`)).status, 404)
  })
})

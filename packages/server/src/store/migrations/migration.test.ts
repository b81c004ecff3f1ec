import assert from 'node:assert/strict'
import { it } from 'node:test'
import { openSqlite } from '../sqlite.ts'
import { initial } from './001-initial.ts'
import { migrate, migrations } from './migration.ts'

it('migrations stand in the order of their versions', () => {
  const versions = migrations.map(({ version }) => version)
  assert.deepEqual(
    versions,
    [...new Set(versions)].sort((left, right) => left - right),
  )
})

it('a database of the first version is brought up to date and keeps what it holds', async () => {
  const database = openSqlite(':memory:')
  await database.write(async (connection) => {
    for (const statement of initial.sqlite.split(';').filter((text) => text.trim())) {
      await connection.run(statement)
    }
    await connection.run("insert into owner (name, type, date_added) values ('MyOrg', 'Organization', 0)")
    await connection.run(`pragma application_id = ${0x54434558}`)
    await connection.run('pragma user_version = 1')
  })
  await database.write(migrate)
  await database.write(migrate)
  await database.read(async (connection) => {
    assert.equal((await connection.all('select * from owner')).length, 1)
    assert.deepEqual(await connection.all('select * from observation'), [])
    const version = await connection.first<{ user_version: number }>('pragma user_version')
    assert.equal(version?.user_version, migrations.at(-1)?.version)
  })
  await database.close()
})

import type { UserReference } from '@tcex/model'
import { findAccount, findAccountsByName } from '../store/accounts.ts'
import { updateItem } from '../store/items.ts'
import type { AccountRow, ItemRow } from '../store/rows.ts'
import { getItem, idIn } from './find.ts'
import type { Listed, Page } from './listings.ts'
import { refuse } from './refusal.ts'
import { type Reference, read, type Scope, seconds, type Work, write } from './scope.ts'
import { viewUser } from './views.ts'

/** The users of one field of an item: a task's assignees, its escalatees. */
export interface Users {
  readonly reference: Reference
  readonly field: string
}

/**
 * A page of the users of an item's field, in the order in which they were added.
 *
 * @see https://docs.threatconnect.com/en/latest/rest_api/overview.html#task-endpoints
 */
export function listUsers(scope: Scope, users: Users, page: Page): Promise<Listed<UserReference>> {
  return read(scope, async (work) => {
    const names = namesOf(await getItem(work, users.reference), users)
    const shown = names.slice(page.start, page.start + page.limit)
    const accounts = await findAccountsByName(work.connection, shown)
    const items = shown.map((userName) => {
      const account = accounts.find((each) => each.userName === userName)
      return account ? viewUser(account) : { userName }
    })
    return page.start > 0 ? { items } : { items, count: names.length }
  })
}

/** One of the users, by name or id. */
export function singleUser(scope: Scope, users: Users, user: string): Promise<UserReference> {
  return read(scope, async (work) => {
    const item = await getItem(work, users.reference)
    const account = await getUser(work, user)
    if (namesOf(item, users).includes(account.userName)) return viewUser(account)
    throw refuse('unknownPart', { part: users.field, id: user })
  })
}

/** Adds a user, by name or id; one who is there already stays. */
export function addUser(scope: Scope, users: Users, user: string): Promise<void> {
  return write(scope, async (work) => {
    const item = await getItem(work, users.reference)
    const { userName } = await getUser(work, user)
    const names = namesOf(item, users)
    if (!names.includes(userName)) await store(work, item, users, [...names, userName])
  })
}

export function removeUser(scope: Scope, users: Users, user: string): Promise<void> {
  return write(scope, async (work) => {
    const item = await getItem(work, users.reference)
    const { userName } = await getUser(work, user)
    const names = namesOf(item, users)
    if (!names.includes(userName)) throw refuse('unknownPart', { part: users.field, id: user })
    const others = names.filter((name) => name !== userName)
    await store(work, item, users, others)
  })
}

function namesOf({ fields }: ItemRow, { field }: Users): readonly string[] {
  const names = fields[field]
  return typeof names === 'object' ? names : []
}

async function store(work: Work, item: ItemRow, { field }: Users, names: readonly string[]): Promise<void> {
  const { [field]: _, ...others } = item.fields
  const fields = names.length > 0 ? { ...others, [field]: names } : others
  await updateItem(work.connection, { ...item, lastModified: seconds(work), fields })
}

/** A name may consist of digits, so it is looked for first. */
async function getUser(work: Work, user: string): Promise<AccountRow> {
  const [named] = await findAccountsByName(work.connection, [user])
  if (named) return named
  const id = idIn(user)
  const account = id === undefined ? undefined : await findAccount(work.connection, id)
  if (account) return account
  throw refuse('unknownPart', { part: 'user', id: user })
}

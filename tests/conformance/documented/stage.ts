// What the documentation's examples presuppose, as steps.

import type { Administration } from '@tcex/server'
import type { Step } from '@tcex/testkit'

/** Makes an item and remembers its id under the number that the documentation has for it. */
export const make = (path: string, entity: string, body: object, id?: string): Step => ({
  call: `POST ${path}`,
  body,
  status: 201,
  ...(id === undefined ? {} : { capture: { [id]: `data.${entity}.id` } }),
})

/** Says that something is so, where nothing is told of it. */
export const add = (path: string, body?: object): Step => ({
  call: `POST ${path}`,
  status: 201,
  ...(body ? { body } : {}),
})

/** Says that an indicator is harmless, which makes nothing. */
export const falsePositive = (path: string): Step => ({ ...add(`${path}/falsePositive`), status: 200 })

export const threat = make('/groups/threats', 'threat', { name: 'Bad Dude' }, '12345')
export const adversary = make('/groups/adversaries', 'adversary', { name: 'Bad Dude' }, '12345')
export const task = make('/tasks', 'task', { name: 'Test' }, '12345')
export const victim = make('/victims', 'victim', { name: 'Burton Guster' }, '12345')
export const email = make('/indicators/emailAddresses', 'emailAddress', { address: 'bad@example.com' })

/** The item that a path begins with, as the documentation has it. */
export const bases: Readonly<Record<string, Step>> = {
  '/groups/threats/12345': threat,
  '/groups/adversaries/12345': adversary,
  '/groups/incidents/12345': make(
    '/groups/incidents',
    'incident',
    { name: 'Test Incident', eventDate: '2017-06-21', status: 'Open' },
    '12345',
  ),
  '/groups/documents/12345': make('/groups/documents', 'document', { name: 'd', fileName: 'd.txt' }, '12345'),
  '/groups/reports/12345': make('/groups/reports', 'report', { name: 'r', fileName: 'r.txt' }, '12345'),
  '/indicators/emailAddresses/bad@example.com': email,
  '/tasks/12345': task,
  '/victims/12345': victim,
}

/** The other end of an association, by the first part of its path. */
export const others: Readonly<Record<string, readonly Step[]>> = {
  groups: [make('/groups/incidents', 'incident', { name: 'New Incident', eventDate: '2017-03-21' }, '54321')],
  indicators: [make('/indicators/addresses', 'address', { ip: '0.0.0.0', rating: 3, confidence: 55 })],
  victims: [
    make('/victims', 'victim', { name: 'Bad Guy', org: 'Example Organization' }, '54321'),
    make('/victims/{54321}/victimAssets/emailAddresses', 'victimEmailAddress', {
      address: 'bad@badguys.com',
    }),
  ],
}

/** What the paths of the associated end in. */
export const ends: Readonly<Record<string, string>> = {
  groups: 'groups/incidents/{54321}',
  indicators: 'indicators/addresses/0.0.0.0',
  victims: 'victims/{54321}',
}

/** A victim with two e-mail addresses, the first of which is 54321. */
export const victimWithAssets: readonly Step[] = [
  make('/victims', 'victim', { name: 'Bad Guy' }, '123'),
  make(
    '/victims/{123}/victimAssets/emailAddresses',
    'victimEmailAddress',
    { address: 'bad@badguys.com' },
    '54321',
  ),
  make(
    '/victims/{123}/victimAssets/emailAddresses',
    'victimEmailAddress',
    { address: 'nobody@gmail.com' },
    '54322',
  ),
]

const path = (base: string): string => base.replace('12345', '{12345}')

export const description = (base: string): Step =>
  make(
    `${path(base)}/attributes`,
    'attribute',
    { type: 'Description', value: 'Description Example', displayed: true },
    '54321',
  )

export const source = (base: string): Step =>
  make(
    `${path(base)}/attributes`,
    'attribute',
    { type: 'Source', value: 'Source Example', displayed: true },
    '54322',
  )

export const labelled = (base: string): Step => add(`${path(base)}/securityLabels/TLP%3AAMBER`)
export const tagged = (base: string, tag: string): Step => add(`${path(base)}/tags/${tag}`)
export const associated = (base: string, end: string): Step => add(`${path(base)}/${end}`)

/** Makes users before anything is called. */
export const withUsers =
  (users: readonly Parameters<Administration['addUser']>[0][]) =>
  async (administration: Administration): Promise<void> => {
    for (const user of users) await administration.addUser(user)
  }

import { randomBytes, randomInt } from 'node:crypto'

export const newAccessId = (): string => Array.from({ length: 20 }, () => randomInt(10)).join('')

export const newSecretKey = (): string => randomBytes(48).toString('base64')

/** Looks as the platform's tokens do; what it says besides being random means nothing here. */
export const newToken = (accountId: number): string =>
  `APIV2:${accountId}:${randomBytes(4).toString('base64url').slice(0, 6)}:${Date.now()}:${randomBytes(32).toString('base64')}`

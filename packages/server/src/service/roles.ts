/** What an account may do in an owner, from the least to the most. */
export const roles = ['read-only', 'user', 'administrator'] as const

export type Role = (typeof roles)[number]

/** The role of a name, or undefined where it is none. */
export const findRole = (name: string): Role | undefined => roles.find((role) => role === name)

/** Whether a role may do what another one is needed for. */
export const suffices = (has: Role, least: Role): boolean => roles.indexOf(has) >= roles.indexOf(least)

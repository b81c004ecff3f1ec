export { type Administration, type OpenAdministration, openAdministration } from './administration.ts'
export {
  type CopiedRows,
  type CopyOptions,
  type CopyProgress,
  type CopyReport,
  copyDatabase,
} from './copying.ts'
export { OptionError, type OwnerOption, type ServerOptions } from './options.ts'
export { type Credentials, createServer, type ListenOptions, type Server } from './server.ts'
export { AdministrationError } from './service/administration/desk.ts'
export type { AuditEntry } from './service/administration/log.ts'
export type { MemberSummary, NewOwnerOptions, OwnerSummary } from './service/administration/owners.ts'
export type { NewTokenOptions, TokenSummary } from './service/administration/tokens.ts'
export type { IssuedKey, NewUserOptions, UserSummary } from './service/administration/users.ts'
export { type Role, roles } from './service/roles.ts'
export type { IssuedToken } from './service/tokens.ts'
export { StoreError } from './store/store-error.ts'

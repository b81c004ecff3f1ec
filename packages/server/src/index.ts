export { OptionError, type ServerOptions } from './options.ts'
export { type Credentials, createServer, type ListenOptions, type Server } from './server.ts'
export { StoreError } from './store/store-error.ts'

/** The store cannot be opened or used as asked; the message says why and what to do. */
export class StoreError extends Error {
  override readonly name = 'StoreError'
  readonly code = 'store'
}

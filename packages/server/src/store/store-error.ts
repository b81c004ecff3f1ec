/** The store cannot be opened or used as asked; the message says why and what to do. */
export class StoreError extends Error {
  override readonly name: string = 'StoreError'
  readonly code: string = 'store'
}

/** The store's server does not answer, or has more to do than it can; what was asked was not done and may be asked again. */
export class StoreUnavailable extends StoreError {
  override readonly name = 'StoreUnavailable'
  override readonly code = 'unavailable'
}

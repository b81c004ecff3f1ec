// What is loaded with the first call: who only makes items and options has no use for it.

export { Cursor } from './cursor.ts'
export { hexDigest } from './digest.ts'
export { statusFields } from './indicator-status.ts'
export { createSend } from './transport/request.ts'

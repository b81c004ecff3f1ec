import { lazily } from './loading.ts'

/** Sending and reading, loaded once. */
export const loadCalls = lazily(() => import('./calls.ts'))

import { lazily } from './loading.ts'

/** Whole entities and an instance's own types, loaded once. */
export const loadEntities = lazily(() => import('./whole-entities.ts'))

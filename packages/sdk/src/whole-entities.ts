// What is loaded for items with all that belongs to them, for entities in one form, and for an instance's own types.

export { createEntity } from './create-entity.ts'
export { flatten } from './entities.ts'
export { findAny } from './find-any.ts'
export { fetchOwnTypes } from './own-types.ts'

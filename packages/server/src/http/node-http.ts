/** Node's module, not imported: an import looks at all that it exports, and so loads Node's clients as well. */
export const nodeHttp = (): typeof import('node:http') => process.getBuiltinModule('node:http')

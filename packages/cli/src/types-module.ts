import type { CustomIndicatorType } from 'tcex'

/**
 * A TypeScript module with custom indicator types: as entries of the catalog, and so that the compiler knows their
 * names and fields wherever the module is part of the program.
 */
export function typesModule(types: readonly CustomIndicatorType[]): string {
  return `${head}
export const indicatorTypes = {${types.map(entryText).join('')}
} as const

type InstanceTypes = typeof indicatorTypes

declare module 'tcex' {
  interface CustomIndicatorTypes extends InstanceTypes {}
}
`
}

const head = `// The custom indicator types of an instance, as \`npx tcex types\` found them. Make it anew when they change.

import { defineIndicator } from 'tcex'

/**
 * The types themselves. A client that is given them need not ask for them:
 *
 *   new TcEx({ catalog: catalog.with(...Object.values(indicatorTypes)) })
 *
 * and without them \`await tcex.ti.loadTypes()\` does the same.
 */`

function entryText(entry: CustomIndicatorType): string {
  const { type, plural, branch, entity, shorthand, sentence, custom, parsable, casePreference } = entry
  const properties = { type, plural, branch, entity, shorthand, sentence, custom, parsable, casePreference }
  const fields = Object.entries(entry.fields).filter(([, field]) => field.value)
  return `
  ${JSON.stringify(type)}: defineIndicator({${lines(properties, 4)}
    fields: {${fields
      .map(
        ([name, field]) => `
      ${JSON.stringify(name)}: {${lines(field, 8)}
      },`,
      )
      .join('')}
    },
  }),`
}

function lines(properties: object, indent: number): string {
  const given = Object.entries(properties).filter(([, value]) => value !== undefined)
  return given.map(([name, value]) => `\n${' '.repeat(indent)}${name}: ${JSON.stringify(value)},`).join('')
}

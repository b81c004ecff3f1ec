import type { Command } from 'commander'
import { typesModule } from '../types-module.ts'

interface TypesFlags {
  readonly apiUrl?: string
  readonly token?: string
  readonly accessId?: string
  readonly secretKey?: string
}

/** Adds `tcex types`; without flags it goes by the platform's own variables. */
export function addTypes(program: Command): void {
  program
    .command('types')
    .description('Print a TypeScript module that makes the instance’s custom indicator types known.')
    .option('--api-url <url>', 'the API’s base (env: TC_API_PATH)')
    .option('--token <token>', 'an API token (env: TC_TOKEN)')
    .option('--access-id <id>', 'the API user’s access id (env: API_ACCESS_ID)')
    .option('--secret-key <key>', 'the API user’s secret key (env: API_SECRET_KEY)')
    .action(types)
}

async function types(flags: TypesFlags): Promise<void> {
  const { catalog, TcEx } = await import('tcex')
  const custom = await TcEx.fromEnv(environmentOf(flags)).ti.loadTypes()
  const unknown = custom.filter(({ type }) => !catalog.find('indicator', type))
  process.stdout.write(typesModule(unknown))
}

/** Flags count before variables; credentials that are flags are the only ones. */
function environmentOf({ apiUrl, token, accessId, secretKey }: TypesFlags): NodeJS.ProcessEnv {
  const { TC_TOKEN, API_ACCESS_ID, API_SECRET_KEY, ...others } = process.env
  const given = token || accessId || secretKey
  const credentials = given
    ? { TC_TOKEN: token, API_ACCESS_ID: accessId, API_SECRET_KEY: secretKey ?? API_SECRET_KEY }
    : { TC_TOKEN, API_ACCESS_ID, API_SECRET_KEY }
  return { ...others, ...credentials, TC_API_PATH: apiUrl ?? others.TC_API_PATH }
}

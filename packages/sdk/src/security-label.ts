import type { SecurityLabelEntity } from '@tcex/model'
import { Named } from './named.ts'
import type { Context } from './resource.ts'

/** What a security label may be given beside its name. */
export interface SecurityLabelFields {
  readonly description?: string | undefined
  /** Hexadecimal: `33FF00`. */
  readonly color?: string | undefined
}

/**
 * A security label, and what carries it.
 *
 * @example for await (const group of tcex.ti.securityLabel('TLP:GREEN').groups()) use(group)
 * @see https://docs.threatconnect.com/en/latest/rest_api/v2/security_labels/security_labels.html
 */
export class SecurityLabel extends Named<SecurityLabelEntity, SecurityLabelFields> {
  constructor(context: Context, name: string, owner?: string | undefined) {
    super(context, name, { owner, branch: 'securityLabels', entity: 'securityLabel' })
  }
}

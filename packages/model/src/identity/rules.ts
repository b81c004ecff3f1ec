import { asNumber } from './as-number.ts'
import type { CanonicalRule } from './canonical.ts'
import { cidrBlock } from './cidr-block.ts'
import { emailAddress } from './email-address.ts'
import { md5, sha1, sha256 } from './file-hash.ts'
import { hostName } from './host-name.ts'
import { ipAddress } from './ip-address.ts'
import { registryKeyName, registryValueName } from './registry-key.ts'
import { text } from './text.ts'
import { url } from './url.ts'

/** Every rule by the name that catalog entries use for it. */
export const canonicalRules = {
  ipAddress,
  cidrBlock,
  hostName,
  url,
  emailAddress,
  md5,
  sha1,
  sha256,
  asNumber,
  registryKeyName,
  registryValueName,
  text,
} satisfies Record<string, CanonicalRule>

export type CanonicalRuleName = keyof typeof canonicalRules

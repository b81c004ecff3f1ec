import { asNumberForm } from './as-number.ts'
import type { CanonicalForm } from './canonical.ts'
import { cidrBlockForm } from './cidr-block.ts'
import { emailAddressForm } from './email-address.ts'
import { md5Form, sha1Form, sha256Form } from './file-hash.ts'
import { hostNameForm } from './host-name.ts'
import { ipAddressForm } from './ip-address.ts'
import { registryKeyNameForm, registryValueNameForm } from './registry-key.ts'
import type { CanonicalRuleName } from './rules.ts'
import { textForm } from './text.ts'
import { urlForm } from './url.ts'

/** What each rule of `rules.ts` stores, without its sentences: for a client, which leaves refusing to the platform. */
export const canonicalForm: Readonly<Record<CanonicalRuleName, CanonicalForm>> = {
  ipAddress: ipAddressForm,
  cidrBlock: cidrBlockForm,
  hostName: hostNameForm,
  url: urlForm,
  emailAddress: emailAddressForm,
  md5: md5Form,
  sha1: sha1Form,
  sha256: sha256Form,
  asNumber: asNumberForm,
  registryKeyName: registryKeyNameForm,
  registryValueName: registryValueNameForm,
  text: textForm,
}

import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hash,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { keyFileOf } from '../store/location.ts'
import { StoreError } from '../store/store-error.ts'

const algorithm = 'aes-256-gcm'

/**
 * Keeps secrets so that the database alone does not give them away: encrypted with a key that lies elsewhere. A
 * signature can only be verified with the secret itself, so a hash would not do.
 */
export class Vault {
  readonly #key: Uint8Array
  readonly #newFile: string | undefined

  /** @param newFile the key file, where it was made just now */
  constructor(key: Uint8Array, newFile?: string) {
    this.#key = key
    this.#newFile = newFile
  }

  /** Takes a key file back that was made for nothing. */
  discard(): void {
    if (this.#newFile) rmSync(this.#newFile, { force: true })
  }

  seal(secret: string): Uint8Array {
    const nonce = randomBytes(12)
    const cipher = createCipheriv(algorithm, this.#key, nonce)
    const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed])
  }

  /** The secret, or undefined where it was sealed with another key. */
  open(sealed: Uint8Array): string | undefined {
    try {
      const decipher = createDecipheriv(algorithm, this.#key, sealed.subarray(0, 12))
      decipher.setAuthTag(sealed.subarray(12, 28))
      return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]).toString('utf8')
    } catch {
      return undefined
    }
  }
}

/**
 * The key of a database's vault: the one given; else the one in its key file, made on first use and readable by its user
 * only; for a database in memory, one that is forgotten with it.
 *
 * @throws StoreError where the key file cannot be read
 */
export function openVault(database: string, encryptionKey: string | undefined): Vault {
  if (encryptionKey !== undefined) return new Vault(createHash('sha256').update(encryptionKey).digest())
  if (database === ':memory:') return new Vault(randomBytes(32))
  return openKeyFile(keyFileOf(database))
}

function openKeyFile(path: string): Vault {
  try {
    const isNew = !existsSync(path)
    if (isNew) {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
      writeFileSync(path, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx' })
      chmodSync(path, 0o600)
    }
    const key = Buffer.from(readFileSync(path, 'utf8').trim(), 'hex')
    if (key.length === 32) return new Vault(key, isNew ? path : undefined)
  } catch (error) {
    throw new StoreError(`The key file "${path}" cannot be used: ${(error as Error).message}.`, {
      cause: error,
    })
  }
  throw new StoreError(`The key file "${path}" does not hold a key of 64 hexadecimal digits.`)
}

export function hashToken(token: string): Buffer {
  return hash('sha256', token, 'buffer')
}

/** The base-64 HMAC with SHA-256, which a signature is. */
export function hmac(secret: string, text: string): string {
  return createHmac('sha256', secret).update(text).digest('base64')
}

/** Compares two texts in a time that does not tell where they differ. */
export function sameText(left: string, right: string): boolean {
  return timingSafeEqual(hashToken(left), hashToken(right))
}

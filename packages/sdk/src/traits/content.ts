import type { TraitName } from '@tcex/model'
import { acknowledged } from '../associations.ts'
import type { CallOptions } from '../query.ts'
import type { TiResponse } from '../response.ts'
import type { Content } from '../transport/payload.ts'
import type { Call } from '../transport/request.ts'

/** What is uploaded. */
export interface UploadOptions extends CallOptions {
  /** Text, bytes, a Blob, or a stream (which cannot be tried again where the network fails). */
  readonly content: Content
  /** Whether it replaces content that is there. Default false. */
  readonly update?: boolean | undefined
}

/** What an item can do besides, by the trait of its entry: each trait is one method. */
export interface TraitCalls {
  /**
   * Uploads the content of the file, as bytes. Status 200. Large files may need a longer `timeout`.
   *
   * @example await document.upload({ content: 'New Document contents here.' })
   * @throws MissingIdError where the item has no id yet
   * @see https://docs.threatconnect.com/en/latest/rest_api/v2/groups/groups.html#uploading-updating-document-contents
   */
  upload(options: UploadOptions): Promise<TiResponse>

  /**
   * Downloads the content: `await response.bytes()` or `await response.text()`. Status 200.
   *
   * @throws MissingIdError where the item has no id yet
   * @see https://docs.threatconnect.com/en/latest/rest_api/v2/groups/groups.html#download-document-contents
   */
  download(options?: CallOptions): Promise<TiResponse>
}

/** What a trait needs of its item. */
export interface Callable {
  path(): readonly string[]
  call(
    request: Pick<Call<unknown>, 'method' | 'path' | 'content' | 'decode'> & CallOptions,
  ): Promise<TiResponse>
}

/** The method of each trait, for one item. */
export const traits: { readonly [T in TraitName]: (item: Callable) => TraitCalls[T] } = {
  upload:
    (item) =>
    async ({ content, update = false, ...options }) => {
      const path = [...item.path(), 'upload']
      return item.call({ ...options, method: update ? 'PUT' : 'POST', path, content, decode: acknowledged })
    },
  download:
    (item) =>
    async (options = {}) =>
      item.call({ ...options, method: 'GET', path: [...item.path(), 'download'] }),
}

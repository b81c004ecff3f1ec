import { acknowledged } from '../associations.ts'
import { loadCalls } from '../load-calls.ts'
import type { CallOptions } from '../query.ts'
import type { TiResponse } from '../response.ts'
import type { Content } from '../transport/payload.ts'
import type { TakeStream } from '../transport/stream.ts'
import type { Callable } from './traits.ts'

/** What is uploaded. */
export interface UploadOptions extends CallOptions {
  /** Text, bytes, a Blob, or a stream (which cannot be tried again where the network fails). */
  readonly content: Content
  /** Whether it replaces content that is there. Default false. */
  readonly update?: boolean | undefined
}

export interface HashOptions extends CallOptions {
  /** Default `sha256`. MD5 is not to be had: Web Crypto has no such thing. */
  readonly hashType?: 'sha1' | 'sha256' | 'sha512' | undefined
}

export interface UploadCalls {
  /**
   * Uploads the content of the file, as bytes. Status 200. Large files may need a longer `timeout`.
   *
   * @example await document.upload({ content: 'New Document contents here.' })
   * @throws MissingIdError where the item has no id yet
   * @see https://docs.threatconnect.com/en/latest/rest_api/v2/groups/groups.html#uploading-updating-document-contents
   */
  upload(options: UploadOptions): Promise<TiResponse>
}

export interface DownloadCalls {
  /**
   * Downloads the content: `await response.bytes()` or `await response.text()`. Status 200.
   *
   * @example const text = await (await document.download()).throwForStatus().text()
   * @throws MissingIdError where the item has no id yet
   * @see https://docs.threatconnect.com/en/latest/rest_api/v2/groups/groups.html#download-document-contents
   */
  download(options?: CallOptions): Promise<TiResponse>

  /**
   * Downloads the content as it comes, so that it is never held whole. The option `timeout` limits each part of it.
   *
   * @example for await (const part of await document.downloadStream()) print(part.length)
   * @throws MissingIdError where the item has no id yet
   * @throws HttpError or a subclass where the download is refused
   * @see https://docs.threatconnect.com/en/latest/rest_api/v2/groups/groups.html#download-document-contents
   */
  downloadStream(options?: CallOptions): Promise<ReadableStream<Uint8Array>>

  /**
   * The hash of the content, in hexadecimal.
   *
   * @example await document.fileHash({ hashType: 'sha256' })
   * @throws HttpError or a subclass where the download is refused
   * @throws ConfigurationError where there is no Web Crypto
   */
  fileHash(options?: HashOptions): Promise<string>
}

export const upload = (item: Callable): UploadCalls => ({
  upload: async ({ content, update = false, ...options }) => {
    const path = [...item.path(), 'upload']
    return item.call({ ...options, method: update ? 'PUT' : 'POST', path, content, decode: acknowledged })
  },
})

export function download(item: Callable): DownloadCalls {
  const get = async (options: CallOptions = {}, stream?: TakeStream) =>
    item.call({ ...options, method: 'GET', path: [...item.path(), 'download'], stream })
  return {
    download: (options) => get(options),
    downloadStream: (options) =>
      new Promise((take, refuse) => {
        get(options, take)
          .then((response) => response.throwForStatus())
          .catch(refuse)
      }),
    fileHash: async ({ hashType = 'sha256', ...options } = {}) => {
      const response = (await get(options)).throwForStatus()
      const { hexDigest } = await loadCalls()
      return hexDigest(hashType, await response.bytes())
    },
  }
}

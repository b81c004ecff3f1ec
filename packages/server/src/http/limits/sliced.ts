/** Small enough that it shows whether a client takes what it is sent. */
const size = 64 * 1024

/** Bytes in pieces of bounded size. */
export function* slices(pieces: Iterable<Uint8Array>): Generator<Uint8Array> {
  for (const piece of pieces) {
    for (let at = 0; at < piece.length; at += size) yield piece.subarray(at, at + size)
  }
}

/** A content in pieces of bounded size. */
export async function* sliced(parts: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const part of parts) yield* slices([part])
}

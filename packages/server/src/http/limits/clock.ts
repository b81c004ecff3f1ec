/**
 * Milliseconds that only go up, from no time in particular. The global `performance` tells them too, and is a millisecond
 * of every start.
 */
export function monotonic(): number {
  const [seconds, nanoseconds] = process.hrtime()
  return seconds * 1000 + nanoseconds / 1e6
}

import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'

// Several processes may serve one database: each says what it is working on, and others can tell whether it lives.

/** Those who work in this process. */
const living = new Set<string>()

/** Who works and has not been heard of for so many seconds is gone. */
const silenceOfWork = 60

/** The same for who takes something in, whose sender may be slow. */
export const silenceOfUploads = 600

/** A name by which others know who works on something. */
export const newWorker = (): string => `${hostname()} ${process.pid} ${randomUUID()}`

export function beginWork(worker: string): void {
  living.add(worker)
}

export function endWork(worker: string): void {
  living.delete(worker)
}

/** Whether a worker will not go on with what it has; times are Unix seconds. */
export function isGone(
  worker: string | null,
  heartbeat: number | null,
  now: number,
  silence = silenceOfWork,
): boolean {
  if (worker === null) return true
  if (living.has(worker)) return false
  const [host, pid] = worker.split(' ')
  if (host === hostname()) return Number(pid) === process.pid || !isAlive(Number(pid))
  return now - (heartbeat ?? 0) > silence
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

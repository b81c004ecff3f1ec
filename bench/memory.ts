import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** Watches the memory of a process until it is told to stop, which gives the most that it had, in MB. */
export function watchMemory(pid: number): () => number {
  let most = 0
  const look = () => {
    most = Math.max(most, residentBytes(pid))
  }
  look()
  const timer = setInterval(look, 100)
  return () => {
    clearInterval(timer)
    look()
    return most / 1e6
  }
}

function residentBytes(pid: number): number {
  try {
    const kibibytes = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    return Number(kibibytes ?? 0) * 1024
  } catch {
    const { stdout } = spawnSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })
    return (Number.parseInt(stdout ?? '', 10) || 0) * 1024
  }
}

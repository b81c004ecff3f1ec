import { workerData } from 'node:worker_threads'
import type { ThreadData } from './messages.ts'

// What a thread of the server's runs, by what it was started for.

const { for: purpose } = workerData as ThreadData
if (purpose === 'batch') await import('./batch-thread.ts')
else await import('./excerpt-thread.ts')

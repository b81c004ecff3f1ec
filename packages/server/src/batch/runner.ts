import type { BatchJob } from '../service/batch-jobs.ts'
import type { Platform } from '../service/scope.ts'
import { runJob } from './job.ts'
import { shortSteps } from './read.ts'

/** Who does the work of batch jobs, one after the other. */
export interface Runner {
  /** Told that there will be a job soon. */
  expect(): void
  /** Runs a job to its end, or gives it back when told to stop. */
  run(job: BatchJob, signal: AbortSignal): Promise<void>
  /** Told that others need memory: where no job runs, gives back what it keeps for the next one. */
  rest(): Promise<void>
  close(): Promise<void>
}

/** Works in the thread in which everybody else is answered, in steps that nobody notices. */
export const inThisThread = (platform: Platform): Runner => ({
  expect: () => {},
  run: (job, signal) => runJob(platform, job, signal, shortSteps),
  rest: async () => {},
  close: async () => {},
})

import { setTimeout } from 'node:timers/promises'
import { inspect } from 'node:util'

/**
 * Asks until something holds, and fails where it does not come to hold: a test that waits without an end keeps all others
 * from theirs.
 *
 * @param seconds how long it may take
 * @returns the answer that held
 */
export async function until<Answer>(
  question: () => Answer | Promise<Answer>,
  holds: (answer: Answer) => boolean,
  seconds = 60,
): Promise<Answer> {
  for (const end = Date.now() + seconds * 1000; ; await setTimeout(2)) {
    const answer = await question()
    if (holds(answer)) return answer
    if (Date.now() > end) throw new Error(`It did not come to be within ${seconds} s: ${inspect(answer)}`)
  }
}

/** The end of a batch job, as its status tells it. */
export const isCompleted = ({ status }: Readonly<Record<string, unknown>>): boolean => status === 'Completed'

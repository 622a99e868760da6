/** Milliseconds to wait before start number `attempt` (1 is the first restart): 0.5 s, doubling, never past 15 s. */
export const restartDelay = (attempt: number): number => Math.min(15_000, 500 * 2 ** Math.max(0, attempt - 1))

/** What ran for so long is healthy: the next failure is a first one again. */
const healthyMs = 30_000

/** Number of the next restart after one that ran for `ranMs`. */
export const nextAttempt = (attempt: number, ranMs: number): number => (ranMs >= healthyMs ? 1 : attempt + 1)

/** What follows the end of an input's reader. */
export type After = 'end' | 'restart' | 'fail'

/**
 * Decides what an ended reader means.
 * @param kind   of the input
 * @param code   ffmpeg's exit code; `null` where it was killed
 * @param heard  whether this broadcast ever heard a sound
 */
export const afterReader = (
  kind: 'file' | 'url' | 'device' | 'stdin' | 'lavfi',
  code: number | null,
  heard: boolean,
): After => {
  if (!heard) return 'fail'
  // A speaker whose line was cut ends a stream properly, too; only the organiser ends the evening.
  if (kind === 'url' || kind === 'device') return 'restart'
  return code === 0 ? 'end' : 'restart'
}

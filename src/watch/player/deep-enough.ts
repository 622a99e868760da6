import { nearest } from '../control/distance.ts'
import { readEdge, readWindow } from './read-source.ts'
import type { Source } from './source.ts'
import { pause } from './until-here.ts'

/** Nobody waits longer for a broadcast that has just begun, ms. */
const patience = 10_000
const lookMs = 200

/**
 * Waits until as much is listed after the place as a listener needs to hear without a stop: a broadcast that has just begun has not. A broadcast that has
 * ended is not waited for. Rejects with the signal's reason.
 */
export const deepEnough = async (
  source: Source,
  position: number | null,
  signal: AbortSignal,
): Promise<void> => {
  for (let waited = 0; waited < patience; waited += lookMs) {
    const window = readWindow(source)
    if (!window || position === null || readEdge(source)?.ended) return
    if (window.end - position >= nearest * 1000) return
    await pause(lookMs, signal)
    signal.throwIfAborted()
  }
}

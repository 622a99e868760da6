import { qrDetector } from '../shared/barcode-detector.ts'
import { type KeepLate, keepLateMessage } from '../shared/late-code.ts'

/**
 * Has the worker keep the code that is not precached and that a phone without a link needs (`sw/late.ts`). Without workers it is loaded, so
 * that this page at least has it. Never rejects: the next sync asks again.
 * @param locked whether what opens locked items is among it
 * @returns whether all of it is kept; pending for ever where no worker ever gets to run
 */
export const keepLateCode = async (locked: boolean): Promise<boolean> => {
  try {
    const { serviceWorker } = navigator as Partial<Navigator>
    if (!serviceWorker) {
      await Promise.all([import('./exchange/Exchange.tsx'), import('./fetch-large.ts')])
      return false
    }
    const { active } = await serviceWorker.ready
    const scan = (await qrDetector()) === null
    const { port1, port2 } = new MessageChannel()
    return await new Promise((resolve) => {
      port1.onmessage = ({ data }) => resolve(data === true)
      const message: KeepLate = { type: keepLateMessage, locked, scan }
      active?.postMessage(message, [port2])
    })
  } catch {
    return false
  }
}

/** Longer than the worker needs for its 80 kB at 25 kbit/s with round trips of a second, ms. */
const appPatience = 60_000
let waited = false

/**
 * Resolves once the worker keeps the app itself, or does not in a minute. Sound and film wait for it: on a phone that is nearly full they would
 * take the room, and words would be kept that no code could show.
 */
export const appKept = async (): Promise<void> => {
  const { serviceWorker } = navigator as Partial<Navigator>
  if (!serviceWorker || !import.meta.env.PROD || waited) return
  await Promise.race([serviceWorker.ready, new Promise((resolve) => setTimeout(resolve, appPatience))])
  waited = true
}

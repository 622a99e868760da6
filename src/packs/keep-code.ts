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
    const { port1, port2 } = new MessageChannel()
    return await new Promise((resolve) => {
      port1.onmessage = ({ data }) => resolve(data === true)
      const message: KeepLate = { type: keepLateMessage, locked }
      active?.postMessage(message, [port2])
    })
  } catch {
    return false
  }
}

import type { LinkStatus } from '../shared/status.ts'
import { createStore, type ReadStore } from '../shared/store.ts'

/** Below this a voice rendition does not fit (16-24 kbit/s and its overhead), kbit/s. */
const voiceKbps = 32

const store = createStore<LinkStatus>({ reach: 'unknown', since: 0 })

/** The link as this page's own requests found it. */
export const linkStatus: ReadStore<LinkStatus> = store

const become = (reach: LinkStatus['reach']): void => {
  if (store.get().reach !== reach) store.set({ reach, since: Date.now() })
}

/** A request brought `bytes` in `ms`; too small an answer says nothing about speed. */
export const reportSuccess = (bytes: number, ms: number): void => {
  const small = bytes < 4096
  const slow = small ? store.get().reach === 'slow' : (bytes * 8) / Math.max(1, ms) < voiceKbps
  become(slow ? 'slow' : 'up')
}

/** A request got no answer from any mirror. */
export const reportFailure = (): void => become('down')
